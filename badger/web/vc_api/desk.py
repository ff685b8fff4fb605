"""Issuing, deriving and verifying as the VC-API asks, with keys that end with the process."""

from collections.abc import Sequence
from dataclasses import dataclass

from badger.clock import Clock
from badger.credentials.cryptosuites import signing_suite
from badger.credentials.did import did_key
from badger.credentials.keys import EcdsaSigningKey, Signer, SigningKey
from badger.credentials.proof import add_proof
from badger.credentials.selective_proof import add_base_proof, derive_proof
from badger.errors import BadgerError
from badger.json_value import JsonObject, JsonValue
from badger.verify import Outcome, Presented, Report, Resolver, Verdict, VerificationPolicy, verify
from badger.verify.case import CREDENTIAL
from badger.verify.fetching import OfflineFetcher
from badger.verify.sources import Fetched

SELECTIVE = "ecdsa-sd-2023"
VC_1 = "https://www.w3.org/2018/credentials/v1"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
GATES = ("structure", "proof", "issuer")


class Malformed(BadgerError):
    """A request of the test mode has not the shape that the VC-API describes."""

    code = "vc_api.malformed"


class NotIssued(BadgerError):
    """A credential cannot be signed: our own verifier would refuse it."""

    code = "vc_api.not_issued"


@dataclass(frozen=True, slots=True)
class Desk:
    """Signs by one cryptosuite under one did:key, and verifies without any network."""

    cryptosuite: str
    signer: Signer
    clock: Clock

    @property
    def did(self) -> str:
        """The issuer of whatever is signed here."""
        return did_key(self.signer.public)

    def issue(self, credential: JsonValue, options: JsonObject) -> JsonObject:
        """Sign a credential under our own name; proofs that it has are kept.

        options: `mandatoryPointers` for the selective suite.
        Raises:  Malformed, NotIssued, CredentialError.
        """
        document = self._ours(credential)
        signed = self._signed(document, options)
        report = self.report(signed)
        closed = [f for f in report.findings if f.step in GATES and f.outcome is not Outcome.PASSED]
        if closed:
            raise NotIssued(cause=closed[0].code, **closed[0].facts)
        return signed

    def derive(self, credential: JsonValue, options: JsonObject) -> JsonObject:
        """Show the part of a credential that `selectivePointers` name.

        Raises: Malformed, CredentialError.
        """
        pointers = _texts(options.get("selectivePointers", []))
        return derive_proof(_object(credential), pointers)

    def report(self, document: JsonObject) -> Report:
        """Judge a credential of any kind."""
        policy = VerificationPolicy(kinds=frozenset((CREDENTIAL,)), refresh=False)
        resolver = Resolver(Fetched(OfflineFetcher()))
        return verify(Presented(data=b"", document=document), policy, resolver, self.clock())

    def verified(self, credential: JsonValue) -> Report:
        """Judge a credential that somebody sent; parts that are not yet chosen are no proof.

        A base proof holds what its holder may keep to themselves: the standard has it derived
        before it is shown (Data Integrity ECDSA 1.0, section 3.5.1).
        Raises: Malformed.
        """
        return self.report(_object(credential))

    def _ours(self, credential: JsonValue) -> JsonObject:
        document = dict(_object(credential))
        issuer = document.get("issuer")
        if isinstance(issuer, dict):
            document["issuer"] = {**issuer, "id": self.did}
        elif isinstance(issuer, str):
            document["issuer"] = self.did
        else:
            raise Malformed(member="issuer")
        contexts = document.get("@context")
        listed = contexts if isinstance(contexts, list) else [contexts]
        if listed[:1] == [VC_1] and DATA_INTEGRITY not in listed:
            document["@context"] = [*listed, DATA_INTEGRITY]
        return document

    def _signed(self, document: JsonObject, options: JsonObject) -> JsonObject:
        method = f"{self.did}#{self.signer.public.to_multikey()}"
        if self.cryptosuite == SELECTIVE:
            return add_base_proof(
                document,
                signer=self.signer,
                verification_method=method,
                created=self.clock(),
                mandatory_pointers=_texts(options.get("mandatoryPointers", [])),
            )
        return add_proof(
            document,
            signer=self.signer,
            verification_method=method,
            created=self.clock(),
            cryptosuite=self.cryptosuite,
        )


def new_desk(cryptosuite: str, *, curve: str, clock: Clock) -> Desk:
    """Open a desk with a key of its own; `curve` (P-256 or P-384) is for ECDSA.

    Raises: UnsupportedSuite.
    """
    if cryptosuite != SELECTIVE:
        signing_suite(cryptosuite)
    if not cryptosuite.startswith("ecdsa"):
        return Desk(cryptosuite, SigningKey.generate(), clock)
    kind = EcdsaSigningKey.generate("P-384" if curve == "P-384" else "P-256")
    return Desk(cryptosuite, kind, clock)


def is_base(report: Report) -> bool:
    """Tell whether a credential was shown with its base proof."""
    return report.finding("proof").facts.get("selective") == "base"


def is_verified(report: Report) -> bool:
    """Tell whether the VC-API may answer that the credential is verified."""
    return report.verdict is Verdict.VERIFIED and not is_base(report)


def _object(value: JsonValue) -> JsonObject:
    if not isinstance(value, dict):
        raise Malformed(member="credential")
    return value


def _texts(value: JsonValue) -> Sequence[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Malformed(member="pointers")
    return [item for item in value if isinstance(item, str)]
