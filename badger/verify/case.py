"""One verification under way: what is judged, by which rules, and what was established."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from badger.credentials.cryptosuites.ecdsa_sd_2023 import selective_form
from badger.credentials.jwt import Jws
from badger.credentials.proof import ProofOptions
from badger.json_value import JsonObject, JsonValue
from badger.verify.budget import Budget
from badger.verify.chain import OpenBadge2
from badger.verify.errors import CheckFailed
from badger.verify.memory import Seal
from badger.verify.period import ALWAYS, Period
from badger.verify.policy import VerificationPolicy
from badger.verify.report import Finding, Outcome, VerifiedEndorsement
from badger.verify.resolve import Resolver
from badger.verify.shape import MAX_ENDORSEMENTS, NOT_ENDORSED, Endorsed

BADGE = "OpenBadgeCredential"
ENDORSEMENT = "EndorsementCredential"
STATUS_LIST = "BitstringStatusListCredential"
CREDENTIAL = "VerifiableCredential"
PRESENTATION = "VerifiablePresentation"


@dataclass(slots=True)
class Allowance:
    """How many endorsements may still be judged, whatever they stand in (hardening D18)."""

    left: int = MAX_ENDORSEMENTS


@dataclass(slots=True, kw_only=True)
class Case:
    """What the steps share.

    document:     the presented JSON; only what a passed gate covers may be believed.
    jws:          the token that carried the document, and then proves it; None for most.
    address:      where an Open Badges 2 document is hosted, when nothing else was presented.
    kind:         BADGE, ENDORSEMENT, STATUS_LIST, CREDENTIAL (any) or PRESENTATION: whose rules
                  it must meet.
    judge:        runs all steps on another case: an endorsement is judged by the same.
    depth:        0 for what was presented, 1 for its endorsements, 2 for theirs.
    allowance:    shared by all of them.
    endorsed, period: written by the structure step; seals, unbound: by the proof step;
    endorsements: by the last step, to be shown beside the badge;
    open_badge_2: what the steps of Open Badges 2 read, and nobody else.
    """

    document: JsonObject
    kind: str
    policy: VerificationPolicy
    resolver: Resolver
    now: datetime
    judge: "Callable[[Case], tuple[Finding, ...]]"
    jws: Jws | None = None
    address: str = ""
    budget: Budget = field(default_factory=Budget)
    depth: int = 0
    allowance: Allowance = field(default_factory=Allowance)
    endorsed: Endorsed = NOT_ENDORSED
    period: Period = ALWAYS
    seals: tuple[Seal, ...] = ()
    unbound: CheckFailed | None = None
    endorsements: tuple[VerifiedEndorsement, ...] = ()
    open_badge_2: OpenBadge2 | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What one step answers; `steps.py` makes a finding of it."""

    outcome: Outcome
    code: str
    facts: Mapping[str, JsonValue]


def is_shown_in_part(case: Case) -> bool:
    """Tell whether the holder chose what is shown: what is not there may have been left out."""
    proofs = [seal.proof for seal in case.seals]
    return any(isinstance(one, ProofOptions) and selective_form(one) == "derived" for one in proofs)


def passed(code: str, **facts: JsonValue) -> Answer:
    """Say that the check was made and found nothing wrong."""
    return Answer(Outcome.PASSED, code, facts)


def not_applicable(code: str, **facts: JsonValue) -> Answer:
    """Say that there is nothing to check."""
    return Answer(Outcome.NOT_APPLICABLE, code, facts)


def issuer_id(document: JsonObject) -> str:
    """Return the id of the issuer, which is a URL or an object with one."""
    issuer = document.get("issuer")
    name = issuer.get("id") if isinstance(issuer, dict) else issuer
    return name if isinstance(name, str) else ""


def list_of(value: JsonValue) -> list[JsonValue]:
    """Return what a member holds as a list: some members may hold one value or several."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
