"""One person in several cases: what is corrected in one is proved in every one of them."""

from __future__ import annotations

from dataclasses import replace

from workflow.case import Case
from workflow.deadlines import Changes
from workflow.drafting import Draft
from workflow.person import Person


def prove_in_other_cases(draft: Draft, case: Case, person: Person, reason: str) -> None:
    """Put a commitment to the corrected person in each other case of that person."""
    for ref in draft.desk.store.refs_of(person.id):
        other = None if ref == case.ref else draft.desk.store.dossier(ref)
        if other is None:
            continue
        proof = person.commitment()
        draft.sealed.append((ref, proof))
        fields = draft.fields(
            "correct",
            draft.today,
            unit=other.case.unit,
            text=draft.seal(ref, reason),
            data={"of": 1, "set": {"commitment": proof.digest}},
        )
        draft.write(other.case, replace(other.case, seq=other.case.seq + 1), fields, Changes())
