"""One proof under one key: its times, and its signature."""

from datetime import datetime, timedelta

from badger.credentials.cryptosuites import suite_of
from badger.credentials.datetimes import format_timestamp
from badger.credentials.did import VerificationMethod
from badger.credentials.errors import CredentialError
from badger.credentials.proof import ProofOptions, verify_with
from badger.credentials.proof_errors import UnsupportedSuite
from badger.schemas import ContextUnknown
from badger.verify.case import Case
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.memory import Seal


def check_times(proof: ProofOptions, *, now: datetime, skew_s: int) -> None:
    """Refuse a proof of the future, and one that ended.

    Raises: CheckFailed "proof.created_in_future", "proof.expired".
    """
    if proof.created is not None and proof.created - now > timedelta(seconds=skew_s):
        raise CheckFailed("proof.created_in_future", created=format_timestamp(proof.created))
    if proof.expires is not None and proof.expires < now:
        raise CheckFailed("proof.expired", expires=format_timestamp(proof.expires))


def sealed(case: Case, proof: ProofOptions, *, method: VerificationMethod) -> Seal:
    """Verify one proof of the document of a case under a key.

    Raises: CheckFailed, Undetermined.
    """
    try:
        # The proof was read already: reading it again would cost as much as its canonical form.
        verify_with(suite_of(proof), case.document, proof=proof, key=method.key)
    except UnsupportedSuite as error:
        raise Undetermined(error.reason, **error.facts) from error
    except (CredentialError, ContextUnknown) as error:
        raise CheckFailed(error.reason, **error.facts) from error
    return Seal(proof, method)
