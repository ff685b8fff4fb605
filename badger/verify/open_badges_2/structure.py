"""Step 1 for Open Badges 2: an assertion in the shape of the standard."""

from badger.credentials.old_contexts import is_open_badges_1
from badger.verify.case import Answer, Case, passed
from badger.verify.chain import OpenBadge2
from badger.verify.errors import Undetermined
from badger.verify.open_badges_2.assertions import judged, period_of, published_assertion
from badger.verify.open_badges_2.hosting import shown_by_host


def check_structure(case: Case) -> Answer:
    """Read the assertion that was presented, or that stands at the address (step 1)."""
    address = case.address or _withdrawn_at(case)
    if address:
        case.document = shown_by_host(case, address)
    if is_open_badges_1(case.document):
        raise Undetermined("structure.unsupported_format", format="Open Badges 1")
    if address:
        case.open_badge_2 = OpenBadge2(published_assertion(case.document))
    assertion = judged(case).assertion
    case.period = period_of(assertion)
    return passed("structure.open_badges_2", format="Open Badges 2", way=assertion.verification.way)


def _withdrawn_at(case: Case) -> str:
    """Return the address of an assertion that says it was withdrawn, "" for all others.

    Anybody can write so into a file: only its host is believed, and may show no more than that.
    """
    address = case.document.get("id")
    is_hosted = case.jws is None and isinstance(address, str) and address.startswith("https://")
    return str(address) if is_hosted and case.document.get("revoked") is True else ""
