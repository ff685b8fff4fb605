"""What a token says of its badge in claims, and the badge without them.

A token repeats values of the badge that it carries. Software that reads the claims and software
that reads the badge must come to the same answer, so both are compared here.
Source: Open Badges 3.0, "JSON Web Token Proof Format"; VC Data Model 1.1, section 6.3.1;
VC-JOSE-COSE 1.0, section 3.1.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from badger.credentials.datetimes import format_timestamp, parse_timestamp
from badger.credentials.errors import CredentialError
from badger.credentials.jwt import VC_JOSE_KINDS, Jws
from badger.credentials.jwt_errors import (
    ClaimMismatch,
    ClaimMissing,
    MalformedClaim,
    MisplacedCredential,
    TwoCredentials,
    UnsupportedForm,
    WrongAudience,
)
from badger.json_value import JsonObject, JsonValue

VC_1 = "https://www.w3.org/2018/credentials/v1"
# Claims of tokens (RFC 7519, RFC 7800) that are no members of a badge.
CLAIMS = frozenset(("iss", "sub", "aud", "exp", "nbf", "iat", "jti", "cnf"))
_REQUIRED = ("iss", "jti", "nbf", "sub")
# Beside a badge in `vc`, each of these would be a second answer to the same question.
_OF_A_CREDENTIAL = frozenset(
    (
        "@context",
        "id",
        "type",
        "issuer",
        "credentialSubject",
        "credentialStatus",
        "proof",
        "name",
        "evidence",
        *("issuanceDate", "expirationDate", "validFrom", "validUntil", "awardedDate"),
    )
)
_DATES, _DATES_OF_VERSION_1 = ("validFrom", "validUntil"), ("issuanceDate", "expirationDate")
_LAST_INSTANT = 253_402_300_799


@dataclass(frozen=True, slots=True)
class TokenTimes:
    """When a token was signed and between which instants its signature is meant to count."""

    issued: datetime | None
    start: datetime | None
    end: datetime | None


def credential_in(payload: JsonObject) -> JsonObject:
    """Give the badge of a token without the claims of the token.

    A badge of VC 1.1 stands in `vc`, and what it leaves out is read from the claims.
    Raises: UnsupportedForm for a presentation, MalformedClaim.
    """
    if "vp" in payload:
        raise UnsupportedForm(form="VP-JWT")
    if "vc" not in payload:
        return {name: value for name, value in payload.items() if name not in CLAIMS}
    credential = payload["vc"]
    if not isinstance(credential, dict):
        raise MalformedClaim(claim="vc")
    return _completed(credential, payload) if _is_version_1(credential) else credential


def check_claims(jws: Jws, document: JsonObject) -> TokenTimes:
    """Require that a token and the badge in it say the same.

    document: the badge, as `credential_in` gives it.
    Raises: TokenError.
    """
    payload = jws.payload
    for name, value in jws.header.items():
        if name in ("iss", "sub", "aud") and value != payload.get(name):
            raise ClaimMismatch(claim=name)
    if "aud" in payload:
        raise WrongAudience()
    times = TokenTimes(*(_instant(payload, name) for name in ("iat", "nbf", "exp")))
    if jws.kind in VC_JOSE_KINDS:
        _check_vc_jose(payload, document)
    else:
        _check_open_badges(payload, document, times)
    return times


def require_claims(jws: Jws) -> None:
    """Require the claims that every badge in this form has.

    Raises: ClaimMissing.
    """
    if jws.kind in VC_JOSE_KINDS:
        return
    for name in _REQUIRED:
        if name not in jws.payload:
            raise ClaimMissing(claim=name)


def names_of(document: JsonObject) -> dict[str, JsonValue]:
    """Give the values of a badge that `iss`, `jti` and `sub` repeat; None where it has none."""
    issuer, subject = document.get("issuer"), document.get("credentialSubject")
    return {
        "iss": issuer.get("id") if isinstance(issuer, dict) else issuer,
        "jti": document.get("id"),
        "sub": subject.get("id") if isinstance(subject, dict) else None,
    }


def _completed(credential: JsonObject, payload: JsonObject) -> JsonObject:
    """Put into a badge of VC 1.1 what only the claims say (VC Data Model 1.1, section 6.3.1)."""
    said: JsonObject = {}
    for claim, member in (("jti", "id"), ("iss", "issuer")):
        if claim in payload:
            said[member] = payload[claim]
    for claim, member in (("nbf", "issuanceDate"), ("exp", "expirationDate")):
        moment = _instant(payload, claim)
        if moment is not None:
            said[member] = format_timestamp(moment)
    subject = credential.get("credentialSubject")
    if "sub" in payload and isinstance(subject, dict) and "id" not in subject:
        credential = {**credential, "credentialSubject": {**subject, "id": payload["sub"]}}
    return {**said, **credential}


def _check_vc_jose(payload: JsonObject, document: JsonObject) -> None:
    """Here `nbf` and `exp` are about the signature, and the rest is repeated or left out."""
    if "vc" in payload:
        raise MisplacedCredential()
    for claim, value in names_of(document).items():
        if claim in payload and payload[claim] != value:
            raise ClaimMismatch(claim=claim)


def _check_open_badges(payload: JsonObject, document: JsonObject, times: TokenTimes) -> None:
    is_version_1 = _is_version_1(document)
    if "vc" in payload:
        _check_place(payload, is_version_1=is_version_1)
    for claim, value in names_of(document).items():
        _require_same(claim, payload.get(claim), value)
    first, last = (
        ("issuanceDate", "expirationDate") if is_version_1 else ("validFrom", "validUntil")
    )
    _require_same("nbf", times.start, _moment(document, first))
    _require_same("exp", times.end, _moment(document, last))


def _check_place(payload: JsonObject, *, is_version_1: bool) -> None:
    if not is_version_1:
        raise MisplacedCredential()
    twice = sorted(_OF_A_CREDENTIAL & payload.keys())
    if twice:
        raise TwoCredentials(member=twice[0])


def _require_same(claim: str, said: "JsonValue | datetime", meant: "JsonValue | datetime") -> None:
    if said is None and meant is not None:
        raise ClaimMissing(claim=claim)
    if said != meant:
        raise ClaimMismatch(claim=claim)


def _instant(payload: JsonObject, claim: str) -> datetime | None:
    """Read a NumericDate: whole seconds, written as a number and as nothing else."""
    if claim not in payload:
        return None
    seconds = payload[claim]
    if type(seconds) is not int or not 0 <= seconds <= _LAST_INSTANT:
        raise MalformedClaim(claim=claim)
    return datetime.fromtimestamp(seconds, UTC)


def _moment(document: JsonObject, member: str) -> datetime | None:
    if member not in document:
        return None
    text = document[member]
    try:
        return parse_timestamp(text if isinstance(text, str) else "")
    except CredentialError as error:
        raise ClaimMismatch(claim=member) from error


def _is_version_1(document: JsonObject) -> bool:
    contexts = document.get("@context")
    return (contexts[:1] if isinstance(contexts, list) else [contexts]) == [VC_1]
