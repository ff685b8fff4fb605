"""Judging credentials and presentations as the VC-API asks."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from badger.clock import Clock
from badger.credentials.errors import CredentialError
from badger.credentials.proof import proofs_of
from badger.json_value import JsonObject, JsonValue
from badger.verify import (
    CheckFailed,
    Outcome,
    PresentationReport,
    Presented,
    Report,
    Resolver,
    VerificationPolicy,
    verify,
    verify_presentation,
    verify_unsigned_presentation,
)
from badger.verify.case import CREDENTIAL
from badger.verify.contexts import VC_2
from badger.verify.formats import Format, format_of
from badger.verify.presentations import opened
from badger.verify.presenting import require_meant_for
from badger.verify.proofs_alone import verify_proofs_alone
from badger.verify.steps import GATES
from badger.web.vc_api.errors import Malformed
from badger.web.vc_api.problems import problem

PROOF_ALONE = ["proof"]


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the VC-API answers about one credential: problems, none when it is verified."""

    report: Report
    problems: tuple[JsonObject, ...]


@dataclass(frozen=True, slots=True)
class Checker:
    """Judges by the rules of the data model, whatever the credential is about."""

    resolver: Resolver
    clock: Clock

    def report(self, presented: Presented) -> Report:
        """Judge a credential of any kind, by all steps."""
        policy = VerificationPolicy(kinds=frozenset((CREDENTIAL,)), refresh=False)
        return verify(presented, policy, self.resolver, self.clock())

    def credential(self, credential: JsonValue, options: JsonObject) -> Judgement:
        """Judge a credential that somebody sent.

        options: `checks` (["proof"]: proofs alone), `challenge`, `domain`,
                 `expectedProofPurpose`.
        Raises: Malformed, UnreadableInput.
        """
        document = _object(credential, "verifiableCredential")
        presented = _opened(document)
        if options.get("checks") == PROOF_ALONE:
            report = self._proof_alone(presented)
        else:
            report = self.report(presented)
        return Judgement(report, (*problems_of(report), *_not_as_asked(document, options)))

    def _proof_alone(self, presented: Presented) -> Report:
        if presented.jws is None:
            document = presented.document or {}
            return verify_proofs_alone(document, resolver=self.resolver, now=self.clock())
        # The claims of a token name its issuer: it proves nothing without the issuer's key.
        report = self.report(presented)
        return replace(report, findings=tuple(f for f in report.findings if f.step in GATES))

    def presentation(self, body: JsonObject, options: JsonObject) -> PresentationReport:
        """Judge the presentation of a request: `verifiablePresentation`, which must be signed,
        or `presentation`, which need not be.

        Raises: Malformed.
        """
        policy = VerificationPolicy(
            kinds=frozenset((CREDENTIAL,)),
            refresh=False,
            challenge=_text(options, "challenge"),
            domain=_text(options, "domain"),
        )
        if "presentation" in body:
            unsigned = _object(body["presentation"], "presentation")
            return verify_unsigned_presentation(
                unsigned, policy, resolver=self.resolver, now=self.clock()
            )
        document = _object(body.get("verifiablePresentation"), "verifiablePresentation")
        return verify_presentation(document, policy, resolver=self.resolver, now=self.clock())


def problems_of(report: Report) -> tuple[JsonObject, ...]:
    """Name what is wrong or could not be seen; nothing when a credential is verified.

    A base proof holds what its holder may keep to themselves: the standard has it derived
    before it is shown (Data Integrity ECDSA 1.0, section 3.5.1).
    """
    found = [
        problem(finding.code, finding.facts)
        for finding in report.findings
        if finding.outcome in (Outcome.FAILED, Outcome.UNDETERMINED)
    ]
    if report.finding("proof").facts.get("selective") == "base":
        found.append(problem("vc_api.base_proof", {}))
    return tuple(found)


def _opened(document: JsonObject) -> Presented:
    """Take a credential out of an envelope that says what it is, or as it stands."""
    if format_of(document) is not Format.ENVELOPE:
        return Presented(data=b"", document=document)
    contexts = document.get("@context")
    if VC_2 not in (contexts[:1] if isinstance(contexts, list) else [contexts]):
        raise Malformed(member="@context")
    return opened(document)


def _not_as_asked(document: JsonObject, options: JsonObject) -> tuple[JsonObject, ...]:
    """Compare what the reader asked for with what the proofs were made for."""
    expected = options.get("expectedProofPurpose", "assertionMethod")
    try:
        if expected != "assertionMethod":
            # Whoever issues signs for assertions: that is all that a credential's proof is for.
            raise CheckFailed("proof.proof_purpose", expected=str(expected)[:64])
        challenge, domain = _text(options, "challenge"), _text(options, "domain")
        if challenge is not None or domain is not None:
            for proof in proofs_of(document):
                require_meant_for(proof, challenge=challenge, domain=domain)
    except (CheckFailed, CredentialError) as error:
        return (problem(error.reason, error.facts),)
    return ()


def _text(options: Mapping[str, JsonValue], name: str) -> str | None:
    value = options.get(name)
    if value is not None and not isinstance(value, str):
        raise Malformed(member=name)
    return value


def _object(value: JsonValue, member: str) -> JsonObject:
    if not isinstance(value, dict):
        raise Malformed(member=member)
    return value
