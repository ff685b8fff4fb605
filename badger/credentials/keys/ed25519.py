"""Ed25519: which points are keys, and which signatures are theirs.

OpenSSL takes points of small order as public keys, under which anybody can sign; libsodium's
point check refuses them, and mixed-order and non-canonical points with them. Every public key
passes it here, in whatever form it came in.
"""

from functools import lru_cache

from nacl.bindings import crypto_core_ed25519_is_valid_point, crypto_sign_open
from nacl.exceptions import BadSignatureError

from badger.credentials.keys.errors import WeakKey, WrongKeyLength

KEY_BYTES = 32
SIGNATURE_BYTES = 64
GROUP_ORDER = 2**252 + 27742317777372353535851937790883648493
_REMEMBERED_KEYS = 4096


def check_key(raw: bytes) -> None:
    """Check that 32 bytes are a point of the prime-order group. Raises: WrongKeyLength, WeakKey."""
    if len(raw) != KEY_BYTES:
        raise WrongKeyLength(length=len(raw), expected=KEY_BYTES)
    if not _is_strong(raw):
        raise WeakKey()


def is_signature(raw: bytes, signature: bytes, *, data: bytes) -> bool:
    """Tell whether an Ed25519 signature of `data` is the key's.

    A scalar S of the group order or more is refused before the library sees it, so that no
    signature has a twin. libsodium compares R's bytes with the canonical encoding of the
    point it computes, so that a non-canonical R fails as well, and refuses R of small order.
    Source: RFC 8032, section 5.1.7.
    """
    if len(signature) != SIGNATURE_BYTES:
        return False
    if int.from_bytes(signature[KEY_BYTES:], "little") >= GROUP_ORDER:
        return False
    try:
        crypto_sign_open(signature + data, raw)
    except BadSignatureError:
        return False
    return True


@lru_cache(maxsize=_REMEMBERED_KEYS)
def _is_strong(raw: bytes) -> bool:
    # Remembered because the check costs nearly half a verification.
    return bool(crypto_core_ed25519_is_valid_point(raw))
