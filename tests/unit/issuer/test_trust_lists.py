"""The territory's own list of issuers, and those of others."""

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from badger.db.rows import AuditEventRow, TrustListRow
from badger.issuer.addresses import Addresses
from badger.issuer.keyring import Keyring, KeyringLocked
from badger.issuer.own_documents import own_document
from badger.issuer.partners import PartnerUnknown
from badger.issuer.trust_lists import (
    RENEWED_AFTER,
    MandateReversed,
    TrustListOlder,
    TrustListUnknown,
    addresses_of_imports,
    import_trust_list,
    lists_of_others,
    publish_trust_list,
    published_trust_list,
    remove_trust_list,
    set_mandate,
    territory_list,
)
from badger.verify import Resolver
from badger.verify.signed_lists import read_signed_list, signed_list
from badger.verify.sources import OwnDocuments
from badger.verify.trust import RecognisedIssuer
from tests.factories import KEYRING, NOW, make_partner
from tests.world import World

HERE = Addresses("https://territoire.example")
ELSEWHERE = "did:web:voisin.example"
ADDRESS = "https://voisin.example/trust/issuers.json"


@pytest.fixture
def partner(db):
    return make_partner(db)


@pytest.fixture
def world() -> World:
    return World()


def _publish(db, *, now=NOW, keyring: Keyring = KEYRING) -> bytes | None:
    publish_trust_list(db, name="Le territoire", keyring=keyring, addresses=HERE, now=now)
    return published_trust_list(db, HERE)


def _import(db, world, *, now=NOW, name="Le voisin", issuers=("did:web:x.example",)):
    neighbour = world.pages.get("neighbour") or world.new_issuer(ELSEWHERE)
    world.pages["neighbour"] = neighbour
    document = signed_list(
        [RecognisedIssuer(id=one, name="X") for one in issuers],
        address=ADDRESS,
        name=name,
        issuer=ELSEWHERE,
        signer=neighbour.key,
        now=now,
    )
    return import_trust_list(
        db,
        json.dumps(document).encode(),
        address=ADDRESS,
        signed_by=ELSEWHERE,
        resolver=world.new_resolver(),
        actor="t",
        now=now,
    )


def _kinds(db) -> list[str]:
    events = db.scalars(select(AuditEventRow.kind).order_by(AuditEventRow.seq))
    return [kind for kind in events if kind.startswith(("trust", "partner.mandate"))]


def test_the_published_list_verifies_by_the_territorys_own_document(db, partner):
    data = _publish(db)

    resolver = Resolver(OwnDocuments(lambda name: own_document(db, name, HERE)))
    found = read_signed_list(
        data, signed_by="did:web:territoire.example", resolver=resolver, now=NOW
    )
    assert {HERE.issuer_did(partner.slug)} == set(found.issuers)
    assert partner.name == found.issuers[HERE.issuer_did(partner.slug)].name


def test_a_list_that_says_the_same_is_signed_once_and_anew_when_it_grows_old(db, partner):
    first = _publish(db)

    assert first == _publish(db, now=NOW + timedelta(days=1))
    assert first != _publish(db, now=NOW + RENEWED_AFTER)
    assert 1 == len(db.scalars(select(TrustListRow)).all())


def test_a_change_is_published_at_once(db, partner):
    _publish(db)
    set_mandate(db, partner.slug, since=None, until=date(2026, 12, 31), actor="t", now=NOW)

    issuers = json.loads(_publish(db))["issuers"]

    assert ["2026-12-31"] == [one["until"] for one in issuers]
    assert ["partner.mandate"] == _kinds(db)


def test_nothing_is_published_before_the_first_list(db):
    assert published_trust_list(db, HERE) is None


def test_a_locked_keyring_publishes_nothing(db, partner):
    with pytest.raises(KeyringLocked):
        _publish(db, keyring=Keyring(None))


def test_the_own_list_needs_no_signature_here(db, partner):
    found = territory_list(db, name="Ici", addresses=HERE)

    assert ("Ici", "territory", None) == (found.name, found.kind, found.issued)
    assert {HERE.issuer_did(partner.slug)} == set(found.issuers)


def test_a_mandate_does_not_end_before_it_begins(db, partner):
    with pytest.raises(MandateReversed):
        set_mandate(
            db,
            partner.slug,
            since=date(2026, 2, 1),
            until=date(2026, 1, 31),
            actor="t",
            now=NOW,
        )
    with pytest.raises(PartnerUnknown):
        set_mandate(db, "nobody", since=None, until=None, actor="t", now=NOW)


def test_a_list_of_others_is_imported_replaced_and_removed(db, world):
    _import(db, world)
    _import(db, world, now=NOW + timedelta(days=1), issuers=("did:web:y.example",))

    assert [("Le voisin", ["did:web:y.example"])] == [
        (one.name, list(one.issuers)) for one in lists_of_others(db)
    ]
    assert [(ADDRESS, ELSEWHERE)] == addresses_of_imports(db)

    remove_trust_list(db, ADDRESS, actor="t", now=NOW)

    assert () == lists_of_others(db)
    assert ["trust.imported", "trust.imported", "trust.removed"] == _kinds(db)


def test_h05_an_older_list_takes_no_newer_ones_place(db, world):
    _import(db, world)

    with pytest.raises(TrustListOlder):
        _import(db, world, now=NOW - timedelta(days=1), issuers=())

    assert ["did:web:x.example"] == list(lists_of_others(db)[0].issuers)


def test_what_was_not_imported_cannot_be_removed(db, partner):
    _publish(db)

    for address in (ADDRESS, HERE.trust_list):
        with pytest.raises(TrustListUnknown):
            remove_trust_list(db, address, actor="t", now=NOW)
