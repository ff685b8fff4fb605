"""Where a token keeps the key-encryption key: a pkcs11: address (RFC 7512), read strictly."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote

from badger.settings import SettingInvalid

_PATH: Final = frozenset({"token", "object", "serial", "type"})
_QUERY: Final = frozenset({"module-path", "pin-source"})


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenAddress:
    """A key in a token.

    module:   the PKCS#11 library of whoever made the token.
    token:    its label; serial: its number, "" where the label is enough.
    label:    of the AES-256 key.
    pin_file: the file that holds the PIN, which stands in no setting.
    """

    module: Path
    token: str
    label: str
    pin_file: Path
    serial: str = ""

    @property
    def name(self) -> str:
        """Name the key: the same wherever the library and the PIN lie."""
        words = f"badger token key\n{self.token}\n{self.label}"
        return hashlib.sha256(words.encode()).hexdigest()[:16]


def read_token_address(text: str, *, setting: str) -> TokenAddress:
    """Read pkcs11:token=…;object=…?module-path=/…&pin-source=/…, in any order.

    Beside these, serial=… and type=secret-key may stand there; anything else is refused, a PIN
    written into the address above all. Raises: SettingInvalid.
    Source: RFC 7512, 2.3.
    """
    scheme, _, rest = text.strip().partition(":")
    path, _, query = rest.partition("?")
    said = _attributes(path, ";") + _attributes(query, "&")
    values = dict(said)
    known = {name for name, _ in _attributes(path, ";")} <= _PATH
    known = known and {name for name, _ in _attributes(query, "&")} <= _QUERY
    whole = all(values.get(name) for name in ("token", "object", "module-path", "pin-source"))
    a_secret_key = values.get("type", "secret-key") == "secret-key"
    once = len(values) == len(said)
    if scheme != "pkcs11" or not (known and whole and a_secret_key and once):
        raise SettingInvalid(name=setting)
    return TokenAddress(
        module=Path(values["module-path"]),
        token=values["token"],
        label=values["object"],
        pin_file=Path(values["pin-source"].removeprefix("file:")),
        serial=values.get("serial", ""),
    )


def _attributes(text: str, separator: str) -> list[tuple[str, str]]:
    parts = [part.partition("=") for part in text.split(separator) if part]
    return [(name, unquote(value)) for name, _, value in parts]
