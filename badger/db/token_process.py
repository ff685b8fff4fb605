"""The process that speaks to a token (PKCS#11): a call into its library cannot be interrupted, a
process can be ended. One line of JSON in, one out; it ends with its input, or with its session.
"""

import base64
import json
import os
import sys
from collections.abc import Mapping
from typing import Any, Final

import pkcs11
from pkcs11 import exceptions

PIN_REFUSED: Final = (
    exceptions.PinIncorrect,
    exceptions.PinInvalid,
    exceptions.PinLenRange,
    exceptions.PinLocked,
    exceptions.PinExpired,
    exceptions.UserPinNotInitialized,
)
NO_SUCH_KEY: Final = (
    exceptions.NoSuchKey,
    exceptions.MultipleObjectsReturned,
    exceptions.MultipleTokensReturned,
    exceptions.MechanismInvalid,
    exceptions.KeyTypeInconsistent,
)
TAG_BITS: Final = 128


def main() -> None:
    """Open the key that the first line names, then encrypt and decrypt line by line."""
    # Whatever the library prints does not stand between the answers.
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    key = None
    for line in sys.stdin.buffer:
        request = json.loads(line)
        try:
            if key is None:
                key = _opened(request)
                answer = {"done": ""}
            else:
                answer = {"done": _done(key, request)}
        except exceptions.PKCS11Error as error:
            answer = {"refused": _reason(key, error)}
        answers.write(json.dumps(answer).encode() + b"\n")
        if answer.get("refused") not in (None, "undecipherable"):
            return


def _opened(request: Mapping[str, str]) -> pkcs11.SecretKey:
    """Open a session, find the key, and see that it does what is asked of it."""
    library = pkcs11.lib(request["module"])
    named = {"token_label": request["token"]}
    if request["serial"]:
        named["token_serial"] = request["serial"].encode()  # type: ignore[assignment]
    session = library.get_token(**named).open(user_pin=request["pin"])
    kind = pkcs11.ObjectClass.SECRET_KEY
    key = session.get_key(object_class=kind, label=request["label"])
    _try(key)
    return key  # type: ignore[return-value]


def _done(key: pkcs11.SecretKey, request: Mapping[str, str]) -> str:
    data, nonce, bound_to = (
        base64.b64decode(request[name]) for name in ("data", "nonce", "bound_to")
    )
    # The library gives keys their methods by what they may do, unseen by its types.
    unseen: Any = key
    act = unseen.encrypt if request["act"] == "encrypt" else unseen.decrypt
    gcm = pkcs11.GCMParams(nonce, bound_to, TAG_BITS)
    found = act(data, mechanism=pkcs11.Mechanism.AES_GCM, mechanism_param=gcm)
    return base64.b64encode(bytes(found)).decode()


def _reason(key: pkcs11.SecretKey | None, error: exceptions.PKCS11Error) -> str:
    """Tell a wrong PIN, a key that is not there and bytes that do not open from a token away."""
    if isinstance(error, PIN_REFUSED):
        return "pin"
    if isinstance(error, NO_SUCH_KEY):
        return "key"
    if key is not None:
        try:
            _try(key)
        except exceptions.PKCS11Error:
            return "away"
        # Tokens have many names for it; where others open, it is the bytes.
        return "undecipherable"
    return "away"


def _try(key: object) -> None:
    """Encrypt and decrypt something. Raises: PKCS11Error."""
    gcm = pkcs11.GCMParams(os.urandom(12), b"", TAG_BITS)
    how = {"mechanism": pkcs11.Mechanism.AES_GCM, "mechanism_param": gcm}
    key.decrypt(key.encrypt(b"?", **how), **how)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
