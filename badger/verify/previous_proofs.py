"""Proofs that the issuer's proof continues: a chain holds when each of its proofs does.

They may be somebody else's, a witness' for example, and are verified under the key that
their own party publishes. They never speak for the issuer.
"""

from badger.credentials.did import VerificationMethod
from badger.credentials.errors import CredentialError
from badger.credentials.proof import ProofOptions, proofs_of, read_proof
from badger.credentials.proof_errors import UnsupportedSuite
from badger.json_value import JsonObject
from badger.verify.case import Case
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.issuer import check_authority
from badger.verify.issuer_keys import method_in, method_url
from badger.verify.seals import check_times, sealed


def check_previous(case: Case, proofs: tuple[ProofOptions, ...]) -> None:
    """Verify every proof that verified ones of the issuer continue, and those before them.

    proofs: verified, so that what they continue is there and leads in no circle.
    Raises: CheckFailed "proof.previous_failed", Undetermined.
    Source: Data Integrity 1.0, section 4.5.
    """
    by_name = {proof.get("id"): proof for proof in proofs_of(case.document)}
    checked = {proof.id for proof in proofs}
    pending = [name for proof in proofs for name in proof.previous]
    while pending:
        name = pending.pop()
        if name not in checked:
            checked.add(name)
            pending.extend(_check(case, by_name[name]).previous)


def check_proof_of_anyone(case: Case, unread: JsonObject) -> ProofOptions:
    """Verify one proof under the key that its own party publishes, whoever that is.

    Raises: CheckFailed, Undetermined.
    """
    try:
        proof = read_proof(unread)
        check_times(proof, now=case.now, skew_s=case.policy.skew_s)
        seal = sealed(case, proof, method=_method(case, proof))
    except UnsupportedSuite as error:
        raise Undetermined(error.reason, **error.facts) from error
    except CredentialError as error:
        raise CheckFailed(error.reason, **error.facts) from error
    check_authority((seal,), now=case.now)
    return proof


def _check(case: Case, unread: JsonObject) -> ProofOptions:
    name = str(unread.get("id"))[:200]
    try:
        return check_proof_of_anyone(case, unread)
    except CheckFailed as error:
        raise CheckFailed("proof.previous_failed", previous=name, cause=error.reason) from error


def _method(case: Case, proof: ProofOptions) -> VerificationMethod:
    url = method_url(proof.verification_method)
    own = case.resolver.controller_document(url.partition("#")[0], budget=case.budget)
    return method_in(own, url, memory=case.resolver.memory)
