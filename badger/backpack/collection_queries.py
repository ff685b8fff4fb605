"""Every SELECT about collections, by name."""

from collections.abc import Collection, Sequence

from sqlalchemy import delete, select

from badger.db.base import Session
from badger.db.rows import CollectionItemRow, CollectionRow, HoldingRow


def collections_of(db: Session, person_id: str) -> Sequence[CollectionRow]:
    """Return a person's collections, oldest first."""
    return db.scalars(
        select(CollectionRow)
        .where(CollectionRow.person_id == person_id)
        .order_by(CollectionRow.created_at, CollectionRow.id)
    ).all()


def collection_called(db: Session, name: str, *, person_id: str) -> CollectionRow | None:
    """Return a person's collection of this name."""
    return db.scalars(
        select(CollectionRow)
        .where(CollectionRow.person_id == person_id, CollectionRow.name == name)
        .limit(1)
    ).first()


def own_collection(db: Session, collection_id: str, *, person_id: str) -> CollectionRow | None:
    """Return one collection of a person; None for those of others."""
    return db.scalars(
        select(CollectionRow).where(
            CollectionRow.id == collection_id, CollectionRow.person_id == person_id
        )
    ).first()


def locked_collection(db: Session, collection_id: str, *, person_id: str) -> CollectionRow | None:
    """Return one collection of a person, and make whoever else would change it wait."""
    return db.scalars(
        select(CollectionRow)
        .where(CollectionRow.id == collection_id, CollectionRow.person_id == person_id)
        .with_for_update()
    ).first()


def items_of(db: Session, *collection_ids: str) -> Sequence[CollectionItemRow]:
    """Return what collections hold, in order."""
    return db.scalars(
        select(CollectionItemRow)
        .where(CollectionItemRow.collection_id.in_(collection_ids))
        .order_by(CollectionItemRow.collection_id, CollectionItemRow.position)
    ).all()


def own_holdings(db: Session, holding_ids: Collection[str], *, person_id: str) -> frozenset[str]:
    """Return those of the badges that a person keeps."""
    asked = select(HoldingRow.id).where(
        HoldingRow.id.in_(holding_ids), HoldingRow.person_id == person_id
    )
    return frozenset(db.scalars(asked))


def drop_items(db: Session, collection_id: str) -> None:
    """Empty a collection."""
    db.execute(delete(CollectionItemRow).where(CollectionItemRow.collection_id == collection_id))


def drop_collection(db: Session, collection_id: str) -> None:
    """Remove a collection with its places."""
    drop_items(db, collection_id)
    db.execute(delete(CollectionRow).where(CollectionRow.id == collection_id))
