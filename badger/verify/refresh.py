"""Step 4: is there a newer badge than the one that was shown?

The badge names its refresh service itself, so it is asked only after proof and issuer passed,
once, and not where the reader does not want it. What it gives takes the badge's place if it is
the same badge, about the same person, newer, and signed by the same issuer (hardening D19,
F10). Then everything after is about the newer one. Whatever else it gives changes nothing:
Open Badges 3.0 goes on with the original.
"""

from dataclasses import replace

from badger.credentials.datetimes import format_timestamp
from badger.credentials.equality import why_not_replaced
from badger.json_value import JsonObject
from badger.verify.case import Answer, Case, list_of, not_applicable, passed
from badger.verify.errors import CheckFailed, Undetermined, UnreadableInput
from badger.verify.intake import read_presented
from badger.verify.issuer import check_issuer
from badger.verify.period import ALWAYS
from badger.verify.presented import Presented
from badger.verify.proof import check_proof
from badger.verify.shape import NOT_ENDORSED
from badger.verify.structure import check_structure

REFRESH_TYPE = "1EdTechCredentialRefresh"
# What a slow service may take from the budget, which the badge's own status needs after it.
MAX_FETCHES = 2
MAX_SECONDS = 1.5


def check_refresh(case: Case) -> Answer:
    """Ask the refresh service of the badge, once, and go on with what it gives (step 4)."""
    if "refreshService" not in case.document:
        return not_applicable("refresh.none")
    url = _service(case.document)
    if url is None:
        return not_applicable("refresh.not_followed")
    if not case.policy.refresh:
        return not_applicable("refresh.offered", url=url)
    try:
        newer = _newer(case, url)
    except (CheckFailed, Undetermined, UnreadableInput) as error:
        return not_applicable("refresh.not_available", url=url, cause=error.reason)
    if newer is None:
        return passed("refresh.current", url=url)
    return _go_on_with(case, newer, url)


def _service(document: JsonObject) -> str | None:
    """Return the address of the first service that badger can ask."""
    for service in list_of(document["refreshService"]):
        if isinstance(service, dict) and REFRESH_TYPE in list_of(service.get("type")):
            url = service.get("id")
            return url[:2_048] if isinstance(url, str) else None
    return None


def _newer(case: Case, url: str) -> Case | None:
    """Fetch and judge the newer badge; None when there is none.

    Raises: CheckFailed, Undetermined, UnreadableInput.
    """
    with case.budget.part(fetches=MAX_FETCHES, seconds=MAX_SECONDS) as budget:
        presented = read_presented(case.resolver.copy_of(url, budget=budget).data)
        newer = replace(_case_of(case, presented), budget=budget)
        check_structure(newer)
        reason = why_not_replaced(case.document, newer.document)
        if reason == "date":
            return None
        if reason is not None:
            raise CheckFailed(f"refresh.other_{reason}")
        check_proof(newer)
        check_issuer(newer)
    return newer


def _case_of(case: Case, presented: Presented) -> Case:
    if presented.document is None:
        raise Undetermined("structure.unsupported_format")
    return replace(
        case,
        document=presented.document,
        jws=presented.jws,
        endorsed=NOT_ENDORSED,
        period=ALWAYS,
        seals=(),
        unbound=None,
    )


def _go_on_with(case: Case, newer: Case, url: str) -> Answer:
    """Put the newer badge in the place of the original, for all steps that follow."""
    replaced, start = case.period.start, newer.period.start
    case.document, case.jws = newer.document, newer.jws
    case.endorsed, case.period, case.seals = newer.endorsed, newer.period, newer.seals
    return passed(
        "refresh.renewed",
        url=url,
        replaced=None if replaced is None else format_timestamp(replaced),
        start=None if start is None else format_timestamp(start),
    )
