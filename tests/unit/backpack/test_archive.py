"""Archives: what is written is read again; what is built to harm is refused before it unpacks."""

import hashlib
import io
import json
import stat
import struct
import zipfile
from collections.abc import Callable

import pytest

from badger.backpack.archive import (
    FORMAT,
    FREE_BYTES,
    MAX_BADGE_BYTES,
    MAX_BYTES,
    MAX_DECLARED_BYTES,
    MAX_ENTRIES,
    MAX_PIECE_BYTES,
    MAX_RATIO,
    ArchiveTooLarge,
    ArchiveUnreadable,
    ArchiveUnsafe,
    Unpacked,
    read_archive,
)
from badger.backpack.archive_writing import ArchivedBadge, write_archive
from badger.errors import BadgerError
from tests.factories import NOW

DOCUMENT = b'{"a":  1}\r\n'
TOKEN = b"eyJh.eyJi.c2ln"


def unpacked(data: bytes) -> Unpacked:
    return read_archive(io.BytesIO(data))


def whole() -> bytes:
    badges = [
        ArchivedBadge(
            about={"id": f"urn:{n}", "issuer": "did:key:z", "name": f"Badge {n}", "state": "valid"},
            document=document,
            is_token=document is TOKEN,
            pictures={"png": b"p" * 100, "svg": b"<svg/>"},
        )
        for n, document in enumerate((DOCUMENT, TOKEN))
    ]
    held = io.BytesIO()
    pages = [("sac.html", b"<p>")]
    write_archive(held, badges, collections=[("Cuisine", [1, 0])], pages=pages, now=NOW)
    return held.getvalue()


def index_of(*, badges=(), collections=(), sums=None, **more) -> bytes:
    index = {"format": FORMAT, "badges": badges, "collections": collections, "sha256": sums or {}}
    return json.dumps({**index, **more}).encode()


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], index: bytes | None = None) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("index.json", index_of() if index is None else index)
        for name, data in entries:
            archive.writestr(name, data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def test_what_is_written_is_read_again_byte_for_byte():
    found = unpacked(whole())
    assert [DOCUMENT, TOKEN] == [badge.document for badge in found.badges]
    assert ["badges/0001.json", "badges/0002.jwt"] == [badge.file for badge in found.badges]
    assert ["Badge 0", "Badge 1"] == [badge.name for badge in found.badges]
    assert [False, False] == [badge.changed for badge in found.badges]
    assert (("Cuisine", ("badges/0002.jwt", "badges/0001.json")),) == found.collections


def test_the_same_backpack_gives_the_same_bytes():
    assert whole() == whole()


def test_the_index_holds_the_hash_of_every_file():
    with zipfile.ZipFile(io.BytesIO(whole())) as archive:
        sums = json.loads(archive.read("index.json"))["sha256"]
        names = set(archive.namelist()) - {"index.json"}
        assert names == set(sums)
        assert all(hashlib.sha256(archive.read(name)).hexdigest() == sums[name] for name in names)


def test_a_badge_that_was_changed_in_the_archive_is_named():
    line = {"file": "badges/1.json", "name": "Un"}
    index = index_of(badges=[line], sums={"badges/1.json": hashlib.sha256(b"x").hexdigest()})
    (badge,) = unpacked(zipped(("badges/1.json", b"y"), index=index)).badges
    assert badge.changed


def test_a_badge_without_a_hash_counts_as_changed():
    index = index_of(badges=[{"file": "1.json"}])
    (badge,) = unpacked(zipped(("1.json", b"y"), index=index)).badges
    assert (True, "1.json") == (badge.changed, badge.name)


@pytest.mark.parametrize(
    "name",
    [
        "../up.json",
        "/etc/passwd",
        "a/../../b",
        "c:\\x",
        "a\\b",
        "C:/x",
        "a//b",
        "dir/",
        "é.json",
        "a b",
        "a\nb",
        "..",
    ],
)
def test_p07_a_name_that_leads_elsewhere_is_refused(name):
    with pytest.raises(ArchiveUnsafe):
        unpacked(zipped((name, b"x")))


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR])
def test_p07_a_link_or_a_device_is_refused(kind):
    entry = zipfile.ZipInfo("link")
    entry.external_attr = (kind | 0o777) << 16
    with pytest.raises(ArchiveUnsafe):
        unpacked(zipped((entry, b"/etc/passwd")))


def test_an_ordinary_file_is_no_link():
    entry = zipfile.ZipInfo("file")
    entry.external_attr = (stat.S_IFREG | 0o644) << 16
    assert () == unpacked(zipped((entry, b"x"))).badges


def test_two_files_of_one_name_are_refused():
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a.json", b"1"), ("a.json", b"2"))
    with pytest.raises(ArchiveUnsafe):
        unpacked(data)


def patched(data: bytes, change: Callable[[bytearray, int], None]) -> bytes:
    """Change the last entry of the central directory."""
    spoilt = bytearray(data)
    change(spoilt, data.rindex(b"PK\x01\x02"))
    return bytes(spoilt)


def test_an_encrypted_file_is_refused():
    data = zipped(("a.json", b"x"))
    with pytest.raises(ArchiveUnsafe):
        unpacked(patched(data, lambda it, at: struct.pack_into("<H", it, at + 8, 1)))


@pytest.mark.parametrize("method", [12, 14, 99])
def test_a_method_that_ours_never_use_is_refused(method):
    data = zipped(("a.json", b"x"))
    with pytest.raises(ArchiveUnsafe):
        unpacked(patched(data, lambda it, at: struct.pack_into("<H", it, at + 10, method)))


def declaring(size: int) -> bytes:
    """An archive of which one file says that it is so long."""
    data = zipped(("a.png", b"x"))
    return patched(data, lambda it, at: struct.pack_into("<I", it, at + 24, size))


def test_p02_a_bomb_is_refused_by_what_it_declares():
    with pytest.raises(ArchiveTooLarge):
        unpacked(declaring(MAX_DECLARED_BYTES))
    with pytest.raises(ArchiveUnsafe):
        unpacked(declaring(MAX_DECLARED_BYTES - 1_000))


@pytest.mark.parametrize(("more", "refused"), [(-1_000, False), (1, True)])
def test_p02_more_than_its_size_gives_reason_for_is_refused(more, refused):
    """Small ones may say what they like: nobody is harmed by a megabyte."""
    data = declaring(FREE_BYTES + more)
    assert MAX_RATIO * len(data) < FREE_BYTES
    if refused:
        with pytest.raises(ArchiveUnsafe):
            unpacked(data)
    else:
        assert () == unpacked(data).badges


def test_p02_a_file_that_is_nothing_but_a_list_of_files_is_not_read():
    """Each line of the list would become an object of many times its length."""
    line = b"PK\x01\x02" + bytes(24) + struct.pack("<H", 1) + bytes(16) + b"a"
    many = MAX_PIECE_BYTES // len(line) + 1
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 9, 9, many * len(line), 0, 0)
    with pytest.raises(ArchiveTooLarge):
        unpacked(line * many + end)


def test_p02_a_bomb_that_declares_little_is_stopped_while_it_unpacks():
    index = index_of(badges=[{"file": "a.json"}])
    data = zipped(("a.json", bytes(4 * 1024 * 1024)), index=index)
    spoilt = patched(data, lambda it, at: struct.pack_into("<I", it, at + 24, 10))
    with pytest.raises(BadgerError) as refusal:
        unpacked(spoilt)
    assert refusal.value.reason in ("archive.unreadable", "archive.too_large")


@pytest.mark.parametrize(("more", "refused"), [(0, False), (1, True)])
def test_a_badge_has_an_end(more, refused):
    document = b"x" * (MAX_BADGE_BYTES + more)
    data = zipped(("a.json", document), index=index_of(badges=[{"file": "a.json"}]))
    if refused:
        with pytest.raises(ArchiveTooLarge):
            unpacked(data)
    else:
        assert document == unpacked(data).badges[0].document


@pytest.mark.parametrize(("count", "refused"), [(MAX_ENTRIES - 1, False), (MAX_ENTRIES, True)])
def test_an_archive_has_an_end(count, refused):
    data = zipped(*((f"{n}", b"") for n in range(count)))
    if refused:
        with pytest.raises(ArchiveTooLarge):
            unpacked(data)
    else:
        assert () == unpacked(data).badges


class Endless(io.BytesIO):
    """A file that says how long it is, and is not to be read."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self._size = size

    def tell(self) -> int:
        return self._size

    def read(self, _size: int | None = -1) -> bytes:
        raise AssertionError("read")


def test_more_bytes_than_an_upload_may_have_are_refused_unread():
    with pytest.raises(ArchiveTooLarge):
        read_archive(Endless(MAX_BYTES + 1))


def test_badges_that_are_too_large_together_are_refused():
    document = bytes(MAX_BADGE_BYTES)
    lines = [{"file": "a.json"}] * 129
    with pytest.raises(ArchiveTooLarge):
        unpacked(zipped(("a.json", document), index=index_of(badges=lines)))


@pytest.mark.parametrize(
    "index",
    [
        b"",
        b"[]",
        b"{}",
        b"{",
        index_of(format="another"),
        index_of(badges={}),
        index_of(badges=[1]),
        index_of(badges=[{}]),
        index_of(badges=[{"file": 1}]),
        index_of(badges=[{"file": "absent.json"}]),
        index_of(sha256=[]),
        index_of(collections=[1]),
        index_of(collections=[{"name": "", "badges": []}]),
        index_of(collections=[{"name": 1, "badges": []}]),
        index_of(collections=[{"name": "x", "badges": 1}]),
        index_of(collections=[{"name": "Cuisi\x01ne", "badges": []}]),
        b'{"format": "badger-backpack-1", "format": "badger-backpack-1"}',
    ],
)
def test_an_index_that_is_none_of_ours_is_refused(index):
    with pytest.raises(ArchiveUnreadable):
        unpacked(zipped(index=index))


@pytest.mark.parametrize("lines", [1001])
def test_more_badges_than_a_backpack_holds_are_refused(lines):
    index = index_of(badges=[{"file": "index.json"}] * lines)
    with pytest.raises(ArchiveTooLarge):
        unpacked(zipped(index=index))


def test_what_is_no_archive_is_refused():
    data = whole()
    spoilt = (b"", b"PK", b"PK\x03\x04", data[:-30], data[40:], bytes(1000), b"{}", data[::-1])
    for one in spoilt:
        with pytest.raises(ArchiveUnreadable):
            unpacked(one)


def test_every_single_byte_may_be_wrong_and_nothing_but_a_refusal_comes_of_it():
    data = whole()
    for place in range(len(data)):
        spoilt = data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
        try:
            found = unpacked(spoilt)
        except BadgerError:
            continue
        assert {DOCUMENT, TOKEN} >= {badge.document for badge in found.badges if not badge.changed}
