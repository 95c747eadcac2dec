from datetime import date

from builders import a_case, a_desk, take_to, units

from workflow.case import Case
from workflow.fold import fold
from workflow.states import State


def test_a_case_walks_the_whole_path_and_its_log_folds_to_what_is_stored(store):
    desk = a_desk(store)
    units(desk)
    ref = a_case(desk)

    take_to(desk, ref, State.FULL_MEMBER)

    dossier = store.dossier(ref)
    assert dossier is not None
    case: Case = dossier.case
    assert case.state is State.FULL_MEMBER
    assert case.since == date(2025, 8, 1)
    assert case.decided_on == date(2025, 9, 10)
    assert fold(store.entries(ref)) == case
