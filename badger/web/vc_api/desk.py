"""Issuing and deriving as the VC-API asks, with keys that end with the process."""

from collections.abc import Sequence
from dataclasses import dataclass

from badger.clock import Clock
from badger.credentials.canonical import canonical_nquads
from badger.credentials.cryptosuites import signing_suite
from badger.credentials.cryptosuites.ecdsa_sd_2023.base_proof import base_options, sign_base
from badger.credentials.did import did_key
from badger.credentials.jwt_signing import sign_vc_jose
from badger.credentials.keys import EcdsaSigningKey, Signer, SigningKey
from badger.credentials.proof import add_proof, new_options, proofs_of, sign_with
from badger.credentials.selective_proof import always_shown, derive_proof
from badger.credentials.status_entries import (
    ENTRY_TYPE,
    entry_type_of,
    read_status_entry,
    status_objects,
)
from badger.json_value import JsonObject, JsonValue
from badger.verify import Outcome, Presented, Resolver
from badger.verify.contexts import VC_1, VC_2
from badger.verify.fetching import OfflineFetcher
from badger.verify.jwt_credentials import present_jwt
from badger.verify.resolve import Source
from badger.verify.sources import Fetched, OwnDocuments
from badger.verify.steps import GATES
from badger.verify.structure import require_issuer
from badger.web.vc_api.checker import Checker
from badger.web.vc_api.errors import Malformed, NotIssued
from badger.web.vc_api.status_lists import StatusLists

SELECTIVE = "ecdsa-sd-2023"
ENVELOPED = "vc+jwt"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
_FIXED = ("type", "cryptosuite", "proofPurpose")
_TEXTS = ("created", "expires", "challenge", "nonce")


@dataclass(frozen=True, slots=True)
class Desk:
    """Signs by one cryptosuite under one did:key, and asks its checker before it hands over.

    cryptosuite: name of a Data Integrity suite, or ENVELOPED.
    """

    cryptosuite: str
    signer: Signer
    clock: Clock
    lists: StatusLists
    checker: Checker

    @property
    def did(self) -> str:
        """The issuer of whatever is signed here."""
        return did_key(self.signer.public)

    def issue(self, credential: JsonValue, options: JsonObject) -> JsonObject:
        """Sign a credential under our own name; proofs that it has are kept.

        options: `mandatoryPointers` for the selective suite; `credentialStatus` for entries in
                 our lists; `created`, `expires`, `challenge`, `domain`, `nonce` of the proof.
        Raises:  Malformed, NotIssued, CredentialError.
        """
        document = self._with_status(self._ours(credential), options)
        _require_meaning(document)
        if self.cryptosuite == ENVELOPED:
            return self._enveloped(document)
        signed = self._signed(document, options)
        self._require_accepted(Presented(data=b"", document=signed))
        return signed

    def derive(self, credential: JsonValue, options: JsonObject) -> JsonObject:
        """Show the part of a credential that `selectivePointers` name.

        Raises: Malformed, CredentialError.
        """
        pointers = _texts(options.get("selectivePointers", []))
        return derive_proof(_object(credential), pointers)

    def _require_accepted(self, signed: Presented) -> None:
        findings = self.checker.report(signed).findings
        closed = [f for f in findings if f.step in GATES and f.outcome is not Outcome.PASSED]
        if closed:
            raise NotIssued(cause=closed[0].code, **closed[0].facts)

    def _ours(self, credential: JsonValue) -> JsonObject:
        document = dict(_object(credential))
        require_issuer(document)
        issuer = document["issuer"]
        document["issuer"] = {**issuer, "id": self.did} if isinstance(issuer, dict) else self.did
        contexts = document.get("@context")
        listed = contexts if isinstance(contexts, list) else [contexts]
        if listed[:1] == [VC_1] and DATA_INTEGRITY not in listed:
            document["@context"] = [*listed, DATA_INTEGRITY]
        return document

    def _with_status(self, document: JsonObject, options: JsonObject) -> JsonObject:
        """Add an entry of our lists for each purpose that is asked for."""
        if "credentialStatus" not in options:
            return document
        asked = options["credentialStatus"]
        entries: list[JsonValue] = [
            self.lists.new_entry(one, credential=document.get("id"))
            for one in (asked if isinstance(asked, list) else [asked])
        ]
        present = document.get("credentialStatus", [])
        entries = [*(present if isinstance(present, list) else [present]), *entries]
        return {**document, "credentialStatus": entries if len(entries) > 1 else entries[0]}

    def _signed(self, document: JsonObject, options: JsonObject) -> JsonObject:
        asked = _proof_options(options, self.cryptosuite)
        method, now = _method(self.signer), self.clock()
        if self.cryptosuite == SELECTIVE:
            new = {**base_options(verification_method=method, created=now), **asked}
            return self._selective(document, new, options)
        suite = signing_suite(self.cryptosuite)
        new = {**new_options(suite, verification_method=method, created=now), **asked}
        return sign_with(suite, document, signer=self.signer, options=new)

    def _selective(self, document: JsonObject, new: JsonObject, options: JsonObject) -> JsonObject:
        unsecured = {name: value for name, value in document.items() if name != "proof"}
        chosen = options.get("mandatoryPointers")
        pointers = always_shown(unsecured) if chosen is None else _texts(chosen)
        signed = sign_base(unsecured, new, signer=self.signer, pointers=pointers)
        if "proof" in document:
            signed["proof"] = [*proofs_of(document), signed["proof"]]
        return signed

    def _enveloped(self, document: JsonObject) -> JsonObject:
        """Sign as VC-JOSE, and name the token as the data model does in JSON (section 4.12)."""
        token = sign_vc_jose(document, signer=self.signer, kid=_method(self.signer))
        self._require_accepted(present_jwt(token.encode()))
        return {
            "@context": VC_2,
            "id": f"data:application/vc+jwt,{token}",
            "type": "EnvelopedVerifiableCredential",
        }


def new_desk(
    cryptosuite: str,
    *,
    curve: str,
    clock: Clock,
    base: str = "https://127.0.0.1",
    sources: Sequence[Source] = (),
) -> Desk:
    """Open a desk with a key of its own.

    curve:   "P-256" or "P-384", for ECDSA and tokens.
    base:    address of the server, where its status lists stand.
    sources: where documents of others may be read besides; none: nothing is fetched.
    Raises: UnsupportedSuite.
    """
    if cryptosuite not in (SELECTIVE, ENVELOPED):
        signing_suite(cryptosuite)
    signer: Signer = SigningKey.generate()
    if not cryptosuite.startswith("eddsa"):
        signer = EcdsaSigningKey.generate("P-384" if curve == "P-384" else "P-256")
    lists = StatusLists(
        base,
        issuer=did_key(signer.public),
        sign=lambda document: add_proof(
            document,
            signer=signer,
            verification_method=_method(signer),
            created=clock(),
            cryptosuite=_suite_of_lists(cryptosuite),
        ),
        clock=clock,
    )
    resolver = Resolver(OwnDocuments(lists.lookup), *sources, Fetched(OfflineFetcher()))
    return Desk(cryptosuite, signer, clock, lists, Checker(resolver, clock))


def _require_meaning(document: JsonObject) -> None:
    """Refuse words without meaning, whatever the recipe covers, and entries that lead nowhere.

    Raises: CredentialError.
    """
    canonical_nquads({name: value for name, value in document.items() if name != "proof"})
    for entry in status_objects(document):
        if entry_type_of(entry) == ENTRY_TYPE:
            read_status_entry(entry)


def _suite_of_lists(cryptosuite: str) -> str:
    """Lists are shown whole, as JSON: by a suite of whole documents under the same key."""
    return "ecdsa-rdfc-2019" if cryptosuite in (SELECTIVE, ENVELOPED) else cryptosuite


def _method(signer: Signer) -> str:
    return f"{did_key(signer.public)}#{signer.public.to_multikey()}"


def _proof_options(options: JsonObject, cryptosuite: str) -> JsonObject:
    """Take what the proof must say from the options; what is fixed may only be repeated."""
    fixed = ("DataIntegrityProof", cryptosuite, "assertionMethod")
    for name, value in zip(_FIXED, fixed, strict=True):
        if options.get(name, value) != value:
            raise Malformed(member=name)
    asked: JsonObject = {}
    for name in _TEXTS:
        if name in options:
            asked[name] = _texts([options[name]])[0]
    if "domain" in options:
        domain = options["domain"]
        asked["domain"] = list(_texts(domain)) if isinstance(domain, list) else _texts([domain])[0]
    return asked


def _object(value: JsonValue) -> JsonObject:
    if not isinstance(value, dict):
        raise Malformed(member="credential")
    return value


def _texts(value: JsonValue) -> Sequence[str]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Malformed(member="options")
    return [item for item in value if isinstance(item, str)]
