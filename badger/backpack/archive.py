"""A whole backpack as one archive (zip), read with care wherever it came from.

Of all its files only the index and the badges that the index names are unpacked, into memory and
never to a disk; what the person told herself is read in `told_archive`, pages are for people.
"""

import hashlib
import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Final

from badger.credentials.errors import CredentialError
from badger.credentials.strict_json import JsonLimits, parse_json
from badger.errors import BadgerError
from badger.json_value import JsonObject, JsonValue

FORMAT: Final = "badger-backpack-1"
INDEX: Final = "index.json"
# Some 500 badges with their pictures and 200 photos; it stays in the file that it came in.
MAX_BYTES: Final = 128 * 1024 * 1024
MAX_ENTRIES: Final = 4_000
MAX_DECLARED_BYTES: Final = 256 * 1024 * 1024
# Of text ten times as much is unpacked as was packed; of photos nothing more.
MAX_RATIO: Final = 100
FREE_BYTES: Final = 1024 * 1024
MAX_BADGES: Final = 1_000
MAX_BADGE_BYTES: Final = 256 * 1024
MAX_INDEX_BYTES: Final = 2 * 1024 * 1024
# Of the file as it is, at once: the list of its entries, or a packed entry.
MAX_PIECE_BYTES: Final = MAX_INDEX_BYTES
# All badges together: what is unpacked stays in memory.
MAX_UNPACKED_BYTES: Final = 32 * 1024 * 1024
MAX_COLLECTIONS: Final = 200
MAX_NAME: Final = 80
# No form takes them; tabulator and line feed are written.
CONTROL_CHARACTER: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_LIMITS: Final = JsonLimits(max_bytes=MAX_INDEX_BYTES, max_keys=20_000, max_items=60_000)
_PLAIN_NAME: Final = re.compile(r"[A-Za-z0-9_.-]+(?:/[A-Za-z0-9_.-]+)*", re.ASCII)
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED: Final = 0x1


class ArchiveUnreadable(BadgerError):
    """It is no archive of a backpack."""

    code = "archive.unreadable"


class ArchiveUnsafe(BadgerError):
    """It is built to harm: names that lead elsewhere, links, too much inside too little."""

    code = "archive.unsafe"


class ArchiveTooLarge(BadgerError):
    """It holds more than anybody's backpack."""

    code = "archive.too_large"


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpackedBadge:
    """One badge of an archive; `changed`: its bytes are not those that the index names."""

    name: str
    file: str
    document: bytes
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """What an archive holds: nothing of it is verified yet.

    collections: names with the files of their badges, in order.
    """

    badges: tuple[UnpackedBadge, ...]
    collections: tuple[tuple[str, tuple[str, ...]], ...]


def read_archive(file: IO[bytes]) -> Unpacked:
    """Unpack the badges of an archive.

    file: it may be long, and is read where it is: only what it unpacks to is held in memory.
    Raises: ArchiveUnreadable, ArchiveUnsafe, ArchiveTooLarge.
    """
    with opened(file) as (archive, index):
        return _unpacked(archive, index)


@contextmanager
def opened(file: IO[bytes]) -> Iterator[tuple[zipfile.ZipFile, JsonObject]]:
    """Open an archive that is built to harm nobody, with its index.

    Raises: ArchiveUnreadable, also for what the caller finds to be none; ArchiveUnsafe,
            ArchiveTooLarge.
    """
    file.seek(0, io.SEEK_END)
    size = file.tell()
    if size > MAX_BYTES:
        raise ArchiveTooLarge(limit=MAX_BYTES)
    try:
        with zipfile.ZipFile(_InPieces(file)) as archive:
            _require_harmless(archive.infolist(), size=size)
            yield archive, _index(unpack(archive, INDEX, most=MAX_INDEX_BYTES))
    # All that the reader of zips raises on bytes that are none, or are built to confuse it.
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
        KeyError,
        OverflowError,
        zlib.error,
    ) as error:
        raise ArchiveUnreadable from error


class _InPieces:
    """A file of which nobody reads much at once.

    The reader of zips reads the list of all entries in one piece, as long as the archive says
    that it is, and makes an object of each line of it: a long archive might be nothing else.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        """Read as much as is asked for. Raises: ArchiveTooLarge."""
        data = self._file.read(MAX_PIECE_BYTES + 1 if size < 0 else min(size, MAX_PIECE_BYTES + 1))
        if len(data) > MAX_PIECE_BYTES:
            raise ArchiveTooLarge(limit=MAX_PIECE_BYTES)
        return data


def _unpacked(archive: zipfile.ZipFile, index: JsonObject) -> Unpacked:
    sums = _object(index.get("sha256"))
    badges: list[UnpackedBadge] = []
    total = 0
    for line in _objects(index.get("badges"), most=MAX_BADGES):
        file = _file_of(line)
        document = unpack(archive, file, most=MAX_BADGE_BYTES)
        total += len(document)
        if total > MAX_UNPACKED_BYTES:
            raise ArchiveTooLarge(limit=MAX_UNPACKED_BYTES)
        changed = sums.get(file) != hashlib.sha256(document).hexdigest()
        name = line.get("name")
        badges.append(
            UnpackedBadge(
                name=name[:MAX_NAME] if isinstance(name, str) else file,
                file=file,
                document=document,
                changed=changed,
            )
        )
    return Unpacked(badges=tuple(badges), collections=tuple(_collections(index)))


def _collections(index: JsonObject) -> list[tuple[str, tuple[str, ...]]]:
    found = []
    for line in _objects(index.get("collections"), most=MAX_COLLECTIONS):
        name, files = line.get("name"), line.get("badges")
        if not isinstance(name, str) or not name.strip() or not isinstance(files, list):
            raise ArchiveUnreadable
        if CONTROL_CHARACTER.search(name):
            raise ArchiveUnreadable
        chosen = dict.fromkeys(file for file in files if isinstance(file, str))
        found.append((name.strip()[:MAX_NAME], tuple(chosen)))
    return found


def _require_harmless(entries: Sequence[zipfile.ZipInfo], *, size: int) -> None:
    """Refuse what no archive of ours holds, before anything of it is unpacked.

    size: of the whole archive, in bytes.
    """
    if len(entries) > MAX_ENTRIES:
        raise ArchiveTooLarge(limit=MAX_ENTRIES)
    declared = sum(entry.file_size for entry in entries)
    if declared > MAX_DECLARED_BYTES:
        raise ArchiveTooLarge(limit=MAX_DECLARED_BYTES)
    if declared > max(FREE_BYTES, MAX_RATIO * size):
        raise ArchiveUnsafe
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise ArchiveUnsafe
    for entry in entries:
        mode = entry.external_attr >> 16
        is_plain = _PLAIN_NAME.fullmatch(entry.filename) and ".." not in entry.filename
        is_link = mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode) != 0
        if not is_plain or entry.orig_filename != entry.filename or is_link:
            raise ArchiveUnsafe
        if entry.flag_bits & _ENCRYPTED or entry.compress_type not in _METHODS:
            raise ArchiveUnsafe


def unpack(archive: zipfile.ZipFile, name: str, *, most: int) -> bytes:
    """Unpack one file, and stop where it is longer than it may be, whatever it declares.

    Raises: ArchiveTooLarge, KeyError.
    """
    with archive.open(name) as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise ArchiveTooLarge(limit=most)
    return data


def _index(data: bytes) -> JsonObject:
    try:
        index = _object(parse_json(data, limits=_LIMITS))
    except CredentialError as error:
        raise ArchiveUnreadable from error
    if index.get("format") != FORMAT:
        raise ArchiveUnreadable
    return index


def _object(value: JsonValue) -> JsonObject:
    if not isinstance(value, dict):
        raise ArchiveUnreadable
    return value


def _objects(value: JsonValue, *, most: int) -> list[JsonObject]:
    if not isinstance(value, list):
        raise ArchiveUnreadable
    if len(value) > most:
        raise ArchiveTooLarge(limit=most)
    return [_object(one) for one in value]


def _file_of(line: JsonValue) -> str:
    file = _object(line).get("file")
    if not isinstance(file, str):
        raise ArchiveUnreadable
    return file
