"""Proofs that the issuer's proof continues: a chain holds when each of its proofs does.

They may be somebody else's, a witness' for example, and are verified under the key that
their own party publishes. They never speak for the issuer.
"""

from badger.credentials.cryptosuites import suite_of
from badger.credentials.did import VerificationMethod
from badger.credentials.errors import CredentialError
from badger.credentials.proof import ProofOptions, proofs_of, read_proof, verify_with
from badger.credentials.proof_errors import UnsupportedSuite
from badger.json_value import JsonObject
from badger.schemas import ContextUnknown
from badger.verify.case import Case
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.issuer import check_authority
from badger.verify.issuer_keys import method_in, method_url
from badger.verify.memory import Seal


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


def _check(case: Case, unread: JsonObject) -> ProofOptions:
    name = str(unread.get("id"))[:200]
    try:
        proof = read_proof(unread)
        method = _method(case, proof)
        verify_with(suite_of(proof), case.document, proof=proof, key=method.key)
        check_authority((Seal(proof, method),), now=case.now)
    except UnsupportedSuite as error:
        raise Undetermined(error.reason, **error.facts) from error
    except (CheckFailed, CredentialError, ContextUnknown) as error:
        raise CheckFailed("proof.previous_failed", previous=name, cause=error.reason) from error
    return proof


def _method(case: Case, proof: ProofOptions) -> VerificationMethod:
    url = method_url(proof.verification_method)
    own = case.resolver.controller_document(url.partition("#")[0], budget=case.budget)
    return method_in(own, url, memory=case.resolver.memory)
