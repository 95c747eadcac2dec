"""`ketnap person retention`: who is beyond the adopted period, and how each is erased."""

from __future__ import annotations

import json
from datetime import date

from builders import a_case

from workflow.actions.advance import advance
from workflow.reasons import Reason
from workflow.states import Event

PERIOD = """\
id = "retention-period"
title = { vi = "Thời hạn giữ (mẫu)", en = "Period (sample)" }
unit = "months"
local = true

[[versions]]
from = 2026-01-01
value = 6
source = { text = { vi = "quyết định mẫu", en = "a sample decision" } }
confidence = "low"
"""


def test_those_beyond_the_period_are_listed_with_the_command_that_erases_each(counter, tmp_path):
    desk = counter.desk()
    ref = a_case(desk)
    nobody = counter.type("person", "retention")
    (tmp_path / "retention-period.toml").write_text(PERIOD, encoding="utf-8")
    none = counter.says("person", "retention", "-o", "table", KETNAP_RULES=str(tmp_path))
    advance(desk, ref, Event.CLOSE, on=date(2026, 1, 31), reason_code=Reason.WITHDRAWN)

    told = counter.says("person", "retention", "-o", "table", KETNAP_RULES=str(tmp_path))
    (item,) = json.loads(
        counter.says("person", "retention", "-o", "json", KETNAP_RULES=str(tmp_path))
    )["items"]

    assert nobody.exit_code == 5
    assert nobody.stderr.startswith("✗ Chưa có thời hạn giữ dữ liệu cá nhân nào được áp dụng")
    assert none.startswith("0 người đã quá thời hạn giữ 6 tháng: quyết định mẫu (chưa xác minh).")
    assert f"ketnap person erase {ref} --reason retention" in told
    assert (item["ended_on"], item["kept_until"]) == ("2026-01-31", "2026-07-31")
    assert item["rule"] == "retention-period@2026-01-01"
    erased = item["command"].split()[1:]
    done = counter.type(*erased, "--approved-by", "hoa", "--confirm", ref)
    assert done.exit_code == 0
    assert (
        json.loads(counter.says("person", "retention", "-o", "json", KETNAP_RULES=str(tmp_path)))[
            "items"
        ]
        == []
    )
