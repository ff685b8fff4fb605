"""Compact JWS, read strictly, and verified under a key of the issuer.

Every token has one reading: base64url without padding or stray bits, one JSON header, one JSON
payload. What a header may say is a closed list; where keys come from is never in it.
Source: RFC 7515; RFC 7518; RFC 8037; RFC 9864 ("Ed25519").
"""

from dataclasses import dataclass
from functools import lru_cache

from badger.credentials.jwt_errors import (
    AlgorithmNotAllowed,
    BadBase64Url,
    BadKeyName,
    HeaderNotAllowed,
    KeyDoesNotFit,
    TokenError,
    TokenTooLarge,
    UnsupportedAlgorithm,
    UnsupportedForm,
    WrongKind,
)
from badger.credentials.keys import PublicKey, verify_signature
from badger.credentials.multibase import BadMultibase, decode_base64url
from badger.credentials.proof_errors import WrongSignature
from badger.credentials.strict_json import DEFAULT_LIMITS, JsonLimits, parse_object
from badger.json_value import JsonObject, JsonValue

# An RSA key of 8,192 bits takes 1,400 letters in a header and as many in a signature.
MAX_HEADER_LETTERS = 8_192
MAX_SIGNATURE_LETTERS = 2_048
# The largest badge that is read, as a token: four letters for three bytes.
MAX_TOKEN_LETTERS = (
    DEFAULT_LIMITS.max_bytes * 4 // 3 + 4 + MAX_HEADER_LETTERS + MAX_SIGNATURE_LETTERS
)
_REMEMBERED_HEADERS = 256
_HEADER_LIMITS = JsonLimits(max_bytes=MAX_HEADER_LETTERS, max_depth=4, max_keys=64, max_items=64)
# Name of the algorithm -> kind of the key that signs by it.
ALGORITHMS = {
    "RS256": "RSA",
    "ES256": "P-256",
    "ES384": "P-384",
    "EdDSA": "Ed25519",
    "Ed25519": "Ed25519",
}
# Signatures of good name that badger has not learnt. All other words are no signature at all,
# or one by a secret that whoever verifies could sign with as well.
_UNLEARNT = frozenset(
    (
        *("RS384", "RS512", "PS256", "PS384", "PS512", "ES512", "ES256K", "Ed448"),
        *("ML-DSA-44", "ML-DSA-65", "ML-DSA-87"),
    )
)
# Members by which a token would bring its own key, its own rules, or another way to be read.
_REFUSED = frozenset(
    ("crit", "b64", "zip", "enc", "jku", "x5u", "x5c", "x5t", "x5t#S256", "epk", "d", "k")
)
_EXPECTED = frozenset(("alg", "kid", "jwk", "typ", "cty"))
_OTHER_TOKENS = ("jwt", "jws", "jwe", "jose")
VC_JOSE_KINDS = frozenset(("vc+jwt", "vc+ld+jwt", "vc+ld+json+jwt"))
_KINDS = VC_JOSE_KINDS | {"jwt", ""}


@dataclass(frozen=True, slots=True)
class SignedText:
    """A compact JWS taken apart; nothing in it is checked beyond its spelling.

    content:       payload as bytes.
    signing_input: bytes that the signature is about.
    """

    header: JsonObject
    content: bytes
    signing_input: bytes
    signature: bytes

    @property
    def alg(self) -> str:
        """The algorithm that the header names; empty when it names none."""
        name = self.header.get("alg")
        return name if isinstance(name, str) else ""

    @property
    def kid(self) -> str | None:
        """The key that the header names by its address."""
        name = self.header.get("kid")
        return name if isinstance(name, str) else None

    @property
    def jwk(self) -> "JsonObject | None":
        """The key that the header shows: it proves nothing about whose it is."""
        jwk = self.header.get("jwk")
        return jwk if isinstance(jwk, dict) else None

    @property
    def kind(self) -> str:
        """What the header says the token is (`typ`), in lower case; empty when it does not."""
        return _media_type(self.header.get("typ"))


@dataclass(frozen=True, slots=True)
class Jws(SignedText):
    """A compact JWS whose payload is a JSON object."""

    payload: JsonObject


def read_jws(text: bytes, *, limits: JsonLimits = DEFAULT_LIMITS) -> Jws:
    """Read a compact JWS with a JSON payload.

    limits: of the payload.
    Raises: TokenError, UnreadableJson.
    """
    header, content, signing_input, signature = _taken_apart(text, limits.max_bytes)
    payload = parse_object(content, limits=limits)
    return Jws(header, content, signing_input, signature, payload)


def read_signed_text(text: bytes, *, max_bytes: int = DEFAULT_LIMITS.max_bytes) -> SignedText:
    """Take a compact JWS apart; sizes and dots are counted before anything is decoded.

    max_bytes: of the payload.
    Raises: TokenError, UnreadableJson (the header is no JSON object).
    Source: RFC 7515, sections 3.1 and 7.1.
    """
    return SignedText(*_taken_apart(text, max_bytes))


def check_header(signed: SignedText) -> tuple[str, ...]:
    """Refuse a header by which a badge could choose how it is verified.

    Returns the names of members that have no business there and do no harm: Open Badges
    allows none, other issuers write some.
    Raises: TokenError.
    Source: Open Badges 3.0, "JSON Web Token Proof Format"; RFC 8725.
    """
    _check_members(signed.header)
    if signed.kind not in _KINDS:
        raise WrongKind(typ=signed.kind[:64])
    if signed.alg in _UNLEARNT:
        raise UnsupportedAlgorithm(algorithm=signed.alg)
    if signed.alg not in ALGORITHMS:
        raise AlgorithmNotAllowed(algorithm=str(signed.header.get("alg"))[:64])
    return tuple(sorted(name[:64] for name in signed.header if name not in _EXPECTED))


def verify_jws(signed: SignedText, key: PublicKey) -> None:
    """Verify the signature of a token under a key; the answer is silence.

    key:    from the issuer's own document, never from the token.
    Raises: TokenError (the header is refused too), WrongSignature.
    Source: RFC 7515, section 5.2.
    """
    check_header(signed)
    check_signature(signed, key)


def check_signature(signed: SignedText, key: PublicKey) -> None:
    """Verify a signature whose header `check_header` let pass already.

    Raises: KeyDoesNotFit, WrongSignature.
    """
    if ALGORITHMS[signed.alg] != key.kind:
        raise KeyDoesNotFit(algorithm=signed.alg, kind=key.kind)
    if not verify_signature(key, signed.signature, signed.signing_input):
        raise WrongSignature()


def _taken_apart(text: bytes, max_bytes: int) -> tuple[JsonObject, bytes, bytes, bytes]:
    header, content, signature = _parts(text, max_bytes)
    # Header and payload are read as they were signed: what has a second spelling is refused.
    signing_input = text[: len(header) + 1 + len(content)]
    return _header(header), _bytes_of(content), signing_input, _bytes_of(signature)


def _parts(text: bytes, max_bytes: int) -> tuple[bytes, bytes, bytes]:
    limit = max_bytes * 4 // 3 + 4
    if len(text) > limit + MAX_HEADER_LETTERS + MAX_SIGNATURE_LETTERS:
        raise TokenTooLarge(limit=limit)
    parts = text.split(b".", 5)
    if len(parts) == 5:
        raise UnsupportedForm(form="JWE")
    if len(parts) != 3:
        raise TokenError()
    for part, most in zip(parts, (MAX_HEADER_LETTERS, limit, MAX_SIGNATURE_LETTERS), strict=True):
        if len(part) > most:
            raise TokenTooLarge(limit=most)
    return parts[0], parts[1], parts[2]


# An issuer writes one header on all its tokens; nothing changes what was read.
@lru_cache(maxsize=_REMEMBERED_HEADERS)
def _header(part: bytes) -> JsonObject:
    return parse_object(_bytes_of(part), limits=_HEADER_LIMITS)


def _bytes_of(part: bytes) -> bytes:
    try:
        return decode_base64url(part.decode("ascii"))
    except (BadMultibase, UnicodeDecodeError):
        raise BadBase64Url() from None


def _check_members(header: JsonObject) -> None:
    if not _REFUSED.isdisjoint(header):
        raise HeaderNotAllowed(member=min(_REFUSED & header.keys()))
    for name in ("alg", "typ", "cty"):
        if name in header and not isinstance(header[name], str):
            raise HeaderNotAllowed(member=name)
    if "cty" in header and any(word in _media_type(header["cty"]) for word in _OTHER_TOKENS):
        raise HeaderNotAllowed(member="cty")
    if "kid" in header and not isinstance(header["kid"], str):
        raise BadKeyName(member="kid")
    if "jwk" in header and not isinstance(header["jwk"], dict):
        raise BadKeyName(member="jwk")


def _media_type(value: JsonValue) -> str:
    """Write a media type as it is compared: RFC 7515, section 4.1.9."""
    return value.lower().removeprefix("application/") if isinstance(value, str) else ""
