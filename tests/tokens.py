"""A real token for tests: SoftHSM with a folder of its own; BADGER_REQUIRE_TOKEN=1 insists."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

MODULE = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "1234"
MAKE_KEY = """
import sys, pkcs11
token = pkcs11.lib(sys.argv[1]).get_token(token_label=sys.argv[2])
with token.open(rw=True, user_pin=sys.argv[3]) as session:
    session.generate_key(pkcs11.KeyType.AES, 256, label=sys.argv[4], store=True,
        template={pkcs11.Attribute.SENSITIVE: True, pkcs11.Attribute.EXTRACTABLE: False})
"""


@dataclass(frozen=True)
class SoftToken:
    """A token that can be taken away: its folder is renamed."""

    folder: Path

    @property
    def pin_file(self) -> Path:
        return self.folder / "pin"

    @property
    def address(self) -> str:
        places = f"module-path={MODULE}&pin-source=file:{self.pin_file}"
        return f"pkcs11:token=badger;object=kek;type=secret-key?{places}"

    def take_away(self) -> None:
        (self.folder / "tokens").rename(self.folder / "drawer")

    def bring_back(self) -> None:
        (self.folder / "drawer").rename(self.folder / "tokens")


def new_token(folder: Path, monkeypatch: pytest.MonkeyPatch) -> SoftToken:
    """Make a token with an AES-256 key that never leaves it."""
    if not MODULE.exists():
        if os.environ.get("BADGER_REQUIRE_TOKEN") == "1":
            pytest.fail(f"BADGER_REQUIRE_TOKEN is set and there is no token library at {MODULE}")
        pytest.skip(f"no token library at {MODULE} (softhsm2; BADGER_REQUIRE_TOKEN=1 insists)")
    (folder / "tokens").mkdir(parents=True)
    lines = (f"directories.tokendir = {folder / 'tokens'}", "objectstore.backend = file")
    (folder / "conf").write_text("\n".join(lines) + "\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(folder / "conf"))
    begin = ("--init-token", "--free", "--label", "badger", "--pin", PIN, "--so-pin", "5678")
    subprocess.run(("softhsm2-util", *begin), check=True, capture_output=True)
    made = (sys.executable, "-c", MAKE_KEY, str(MODULE), "badger", PIN, "kek")
    subprocess.run(made, check=True)
    token = SoftToken(folder)
    token.pin_file.write_text(PIN + "\n")
    return token
