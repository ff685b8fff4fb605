"""Erasing a person: her rows go, what others need stays without her (hardening G01, G03, G06).

What is deleted, emptied and kept stands in the registry. The id that she had is drawn anew for
what she did for others (what she observed, signed, recorded), and nothing leads from the new one
to the old: entries of the audit chain, which keep the old one, point at nobody.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import PersonRow
from badger.privacy.guardian_queries import locked_person
from badger.privacy.guardians import PersonUnknown
from badger.privacy.registry import TABLES
from badger.privacy.row_queries import (
    delete_own_rows,
    empty_own_rows,
    far_values,
    imports_naming,
    rename,
    tables_children_first,
)

# Who stands where somebody acted whose account was erased.
NAMELESS: Final = "(compte effacé)"
ACTOR: Final = "erasure"


@dataclass(frozen=True, slots=True)
class Erased:
    """How many things of others still say that somebody, without a name, did them."""

    acted: int


def erase_person(db: Session, person_id: str, *, now: datetime) -> Erased:
    """Erase everything that is a person's, in the transaction of the caller.

    The entry in the audit log names the old id, which nothing leads to any more.
    Raises: PersonUnknown.
    """
    person = locked_person(db, person_id)
    if person is None:
        raise PersonUnknown
    kind = person.kind
    db.flush()
    db.expunge_all()
    far = far_values(db, person_id)
    for name in tables_children_first():
        if name == PersonRow.__tablename__:
            continue
        table = TABLES[name]
        if table.deleted:
            delete_own_rows(db, name, person_id=person_id, far=far)
        elif table.whose:
            empty_own_rows(db, name, person_id=person_id, far=far)
    _leave_imports(db, person_id)
    acted = _leave_nameless(db, person_id, kind=kind, now=now)
    delete_own_rows(db, PersonRow.__tablename__, person_id=person_id, far=far)
    append_event(db, kind="person.erased", actor=ACTOR, subject=person_id, facts={}, now=now)
    return Erased(acted)


def _leave_nameless(db: Session, person_id: str, *, kind: str, now: datetime) -> int:
    """Put somebody without a name in the person's place; return in how many places."""
    nameless = PersonRow(display_name=NAMELESS, minor=False, kind=kind, created_at=now)
    db.add(nameless)
    db.flush()
    acted = sum(
        rename(db, name, column, former=person_id, new=nameless.id)
        for name, table in TABLES.items()
        for column in sorted(table.names)
    )
    if not acted:
        db.delete(nameless)
        db.flush()
    return acted


def _leave_imports(db: Session, person_id: str) -> None:
    """Take the person out of files of observations: what is done is blanked, the rest removed.

    A row there is: person, name, is new, situation, observer, role, cells
    (`badger.issuer.elsewhere.bulk`).
    """
    for kept in imports_naming(db, person_id):
        done = [_without(row, person_id) for row in kept.rows[: kept.done]]
        rows = [row for row in kept.rows[kept.done :] if person_id not in (row[0], row[4])]
        kept.rows, kept.total = [*done, *rows], len(done) + len(rows)
        if kept.started_at is not None and kept.done >= kept.total:
            kept.finished_at = kept.finished_at or kept.started_at
    db.flush()


def _without(row: list[Any], person_id: str) -> list[Any]:
    # Any: the cells of a row are of several types.
    who, _, *rest, _ = row
    return ["", "", *rest, []] if who == person_id else row
