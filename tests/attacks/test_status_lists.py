"""Status lists that lie, break or are not there: never "not revoked" (hardening 3.F)."""

import gzip
import json
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from badger.credentials.multibase import encode_base64url
from badger.credentials.status_list import encode_bitstring, new_bitstring, with_bits
from badger.verify import Outcome, Report, Resolver, Verdict
from badger.verify.sources import Fetched
from tests.world import INDEX, ISSUED, Issuer, World, status_entry

Change = Callable[[dict], object]


def _open(report: Report) -> str:
    """The code of a status that stays open; the badge itself is shown as authentic."""
    finding = report.finding("status")
    assert Outcome.UNDETERMINED is finding.outcome, finding
    assert Verdict.INCONCLUSIVE is report.verdict
    assert report.credential is not None
    return finding.code


def _with_list(world: World, change: Change) -> dict:
    document = world.issue_revocable()
    world.publish_list(change=change)
    return document


def _encoded(text: str) -> Change:
    def change(document: dict) -> None:
        document["credentialSubject"]["encodedList"] = text

    return change


def _packed(data: bytes) -> str:
    return "u" + encode_base64url(data)


BITS = bytes(16_384)
GOOD = gzip.compress(BITS)


def test_a_bit_that_is_not_set_leaves_the_badge_alone(world: World, now: datetime):
    report = world.verify(world.issue_revocable(), now)

    assert Verdict.VERIFIED is report.verdict
    assert "status.clear" == report.finding("status").code


def test_a_bit_that_is_set_takes_the_badge_back(world: World, now: datetime):
    document = world.issue_revocable()
    world.publish_list(revoked=(INDEX,))

    report = world.verify(document, now)

    assert Verdict.NOT_VERIFIED is report.verdict
    assert "status.revoked" == report.finding("status").code


@pytest.mark.parametrize("neighbour", [INDEX - 1, INDEX + 1, 0, 131_071])
def test_the_bits_of_others_say_nothing(world: World, now: datetime, neighbour: int):
    document = world.issue_revocable()
    world.publish_list(revoked=(neighbour,))

    assert Verdict.VERIFIED is world.verify(document, now).verdict


BOMB = zlib.compressobj(9, wbits=31)
BOMB_DATA = b"".join([*(BOMB.compress(bytes(1 << 20)) for _ in range(64)), BOMB.flush()])


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (BOMB_DATA, "status.length"),
        (zlib.compress(BITS), "status.malformed"),
        (zlib.compress(BITS, wbits=-15), "status.malformed"),
        (gzip.compress(_packed(GOOD).encode()), "status.length"),
        (b"", "status.list_refused"),
    ],
    ids=["bomb", "zlib", "deflate", "packed twice", "nothing"],
)
def test_s01_bits_in_another_wrapping_stay_open(
    world: World, now: datetime, data: bytes, code: str
):
    document = _with_list(world, _encoded(_packed(data)))

    assert code == _open(world.verify(document, now))


@pytest.mark.parametrize(
    "data",
    [GOOD + GOOD, GOOD + b"x", GOOD[:-8] + bytes(4) + GOOD[-4:], GOOD[:-1], b"x" + GOOD],
    ids=["two members", "trailing byte", "bad CRC", "cut", "leading byte"],
)
def test_s02_a_list_that_two_readers_would_read_differently_stays_open(
    world: World, now: datetime, data: bytes
):
    document = _with_list(world, _encoded(_packed(data)))

    assert "status.malformed" == _open(world.verify(document, now))


@pytest.mark.parametrize("prefix", ["z", "", "m", "U"])
def test_s02_another_base_stays_open(world: World, now: datetime, prefix: str):
    document = _with_list(world, _encoded(prefix + encode_base64url(GOOD)))

    code = _open(world.verify(document, now))
    assert code in ("status.malformed", "status.list_refused")


@pytest.mark.parametrize("size", [0, 1, 100, 16_383])
def test_s03_a_list_that_is_too_short_stays_open(world: World, now: datetime, size: int):
    document = _with_list(world, _encoded(_packed(gzip.compress(bytes(size)))))

    assert "status.length" == _open(world.verify(document, now))


def test_s03_a_list_beyond_sixteen_mebibytes_stays_open(world: World, now: datetime):
    document = _with_list(world, _encoded(_packed(gzip.compress(bytes((16 << 20) + 1)))))

    assert "status.length" == _open(world.verify(document, now))


def test_s03_a_list_of_sixteen_mebibytes_is_read(world: World, now: datetime):
    document = _with_list(world, _encoded(_packed(gzip.compress(bytes(16 << 20)))))

    assert Verdict.VERIFIED is world.verify(document, now).verdict


INDEXES = [
    "131072",
    "2147483648",
    "18446744073709551616",
    "-1",
    "+5",
    " 94567",
    "94567 ",
    "1_000",
    "٥",
    "005",
    "5\n",
    "5.0",
    "0x10",
    "",
    "9" * 400,
]


@pytest.mark.parametrize("index", INDEXES)
def test_s04_an_index_that_is_none_stays_open_and_is_never_place_zero(
    world: World, now: datetime, index: str
):
    world.publish_list()
    entry = status_entry(world.list_url(), index=index)

    report = world.verify(world.issue_badge(credentialStatus=entry), now)

    assert Verdict.VERIFIED is not report.verdict
    assert report.finding("status").code in ("status.range", "status.malformed_entry")


@pytest.mark.parametrize("index", [5, 5.0, True, None, ["5"], {}], ids=repr)
def test_s04_an_index_that_is_no_text_is_refused(world: World, now: datetime, index: object):
    document = world.issue_revocable()
    document["credentialStatus"]["statusListIndex"] = index

    assert Verdict.VERIFIED is not world.verify(document, now).verdict


def _purpose(value: object) -> Change:
    def change(document: dict) -> None:
        document["credentialSubject"]["statusPurpose"] = value

    return change


@pytest.mark.parametrize("purpose", ["suspension", "message", ["suspension", "refresh"]])
def test_s05_a_list_for_another_purpose_stays_open(world: World, now: datetime, purpose: object):
    document = _with_list(world, _purpose(purpose))

    assert "status.purpose" == _open(world.verify(document, now))


def test_s05_a_list_for_several_purposes_answers_each(world: World, now: datetime):
    document = _with_list(world, _purpose(["suspension", "revocation"]))

    assert Verdict.VERIFIED is world.verify(document, now).verdict


@pytest.mark.parametrize("purpose", ["own", "Revocation", "revoked"])
def test_s05_a_status_of_a_purpose_that_nobody_defined_leaves_the_badge_open(
    world: World, now: datetime, purpose: str
):
    document = world.issue_revocable(purpose=purpose)
    world.publish_list(purpose=purpose, revoked=(INDEX,))

    report = world.verify(document, now)

    assert "status.unsupported_purpose" == _open(report)
    assert purpose == report.finding("status").facts["purpose"]


@pytest.mark.parametrize("purpose", ["own", "Revocation"])
def test_s05_a_purpose_that_nobody_defined_says_nothing_when_it_is_not_set(
    world: World, now: datetime, purpose: str
):
    finding = world.verify(world.issue_revocable(purpose=purpose), now).finding("status")

    assert (Outcome.NOT_APPLICABLE, "status.informs") == (finding.outcome, finding.code)
    assert [{"purpose": purpose, "status": "0x0"}] == finding.facts["told"]


def test_s05_a_purpose_that_nobody_defined_stays_open_when_its_list_is_silent(
    world: World, now: datetime
):
    document = world.issue_revocable(purpose="own")
    world.down[world.list_url(purpose="own")] = "fetch.timeout"

    assert "fetch.timeout" == _open(world.verify(document, now))


@pytest.mark.parametrize("purpose", ["message", "refresh"])
@pytest.mark.parametrize("revoked", [(), (INDEX,)])
def test_s05_what_only_informs_never_decides(
    world: World, now: datetime, purpose: str, revoked: tuple[int, ...]
):
    document = world.issue_revocable(purpose=purpose)
    world.publish_list(purpose=purpose, revoked=revoked)

    report = world.verify(document, now)

    assert Verdict.VERIFIED is report.verdict
    assert "status.informs" == report.finding("status").code
    told = [{"purpose": purpose, "status": hex(len(revoked))}]
    assert told == report.finding("status").facts["told"]


def test_s05_what_only_informs_takes_nothing_away_when_it_cannot_be_read(
    world: World, now: datetime
):
    document = world.issue_revocable(purpose="message")
    world.down[world.list_url(purpose="message")] = "fetch.timeout"

    report = world.verify(document, now)

    assert Verdict.VERIFIED is report.verdict
    told = [{"purpose": "message", "cause": "fetch.timeout"}]
    assert told == report.finding("status").facts["told"]


def test_s05_one_list_may_answer_for_several_purposes_at_once(world: World, now: datetime):
    world.publish_list(change=_purpose(["revocation", "suspension", "message"]))
    entries = [
        status_entry(world.list_url(), index=str(place), purpose=purpose)
        for place, purpose in enumerate(("revocation", "suspension", "message"))
    ]
    document = world.issue_badge(credentialStatus=entries)
    clear = world.verify(document, now).finding("status")

    world.publish_list(
        change=_purpose(["revocation", "suspension", "message"]),
        revoked=(1, 2),
        valid_from=ISSUED + timedelta(days=1),
    )

    assert ("status.clear", 3) == (clear.code, clear.facts["entries"])
    assert "status.suspended" == world.verify(document, now).finding("status").code


def test_s06_an_unsigned_list_stays_open(world: World, now: datetime):
    document = world.issue_revocable()
    url = world.list_url()
    unsigned = json.loads(world.pages[url])
    del unsigned["proof"]
    world.publish(url, unsigned)

    assert "status.list_refused" == _open(world.verify(document, now))


def test_s06_a_list_signed_by_another_key_stays_open(world: World, now: datetime):
    document = world.issue_revocable()
    world.publish_list(signer=Issuer(world, world.club.id))

    report = world.verify(document, now)

    assert "status.list_refused" == _open(report)
    assert "issuer.binding" == report.finding("status").facts["cause"]


def test_s06_a_list_of_another_issuer_stays_open(world: World, now: datetime):
    document = world.issue_revocable()
    other = world.new_issuer("did:web:other.example")

    def belong_to_the_other(unsigned: dict) -> None:
        unsigned["issuer"] = other.id

    world.publish_list(signer=other, change=belong_to_the_other)

    assert "status.other_issuer" == _open(world.verify(document, now))


def test_s06_a_list_that_was_changed_stays_open(world: World, now: datetime):
    document = world.issue_revocable()
    world.publish_list(revoked=(INDEX,))
    url = world.list_url()
    changed = json.loads(world.pages[url])
    changed["credentialSubject"]["encodedList"] = encode_bitstring(new_bitstring())
    world.publish(url, changed)

    report = world.verify(document, now)

    assert "status.list_refused" == _open(report)
    assert "proof.signature" == report.finding("status").facts["cause"]


@pytest.mark.parametrize("name", ["https://club.example/status/other", "urn:x:y", None, 5, ["x"]])
def test_s06_a_list_with_another_address_inside_stays_open(
    world: World, now: datetime, name: object
):
    document = world.issue_revocable()
    url = world.list_url()
    other = json.loads(world.pages[url])
    other["id"] = name
    world.publish(url, other)

    assert "status.other_list" == _open(world.verify(document, now))


def test_s06_a_key_that_is_for_other_uses_signs_no_list(world: World, now: datetime):
    """The issuer's document changes between the badge and the list."""
    document = world.issue_revocable()
    own = "https://club.example/.well-known/did.json"
    seen = world.pages[own]
    published = world.club.document()
    del published["assertionMethod"]

    class Turning:
        def fetch_on_host(self, url: str, *, timeout_s: float = 8.0) -> bytes:
            data = world.fetch(url, timeout_s=timeout_s)
            if url == world.list_url():
                world.publish(own, published)
            return data

    report = world.verify(document, now, resolver=Resolver(Fetched(Turning(), max_age_s=0)))

    assert seen != world.pages[own]
    assert "status.list_refused" == _open(report)


def test_s07_an_older_list_than_one_seen_before_stays_open(world: World, now: datetime):
    document = world.issue_revocable()
    world.publish_list(valid_from=ISSUED)
    old = world.pages[world.list_url()]
    world.publish_list(valid_from=ISSUED + timedelta(days=1), revoked=(INDEX,))
    assert "status.revoked" == world.verify(document, now).finding("status").code

    world.pages[world.list_url()] = old

    assert "status.rollback" == _open(world.verify(document, now))


def test_s07_a_list_that_loses_its_date_stays_open(world: World, now: datetime):
    document = world.issue_revocable()
    world.verify(document, now)

    world.publish_list(change=lambda unsigned: unsigned.pop("validFrom"))

    assert "status.rollback" == _open(world.verify(document, now))


def test_s07_a_list_without_date_is_read_when_none_was_seen(world: World, now: datetime):
    document = _with_list(world, lambda unsigned: unsigned.pop("validFrom"))

    assert Verdict.VERIFIED is world.verify(document, now).verdict


def test_s07_a_newer_list_takes_the_place_of_the_older(world: World, now: datetime):
    document = world.issue_revocable()
    assert Verdict.VERIFIED is world.verify(document, now).verdict

    world.publish_list(valid_from=ISSUED + timedelta(days=1), revoked=(INDEX,))

    assert "status.revoked" == world.verify(document, now).finding("status").code


def test_s07_a_list_that_has_ended_stays_open(world: World, now: datetime):
    document = world.issue_revocable()
    world.publish_list(valid_until=now)
    assert Verdict.VERIFIED is world.verify(document, now).verdict

    report = world.verify(document, now + timedelta(seconds=1))

    assert "status.list_refused" == _open(report)
    assert "validity.expired" == report.finding("status").facts["cause"]


def test_s07_a_list_from_the_future_stays_open(world: World, now: datetime):
    document = world.issue_revocable()
    world.publish_list(valid_from=now + timedelta(seconds=301))

    assert "status.list_refused" == _open(world.verify(document, now))


@pytest.mark.parametrize(
    "failure", ["fetch.timeout", "fetch.connection", "fetch.tls", "fetch.name", "fetch.redirects"]
)
def test_s08_a_host_that_is_down_leaves_the_status_open(world: World, now: datetime, failure: str):
    document = world.issue_revocable()
    world.down[world.list_url()] = failure

    assert failure == _open(world.verify(document, now))


def test_s08_a_list_that_is_not_there_leaves_the_status_open(world: World, now: datetime):
    document = world.issue_revocable()
    del world.pages[world.list_url()]

    report = world.verify(document, now)

    assert "fetch.status" == _open(report)
    assert 404 == report.finding("status").facts["status"]


@pytest.mark.parametrize("page", [b"<!doctype html><p>502", b"", b"[]", b'{"a":1,"a":2}', b"\xff"])
def test_s08_a_page_that_is_no_list_leaves_the_status_open(
    world: World, now: datetime, page: bytes
):
    document = world.issue_revocable()
    world.pages[world.list_url()] = page

    assert "fetch.unreadable" == _open(world.verify(document, now))


def test_s08_an_old_copy_gives_its_age_and_no_answer(world: World, now: datetime):
    seconds = [0.0]
    source = Fetched(world, max_age_s=300, monotonic=lambda: seconds[0])
    resolver = Resolver(source)
    document = world.issue_revocable()
    assert Verdict.VERIFIED is world.verify(document, now, resolver=resolver).verdict

    seconds[0] = 299.0
    world.down[world.list_url()] = "fetch.timeout"
    assert Verdict.VERIFIED is world.verify(document, now, resolver=resolver).verdict

    seconds[0] = 450.0
    report = world.verify(document, now, resolver=resolver)
    assert "fetch.timeout" == _open(report)
    assert 450 == report.finding("status").facts["age_s"]


def _two_entries(world: World, first: tuple[int, ...], second: tuple[int, ...]) -> dict:
    world.publish_list(purpose="revocation", revoked=first)
    world.publish_list(purpose="suspension", revoked=second)
    entries = [
        status_entry(world.list_url(purpose=purpose), purpose=purpose)
        for purpose in ("revocation", "suspension")
    ]
    return world.issue_badge(credentialStatus=entries)


@pytest.mark.parametrize(
    ("first", "second", "code"),
    [
        ((), (), "status.clear"),
        ((INDEX,), (), "status.revoked"),
        ((), (INDEX,), "status.suspended"),
        ((INDEX,), (INDEX,), "status.revoked"),
    ],
)
def test_s09_the_worst_of_two_answers_wins(
    world: World, now: datetime, first: tuple[int, ...], second: tuple[int, ...], code: str
):
    document = _two_entries(world, first, second)

    assert code == world.verify(document, now).finding("status").code


def test_an_answer_is_as_old_as_the_oldest_list_and_says_so(world: World, now: datetime):
    document = _two_entries(world, (), ())
    world.publish_list(purpose="suspension", valid_from=datetime(2026, 1, 2, 3, 4, tzinfo=UTC))

    finding = world.verify(document, now).finding("status")

    # The badge was signed on 1 March: a list of January may still be the newest.
    assert ("status.clear", "2026-01-02T03:04:00Z") == (finding.code, finding.facts["list_date"])


def test_a_list_without_a_date_is_said_to_have_none(world: World, now: datetime):
    document = world.issue_revocable()
    world.publish_list(change=lambda unsigned: unsigned.pop("validFrom"))

    finding = world.verify(document, now).finding("status")

    assert ("status.clear_undated", {"entries": 1, "age_s": 0}) == (
        finding.code,
        dict(finding.facts),
    )


@pytest.mark.parametrize("silent", ["revocation", "suspension"])
def test_s09_a_set_bit_is_worse_than_a_silent_list(world: World, now: datetime, silent: str):
    document = _two_entries(world, (INDEX,), (INDEX,))
    world.down[world.list_url(purpose=silent)] = "fetch.timeout"

    assert Outcome.FAILED is world.verify(document, now).finding("status").outcome


@pytest.mark.parametrize("silent", ["revocation", "suspension"])
def test_s09_a_silent_list_is_worse_than_a_clear_one(world: World, now: datetime, silent: str):
    document = _two_entries(world, (), ())
    world.down[world.list_url(purpose=silent)] = "fetch.timeout"

    assert "fetch.timeout" == _open(world.verify(document, now))


def test_s09_nine_entries_are_refused(world: World, now: datetime):
    entries = [status_entry(world.list_url(), index=str(number)) for number in range(9)]

    report = world.verify(world.issue_badge(credentialStatus=entries), now)

    assert Outcome.FAILED is report.finding("structure").outcome


@pytest.mark.parametrize(
    ("size", "messages"), [(2, None), (0, None), (-1, None), (2, 4), (9, None), (2, 3)]
)
def test_s10_a_status_of_several_bits_is_never_read_as_one(
    world: World, now: datetime, size: int, messages: int | None
):
    world.publish_list()
    entry = {**status_entry(world.list_url()), "statusSize": size}
    if messages is not None:
        entry["statusMessage"] = [
            {"status": hex(number), "message": "x"} for number in range(messages)
        ]

    report = world.verify(world.issue_badge(credentialStatus=entry), now)

    assert Verdict.VERIFIED is not report.verdict
    assert report.finding("status").code != "status.clear"


@pytest.mark.parametrize(
    "kind", ["RevocationList2020Status", "Unknown", "bitstringstatuslistentry"]
)
def test_s11_s13_a_status_of_another_kind_stays_open(world: World, now: datetime, kind: str):
    entry = {**status_entry(world.list_url()), "type": kind, "id": "urn:uuid:1"}
    document = world.issue_badge(credentialStatus=entry, cryptosuite="eddsa-jcs-2022")

    assert "status.unsupported_type" == _open(world.verify(document, now))


@pytest.mark.parametrize(
    "change",
    [
        {"statusListCredential": None},
        {"statusListCredential": "not a url"},
        {"statusListCredential": 5},
        {"statusPurpose": ""},
    ],
)
def test_s11_an_entry_that_says_nothing_is_not_the_same_as_none(
    world: World, now: datetime, change: dict
):
    entry = {**status_entry(world.list_url()), **change}
    document = world.issue_badge(credentialStatus=entry, cryptosuite="eddsa-jcs-2022")

    assert Verdict.VERIFIED is not world.verify(document, now).verdict


def test_s12_the_status_of_the_list_itself_is_not_followed(world: World, now: datetime):
    document = world.issue_revocable()
    own = status_entry(world.list_url(), index="7")

    def point_at_itself(unsigned: dict) -> None:
        unsigned["credentialStatus"] = own

    world.publish_list(change=point_at_itself, revoked=(7,))

    assert Verdict.VERIFIED is world.verify(document, now).verdict


def test_a_list_is_verified_once_for_many_badges(world: World, now: datetime):
    resolver = Resolver(Fetched(world))
    for number in range(5):
        badge = world.issue_revocable(id=f"https://club.example/badges/{number}")
        assert Verdict.VERIFIED is world.verify(badge, now, resolver=resolver).verdict

    assert 2 == len(world.fetched)


def test_a_known_list_is_verified_anew_when_the_issuer_takes_its_key_back(
    world: World, now: datetime
):
    document = world.issue_revocable()
    assert Verdict.VERIFIED is world.verify(document, now).verdict
    fresh = Issuer(world, world.club.id)
    world.club.publish(fresh.document())
    resigned = fresh.sign({name: value for name, value in document.items() if name != "proof"})

    report = world.verify(resigned, now)

    assert "status.list_refused" == _open(report)


def test_six_fetches_are_the_most_that_a_badge_can_cause(world: World, now: datetime):
    entries = []
    for number in range(8):
        url = f"https://lists-{number}.example/status"
        entries.append(status_entry(url, index=str(number)))
    document = world.issue_badge(credentialStatus=entries)

    report = world.verify(document, now)

    assert 6 == len(world.fetched)
    assert Outcome.UNDETERMINED is report.finding("status").outcome


def test_a_list_with_many_bits_set_is_read_right(world: World, now: datetime):
    bits = with_bits(new_bitstring(), range(0, 131_072, 3))

    document = _with_list(world, _encoded(encode_bitstring(bits)))

    expected = Verdict.NOT_VERIFIED if INDEX % 3 == 0 else Verdict.VERIFIED
    assert expected is world.verify(document, now).verdict
