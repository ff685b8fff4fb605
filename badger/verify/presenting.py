"""Presentations: who shows these credentials, whom they show them to, and what became of each.

A holder signs for "authentication" and repeats what whoever asks gave them: a challenge, so that
nobody shows it again later, and a domain, so that nobody shows it elsewhere.
Source: VC Data Model 2.0, sections 4.13 "Verifiable Presentations" and 5.6; Data Integrity 1.0,
section 4.4 "Verify Proof".
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from badger.credentials.errors import CredentialError
from badger.credentials.proof import ProofOptions, proofs_of, read_proof
from badger.credentials.proof_errors import NotSigned, UnsupportedSuite, WrongPurpose
from badger.json_value import JsonObject, JsonValue
from badger.verify.budget import Budget
from badger.verify.case import (
    PRESENTATION,
    Answer,
    Case,
    issuer_id,
    list_of,
    not_applicable,
    passed,
)
from badger.verify.contexts import check_contexts
from badger.verify.errors import CheckFailed, KeyNotTheIssuers, Undetermined, UnreadableInput
from badger.verify.formats import texts_of
from badger.verify.issuer import check_authority
from badger.verify.issuer_keys import method_in, method_url
from badger.verify.memory import Seal
from badger.verify.named_schemas import require_conformity
from badger.verify.policy import VerificationPolicy
from badger.verify.presentations import Unreadable, contained_in, verify_contained
from badger.verify.presented import Presented
from badger.verify.report import Report, Verdict, worst_of
from badger.verify.resolve import Resolver
from badger.verify.seals import check_times, sealed
from badger.verify.shape import check_shape
from badger.verify.steps import Step, run_steps

PURPOSE = "authentication"
_CREDENTIALS = "verifiableCredential"


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentationReport:
    """What a verification of a presentation answers.

    own:     findings about the presentation itself.
    reports: one for each credential that it contains, in their order; each stands alone.
    """

    own: Report
    reports: tuple[Report, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst of all verdicts: a presentation is as good as the least part of it."""
        return worst_of((self.own.verdict, *(report.verdict for report in self.reports)))


def verify_presentation(
    document: JsonObject, policy: VerificationPolicy, *, resolver: Resolver, now: datetime
) -> PresentationReport:
    """Judge a presentation that its holder signed, and each credential in it.

    policy: its `challenge` and `domain` are what the holder must have signed.
    """
    return _judged(document, policy, resolver=resolver, now=now, steps=SIGNED_STEPS)


def verify_unsigned_presentation(
    document: JsonObject, policy: VerificationPolicy, *, resolver: Resolver, now: datetime
) -> PresentationReport:
    """Judge the credentials of a presentation that nobody needs to have signed.

    Where the policy asks for a challenge or a domain, an unsigned one is refused.
    """
    return _judged(document, policy, resolver=resolver, now=now, steps=UNSIGNED_STEPS)


def _judged(
    document: JsonObject,
    policy: VerificationPolicy,
    *,
    resolver: Resolver,
    now: datetime,
    steps: tuple[Step, ...],
) -> PresentationReport:
    case = Case(
        document=document,
        kind=PRESENTATION,
        policy=policy,
        resolver=resolver,
        now=now,
        judge=run_steps,
        budget=Budget(),
    )
    own = Report(findings=run_steps(case, steps), checked_at=now)
    alone = replace(policy, challenge=None, domain=None)
    reports = tuple(
        verify_contained(one, alone, resolver=resolver, now=now, budget=case.budget)
        for one in _contained(document)
    )
    return PresentationReport(own=own, reports=reports)


def _contained(document: JsonObject) -> tuple[Presented | Unreadable, ...]:
    """Give what is judged alone: nothing where the first step says that there is no telling."""
    if not list_of(document.get(_CREDENTIALS)):
        return ()
    try:
        return contained_in(Presented(data=b"", document=document))
    except UnreadableInput:
        return ()


def check_form(case: Case) -> Answer:
    """Check contexts, spelling and schema, and that its credentials can be read."""
    document = case.document
    if PRESENTATION not in texts_of(document.get("type")):
        raise CheckFailed("presentation.type")
    check_shape({name: value for name, value in document.items() if name != _CREDENTIALS})
    check_contexts(document, open_badges=False)
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    require_conformity(unsigned, PRESENTATION)
    count = len(list_of(document.get(_CREDENTIALS)))
    if count:
        _require_readable(document)
    return passed("presentation.conforms", credentials=count)


def _require_readable(document: JsonObject) -> None:
    try:
        for one in contained_in(Presented(data=b"", document=document)):
            if isinstance(one, Unreadable):
                raise one.error
    except UnreadableInput as error:
        raise CheckFailed(error.reason, **error.facts) from error


def check_signed(case: Case) -> Answer:
    """Verify every proof: each must be for authentication, for this challenge and this domain."""
    proofs = _proofs(case.document)
    for proof in proofs:
        check_times(proof, now=case.now, skew_s=case.policy.skew_s)
        require_meant_for(proof.raw, challenge=case.policy.challenge, domain=case.policy.domain)
    case.seals = tuple(_seal(case, proof) for proof in proofs)
    check_authority(case.seals, now=case.now, relationship=PURPOSE)
    first = case.seals[0]
    return passed(
        "presentation.verified", cryptosuite=first.proof.cryptosuite, method=first.method.id
    )


def check_signed_if_asked(case: Case) -> Answer:
    """Take a presentation without proof, unless the reader asked for a signed answer."""
    if "proof" in case.document or case.policy.challenge or case.policy.domain:
        return check_signed(case)
    return not_applicable("presentation.unsigned")


def require_meant_for(proof: JsonObject, *, challenge: str | None, domain: str | None) -> None:
    """Require that a proof repeats what the reader asked for; None: not asked.

    Raises: CheckFailed "proof.challenge", "proof.domain".
    Source: Data Integrity 1.0, section 4.4, steps 6 and 7.
    """
    if challenge is not None and proof.get("challenge") != challenge:
        raise CheckFailed("proof.challenge")
    # A proof may be meant for several domains; the reader is one of them only when it is named.
    if domain is not None and domain not in list_of(proof.get("domain")):
        raise CheckFailed("proof.domain", domain=domain[:200])


def check_holder(case: Case) -> Answer:
    """Check that the holder signed, and that who vouches for themselves says so.

    Source: VC Data Model 2.0, section 4.13.4 "Presentations Including Holder Claims".
    """
    holder = holder_of(case.document)
    for seal in case.seals:
        if holder and seal.method.controller != holder:
            raise CheckFailed("presentation.other_holder", holder=holder[:200])
    keys = {seal.method.controller for seal in case.seals}
    for issuer in _self_asserted(case.document, keys):
        if issuer != holder:
            raise CheckFailed("presentation.self_asserted", issuer=issuer[:200])
    if not holder:
        return not_applicable("presentation.no_holder")
    return passed("presentation.holder", holder=holder[:200])


def holder_of(document: JsonObject) -> str:
    """Return the id of the holder, which is a URL or an object with one; empty when unnamed."""
    holder = document.get("holder")
    name = holder.get("id") if isinstance(holder, dict) else holder
    return name if isinstance(name, str) else ""


SIGNED_STEPS = (
    Step("structure", check_form, is_gate=True),
    Step("proof", check_signed, is_gate=True),
    Step("holder", check_holder),
)
UNSIGNED_STEPS = (
    Step("structure", check_form, is_gate=True),
    Step("proof", check_signed_if_asked, is_gate=True),
    Step("holder", check_holder),
)


def _proofs(document: JsonObject) -> list[ProofOptions]:
    try:
        return [read_proof(proof, purpose=PURPOSE) for proof in proofs_of(document)]
    except UnsupportedSuite as error:
        raise Undetermined(error.reason, **error.facts) from error
    except NotSigned as error:
        raise CheckFailed("presentation.not_signed") from error
    except WrongPurpose as error:
        raise CheckFailed("presentation.purpose", expected=PURPOSE) from error
    except CredentialError as error:
        raise CheckFailed(error.reason, **error.facts) from error


def _seal(case: Case, proof: ProofOptions) -> Seal:
    url = method_url(proof.verification_method)
    own = case.resolver.controller_document(url.partition("#")[0], budget=case.budget)
    try:
        method = method_in(own, url, memory=case.resolver.memory)
    except KeyNotTheIssuers as error:
        raise CheckFailed("presentation.key", method=url[:200]) from error
    return sealed(case, proof, method=method)


def _self_asserted(document: JsonObject, keys: set[str]) -> Iterator[str]:
    """Name the issuers of credentials that only the holder's own keys signed."""
    for member in list_of(document.get(_CREDENTIALS)):
        signers = _signers(member.get("proof")) if isinstance(member, dict) else set()
        if isinstance(member, dict) and signers and signers <= keys:
            yield issuer_id(member)


def _signers(proofs: JsonValue) -> set[str]:
    listed = (proof for proof in list_of(proofs) if isinstance(proof, dict))
    methods = (proof.get("verificationMethod") for proof in listed)
    return {method.partition("#")[0] for method in methods if isinstance(method, str)}
