"""A territory written as rows: awarding is not what is measured on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from sqlalchemy import insert

from badger.db.base import Base, Session, new_id
from badger.db.rows import (
    CredentialRow,
    HoldingRow,
    PersonRow,
    StatusEntryRow,
    StatusListRow,
)
from badger.db.sealed import own_values
from badger.possibilities.doors import GOALS, DoorDraft, declare_door
from tests.factories import NOW, make_badge, make_partner

__all__ = ["BADGES_EACH", "DOORS", "NOW", "Place", "make_holders", "make_place"]

BADGES_EACH = 5
DOORS = 14
# Bits of one list.
LENGTH = 131_072
# Heavy, as signed badges are: what a page does not read must not slow it down.
DOCUMENT = b"x" * 2_000


@dataclass(frozen=True, slots=True)
class Place:
    """What every credential shares; `places` are those of the status list, given once each."""

    issuer: str
    status_list: str
    versions: tuple[tuple[str, str], ...]
    places: Iterator[int]


def make_place(db: Session) -> Place:
    """Make a partner with badges and doors."""
    partner = make_partner(db)
    versions = [make_badge(db, partner.id) for _ in range(BADGES_EACH)]
    for number in range(DOORS):
        draft = DoorDraft(
            code=f"D{number}",
            partner_id=partner.id,
            title="Une porte",
            goal=GOALS[number % len(GOALS)],
            place="Bocage d'exemple",
            contact="Exemple",
            confirmed_on=NOW.date(),
            ways=(tuple(one.achievement_id for one in versions[: number % 4]),),
        )
        declare_door(db, draft, actor="bench", now=NOW)
    status_list = StatusListRow(
        partner_id=partner.id, number=1, length=LENGTH, reserved=0, version=0, created_at=NOW
    )
    db.add(status_list)
    db.flush()
    ids = tuple((version.id, version.achievement_id) for version in versions)
    return Place(partner.id, status_list.id, ids, count())


def make_holders(db: Session, people: int, *, place: Place) -> list[str]:
    """Write people who hold and keep every badge; return their ids."""
    ids = [new_id() for _ in range(people)]
    held = [
        (new_id(), one, version, next(place.places)) for one in ids for version in place.versions
    ]
    db.execute(
        insert(PersonRow),
        [{"id": one, "display_name": "Exemple", "minor": False, "created_at": NOW} for one in ids],
    )
    db.execute(
        insert(StatusEntryRow),
        [
            {"list_id": place.status_list, "list_index": index, "reserved_at": NOW}
            for *_, index in held
        ],
    )
    _insert(db, CredentialRow, [_credential(place, *one) for one in held])
    _insert(db, HoldingRow, [_holding(*one) for one in held])
    return ids


def _insert(db: Session, row: type[Base], values: list[dict[str, object]]) -> None:
    db.execute(insert(row), own_values(db, Base.metadata.tables[row.__tablename__], values))


def _credential(
    place: Place, badge: str, person: str, version: tuple[str, str], index: int
) -> dict[str, object]:
    return {
        "id": badge,
        "issuer_id": place.issuer,
        "version_id": version[0],
        "person_id": person,
        "list_id": place.status_list,
        "list_index": index,
        "state": "issued",
        "signed": DOCUMENT,
        "reserved_at": NOW,
        "issued_at": NOW,
    }


def _holding(badge: str, person: str, version: tuple[str, str], _index: int) -> dict[str, object]:
    return {
        "id": new_id(),
        "person_id": person,
        "badge_id": badge,
        "issuer": "did:web:club.example",
        "credential_id": f"https://club.example/badges/{badge}",
        "achievement_id": version[1],
        "name": "Esprit d'équipe",
        "valid_from": NOW,
        "document": DOCUMENT,
        "received_at": NOW,
    }
