"""Step 2: is the document, every value of it, what the issuer's key signed?

The key comes from the issuer's own document. What the badge says about keys only selects
inside that document (hardening, section 2, rule 5).
"""

from badger.credentials.cryptosuites import suite_of
from badger.credentials.cryptosuites.ecdsa_sd_2023 import selective_form
from badger.credentials.datetimes import format_timestamp
from badger.credentials.errors import CredentialError
from badger.credentials.proof import ProofOptions, proofs_of, read_proof
from badger.credentials.proof_errors import UnsupportedSuite
from badger.json_value import JsonObject, JsonValue
from badger.verify.case import Answer, Case, issuer_id, passed
from badger.verify.errors import CheckFailed, KeyNotTheIssuers, Undetermined
from badger.verify.issuer_keys import claims, method_for
from badger.verify.jwt_proof import TokenProof, token_seal
from badger.verify.memory import Seal, Signed
from badger.verify.previous_proofs import check_previous
from badger.verify.report import Outcome
from badger.verify.seals import check_times, sealed


def check_proof(case: Case) -> Answer:
    """Verify the signatures that claim the issuer's key (step 2).

    A proof whose key is not the issuer's is not checked at all: the next step says so.
    """
    try:
        case.seals = verified_seals(case)
    except KeyNotTheIssuers as error:
        case.unbound = error
        return Answer(Outcome.NOT_RUN, "proof.not_the_issuers_key", {})
    facts = _facts(case.seals[0].proof)
    if case.jws is not None and "proof" in case.document:
        return _with_embedded_proofs(case, facts)
    if all(_is_old(seal) for seal in case.seals):
        return passed("proof.verified_old_form", **facts)
    return passed("proof.verified", **facts, **_counted(case.seals))


def verified_seals(case: Case) -> tuple[Seal, ...]:
    """Verify the token that carried the document, or else the proofs in it.

    Raises: CheckFailed, KeyNotTheIssuers, Undetermined.
    """
    if case.jws is not None:
        return (token_seal(case, case.jws),)
    return _embedded_seals(case)


def _with_embedded_proofs(case: Case, facts: dict[str, JsonValue]) -> Answer:
    """The token proves the badge; proofs inside it are checked too, and told (hardening J18)."""
    try:
        _embedded_seals(case)
    except (CheckFailed, Undetermined) as error:
        return passed("jwt.embedded_proof_failed", **facts, cause=error.reason)
    return passed("proof.verified", **facts, embedded="verified")


def _embedded_seals(case: Case) -> tuple[Seal, ...]:
    """Verify every proof of the document that claims a key of its issuer.

    Proofs of others are left alone: they say nothing about the issuer, and none of them can
    make up for one of the issuer's that fails (hardening D13).
    Raises: CheckFailed, KeyNotTheIssuers, Undetermined.
    """
    proofs = _readable_proofs(case.document)
    for proof in proofs:
        check_times(proof, now=case.now, skew_s=case.policy.skew_s)
    issuer = issuer_id(case.document)
    claiming = [proof for proof in proofs if claims(issuer, proof.verification_method)]
    if not claiming:
        method = proofs[0].verification_method
        raise KeyNotTheIssuers(issuer=issuer[:200], method=method[:200])
    urls = dict.fromkeys(proof.verification_method for proof in claiming)
    methods = {url: method_for(case, url) for url in urls}
    seals = tuple(
        sealed(case, proof, method=methods[proof.verification_method]) for proof in claiming
    )
    if any(proof.previous for proof in claiming):
        check_previous(case, tuple(claiming))
    return seals


def _readable_proofs(document: JsonObject) -> list[ProofOptions]:
    """Read the proofs; those by a recipe that badger does not know are left out, while others
    can be checked: a verifier may accept any one proof (Open Badges 3.0, "Proofs")."""
    readable: list[ProofOptions] = []
    unsupported: UnsupportedSuite | None = None
    try:
        for proof in proofs_of(document):
            try:
                readable.append(read_proof(proof))
            except UnsupportedSuite as error:
                unsupported = error
    except CredentialError as error:
        raise CheckFailed(error.reason, **error.facts) from error
    if not readable:
        facts = {} if unsupported is None else unsupported.facts
        raise Undetermined("proof.unsupported_suite", **facts)
    return readable


def _is_old(seal: Seal) -> bool:
    return isinstance(seal.proof, ProofOptions) and suite_of(seal.proof).is_old


def _counted(seals: tuple[Seal, ...]) -> dict[str, JsonValue]:
    """Count the keys of a set of proofs: one that signed twice counts once (hardening D13)."""
    if len(seals) == 1:
        return {}
    return {"keys": len({seal.method.key for seal in seals})}


def _facts(proof: Signed) -> dict[str, JsonValue]:
    created = None if proof.created is None else format_timestamp(proof.created)
    facts: dict[str, JsonValue] = {
        "cryptosuite": proof.cryptosuite,
        "method": proof.verification_method,
        "created": created,
    }
    if isinstance(proof, TokenProof):
        facts["form"] = proof.form
        if proof.unknown:
            facts["unknown_headers"] = list(proof.unknown)
    elif isinstance(proof, ProofOptions) and (form := selective_form(proof)) is not None:
        facts["selective"] = form
    return facts
