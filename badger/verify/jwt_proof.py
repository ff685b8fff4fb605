"""The proof of a badge that came as a signed token: header, claims, times, key, signature."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from badger.credentials.datetimes import format_timestamp
from badger.credentials.did import VerificationMethod
from badger.credentials.errors import CredentialError
from badger.credentials.jwt import VC_JOSE_KINDS, Jws, check_header, check_signature
from badger.credentials.jwt_claims import (
    TokenTimes,
    check_claims,
    credential_in,
    require_claims,
)
from badger.credentials.jwt_errors import BadKeyName, UnsupportedAlgorithm
from badger.credentials.keys import PublicKey
from badger.credentials.proof_errors import BadVerificationMethod, WrongSignature
from badger.credentials.proof_options import checked_method
from badger.verify.case import STATUS_LIST, Case, issuer_id
from badger.verify.errors import CheckFailed, KeyNotTheIssuers, Undetermined
from badger.verify.issuer_keys import method_for, method_of_key
from badger.verify.memory import Seal


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenProof:
    """What a seal keeps of a token: see `memory.Signed`.

    form:    "VC-JWT" or "VC-JOSE".
    unknown: members of the header that Open Badges does not allow and that change nothing.
    """

    form: str
    cryptosuite: str
    verification_method: str
    created: datetime | None
    unknown: tuple[str, ...] = ()


def token_seal(case: Case, jws: Jws) -> Seal:
    """Verify the token that carried the document of a case.

    Raises: CheckFailed, KeyNotTheIssuers, Undetermined.
    """
    try:
        unknown = check_header(jws)
        times = _checked_times(case, jws)
        method = _method(case, jws)
        check_signature(jws, method.key)
    except UnsupportedAlgorithm as error:
        raise Undetermined(error.reason, **error.facts) from error
    except CredentialError as error:
        raise CheckFailed(error.reason, **error.facts) from error
    created = times.issued or times.start
    proof = TokenProof(
        form="VC-JOSE" if jws.kind in VC_JOSE_KINDS else "VC-JWT",
        cryptosuite=jws.alg,
        verification_method=method.id,
        created=created,
        unknown=unknown,
    )
    return Seal(proof, method)


def _checked_times(case: Case, jws: Jws) -> TokenTimes:
    if credential_in(jws.payload) != case.document:
        # A token proves the document that it carries, whoever put the two side by side.
        raise WrongSignature()
    if case.kind != STATUS_LIST:
        require_claims(jws)
    times = check_claims(jws, case.document)
    _check_times(case, jws, times)
    return times


def _check_times(case: Case, jws: Jws, times: TokenTimes) -> None:
    """The dates of the badge itself are the business of a later step."""
    skew = timedelta(seconds=case.policy.skew_s)
    if times.issued is not None and times.issued - case.now > skew:
        raise CheckFailed("proof.created_in_future", created=format_timestamp(times.issued))
    if jws.kind not in VC_JOSE_KINDS:
        return
    if times.start is not None and times.start - case.now > skew:
        raise CheckFailed("jwt.not_yet", start=format_timestamp(times.start))
    if times.end is not None and times.end < case.now:
        raise CheckFailed("proof.expired", expires=format_timestamp(times.end))


def _method(case: Case, jws: Jws) -> VerificationMethod:
    """Find the key in the issuer's own document: `kid` and `jwk` only select there.

    Raises: BadKeyName, UnusableKey, KeyNotTheIssuers, CheckFailed, Undetermined.
    """
    shown = None if jws.jwk is None else PublicKey.from_jwk(jws.jwk)
    if jws.kid is not None:
        method = method_for(case, _address(jws.kid))
        if shown not in (None, method.key):
            raise KeyNotTheIssuers(issuer=issuer_id(case.document)[:200], method=method.id[:200])
        return method
    if shown is None:
        raise BadKeyName(member="kid")
    return method_of_key(case, shown)


def _address(kid: str) -> str:
    """Require a `kid` that is a DID URL or a web address, as whoever looks for a key needs."""
    try:
        url = checked_method(kid)
    except BadVerificationMethod:
        raise BadKeyName(member="kid") from None
    if not url.startswith(("did:", "https:")):
        raise BadKeyName(member="kid")
    return url
