"""Settings, read once from the environment; the unit stands in the name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from badger.errors import BadgerError

TERRITORY_NAME = "la liste du territoire"
OBSERVER_BADGE = "R01"
# On the network only with TLS; without it on this machine.
OWN_OR_PRIVATE: Final = ("https://", "http://localhost", "http://127.0.0.1")
# Scheme -> how the connection is made private, and the usual port.
SMTP_SCHEMES: Final = {
    "smtp": ("starttls", 587),
    "smtps": ("tls", 465),
    "smtp+plain": ("plain", 25),
}
# One line: a name without the signs that would need quoting, then the address.
_ADDRESS: Final = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]*[A-Za-z0-9]"
SENDER: Final = re.compile(rf"{_ADDRESS}|[^\x00-\x1f\x7f\"<>@,;:\\]+ <{_ADDRESS}>")


class SettingMissing(BadgerError):
    """A setting that the command cannot do without is not there."""

    code = "settings.missing"


class SettingInvalid(BadgerError):
    """A setting has a value that cannot be read."""

    code = "settings.invalid"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """How mails leave.

    security: "starttls" (asked for, never given up), "tls" from the start, or "plain" (a server
              of the same machine or of a private network).
    user:     "" where the server asks for no name.
    sender:   "Name <address>" or an address alone.
    """

    host: str
    port: int
    security: str
    sender: str
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return f"MailSettings(host={self.host!r}, port={self.port}, security={self.security!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIdSettings:
    """Another site that lets people in (OpenID Connect).

    issuer: as that site writes it, on https (or this machine).
    name:   what people call it.
    """

    issuer: str
    client_id: str
    client_secret: str
    name: str

    def __repr__(self) -> str:
        return f"OpenIdSettings(issuer={self.issuer!r}, client_id={self.client_id!r})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this installation runs.

    database_url:          SQLAlchemy address (sqlite:///… or postgresql+psycopg://…).
    base_url:              public address of the site, without a final slash.
    key_encryption_key:    32 bytes that wrap the issuers' keys, None where nothing is signed.
    former_key_encryption_key: the one before, as long as some keys are still wrapped by it.
    token_key, former_token_key: the same where a token keeps them: a pkcs11: address (RFC 7512).
    token_timeout_s:       seconds that one call to the token may take.
    secret_key:            signs browser sessions and CSRF tokens.
    outbound:              True where the verifier may fetch foreign issuers' documents.
    territory_name:        what the territory's own list of recognised issuers is called.
    trust_file:            a list of the operator's, beside the territory's own and imported ones.
    verify_per_minute:     verifications that one address may ask for in a minute.
    api_per_minute:        requests that one token of a program may make in a minute.
    trusted_proxies:       reverse proxies in front that add the visitor's address.
    observer_badge:        code of the badge that a trained observer receives.
    observer_badge_required: True where nobody observes whose badge does not stand (S4).
    verify_processes:      processes, of each web process, in which badges are read and judged;
                           0: in the web process itself, for tests alone.
    mail:                  how mails leave; None: they wait, and the pages say so.
    openid:                another site that lets people in; None: its button is not shown.
    erased_list:           file of those who were erased, outside of the database's backups;
                           None: beside the SQLite file, else nowhere.
    person_keys:           address of the database of people's keys, kept out of backups;
                           "": beside the SQLite file, else in the database itself.
    """

    database_url: str
    base_url: str = "http://localhost:8000"
    key_encryption_key: bytes | None = None
    former_key_encryption_key: bytes | None = None
    token_key: str = ""
    former_token_key: str = ""
    token_timeout_s: int = 5
    secret_key: str = ""
    outbound: bool = True
    territory_name: str = TERRITORY_NAME
    trust_file: Path | None = None
    verify_per_minute: int = 30
    api_per_minute: int = 600
    trusted_proxies: int = 0
    observer_badge: str = OBSERVER_BADGE
    observer_badge_required: bool = False
    verify_processes: int = 4
    mail: MailSettings | None = None
    openid: OpenIdSettings | None = None
    erased_list: Path | None = None
    person_keys: str = ""

    @property
    def erased_file(self) -> Path | None:
        """Return the file of those who were erased, None where there is none."""
        file = self._sqlite_file
        return self.erased_list or (Path(f"{file}.erased") if file else None)

    @property
    def person_keys_url(self) -> str:
        """Return the address of the database of people's keys."""
        address, question, words = self.database_url.partition("?")
        beside = f"{address}.keys{question}{words}" if self._sqlite_file else self.database_url
        return self.person_keys or beside

    @property
    def _sqlite_file(self) -> str:
        scheme, _, path = self.database_url.partition(":///")
        is_file = scheme.startswith("sqlite") and path not in ("", ":memory:")
        return path.partition("?")[0].removeprefix("file:") if is_file else ""

    @property
    def needed_observer_badge(self) -> str | None:
        """Return the code of the badge without which nobody observes, None where none is asked."""
        return self.observer_badge if self.observer_badge_required else None

    def __repr__(self) -> str:
        # The secrets never reach a log, a traceback or a debug page (hardening Q07).
        return f"Settings(base_url={self.base_url!r}, outbound={self.outbound})"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read the settings from `environment` (usually `os.environ`).

    Raises: SettingMissing, SettingInvalid.
    """
    return Settings(
        database_url=_required(environment, "BADGER_DATABASE_URL"),
        base_url=_base_url(environment.get("BADGER_BASE_URL", "http://localhost:8000")),
        key_encryption_key=_key_encryption_key(environment, "BADGER_KEK", file="BADGER_KEK_FILE"),
        former_key_encryption_key=_key_encryption_key(
            environment, "BADGER_FORMER_KEK", file="BADGER_FORMER_KEK_FILE"
        ),
        token_key=environment.get("BADGER_KEK_PKCS11", ""),
        former_token_key=environment.get("BADGER_FORMER_KEK_PKCS11", ""),
        token_timeout_s=_count(environment, "BADGER_KEK_TIMEOUT_S", default="5"),
        secret_key=environment.get("BADGER_SECRET_KEY", ""),
        outbound=_switch(environment, "BADGER_OUTBOUND", default="on"),
        territory_name=environment.get("BADGER_TERRITORY_NAME", "").strip() or TERRITORY_NAME,
        trust_file=_path(environment.get("BADGER_TRUST_FILE")),
        verify_per_minute=_count(environment, "BADGER_VERIFY_PER_MINUTE", default="30"),
        api_per_minute=_count(environment, "BADGER_API_PER_MINUTE", default="600"),
        trusted_proxies=_count(environment, "BADGER_TRUSTED_PROXIES", default="0", least=0),
        observer_badge=environment.get("BADGER_OBSERVER_BADGE", "").strip() or OBSERVER_BADGE,
        observer_badge_required=_switch(
            environment, "BADGER_OBSERVER_BADGE_REQUIRED", default="off"
        ),
        verify_processes=_count(environment, "BADGER_VERIFY_PROCESSES", default="4"),
        mail=read_mail_settings(environment),
        openid=read_openid_settings(environment),
        erased_list=_path(environment.get("BADGER_ERASED_LIST")),
        person_keys=environment.get("BADGER_PERSON_KEYS_URL", ""),
    )


def _required(environment: Mapping[str, str], name: str) -> str:
    value = environment.get(name, "")
    if not value:
        raise SettingMissing(name=name)
    return value


def _base_url(value: str) -> str:
    if not value.startswith(OWN_OR_PRIVATE):
        raise SettingInvalid(name="BADGER_BASE_URL")
    return value.rstrip("/")


def _key_encryption_key(environment: Mapping[str, str], name: str, *, file: str) -> bytes | None:
    """Read the 64 hexadecimal digits of a variable, or of the file that another one names."""
    text = environment.get(name, "")
    path = environment.get(file, "")
    if not text and path:
        text = _file_text(Path(path), file)
    if not text:
        return None
    try:
        key = bytes.fromhex(text.strip())
    except ValueError as error:
        raise SettingInvalid(name=name) from error
    if len(key) != 32:
        raise SettingInvalid(name=name)
    return key


def read_mail_settings(environment: Mapping[str, str]) -> MailSettings | None:
    """Read BADGER_SMTP_URL (smtp://name:word@host:587) and BADGER_MAIL_FROM.

    Raises: SettingMissing, SettingInvalid.
    """
    url = environment.get("BADGER_SMTP_URL", "")
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise SettingInvalid(name="BADGER_SMTP_URL") from error
    if not host or parts.scheme not in SMTP_SCHEMES or parts.path.strip("/") or parts.query:
        raise SettingInvalid(name="BADGER_SMTP_URL")
    sender = _required(environment, "BADGER_MAIL_FROM").strip()
    if not SENDER.fullmatch(sender):
        raise SettingInvalid(name="BADGER_MAIL_FROM")
    security, usual_port = SMTP_SCHEMES[parts.scheme]
    return MailSettings(
        host=host,
        port=port or usual_port,
        security=security,
        sender=sender,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


def read_openid_settings(environment: Mapping[str, str]) -> OpenIdSettings | None:
    """Read BADGER_OIDC_ISSUER, _CLIENT_ID, _CLIENT_SECRET and _NAME.

    Raises: SettingMissing, SettingInvalid.
    """
    issuer = environment.get("BADGER_OIDC_ISSUER", "")
    if not issuer:
        return None
    if not issuer.startswith(OWN_OR_PRIVATE):
        raise SettingInvalid(name="BADGER_OIDC_ISSUER")
    return OpenIdSettings(
        issuer=issuer,
        client_id=_required(environment, "BADGER_OIDC_CLIENT_ID"),
        client_secret=_required(environment, "BADGER_OIDC_CLIENT_SECRET"),
        name=environment.get("BADGER_OIDC_NAME", "").strip() or _host_of(issuer),
    )


def _host_of(url: str) -> str:
    try:
        host = urlsplit(url).hostname
    except ValueError as error:
        raise SettingInvalid(name="BADGER_OIDC_ISSUER") from error
    return host or url


def _file_text(path: Path, name: str) -> str:
    try:
        return path.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingInvalid(name=name) from error


def _switch(environment: Mapping[str, str], name: str, *, default: str) -> bool:
    value = environment.get(name, default)
    if value not in ("on", "off"):
        raise SettingInvalid(name=name)
    return value == "on"


def _count(environment: Mapping[str, str], name: str, *, default: str, least: int = 1) -> int:
    value = environment.get(name, default)
    if not (value.isascii() and value.isdigit() and least <= int(value[:9])):
        raise SettingInvalid(name=name)
    return int(value[:9])


def _path(value: str | None) -> Path | None:
    return Path(value) if value else None
