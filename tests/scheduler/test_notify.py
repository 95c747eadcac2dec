"""Chats and other services through Apprise, against a real HTTP server."""

from __future__ import annotations

import json
import logging
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar

import pytest

from scheduler.detail import Detail
from scheduler.notify import NotifyCarrier
from scheduler.outlets import Outlet, load_outlets
from scheduler.settings import Settings, load_settings
from scheduler.strict import ConfigurationError
from workflow.inbox import Channel
from workflow.reminders import Role

SECRET = "mat-khau-bi-mat"  # noqa: S105 - invented
GOOD = """\
[[outlets]]
name = "nhom-dv"
url = "json://u:mat-khau-bi-mat@localhost:9"

[[outlets]]
name = "ubkt"
url = "json://localhost:9"
public = false
detail = "name"
"""


class Hook(BaseHTTPRequestHandler):
    """Keeps what is posted; answers as it is told."""

    code = 200
    got: ClassVar[list[dict[str, str]]]

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        type(self).got.append(json.loads(self.rfile.read(length)))
        self.send_response(type(self).code)
        self.end_headers()

    def log_message(self, *_said):
        pass


@pytest.fixture
def hook():
    class Mine(Hook):
        got: ClassVar[list[dict[str, str]]] = []

    with HTTPServer(("127.0.0.1", 0), Mine) as server:
        serving = threading.Thread(target=server.serve_forever, daemon=True)
        serving.start()
        Mine.url = f"json://u:{SECRET}@127.0.0.1:{server.server_port}"
        yield Mine
        server.shutdown()
        serving.join()


@pytest.fixture
def chatting(office, hook):
    """A secretary whose digests go to a chat, one case, a day with a reminder."""
    office.a_case()
    office.a_holder(
        Role.CELL_SECRETARY, "Lê Văn Tám", channel=Channel.APPRISE, address="nhom-dv", rhythm=None
    )

    def tell(detail=Detail.REF):
        outlet = Outlet(name="nhom-dv", url=hook.url, detail=detail)
        office.settings = Settings(outlets={"nhom-dv": outlet})
        return office

    return tell


def test_a_chat_gets_references_and_dates_and_the_ledger_knows_the_level(chatting, hook):
    office = chatting()

    result = office.tick("2025-07-02")

    (got,) = hook.got
    assert (result.sent, result.failed) == (1, 0)
    assert "HS-2024-0001" in got["message"]
    assert got["title"].endswith("kết nạp đảng viên")
    for told in ("Hương", "Đô Vinh", "dự bị"):
        assert told not in got["message"] + got["title"]
    (letter,) = office.alerts.letters("sent")
    assert (letter.detail, letter.addressee.address) == ("ref", "nhom-dv")


def test_a_private_chat_may_be_told_names(chatting, hook):
    chatting(Detail.NAME).tick("2025-07-02")

    assert "HS-2024-0001 · Nguyễn Thị Mỹ Hương" in hook.got[0]["message"]


def test_a_service_that_refuses_is_tried_again_and_its_address_is_nowhere(
    chatting, hook, caplog, capfd
):
    hook.code = 500
    office = chatting()
    with caplog.at_level(logging.DEBUG):
        result = office.tick("2025-07-02")

    (letter,) = office.alerts.letters("waiting")
    assert (result.failed, letter.error) == (1, "NotAccepted")
    said = caplog.text + "".join(capfd.readouterr()) + repr(office.settings) + repr(letter)
    assert SECRET not in said


@pytest.mark.parametrize(
    ("outlets", "error"),
    [
        ({}, "NoSuchOutlet"),
        ({"nhom-dv": Outlet(name="nhom-dv", url="nonsense://x")}, "UnknownService"),
    ],
)
def test_an_outlet_that_cannot_be_is_told_in_a_word(chatting, outlets, error):
    office = chatting()
    office.settings = Settings(outlets={"other": Outlet(name="other", url="json://x"), **outlets})

    office.tick("2025-07-02")

    assert office.alerts.letters("waiting")[0].error == error


def test_without_the_library_messages_wait(chatting, monkeypatch):
    monkeypatch.setitem(sys.modules, "apprise", None)
    office = chatting()

    result = office.tick("2025-07-02")

    assert (result.sent, result.failed, result.waiting) == (0, 1, 1)
    assert office.alerts.letters("waiting")[0].error == "NotInstalled"


def test_an_outlet_that_is_not_there_is_told_the_least():
    assert NotifyCarrier({}).detail("x") is Detail.REF


def secret_file(folder, text=GOOD, mode=0o600):
    path = folder / "notify.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def test_the_file_of_secrets_is_read_beside_the_settings(tmp_path):
    secret_file(tmp_path)
    settings = tmp_path / "ketnap.toml"
    settings.write_text('[notify]\nfile = "notify.toml"\n', encoding="utf-8")

    found = load_settings(settings)

    assert {name: one.detail for name, one in found.outlets.items()} == {
        "nhom-dv": Detail.REF,
        "ubkt": Detail.NAME,
    }
    assert SECRET not in repr(found)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("public = false\n", "", "nơi nhiều người đọc được chỉ nhận mã và ngày (ref)"),
        ('"ubkt"', '"nhom-dv"', "tên này đã có ở trên"),
        ('"ubkt"', '"json://x"', "tên chưa hợp lệ"),
        ("public", "open", "khóa “open” không có trong mẫu"),
        ('detail = "name"', 'detail = "all"', "chọn một trong: ref, name, full"),
    ],
)
def test_the_file_of_secrets_is_read_strictly_and_never_quoted(tmp_path, old, new, says):
    with pytest.raises(ConfigurationError) as refused:
        load_outlets(secret_file(tmp_path, GOOD.replace(old, new)))

    assert says in refused.value.what.vi
    assert SECRET not in refused.value.what.vi


def test_a_file_of_secrets_that_others_can_read_is_refused(tmp_path):
    with pytest.raises(ConfigurationError) as refused:
        load_outlets(secret_file(tmp_path, mode=0o640))

    assert "đặt quyền 0600" in refused.value.what.vi
