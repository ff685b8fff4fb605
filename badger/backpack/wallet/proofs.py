"""The proof that a wallet holds a key: a token of its own about our nonce, read strictly.

Pure. Source: OpenID4VCI 1.0, appendix F.1 "jwt Proof Type" and F.4 "Verifying Proof".
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from badger.backpack.wallet.errors import ProofRefused
from badger.credentials.did import did_key_document, verification_method
from badger.credentials.did_jwk import did_jwk_document
from badger.credentials.errors import CredentialError
from badger.credentials.jwt import Jws, check_signature, read_jws
from badger.credentials.keys import PublicKey
from badger.credentials.strict_json import JsonLimits
from badger.json_value import JsonObject

ALGORITHMS: Final = ("EdDSA", "ES256")
TYPE: Final = "openid4vci-proof+jwt"
OLDEST: Final = timedelta(minutes=5)
AHEAD: Final = timedelta(minutes=1)
_LIMITS: Final = JsonLimits(max_bytes=8_192, max_depth=4, max_keys=32, max_items=32)
# A header that says more could bring its own key or its own rules.
_HEADER: Final = frozenset(("alg", "typ", "kid", "jwk"))


def nonce_of_proof(text: str, *, audience: str, now: datetime) -> str:
    """Verify a key proof and return its nonce, which is for the caller to use up.

    audience: identifier of the credential issuer.
    Raises:   ProofRefused (fact `rule`).
    """
    try:
        jws = read_jws(text.encode("utf-8", "replace"), limits=_LIMITS)
        _check_header(jws)
        check_signature(jws, _key_of(jws))
    except CredentialError as error:
        raise ProofRefused(rule=error.reason) from error
    return _checked_claims(jws.payload, audience=audience, now=now)


def _check_header(jws: Jws) -> None:
    header = jws.header
    if not header.keys() <= _HEADER:
        raise ProofRefused(rule="header")
    if header.get("typ") != TYPE:
        raise ProofRefused(rule="typ")
    if header.get("alg") not in ALGORITHMS:
        raise ProofRefused(rule="alg")
    if ("kid" in header) is ("jwk" in header):
        raise ProofRefused(rule="key")


def _key_of(jws: Jws) -> PublicKey:
    """Read the key that the header shows, or names by a DID that is a key. Raises: ProofRefused."""
    if "jwk" in jws.header:
        return PublicKey.from_jwk(jws.header["jwk"])
    url = jws.kid or ""
    did = url.partition("#")[0]
    if did.startswith("did:key:"):
        document = did_key_document(did)
    elif did.startswith("did:jwk:"):
        document = did_jwk_document(did)
    else:
        raise ProofRefused(rule="kid")
    return verification_method(document, url).key


def _checked_claims(claims: JsonObject, *, audience: str, now: datetime) -> str:
    if claims.get("aud") not in (audience, [audience]):
        raise ProofRefused(rule="aud")
    issued = claims.get("iat")
    if type(issued) is not int or not 0 <= issued < 2**40:
        raise ProofRefused(rule="iat")
    if not now - OLDEST <= datetime.fromtimestamp(issued, UTC) <= now + AHEAD:
        raise ProofRefused(rule="iat")
    nonce = claims.get("nonce")
    if not isinstance(nonce, str) or not nonce:
        raise ProofRefused(rule="nonce")
    return nonce
