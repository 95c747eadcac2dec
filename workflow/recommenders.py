"""Telling recommenders apart: names are sealed with random salts, so the values are compared."""

from __future__ import annotations

from datetime import date

from rules.text import Text
from workflow.case import Case
from workflow.errors import RefusedError
from workflow.facts import FactKind
from workflow.file_age import age_of_file
from workflow.inquiry import shown
from workflow.law import Law
from workflow.names import fold
from workflow.ports import Store


def refuse_second_from(store: Store, case: Case, who: str, *, on: date, law: Law) -> None:
    """Refuse a second recommendation by one member: the law asks for different members (R2.1).

    A name that was erased can no longer be compared. Two members of one name are told apart by
    what is written with the name. A member recommends again where the file has
    become too old (R7.10).

    Raises:
        RefusedError: a member of that name, accents aside, recommends in the present round already.
    """
    kept = store.unsealed(case.ref)
    age = age_of_file(case, law, on)
    stale = None if age is None else age.stale_from
    for fact in case.facts_of(FactKind.RECOMMENDATION, by="member"):
        if stale is not None and fact.on <= stale < on:
            continue
        name = kept.get(fact.data["who"]["sealed"])
        if name is not None and fold(name) == fold(who):
            raise RefusedError(
                Text(
                    f"{name} đã giới thiệu trong hồ sơ {case.ref} (mục {fact.seq}, ngày"
                    f" {shown(fact.on)}); cần một đảng viên khác. Nếu là người trùng tên, xin ghi"
                    " thêm năm sinh sau họ tên.",
                    f"{name} recommends in case {case.ref} already (entry {fact.seq} of {fact.on});"
                    " another member is needed. If it is a namesake, add the year of birth to the"
                    " name.",
                )
            )
