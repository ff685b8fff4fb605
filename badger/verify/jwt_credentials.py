"""A signed token -> what is presented: the badge in it, and the token that must prove it."""

from badger.credentials.errors import CredentialError
from badger.credentials.jwt import Jws, read_jws
from badger.credentials.jwt_claims import credential_in
from badger.credentials.strict_json import DEFAULT_LIMITS, JsonLimits
from badger.json_value import JsonObject
from badger.verify.errors import UnreadableInput
from badger.verify.presented import Presented


def present_jwt(
    text: bytes, carrier: str = "jws", *, limits: JsonLimits = DEFAULT_LIMITS
) -> Presented:
    """Read a compact JWS that carries a badge; nothing of it is verified.

    text:   the token alone, without a space or an end of line.
    limits: of the payload.
    Raises: UnreadableInput.
    """
    try:
        jws = read_jws(text, limits=limits)
        document = credential_in(jws.payload)
    except CredentialError as error:
        raise UnreadableInput(error.reason, **error.facts) from error
    _require_credential(jws, document)
    return Presented(data=text, document=document, carrier=carrier, jws=jws)


def _require_credential(jws: Jws, document: JsonObject) -> None:
    """Tell tokens of sessions, of access and of identity from badges (hardening J15)."""
    if jws.kind == "vp+jwt":
        raise UnreadableInput("jwt.unsupported_form", form="VP-JWT")
    if "@context" not in document and "type" not in document:
        raise UnreadableInput("jwt.wrong_type", typ=jws.kind[:64])
