"""What a person told herself, as her archive from elsewhere holds it: words and pictures.

Read strictly, one after the other: what is odd is named, and stays in the file.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import IO, Final

from badger.backpack.archive import CONTROL_CHARACTER, ArchiveTooLarge, opened, unpack
from badger.credentials.datetimes import parse_timestamp
from badger.credentials.errors import CredentialError
from badger.credentials.strict_json import JsonLimits, parse_json
from badger.errors import BadgerError
from badger.json_value import JsonObject, JsonValue

DATA: Final = "mes-donnees.json"
DATA_FORMAT: Final = "badger-personal-data-1"
# Beside the words it holds her badges once more, as text.
MAX_DATA_BYTES: Final = 16 * 1024 * 1024
MAX_PHOTO_BYTES: Final = 5 * 1024 * 1024
MAX_EXPERIENCES: Final = 200
MAX_LETTERS: Final = 2_000
_LIMITS: Final = JsonLimits(
    max_bytes=MAX_DATA_BYTES, max_string_bytes=512 * 1024, max_keys=200_000, max_items=60_000
)
_MEMBERS: Final = {"id", "person_id", "what", "place", "happened_on", "jpeg", "told_at"}
_PHOTO: Final = re.compile(r"photos/[0-9]{4,5}\.jpg", re.ASCII)
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class WordsUnreadable(BadgerError):
    """What the archive tells of the person is not written as here, or has changed since."""

    code = "archive.words_unreadable"


class ExperienceOdd(BadgerError):
    """One experience of an archive is not written as here."""

    code = "archive.experience_odd"


class PhotoChanged(BadgerError):
    """A picture of an archive is missing, too large, or has changed since."""

    code = "archive.photo_changed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedExperience:
    """One experience as it was told elsewhere.

    line:  its place among the others, from 1.
    photo: where its picture stands in the archive, "" without one.
    """

    line: int
    what: str
    place: str | None
    happened_on: date | None
    told_at: datetime
    photo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OddExperience:
    """One that is not read: its place from 1, how it begins, the member that is odd."""

    line: int
    what: str
    member: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldElsewhere:
    """What a person told herself on another site.

    others: the names of the tables whose rows stay in the file.
    """

    experiences: tuple[ArchivedExperience | OddExperience, ...] = ()
    others: frozenset[str] = frozenset()


def read_told(file: IO[bytes]) -> ToldElsewhere:
    """Read what a person told; nothing where the archive holds none of it.

    Raises: WordsUnreadable; ArchiveUnreadable, ArchiveUnsafe, ArchiveTooLarge.
    """
    with opened(file) as (archive, index):
        if DATA not in archive.namelist():
            return ToldElsewhere()
        try:
            data = unpack(archive, DATA, most=MAX_DATA_BYTES)
        except ArchiveTooLarge as error:
            raise WordsUnreadable from error
        if _sum_of(index, DATA) != hashlib.sha256(data).hexdigest():
            raise WordsUnreadable
    return _told(data)


def read_photo(file: IO[bytes], name: str) -> bytes:
    """Unpack a picture, which is whatever somebody put there. Raises: PhotoChanged."""
    with opened(file) as (archive, index):
        try:
            data = unpack(archive, name, most=MAX_PHOTO_BYTES)
        except (ArchiveTooLarge, KeyError) as error:
            raise PhotoChanged from error
        if _sum_of(index, name) != hashlib.sha256(data).hexdigest():
            raise PhotoChanged
    return data


def _told(data: bytes) -> ToldElsewhere:
    try:
        whole = parse_json(data, limits=_LIMITS)
    except CredentialError as error:
        raise WordsUnreadable from error
    if not isinstance(whole, dict) or whole.get("format") != DATA_FORMAT:
        raise WordsUnreadable
    tables = whole.get("data")
    if not isinstance(tables, dict):
        raise WordsUnreadable
    rows = tables.get("experiences", [])
    if not isinstance(rows, list) or len(rows) > MAX_EXPERIENCES:
        raise WordsUnreadable
    return ToldElsewhere(
        experiences=tuple(_experience(row, line=line) for line, row in enumerate(rows, 1)),
        others=frozenset(name for name, held in tables.items() if held) - {"experiences"},
    )


def _experience(row: JsonValue, *, line: int) -> ArchivedExperience | OddExperience:
    given = row if isinstance(row, dict) else {}
    what = given.get("what")
    try:
        _require("", given.keys() <= _MEMBERS and bool(given))
        return ArchivedExperience(
            line=line,
            what=_text(given, "what") or "",
            place=_text(given, "place"),
            happened_on=_day(given),
            told_at=_instant(given),
            photo=_photo(given.get("jpeg")),
        )
    except ExperienceOdd as odd:
        begins = what[:MAX_LETTERS] if isinstance(what, str) else ""
        return OddExperience(line=line, what=begins, member=str(odd.facts["member"]))


def _text(row: JsonObject, member: str) -> str | None:
    value = row.get(member)
    if value is None and member == "place":
        return None
    _require(member, isinstance(value, str) and bool(value.strip()) and len(value) <= MAX_LETTERS)
    text = str(value)
    _require(member, not CONTROL_CHARACTER.search(text))
    return text


def _day(row: JsonObject) -> date | None:
    value = row.get("happened_on")
    if value is None:
        return None
    # Whoever tells the day has told the place before.
    _require("happened_on", isinstance(value, str) and row.get("place") is not None)
    try:
        return date.fromisoformat(str(value) if _DAY.fullmatch(str(value)) else "")
    except ValueError as error:
        raise ExperienceOdd(member="happened_on") from error


def _instant(row: JsonObject) -> datetime:
    value = row.get("told_at")
    _require("told_at", isinstance(value, str))
    try:
        return parse_timestamp(str(value)).replace(microsecond=0)
    except CredentialError as error:
        raise ExperienceOdd(member="told_at") from error


def _photo(value: JsonValue) -> str:
    if value is None:
        return ""
    name = value.get("file") if isinstance(value, dict) and value.keys() == {"file"} else None
    _require("jpeg", isinstance(name, str) and bool(_PHOTO.fullmatch(name)))
    return str(name)


def _sum_of(index: JsonObject, name: str) -> JsonValue:
    sums: Mapping[str, JsonValue] | JsonValue = index.get("sha256")
    return sums.get(name) if isinstance(sums, dict) else None


def _require(member: str, given: bool) -> None:
    if not given:
        raise ExperienceOdd(member=member)
