"""The API's JSON around a badge: `{"credential": … | "url": …, "recipient"?: …}`.

As hostile as what it holds, and opened by the same process.
"""

import json
from dataclasses import dataclass, replace
from typing import Final

from badger.credentials.errors import CredentialError
from badger.credentials.jwt import MAX_TOKEN_LETTERS
from badger.credentials.strict_json import DEFAULT_LIMITS, parse_object
from badger.json_value import JsonObject, JsonValue
from badger.verify.errors import UnreadableInput

# The envelope takes one level, a few members and a few bytes of its own; a token in it is one
# long string. A badge that comes as JSON meets its own limits when it is read.
LIMITS: Final = replace(
    DEFAULT_LIMITS,
    max_bytes=MAX_TOKEN_LETTERS + 4_096,
    max_string_bytes=MAX_TOKEN_LETTERS,
    max_depth=DEFAULT_LIMITS.max_depth + 1,
    max_keys=DEFAULT_LIMITS.max_keys + 3,
)
MAX_ADDRESS_LETTERS: Final = 2_048


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosed:
    """What an envelope holds: a badge's bytes, else the address of one.

    recipient: whom the sender expects the badge to be about, None where nothing is said.
    """

    data: bytes = b""
    address: str = ""
    recipient: str | None = None


def open_envelope(data: bytes) -> Enclosed:
    """Read an envelope strictly.

    Raises: UnreadableInput.
    """
    envelope = _read(data)
    credential, url = envelope.get("credential"), _text(envelope.get("url"))
    recipient = _text(envelope.get("recipient"))
    if isinstance(credential, dict):
        text = json.dumps(credential, ensure_ascii=False)
        return Enclosed(data=text.encode(), recipient=recipient)
    if isinstance(credential, str):
        return Enclosed(data=credential.encode(), recipient=recipient)
    if url is None:
        raise UnreadableInput("input.missing")
    return Enclosed(address=url[:MAX_ADDRESS_LETTERS], recipient=recipient)


def _read(data: bytes) -> JsonObject:
    try:
        return parse_object(data, limits=LIMITS)
    except CredentialError as error:
        raise UnreadableInput(error.reason, **error.facts) from error


def _text(value: JsonValue) -> str | None:
    return value if isinstance(value, str) and value else None
