"""Step 1 for Open Badges 2: an assertion in the shape of the standard."""

from badger.credentials.openbadges_v2 import is_open_badges_1
from badger.verify.case import Answer, Case, passed
from badger.verify.errors import Undetermined
from badger.verify.open_badges_2.assertions import judged, period_of
from badger.verify.open_badges_2.hosting import shown_by_host


def check_structure(case: Case) -> Answer:
    """Read the assertion that was presented, or that stands at the address (step 1)."""
    if case.address:
        case.document = shown_by_host(case, case.address)
    if is_open_badges_1(case.document):
        raise Undetermined("structure.unsupported_format", format="Open Badges 1")
    assertion = judged(case).assertion
    case.period = period_of(assertion)
    return passed("structure.open_badges_2", format="Open Badges 2", way=assertion.verification.way)
