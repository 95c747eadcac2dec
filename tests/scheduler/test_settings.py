"""The delivery settings are read strictly, and keep secrets in their file."""

from __future__ import annotations

from pathlib import Path

import pytest

from scheduler.settings import Recipient, Security, load_settings
from scheduler.strict import ConfigurationError
from workflow.errors import NotFoundError
from workflow.inbox import Channel, Rhythm
from workflow.reminders import Role

GOOD = """\
[smtp]
host = "mail.dang-bo.example"
port = 587
security = "starttls"
user = "ketnap"
password_file = "PASSWORD"
from = "ketnap@dang-bo.example"
domain = "Dang-Bo.example"

[[recipients]]
unit = "DV"
role = "cell-secretary"
address = "bithu@dang-bo.example"

[[recipients]]
unit = "TP"
role = "auditor"
channel = "terminal"
language = "en"
"""


@pytest.fixture
def password(tmp_path):
    path = tmp_path / "password"
    path.write_text("mat-khau-bi-mat\n", encoding="utf-8")
    path.chmod(0o600)
    return path


def load(folder: Path, text: str):
    path = folder / "delivery.toml"
    path.write_text(text.replace("PASSWORD", str(folder / "password")), encoding="utf-8")
    return load_settings(path)


def test_settings_are_read(tmp_path, password):
    settings = load(tmp_path, GOOD)

    assert settings.smtp is not None
    assert (settings.smtp.security, settings.smtp.domain) == (
        Security.STARTTLS,
        "dang-bo.example",
    )
    assert settings.smtp.password() == "mat-khau-bi-mat"
    assert "bi-mat" not in repr(settings)
    assert settings.recipients == (
        Recipient(
            unit="DV",
            role=Role.CELL_SECRETARY,
            channel=Channel.SMTP,
            address="bithu@dang-bo.example",
        ),
        Recipient(
            unit="TP",
            role=Role.AUDITOR,
            channel=Channel.TERMINAL,
            address="terminal",
            language="en",
            rhythm=Rhythm.AT_ONCE,
        ),
    )


def test_a_terminal_needs_no_mail_server(tmp_path):
    text = GOOD[GOOD.rindex("[[recipients]]") :] + 'address = "quầy 1"\n'

    settings = load(tmp_path, text)

    assert settings.smtp is None
    assert settings.recipients[0].address == "quầy 1"


def test_a_mail_server_may_ask_for_nothing(tmp_path):
    text = GOOD.replace('user = "ketnap"\n', "").replace('password_file = "PASSWORD"\n', "")

    settings = load(tmp_path, text)

    assert settings.smtp is not None
    assert (settings.smtp.user, settings.smtp.password()) == (None, "")


def test_an_empty_file_tells_nobody(tmp_path):
    assert load(tmp_path, "").recipients == ()


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('user = "ketnap"\n', "", 5, "“user” và “password_file” đi cùng nhau"),
        ('password_file = "PASSWORD"\n', "", 5, "“user” và “password_file” đi cùng nhau"),
        ("PASSWORD", "/nowhere/at/all", 6, "không đọc được tệp mật khẩu"),
        ('password_file = "PASSWORD"', 'password = "x"', 6, "khóa “password” không có trong mẫu"),
        ("starttls", "none", 4, "không gửi mật khẩu qua đường không mã hóa"),
        ("starttls", "ssl", 4, "chọn một trong: none, starttls, tls"),
        ("587", "70000", 3, "không có cổng này"),
        ("587", "0", 3, "“port” phải là một số nguyên dương"),
        ('domain = "', 'timeout_seconds = 61\ndomain = "', 8, "chờ nhiều nhất 60 giây"),
        ("bithu@dang-bo.example", "bithu", 13, "“bithu” không phải địa chỉ thư điện tử"),
        ("bithu@dang-bo.example", "a@b\\nBcc: c@d", 13, "không phải địa chỉ thư điện tử"),
        ('"cell-secretary"', '"secretary"', 12, "“secretary” không dùng được"),
        ('"terminal"', '"terminal"\naddress = " "', 19, "“address” phải là một chuỗi chữ"),
        ('"terminal"', '"terminal"\naddress = "a\\tb"', 19, "tên quầy phải là một dòng chữ ngắn"),
        ('"terminal"', '"fax"', 18, "chọn một trong: smtp, terminal"),
        ('unit = "TP"\n', "", 15, "thiếu khóa “unit”"),
    ],
)
def test_settings_out_of_order_are_refused_by_file_and_line(
    tmp_path, password, old, new, line, says
):
    assert old in GOOD
    with pytest.raises(ConfigurationError) as refusal:
        load(tmp_path, GOOD.replace(old, new, 1))

    assert (refusal.value.file, refusal.value.line) == ("delivery.toml", line)
    assert says in refusal.value.what.vi
    assert "mat-khau" not in refusal.value.what.vi


def test_mail_without_a_mail_server_is_refused(tmp_path):
    text = '[[recipients]]\nunit = "TP"\nrole = "helper"\naddress = "a@b.example"\n'

    with pytest.raises(ConfigurationError) as refusal:
        load(tmp_path, text)

    assert refusal.value.what.en.endswith("mail needs a section [smtp] in this file.")


def test_a_password_that_others_can_read_is_refused(tmp_path, password):
    password.chmod(0o644)

    with pytest.raises(ConfigurationError) as refusal:
        load(tmp_path, GOOD)

    assert refusal.value.what.en == (
        "delivery.toml, line 6: others can read the password file; give it the mode 0600."
    )


def test_a_settings_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(NotFoundError):
        load_settings(tmp_path / "none.toml")
