"""The tour of the sample city, from an empty store to its verified log."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path

from demo.asides import asides
from demo.figures import alerts, figures
from demo.files import Files, write_files
from demo.filling import fill
from demo.life import whole_way
from demo.people import people
from demo.play import Play
from demo.proof import BUNDLE, COPY, proof
from demo.refusals import refusals
from demo.registers import referral_list, registers
from demo.screened import screened
from demo.stage import Stage
from rules.text import Language, Text
from workflow.errors import RefusedError

SETTINGS = """\
# Nhắc việc của thành phố mẫu hiện trên màn hình; không gửi thư đi đâu.
# The sample city's alerts appear on the screen; no mail leaves.
"""
_ROLES = ("helper", "cell-secretary", "grassroots-officer", "superior-officer", "auditor")


def settings_path(folder: Path) -> Path:
    """Where the tour's delivery settings lie."""
    return folder / "ketnap.toml"


def refuse_used(folder: Path) -> None:
    """Refuse a folder that another tour has filled.

    Raises:
        RefusedError: one of the tour's files is there.
    """
    files = Files.within(folder)
    ours = (
        files.units,
        files.quota,
        files.people,
        files.faulty,
        referral_list(folder),
        settings_path(folder),
        folder / BUNDLE,
        folder / COPY,
    )
    there = next((path for path in ours if path.exists()), None)
    if there is not None:
        raise RefusedError(
            Text(
                f"Đã có tệp {there} từ lần chạy trước; chưa ghi gì.",
                f"There is {there} from an earlier run; nothing was written.",
            ),
            following=Text("ketnap demo --folder thu-moi", "ketnap demo --folder new-one"),
        )


def _write_settings(folder: Path, language: Language) -> None:
    """Delivery settings that only use the screen."""
    tables = [
        f'\n[[recipients]]\nunit = "DV"\nrole = "{role}"\nchannel = "terminal"\n'
        f'address = "Đảng ủy phường Đô Vinh"\nlanguage = "{language}"\n'
        for role in _ROLES
    ]
    settings_path(folder).write_text(SETTINGS + "".join(tables), encoding="utf-8")


def play_tour(
    stage: Stage, folder: Path, store: Path | None, now: datetime, *, make: bool
) -> float:
    """Fill the empty store that commands find, and show the product on it.

    Args:
        stage: Where commands are run and shown.
        folder: Where lists and copies are written.
        store: The SQLite file; None for a PostgreSQL store.
        now: The instant, in the office's time zone.
        make: Whether the store is to be made first.

    Returns:
        Seconds it took.

    Raises:
        UnexpectedEndError: A command did not end as it should have.
        SheetError: A list could not be written.
    """
    begun = time.perf_counter()
    today = now.date()
    folk = people(today)
    play = Play(
        stage=stage,
        today=today,
        folder=folder,
        files=write_files(folder, folk, now, stage.language),
        store=store,
    )
    _write_settings(folder, stage.language)
    stage.heading(Text("Kho dữ liệu và danh sách Excel", "The store, and lists from Excel"))
    if make:
        stage.show("db", "init", lines=1)
    fill(play, folk)
    whole_way(play)
    refusals(play)
    asides(play)
    screened(play)
    registers(play)
    alerts(play)
    figures(play)
    proof(play)
    return time.perf_counter() - begun


NEXT: tuple[tuple[str, Text], ...] = (
    ("ketnap next --within 45d", Text("việc cần làm", "what to do")),
    ("ketnap find uoc", Text("tìm người, không cần dấu", "find people, without accents")),
    ("ketnap case list --overdue", Text("hồ sơ quá hạn", "overdue cases")),
    ("ketnap rules explain ceremony 24/07/2026", Text("tính hạn từng bước", "days, step by step")),
    ("ketnap audit log", Text("đọc nhật ký", "read the log")),
    ("ketnap --help", Text("mọi lệnh", "every command")),
)
