"""Writing a badge as a signed token: the form of Open Badges 3.0, and that of VC-JOSE.

Pure: no clock. Whether the document may be issued is asked elsewhere.
"""

import json
from collections.abc import Mapping

from badger.credentials.datetimes import parse_timestamp
from badger.credentials.jwt_claims import CLAIMS, names_of
from badger.credentials.jwt_errors import NotSignable
from badger.credentials.keys import Signer
from badger.credentials.multibase import encode_base64url
from badger.credentials.proof_options import checked_method
from badger.json_value import JsonObject

_ALGORITHMS = {"RSA": "RS256", "P-256": "ES256", "P-384": "ES384", "Ed25519": "EdDSA"}


def sign_jwt(document: JsonObject, *, signer: Signer, kid: str) -> str:
    """Sign a badge of VC 2.0 in the form of Open Badges: its values repeated in claims.

    kid:    absolute URL under which the issuer's document publishes the key.
    Raises: NotSignable where a claim cannot repeat the badge: a subject without id, several
            subjects, a date with a fraction of a second; BadVerificationMethod, MalformedTime.
    Source: Open Badges 3.0, "JSON Web Token Proof Format".
    """
    claims: JsonObject = {**names_of(document), "nbf": _seconds(document, "validFrom")}
    if "validUntil" in document:
        claims["exp"] = _seconds(document, "validUntil")
    for claim, member in (("iss", "issuer"), ("jti", "id"), ("sub", "credentialSubject")):
        if not isinstance(claims[claim], str):
            raise NotSignable(member=member)
    header = {"alg": _algorithm(signer), "typ": "JWT", "kid": checked_method(kid)}
    return _signed(header, {**_without_claims(document), **claims}, signer=signer)


def sign_vc_jose(document: JsonObject, *, signer: Signer, kid: str) -> str:
    """Sign a credential as VC-JOSE: the document as it is, and nothing beside it.

    kid:    absolute URL under which the issuer's document publishes the key.
    Raises: NotSignable, BadVerificationMethod.
    Source: VC-JOSE-COSE 1.0, section 3.1.
    """
    header = {
        "alg": _algorithm(signer),
        "typ": "vc+jwt",
        "cty": "vc",
        "kid": checked_method(kid),
    }
    return _signed(header, _without_claims(document), signer=signer)


def _algorithm(signer: Signer) -> str:
    return _ALGORITHMS[signer.public.kind]


def _without_claims(document: JsonObject) -> JsonObject:
    """Refuse a document with members that a reader would take for claims of the token."""
    found = sorted((CLAIMS | {"vc", "vp"}) & document.keys())
    if found:
        raise NotSignable(member=found[0])
    return document


def _seconds(document: JsonObject, member: str) -> int:
    """Give a date in whole seconds, as `nbf` and `exp` hold it."""
    text = document.get(member)
    moment = parse_timestamp(text if isinstance(text, str) else "")
    if "." in str(text):
        raise NotSignable(member=member)
    return int(moment.timestamp())


def _signed(header: Mapping[str, str], payload: JsonObject, *, signer: Signer) -> str:
    signing_input = f"{_part(header)}.{_part(payload)}"
    return f"{signing_input}.{encode_base64url(signer.sign(signing_input.encode('ascii')))}"


def _part(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return encode_base64url(text.encode("utf-8"))
