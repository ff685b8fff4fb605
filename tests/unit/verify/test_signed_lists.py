"""Signed lists of recognised issuers: by the party that was named, whole, and in time."""

import json
from datetime import date, datetime, timedelta

import pytest

from badger.credentials.did import PublishedKey
from badger.credentials.keys import SigningKey
from badger.errors import BadgerError
from badger.verify import Resolver
from badger.verify.fetching import OfflineFetcher
from badger.verify.signed_lists import LIST_DAYS, read_signed_list, signed_list
from badger.verify.sources import Fetched
from badger.verify.trust import RecognisedIssuer
from tests.world import Issuer, World, new_key

TERRITORY = "did:web:territoire.example"
ADDRESS = "https://territoire.example/trust/issuers.json"
ENTRIES = (
    RecognisedIssuer(id="did:web:a.example", name="A", since=date(2025, 9, 1)),
    RecognisedIssuer(id="did:web:b.example", name="B", until=date(2026, 8, 31)),
)


@pytest.fixture
def territory(world: World) -> Issuer:
    return world.new_issuer(TERRITORY)


def _list(now: datetime, key: SigningKey, **members: object) -> bytes:
    document = signed_list(
        ENTRIES, address=ADDRESS, name="Le territoire", issuer=TERRITORY, signer=key, now=now
    )
    return json.dumps({**document, **members}).encode()


def _refusal(data: bytes, world: World, now: datetime, *, signed_by: str = TERRITORY) -> tuple:
    with pytest.raises(BadgerError) as caught:
        read_signed_list(data, signed_by=signed_by, resolver=world.resolver, now=now)
    return caught.value.reason, caught.value.facts.get("cause")


def test_a_list_is_read_back_as_it_was_signed(world, now, territory):
    found = read_signed_list(
        _list(now, territory.key), signed_by=TERRITORY, resolver=world.resolver, now=now
    )

    assert ("Le territoire", "imported", now) == (found.name, found.kind, found.issued)
    assert {one.id: one for one in ENTRIES} == found.issuers
    assert now + timedelta(days=LIST_DAYS) == found.until


@pytest.mark.parametrize(
    "members",
    [
        {"name": "Un autre territoire"},
        {"issuers": []},
        {"issuers": [{"id": "did:web:evil.example", "name": "A"}]},
        {"more": "that nobody signed"},
        {"validUntil": "2099-01-01T00:00:00Z"},
    ],
)
def test_h05_a_list_that_was_changed_is_refused(world, now, territory, members):
    data = _list(now, territory.key, **members)

    assert ("trust.refused", "proof.signature") == _refusal(data, world, now)


def test_h05_a_list_signed_by_a_stranger_is_refused(world, now, territory):
    assert ("trust.refused", "did.method_not_found") == _refusal(_list(now, new_key()), world, now)


def test_a_list_of_somebody_else_than_the_one_that_was_named_is_refused(world, now, territory):
    data = _list(now, territory.key)

    assert ("trust.refused", "issuer") == _refusal(
        data, world, now, signed_by="did:web:other.example"
    )


def test_an_unsigned_list_is_refused(world, now, territory):
    document = json.loads(_list(now, territory.key))
    del document["proof"]

    assert ("trust.refused", "proof.missing") == _refusal(json.dumps(document).encode(), world, now)


def test_a_badge_is_no_list(world, now, territory):
    data = json.dumps(world.issue_badge(territory)).encode()

    assert ("trust.refused", "issuer") == _refusal(data, world, now)


@pytest.mark.parametrize("data", [b"", b"[]", b'{"a":1,"a":2}', b"\xff"])
def test_what_is_no_json_object_is_no_list(world, now, data):
    assert "trust.unreadable" == _refusal(data, world, now)[0]


def test_a_list_holds_until_its_last_instant_and_no_longer(world, now, territory):
    data = _list(now, territory.key)
    last = now + timedelta(days=LIST_DAYS)

    read_signed_list(data, signed_by=TERRITORY, resolver=world.resolver, now=last)
    assert ("trust.refused", "validUntil") == _refusal(data, world, last + timedelta(seconds=1))


def test_a_list_from_the_future_is_refused(world, now, territory):
    data = _list(now + timedelta(minutes=6), territory.key)

    assert ("trust.refused", "issued") == _refusal(data, world, now)


def test_a_list_without_its_dates_is_refused(world, now, territory):
    document = {
        "type": "RecognisedIssuers",
        "issuer": TERRITORY,
        "name": "x",
        "issuers": [],
    }
    data = json.dumps(territory.sign(document, cryptosuite="eddsa-jcs-2022")).encode()

    assert ("trust.refused", "issued") == _refusal(data, world, now)


def test_a_suite_that_would_leave_members_out_is_refused(world, now, territory):
    document = json.loads(_list(now, territory.key))
    del document["proof"]
    document = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": "RecognisedIssuers",
        "issuer": TERRITORY,
        "name": document["name"],
        "issued": document["issued"],
        "validUntil": document["validUntil"],
        "issuers": [],
    }
    signed = territory.sign(
        {"@context": document["@context"], "id": "urn:x", "type": "VerifiableCredential"},
        created=now,
    )
    data = json.dumps({**document, "proof": signed["proof"]}).encode()

    assert ("trust.refused", "cryptosuite") == _refusal(data, world, now)


def test_a_key_that_was_revoked_signs_no_list(world, now, territory):
    data = _list(now, territory.key)
    territory.published = (PublishedKey(territory.key.public, revoked=now - timedelta(days=1)),)
    territory.publish()

    assert ("trust.refused", "key") == _refusal(data, world, now)


def test_a_key_that_was_replaced_since_keeps_its_list(world, now, territory):
    data = _list(now, territory.key)
    later = now + timedelta(days=1)
    territory.published = (PublishedKey(territory.key.public, expires=later),)
    territory.publish()

    read_signed_list(data, signed_by=TERRITORY, resolver=world.resolver, now=later)
    late = _list(later, territory.key)
    assert ("trust.refused", "key") == _refusal(late, world, later)


def test_a_list_whose_signer_cannot_be_asked_is_unchecked_and_not_believed(now, territory):
    with pytest.raises(BadgerError) as caught:
        read_signed_list(
            _list(now, territory.key),
            signed_by=TERRITORY,
            resolver=Resolver(Fetched(OfflineFetcher())),
            now=now,
        )

    assert "trust.unchecked" == caught.value.reason


def test_a_signer_that_is_no_did_is_refused(world, now):
    key = new_key()
    document = signed_list(
        ENTRIES, address=ADDRESS, name="x", issuer="did:key:zBroken", signer=key, now=now
    )
    data = json.dumps(document).encode()

    assert "trust.refused" == _refusal(data, world, now, signed_by="did:key:zBroken")[0]
