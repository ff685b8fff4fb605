"""Writes a whole backpack as one archive (zip), one file of it after the other."""

import hashlib
import json
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Final

from badger.backpack.archive import FORMAT, INDEX
from badger.credentials.datetimes import format_timestamp
from badger.json_value import JsonObject, JsonValue

# Of one moment: the same backpack gives the same bytes.
_DATE: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedBadge:
    """One badge on its way into an archive.

    about:    what the index says of it beside its files.
    document: its bytes as received; pictures: baked ones by their ending.
    """

    about: Mapping[str, str]
    document: bytes
    is_token: bool
    pictures: Mapping[str, bytes]


def write_archive(
    into: IO[bytes],
    badges: Iterable[ArchivedBadge],
    *,
    collections: Sequence[tuple[str, Sequence[int]]],
    pages: Iterable[tuple[str, bytes]],
    now: datetime,
) -> None:
    """Write an archive: badges byte for byte, baked pictures, pages to read, an index.

    Each badge and page is asked for when its turn has come, and then forgotten.
    collections: names with the positions of their badges.
    pages:       other files: name, content.
    """
    lines: list[JsonObject] = []
    sums: dict[str, JsonValue] = {}
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, badge in enumerate(badges, start=1):
            lines.append(_line(number, badge))
            for name, data in _files(number, badge):
                sums[name] = _add(archive, name, data)
        for name, data in pages:
            sums[name] = _add(archive, name, data)
        index: JsonObject = {
            "format": FORMAT,
            "made_at": format_timestamp(now),
            "badges": list(lines),
            "collections": [
                {"name": name, "badges": [lines[place]["file"] for place in places]}
                for name, places in collections
            ],
            "sha256": sums,
        }
        _add(archive, INDEX, json.dumps(index, ensure_ascii=False, indent=1).encode())


def _line(number: int, badge: ArchivedBadge) -> JsonObject:
    """Return what the index says of a badge."""
    pictures = {ending: _name(number, ending) for ending in badge.pictures}
    return {**badge.about, "file": _name(number, _ending(badge)), **pictures}


def _files(number: int, badge: ArchivedBadge) -> Iterator[tuple[str, bytes]]:
    yield _name(number, _ending(badge)), badge.document
    for ending, picture in badge.pictures.items():
        yield _name(number, ending), picture


def _ending(badge: ArchivedBadge) -> str:
    return "jwt" if badge.is_token else "json"


def _name(number: int, ending: str) -> str:
    return f"badges/{number:04d}.{ending}"


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> str:
    """Add one file; return its SHA-256."""
    entry = zipfile.ZipInfo(name, _DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    archive.writestr(entry, data)
    return hashlib.sha256(data).hexdigest()
