"""Collections: a name, an order, and nobody else's badges."""

import pytest

from badger.backpack.collection_queries import collections_of, items_of
from badger.backpack.collections import (
    CollectionNameMissing,
    CollectionsMany,
    CollectionUnknown,
    add_to,
    arrange,
    forget_collection,
    make_collection,
    move_up,
)
from badger.db.rows import HoldingRow
from tests.factories import NOW, make_person


@pytest.fixture
def person(db):
    return make_person(db)


def keep(db, person, *, count: int = 3) -> list[str]:
    rows = [
        HoldingRow(
            person_id=person.id,
            issuer="did:key:z",
            credential_id=f"urn:{person.id}:{number}",
            achievement_id="urn:a",
            name="Badge",
            valid_from=NOW,
            document=b"{}",
            received_at=NOW,
        )
        for number in range(count)
    ]
    db.add_all(rows)
    db.flush()
    return [row.id for row in rows]


def order(db, collection) -> list[str]:
    return [row.holding_id for row in items_of(db, collection.id)]


def test_badges_stand_in_the_order_that_she_gives(db, person):
    first, second, third = keep(db, person)
    collection = make_collection(db, "  Ma   cuisine ", person_id=person.id, now=NOW)

    arrange(db, collection.id, [third, first, third], person_id=person.id)
    add_to(db, collection.id, [first, second], person_id=person.id)
    assert [third, first, second] == order(db, collection)

    move_up(db, collection.id, second, person_id=person.id)
    assert [third, second, first] == order(db, collection)
    move_up(db, collection.id, third, person_id=person.id)
    assert [third, second, first] == order(db, collection)
    assert "Ma cuisine" == collection.name


def test_a_collection_of_the_same_name_is_the_same(db, person):
    first, again = (make_collection(db, "Cuisine", person_id=person.id, now=NOW) for _ in range(2))
    other = make_collection(db, "Cuisine", person_id=make_person(db).id, now=NOW)
    assert first.id == again.id != other.id


@pytest.mark.parametrize("name", ["", "  ", "\n\t"])
def test_a_collection_has_a_name(db, person, name):
    with pytest.raises(CollectionNameMissing):
        make_collection(db, name, person_id=person.id, now=NOW)


def test_a_person_has_so_many_collections_and_no_more(db, person):
    make_collection(db, "Une", person_id=person.id, now=NOW, most=1)
    with pytest.raises(CollectionsMany):
        make_collection(db, "Deux", person_id=person.id, now=NOW, most=1)


def test_a08_the_badges_and_collections_of_others_are_left_out(db, person):
    other = make_person(db)
    own, (foreign, *_) = keep(db, person), keep(db, other)
    collection = make_collection(db, "Cuisine", person_id=person.id, now=NOW)

    arrange(db, collection.id, [foreign, own[0]], person_id=person.id)

    assert [own[0]] == order(db, collection)
    for change in (arrange, add_to):
        with pytest.raises(CollectionUnknown):
            change(db, collection.id, [foreign], person_id=other.id)
    with pytest.raises(CollectionUnknown):
        forget_collection(db, collection.id, person_id=other.id)


def test_a_forgotten_collection_leaves_its_badges(db, person):
    (badge,) = keep(db, person, count=1)
    collection = make_collection(db, "Cuisine", person_id=person.id, now=NOW)
    add_to(db, collection.id, [badge], person_id=person.id)

    forget_collection(db, collection.id, person_id=person.id)

    assert [] == list(collections_of(db, person.id))
    assert db.get(HoldingRow, badge) is not None
