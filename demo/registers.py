"""Three registers at work: a referral list comes in, its people go to class, a sitting decides."""

from __future__ import annotations

from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

from demo.papers import admission_papers
from demo.play import Play
from office.writing import OutCell, list_columns, write_sheet
from rules.text import Text

_YOUTH = "Thành đoàn (mẫu)"
_NEW = (
    ("Đào Thị Thu Sương", "2001-04-18", "12/12", "Chi đoàn khu phố 3"),
    ("Bá Văn Trường Sinh", "1999-10-07", "12/12", "Chi đoàn khu phố 5"),
)
_COLUMNS = ("ref", "name", "born", "education", "base")
_REFERRED, _OPENED, _SENT, _BEGAN, _ENDED, _ISSUED = 420, 400, 398, 390, 386, 380
_FILE, _PAPERS, _CELL, _COMMITTEE, _SITTING = 360, 358, 60, 50, 12


def referral_list(folder: Path) -> Path:
    """Where the list of the Youth Union lies."""
    return folder / "doan-gioi-thieu.xlsx"


def registers(play: Play) -> None:
    """Receive a list, hold a class, and decide in a sitting."""
    _referred(play)
    _taught(play)
    _decided(play)


def _referred(play: Play) -> None:
    """Two people are new; the third has a case, and gets one more referral and no second case."""
    stage = play.stage
    stage.heading(Text("Đoàn thể giới thiệu, lớp học, phiên họp", "Referrals, a class, a sitting"))
    known = next(one for one in stage.read("case", "list", "--state", "nominated"))
    path = _written(play, known)
    receive = ("referral", "receive", str(path), "--from", _YOUTH, "--unit", "DV-1")
    stage.show(*receive, "--on", play.ago(_REFERRED), lines=4)
    stage.show("referral", "receipt", "0001")
    rows = stage.read("referral", "list", "--from", _YOUTH)
    for role, (name, *_) in zip(("referred", "held-back"), _NEW, strict=True):
        play.refs[role] = next(one["case"] for one in rows if one["name"] == name)


def _written(play: Play, known: dict[str, Any]) -> Path:
    path = referral_list(play.folder)
    columns = [one for one in list_columns("referrals") if one.id in _COLUMNS]
    rows: list[list[OutCell]] = [[None, *one] for one in _NEW]
    rows.append([known["ref"], known["name"], None, None, "Chi đoàn cơ quan"])
    write_sheet(
        path,
        template="referrals",
        title=Text("DANH SÁCH ĐOÀN VIÊN ƯU TÚ", "OUTSTANDING MEMBERS OF THE YOUTH UNION"),
        columns=columns,
        rows=rows,
        as_of=play.today,
        unit=_YOUTH,
        generated_at=datetime.combine(play.today, time.min, UTC),
        language=play.stage.language,
    )
    return path


def _taught(play: Play) -> None:
    """A class is opened, both are sent, and both get their certificates in one command."""
    stage, both = play.stage, (play.refs["referred"], play.refs["held-back"])
    stage.show(
        *("class", "open", "awareness", "--unit", "TP", "--doc", "12-QĐ/TU"),
        *("--on", play.ago(_OPENED), "--from", play.ago(_BEGAN), "--to", play.ago(_ENDED)),
        *("--place", "Trung tâm chính trị (mẫu)", "--capacity", "60"),
        lines=1,
    )
    stage.show("class", "enrol", "0001", *both, "--on", play.ago(_SENT))
    stage.show("class", "roll", "0001", play.ago(_BEGAN), "--absent", both[1], lines=1)
    stage.show(
        *("class", "result", "0001", "--passed", "all", "--first", "015/GCN"),
        *("--issued", play.ago(_ISSUED), "--issuer", "Trung tâm chính trị (mẫu)"),
    )


def _decided(play: Play) -> None:
    """Both are ready but for the vote; one is agreed on, the other held back for a check."""
    stage, refs = play.stage, play.refs
    for role in ("referred", "held-back"):
        ref = refs[role]
        papers = admission_papers(
            play, ref, start=_PAPERS, cell=_CELL, committee=_COMMITTEE, decided=False
        )
        stage.quietly(
            Text("Lập hồ sơ, thẩm tra, chi bộ và đảng ủy biểu quyết", "File, papers, votes"),
            [play.step(ref, "open-file", _FILE), *papers],
        )
    stage.show("sitting", "open", "TP", "standing-committee", play.ago(_SITTING), lines=1)
    stage.quietly(
        Text("Đưa vào chương trình ai đã đủ điều kiện", "Those who are ready, on the agenda"),
        [("sitting", "agenda", "0001")],
    )
    stage.show(
        *("sitting", "decide", "0001", "--electors", "11", "--present", "10", "--votes", "10/0"),
        *("--rest", "agree", f"{refs['held-back']}=hold", "--first", "101-QĐ/TU", "-y"),
        lines=3,
    )
    stage.show("sitting", "close", "0001", "--chair", "Lê Hữu Tấn", lines=1)
    stage.show("referral", "conversion")
