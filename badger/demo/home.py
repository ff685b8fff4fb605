"""Where the demo lives: its folder, its secrets, and the summary that scripts read."""

import json
import os
import secrets
import shutil
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from badger.errors import BadgerError
from badger.settings import Settings

SECRET_BYTES = 32
TERRITORY_NAME = "Bocage d'exemple"


class NotADemo(BadgerError):
    """A folder was never a demo's: nothing of it is removed."""

    code = "demo.not_a_demo"


@dataclass(frozen=True, slots=True)
class Login:
    """A sample sign-in: who it is, and the code to type."""

    role: str
    code: str


@dataclass(frozen=True, slots=True)
class SampleBadge:
    """An issued badge: its page, and the paths of its files."""

    holder: str
    achievement: str
    url: str
    json: str
    png: str
    svg: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What `demo.json` says.

    base_url:  where the site is served.
    documents: folder of the issuers' documents and status lists.
    """

    base_url: str
    documents: str
    logins: tuple[Login, ...]
    badges: tuple[SampleBadge, ...]


@dataclass(frozen=True, slots=True)
class DemoHome:
    """The folder of one demo, `var/demo` unless told otherwise."""

    folder: Path

    @property
    def database(self) -> Path:
        """The SQLite file."""
        return self.folder / "badger.sqlite3"

    @property
    def documents(self) -> Path:
        """The folder that `badger verify --documents` reads."""
        return self.folder / "documents"

    @property
    def trust(self) -> Path:
        """The list of the territory's issuers, for `badger verify --trust`."""
        return self.folder / "trust.json"

    @property
    def badges(self) -> Path:
        """The folder of the issued badges, as JSON and as pictures."""
        return self.folder / "badges"

    def sample(self, ending: str) -> Path:
        """The first badge once more, by a name that documents can print: `badge.json`."""
        return self.folder / f"badge.{ending}"

    @property
    def summary(self) -> Path:
        """The file that scripts read."""
        return self.folder / "demo.json"

    @property
    def logins(self) -> Path:
        """The file that keeps the sample codes from one start to the next."""
        return self.folder / "logins.json"

    @property
    def identity(self) -> Path:
        """The file that keeps the address which the badges carry."""
        return self.folder / "base_url"

    def remove(self) -> None:
        """Remove the whole demo. Raises: NotADemo, where the folder holds something else."""
        if self.folder.exists() and any(self.folder.iterdir()) and not self.identity.exists():
            raise NotADemo(name=str(self.folder))
        shutil.rmtree(self.folder, ignore_errors=True)

    def settings(self, base_url: str) -> Settings:
        """Return the settings of the demo, making its folder and secrets the first time.

        base_url: address for badges yet to be made; existing ones keep theirs.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Settings(
            database_url=f"sqlite:///{self.database}",
            base_url=_kept(self.identity, base_url),
            key_encryption_key=bytes.fromhex(_secret(self.folder / "kek.hex")),
            territory_name=TERRITORY_NAME,
            secret_key=_secret(self.folder / "secret.hex"),
            # The demo is for trying, and the scripts that try its API ask often. A real
            # installation keeps the default of the settings.
            verify_per_minute=600,
        )

    def settings_of_a_beginning(self, base_url: str) -> Settings:
        """Return the settings for badges yet to be made: a former, unused address goes."""
        self.identity.unlink(missing_ok=True)
        return self.settings(base_url)


def _kept(path: Path, first: str) -> str:
    """Return the text of `path`, written now if there is none."""
    if not path.exists():
        write_private(path, first)
    return path.read_text(encoding="utf-8").strip()


def _secret(path: Path) -> str:
    return _kept(path, secrets.token_hex(SECRET_BYTES))


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner reads (mode 600), whole or not at all."""
    partial = path.with_name(f"{path.name}.part")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    partial.replace(path)


def write_summary(home: DemoHome, summary: Summary) -> None:
    """Write `demo.json`; it holds sign-in codes, so only its owner reads it."""
    write_private(home.summary, _json_text(asdict(summary)))


def write_logins(home: DemoHome, logins: Sequence[Login]) -> None:
    """Keep the sample codes: the database holds their hashes alone."""
    write_private(home.logins, _json_text([asdict(login) for login in logins]))


def read_logins(home: DemoHome) -> tuple[Login, ...]:
    """Return the sample codes that `write_logins` kept."""
    documents = json.loads(home.logins.read_text(encoding="utf-8"))
    return tuple(Login(one["role"], one["code"]) for one in documents)


def _json_text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
