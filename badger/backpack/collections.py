"""Collections: badges that a person puts together under a name, in an order of hers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from badger.backpack.collection_queries import (
    collection_called,
    collections_of,
    drop_collection,
    drop_items,
    items_of,
    locked_collection,
    own_holdings,
)
from badger.db.base import Session
from badger.db.rows import CollectionItemRow, CollectionRow
from badger.errors import BadgerError

MAX_NAME: Final = 80
MOST_COLLECTIONS: Final = 50


class CollectionUnknown(BadgerError):
    """There is no such collection, or it is somebody else's."""

    code = "collection.unknown"


class CollectionNameMissing(BadgerError):
    """A collection has a name."""

    code = "collection.name_missing"


class CollectionsMany(BadgerError):
    """Nobody needs that many collections."""

    code = "collection.many"


def make_collection(
    db: Session, name: str, *, person_id: str, now: datetime, most: int = MOST_COLLECTIONS
) -> CollectionRow:
    """Make a collection; one of the same name is the same.

    Raises: CollectionNameMissing, CollectionsMany.
    """
    plain = " ".join(name.split())[:MAX_NAME]
    if not plain:
        raise CollectionNameMissing
    found = collection_called(db, plain, person_id=person_id)
    if found is not None:
        return found
    if len(collections_of(db, person_id)) >= most:
        raise CollectionsMany(limit=most)
    row = CollectionRow(person_id=person_id, name=plain, created_at=now)
    db.add(row)
    db.flush()
    return row


def arrange(db: Session, collection_id: str, holding_ids: Sequence[str], *, person_id: str) -> None:
    """Let a collection hold these badges in this order; those of others are left out.

    Raises: CollectionUnknown.
    """
    _lock(db, collection_id, person_id=person_id)
    own = own_holdings(db, holding_ids, person_id=person_id)
    drop_items(db, collection_id)
    chosen = [one for one in dict.fromkeys(holding_ids) if one in own]
    for position, holding_id in enumerate(chosen):
        db.add(
            CollectionItemRow(collection_id=collection_id, holding_id=holding_id, position=position)
        )
    db.flush()


def add_to(db: Session, collection_id: str, holding_ids: Sequence[str], *, person_id: str) -> None:
    """Put badges at the end of a collection; one that is in it stays where it is.

    Raises: CollectionUnknown.
    """
    held = _held(db, collection_id, person_id=person_id)
    arrange(db, collection_id, [*held, *holding_ids], person_id=person_id)


def take_out(db: Session, collection_id: str, holding_id: str, *, person_id: str) -> None:
    """Take a badge out of a collection; it stays in the backpack. Raises: CollectionUnknown."""
    held = _held(db, collection_id, person_id=person_id)
    left = [one for one in held if one != holding_id]
    arrange(db, collection_id, left, person_id=person_id)


def move_up(db: Session, collection_id: str, holding_id: str, *, person_id: str) -> None:
    """Put a badge before the one that stands before it; the first stays.

    Raises: CollectionUnknown.
    """
    held = _held(db, collection_id, person_id=person_id)
    if holding_id in held[1:]:
        place = held.index(holding_id)
        held[place - 1], held[place] = held[place], held[place - 1]
    arrange(db, collection_id, held, person_id=person_id)


def forget_collection(db: Session, collection_id: str, *, person_id: str) -> None:
    """Forget a collection; its badges stay.

    Raises: CollectionUnknown.
    """
    _lock(db, collection_id, person_id=person_id)
    drop_collection(db, collection_id)


def _held(db: Session, collection_id: str, *, person_id: str) -> list[str]:
    """Return what a collection holds; whoever else would change it waits, so nothing is lost."""
    _lock(db, collection_id, person_id=person_id)
    return [row.holding_id for row in items_of(db, collection_id)]


def _lock(db: Session, collection_id: str, *, person_id: str) -> None:
    if locked_collection(db, collection_id, person_id=person_id) is None:
        raise CollectionUnknown
