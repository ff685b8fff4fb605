"""Status lists: bits, text, credential, entries."""

import gzip
import tracemalloc
import zlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badger.credentials import status_list as module
from badger.credentials.multibase import encode_base64url
from badger.credentials.revocation_list import is_revoked, revocation_list_url
from badger.credentials.status_list import (
    LIST_LENGTH,
    MalformedStatusEntry,
    MalformedStatusList,
    StatusEntry,
    StatusIndexOutOfRange,
    StatusListError,
    StatusListLength,
    UnsupportedStatusEntry,
    bit_at,
    encode_bitstring,
    expand_bitstring,
    expand_list,
    new_bitstring,
    read_status_entries,
    read_status_entry,
    read_status_list,
    status_in,
    status_list_credential,
    status_objects,
    value_at,
    with_bit,
    with_bits,
)

LIST_URL = "https://bocage.example/status/7"
# From Bitstring Status List v1.0, example of a list credential: a list with nothing set.
PUBLISHED = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"
ENTRY = {
    "type": "BitstringStatusListEntry",
    "statusPurpose": "revocation",
    "statusListIndex": "94567",
    "statusListCredential": LIST_URL,
}

FOUR = [
    {"status": "0x0", "message": "A"},
    {"status": "0x1", "message": "B"},
    {"status": "0x2", "message": "C"},
    {"status": "0x3", "message": "D"},
]


def encoded(data: bytes) -> str:
    return "u" + encode_base64url(data)


def test_the_list_that_the_standard_publishes_is_read():
    assert new_bitstring() == expand_bitstring(PUBLISHED)


def test_a_new_list_has_131072_bits_and_none_is_set():
    assert 131_072 == LIST_LENGTH == len(new_bitstring()) * 8
    assert not any(new_bitstring())


def test_the_first_bit_is_the_highest_of_the_first_byte():
    assert b"\x80" == with_bit(new_bitstring(), 0, value=True)[:1]
    assert b"\x01" == with_bit(new_bitstring(), 131_071, value=True)[-1:]
    assert bit_at(b"\x80", 0)
    assert not bit_at(b"\x7f", 0)
    assert bit_at(b"\x00\x01", 15)


def test_a_bit_is_set_and_cleared_without_touching_the_others():
    full = b"\xff" * 16_384

    assert b"\xff\xfe" == with_bit(full, 15, value=False)[:2]
    assert full == with_bit(with_bit(full, 15, value=False), 15, value=True)
    assert full is with_bit(full, 15, value=True)


def test_many_bits_are_set_at_once():
    indexes = [number * 261 % LIST_LENGTH for number in range(500)]

    bits = with_bits(new_bitstring(), indexes)

    assert set(indexes) == {index for index in range(LIST_LENGTH) if bit_at(bits, index)}


def test_what_is_encoded_is_expanded_again_and_always_the_same():
    bits = with_bits(new_bitstring(), [0, 7, 8, 131_071])

    assert bits == expand_bitstring(encode_bitstring(bits))
    assert encode_bitstring(bits) == encode_bitstring(bytes(bytearray(bits)))


@pytest.mark.parametrize("index", [-1, 131_072, 2**31, 2**64])
def test_s04_an_index_beyond_the_list_is_refused(index):
    with pytest.raises(StatusIndexOutOfRange):
        bit_at(new_bitstring(), index)
    with pytest.raises(StatusIndexOutOfRange):
        with_bit(new_bitstring(), index, value=True)
    with pytest.raises(StatusIndexOutOfRange):
        with_bits(new_bitstring(), [index])


def test_s10_a_status_of_several_bits_is_read_first_bit_highest():
    assert 2 == value_at(b"\x00\b", 6, size=2)
    assert 1 == value_at(b"\x40", 1, size=1)
    with pytest.raises(StatusIndexOutOfRange):
        value_at(b"\x00", 4, size=2)


@pytest.mark.parametrize("length", [0, 16_383, 16_385])
def test_a_list_of_another_length_is_not_encoded(length):
    with pytest.raises(StatusListLength):
        encode_bitstring(bytes(length))


def test_s03_a_list_below_the_standards_length_is_refused():
    with pytest.raises(StatusListLength):
        expand_bitstring(encoded(gzip.compress(bytes(16_383))))


def test_s03_the_longest_list_is_expanded_and_one_byte_more_is_not():
    limit = 20_000

    assert bytes(limit) == expand_bitstring(encoded(gzip.compress(bytes(limit))), max_bytes=limit)
    with pytest.raises(StatusListLength):
        expand_bitstring(encoded(gzip.compress(bytes(limit + 1))), max_bytes=limit)


def test_s01_a_text_beyond_two_mebibytes_is_not_even_decoded():
    with pytest.raises(StatusListLength):
        expand_bitstring("u" + "A" * 2_800_000)


def bomb() -> bytes:
    """A gzip member of 1 GiB of zeros in 1 MB: one packed mebibyte, a thousand times."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    packer.compress(bytes(1 << 20))
    packer.flush(zlib.Z_FULL_FLUSH)
    mebibyte = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return gzip.compress(b"")[:10] + mebibyte * 1024 + b"\x03\x00" + bytes(8)


_INFLATER = zlib.decompressobj


class CountedInflater:
    """zlib's inflater; every byte that it gives is counted."""

    given = 0

    def __init__(self, wbits: int) -> None:
        self._inflater = _INFLATER(wbits)

    def decompress(self, data: bytes, max_length: int) -> bytes:
        found = self._inflater.decompress(data, max_length)
        CountedInflater.given += len(found)
        return found

    @property
    def unconsumed_tail(self) -> bytes:
        return self._inflater.unconsumed_tail


def test_s01_a_bomb_of_one_gibibyte_is_inflated_to_eighteen_mebibytes(monkeypatch):
    text = encoded(bomb())
    monkeypatch.setattr(module.zlib, "decompressobj", CountedInflater)

    tracemalloc.start()
    with pytest.raises(StatusListLength):
        expand_bitstring(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert 1_000_000 < len(text) < 1_600_000
    assert 18 << 20 == CountedInflater.given
    assert peak < 32 << 20


@pytest.mark.parametrize(
    "nested", [encoded(gzip.compress(PUBLISHED.encode(), mtime=0)), "u" + PUBLISHED]
)
def test_s01_a_list_in_a_list_is_not_unpacked_twice(nested):
    with pytest.raises(StatusListError):
        expand_bitstring(nested)


WHOLE = gzip.compress(bytes(16_384), mtime=0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "u",
        encode_base64url(WHOLE),
        "z" + encode_base64url(WHOLE),
        encoded(WHOLE) + "=",
        encoded(WHOLE) + "\n",
        encoded(zlib.compress(bytes(16_384))),
        encoded(bytes(16_384)),
        encoded(WHOLE + WHOLE),
        encoded(WHOLE + b"\0"),
        encoded(WHOLE[:-1]),
        encoded(WHOLE[:-8]),
        encoded(WHOLE[:-8] + b"\0\0\0\0" + WHOLE[-4:]),
        encoded(WHOLE[:-4] + b"\0\0\0\0"),
        encoded(b"\x1f\x8b"),
    ],
)
def test_s02_a_list_that_is_not_one_whole_gzip_member_is_refused(text):
    with pytest.raises(MalformedStatusList):
        expand_bitstring(text)


@given(st.text(max_size=60) | st.binary(max_size=80).map(encoded))
def test_no_text_escapes_the_errors_of_lists(text):
    with pytest.raises(StatusListError):
        expand_bitstring(text)


def test_the_credential_of_a_list_is_composed_and_read_again():
    moment = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)

    document = status_list_credential(
        LIST_URL,
        issuer="did:web:bocage.example",
        bits=new_bitstring(),
        valid_from=moment,
        valid_until=moment.replace(year=2027),
        ttl_ms=300_000,
    )
    status_list = read_status_list(document)

    assert "https://www.w3.org/ns/credentials/v2" == document["@context"][0]
    assert ["VerifiableCredential", "BitstringStatusListCredential"] == document["type"]
    assert "2027-03-14T09:30:00Z" == document["validUntil"]
    assert "revocation" == document["credentialSubject"]["statusPurpose"]
    assert (frozenset(["revocation"]), 300_000) == (status_list.purposes, status_list.ttl_ms)
    assert new_bitstring() == expand_bitstring(status_list.encoded)


def test_s05_a_list_may_serve_several_purposes():
    document = list_credential(statusPurpose=["revocation", "suspension"])

    assert {"revocation", "suspension"} == read_status_list(document).purposes


def list_credential(**changes):
    document = status_list_credential(
        LIST_URL, issuer="did:web:a.example", bits=new_bitstring(), valid_from=datetime.now(UTC)
    )
    document["credentialSubject"] |= changes
    return document


@pytest.mark.parametrize(
    "change",
    [
        {"type": "StatusList2021"},
        {"type": None},
        {"statusPurpose": None},
        {"statusPurpose": []},
        {"statusPurpose": ["revocation", 5]},
        {"statusPurpose": ""},
        {"encodedList": None},
        {"encodedList": [PUBLISHED]},
        {"ttl": "300000"},
        {"ttl": -1},
        {"ttl": True},
        {"ttl": 1.5},
    ],
)
def test_s05_a_list_of_another_shape_is_refused(change):
    with pytest.raises(MalformedStatusList):
        read_status_list(list_credential(**change))


@pytest.mark.parametrize(
    "change", [{"type": "VerifiableCredential"}, {"credentialSubject": []}, {"type": None}]
)
def test_another_credential_is_no_status_list(change):
    with pytest.raises(MalformedStatusList):
        read_status_list({**list_credential(), **change})


def test_a_status_entry_is_read():
    expected = StatusEntry("revocation", 94_567, LIST_URL, 1, "BitstringStatusListEntry")

    assert [expected] == read_status_entries({"credentialStatus": ENTRY})


def test_s09_two_entries_are_read_in_their_order():
    both = [ENTRY, {**ENTRY, "statusPurpose": "suspension", "type": [ENTRY["type"]]}]

    entries = read_status_entries({"credentialStatus": both})

    assert ["revocation", "suspension"] == [entry.purpose for entry in entries]


def test_a_badge_without_the_member_has_no_status():
    assert [] == read_status_entries({})


@pytest.mark.parametrize(
    "value", [None, "", LIST_URL, [], [[ENTRY]], [ENTRY, LIST_URL], 5, True, [None], [ENTRY] * 9]
)
def test_s11_a_status_of_another_shape_is_never_no_status(value):
    with pytest.raises(MalformedStatusEntry):
        read_status_entries({"credentialStatus": value})


@pytest.mark.parametrize(
    "kind", ["1EdTechRevocationList", "StatusList", None, 5, [], ["a", ENTRY["type"]], {}]
)
def test_s13_an_entry_of_another_kind_is_unsupported(kind):
    with pytest.raises(UnsupportedStatusEntry):
        read_status_entry({**ENTRY, "type": kind})


def test_s13_the_other_entries_stay_readable_beside_an_unknown_one():
    document = {"credentialStatus": [{"type": "1EdTechRevocationList"}, ENTRY]}

    assert 94_567 == read_status_entry(status_objects(document)[1]).index


@pytest.mark.parametrize(
    "index",
    [" 94567", "+5", "1_000", "٥", "005", "5\n", 5.0, 5, True, None, "", "-0", "0x5", "5e1", ["5"]],
)
def test_s04_an_index_has_one_spelling(index):
    with pytest.raises(MalformedStatusEntry):
        read_status_entry({**ENTRY, "statusListIndex": index})


@pytest.mark.parametrize(("text", "index"), [("0", 0), ("131071", 131_071), ("9" * 20, 10**20 - 1)])
def test_s04_a_canonical_index_is_read(text, index):
    assert index == read_status_entry({**ENTRY, "statusListIndex": text}).index


def test_s04_an_endless_index_is_out_of_range():
    with pytest.raises(StatusIndexOutOfRange):
        read_status_entry({**ENTRY, "statusListIndex": "1" * 5000})


@pytest.mark.parametrize(
    "change",
    [
        {"statusPurpose": None},
        {"statusPurpose": ""},
        {"statusPurpose": ["revocation"]},
        {"statusListCredential": None},
        {"statusListCredential": "status/7"},
        {"statusListCredential": "https://a.example/ b"},
        {"statusListCredential": "https://a.example/" + "a" * 2048},
        {"statusSize": 0},
        {"statusSize": -1},
        {"statusSize": 9},
        {"statusSize": "1"},
        {"statusSize": True},
        {"statusSize": 1.0},
        {"statusSize": 2},
        {"statusSize": 2, "statusMessage": FOUR[:3]},
        {"statusSize": 2, "statusMessage": [*FOUR, {"status": "0x4", "message": "E"}]},
        {"statusSize": 2, "statusMessage": "none"},
        {"statusSize": 2, "statusMessage": [{}] * 4},
        {"statusSize": 2, "statusMessage": [*FOUR[:3], FOUR[0]]},
        {"statusSize": 2, "statusMessage": [*FOUR[:3], {"status": "0x4", "message": "E"}]},
        {"statusSize": 2, "statusMessage": [*FOUR[:3], {"status": "3", "message": "D"}]},
        {"statusSize": 2, "statusMessage": [*FOUR[:3], {"status": 3, "message": "D"}]},
        {"statusSize": 2, "statusMessage": [*FOUR[:3], {"status": "0x3", "message": 5}]},
        {"statusSize": 2, "statusMessage": [*FOUR[:3], "0x3"]},
        {"statusMessage": FOUR},
        {"statusMessage": None},
    ],
)
def test_s10_an_entry_that_could_give_a_wrong_bit_is_refused(change):
    with pytest.raises(MalformedStatusEntry):
        read_status_entry({**ENTRY, **change})


def test_s10_a_status_of_two_bits_names_its_four_values():
    entry = read_status_entry({**ENTRY, "statusSize": 2, "statusMessage": FOUR[::-1]})

    assert (2, ("A", "B", "C", "D")) == (entry.size, entry.messages)


def test_s10_a_value_may_be_written_in_either_case_and_go_without_words():
    values = [{"status": f"0X{number:X}"} for number in range(16)]

    entry = read_status_entry({**ENTRY, "statusSize": 4, "statusMessage": values})

    assert ("",) * 16 == entry.messages


# Sixteen bits, by hand: 10110100 01111110. Left-most bit first, in groups of the size.
HAND = b"\xb4\x7e"
GROUPS = {
    1: [1, 0, 1, 1, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0],
    2: [0b10, 0b11, 0b01, 0b00, 0b01, 0b11, 0b11, 0b10],
    3: [0b101, 0b101, 0b000, 0b111, 0b111],
    4: [0xB, 0x4, 0x7, 0xE],
    5: [0b10110, 0b10001, 0b11111],
    6: [0b101101, 0b000111],
    7: [0b1011010, 0b0011111],
    8: [0xB4, 0x7E],
}


@pytest.mark.parametrize("size", GROUPS)
def test_s10_values_of_every_size_are_read_to_the_bit(size):
    bits = HAND + bytes(16_384 * size)
    entries = [StatusEntry("message", index, LIST_URL, size, "x") for index in range(16 // size)]

    assert GROUPS[size] == [status_in(bits, entry) for entry in entries]


@pytest.mark.parametrize("size", range(1, 9))
def test_s03_a_list_needs_as_many_places_as_the_standard_says_whatever_their_size(size):
    last = StatusEntry("message", 131_071, LIST_URL, size, "x")
    beyond = StatusEntry("message", 131_072, LIST_URL, size, "x")
    bits = bytes(16_384 * size - 1) + b"\xff"

    assert 2**size - 1 == status_in(bits, last)
    with pytest.raises(StatusListLength):
        status_in(bits[:-1], last)
    with pytest.raises(StatusIndexOutOfRange):
        status_in(bits, beyond)


def test_s13_an_entry_of_2021_is_read_as_one_bit():
    entry = read_status_entry({**ENTRY, "type": "StatusList2021Entry", "statusSize": 5})

    assert StatusEntry("revocation", 94_567, LIST_URL, 1, "StatusList2021Entry") == entry


def test_s13_a_list_of_2021_has_no_prefix_before_its_bits():
    document = list_credential(type="StatusList2021", encodedList=encode_base64url(WHOLE))
    document["type"] = ["VerifiableCredential", "StatusList2021Credential"]

    status_list = read_status_list(document)

    assert "StatusList2021Entry" == status_list.entry_type
    assert bytes(16_384) == expand_list(status_list)
    with pytest.raises(MalformedStatusList):
        expand_list(replace(status_list, encoded=encoded(WHOLE)))
    with pytest.raises(MalformedStatusList):
        expand_list(replace(status_list, entry_type="BitstringStatusListEntry"))


CLUB_BADGE = "https://club.example/badges/1"
A_LIST = {"id": "https://club.example/revocations", "issuer": "did:web:club.example"}


@pytest.mark.parametrize(
    "listed",
    [
        {"revokedCredential": [{"id": CLUB_BADGE, "revoked": True}]},
        {"revokedCredentials": [{"id": CLUB_BADGE}]},
        {"revokedCredential": {"id": CLUB_BADGE, "revocationReason": "Erreur"}},
        {"revokedCredentials": [CLUB_BADGE]},
        {"revokedCredential": [{"id": " https://club.example/badges/%31 "}]},
        {"revokedCredential": [{"id": CLUB_BADGE, "revoked": False}, {"id": CLUB_BADGE}]},
        {"revokedCredential": [], "revokedCredentials": [CLUB_BADGE]},
    ],
)
def test_s13_a_credential_that_is_listed_is_revoked(listed):
    assert is_revoked({**A_LIST, **listed}, CLUB_BADGE)


@pytest.mark.parametrize(
    "listed",
    [
        {},
        {"type": "1EdTechRevocationList", "@context": []},
        {"revokedCredential": []},
        {"revokedCredential": [{"id": CLUB_BADGE, "revoked": False}]},
        {"revokedCredential": [{"id": "https://club.example/badges/11"}]},
    ],
)
def test_s13_a_credential_that_is_given_back_or_not_listed_is_not(listed):
    assert not is_revoked({**A_LIST, **listed}, CLUB_BADGE)


@pytest.mark.parametrize(
    "listed",
    [
        {"revoked": [CLUB_BADGE]},
        {"revokedCredential": [{"id": 5}]},
        {"revokedCredential": [{"revoked": True}]},
        {"revokedCredential": [{"id": CLUB_BADGE, "revoked": "false"}]},
        {"revokedCredential": [{"id": CLUB_BADGE, "revoked": None}]},
        {"revokedCredential": [[CLUB_BADGE]]},
        {"revokedCredential": None},
        {"revokedCredential": [CLUB_BADGE, 5]},
    ],
)
def test_s13_a_list_that_says_something_else_is_malformed(listed):
    with pytest.raises(MalformedStatusList):
        is_revoked({**A_LIST, **listed}, CLUB_BADGE)


@given(st.dictionaries(st.sampled_from(["id", "revokedCredential", "x"]), st.text() | st.none()))
def test_no_revocation_list_escapes_the_errors_of_lists(members):
    try:
        assert is_revoked(members, CLUB_BADGE) in (True, False)
    except MalformedStatusList as error:
        assert "status_list.malformed" == error.reason


def test_s13_the_address_of_a_revocation_list_is_the_id_of_its_entry():
    assert LIST_URL == revocation_list_url({"type": "1EdTechRevocationList", "id": LIST_URL})
    with pytest.raises(MalformedStatusEntry):
        revocation_list_url({"type": "1EdTechRevocationList"})


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*ENTRY, "statusSize", "statusMessage"]), _JSON))
def test_no_entry_escapes_the_errors_of_lists(members):
    try:
        assert read_status_entry({**ENTRY, **members}).size >= 1
    except StatusListError as error:
        assert error.reason.startswith("status_list.")
