"""Many people's observations at once: looked at, begun, then carried on batch by batch (I16).

Each batch is one transaction with the place that it reached: killed at any instant, the next one
goes on at the next row, and a row that was done is never done again.
"""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from badger.db.audit import append_event
from badger.db.base import Session, new_id
from badger.db.rows import BulkImportRow, PersonRow
from badger.db.writing import insert_absent
from badger.errors import BadgerError
from badger.here import here_on
from badger.issuer.achievement_queries import criteria_of
from badger.issuer.csv_text import read_table
from badger.issuer.elsewhere.bulk_csv import (
    COLUMNS,
    GENRES,
    BulkFile,
    BulkShape,
    day_of,
    hours_of,
    read_bulk,
)
from badger.issuer.elsewhere.bulk_queries import (
    import_by_digest,
    import_by_id,
    import_to_carry_on,
)
from badger.issuer.elsewhere.queries import observers_for, people_of_partner
from badger.issuer.elsewhere.situations import ObserverUnknown, Situation, open_situation
from badger.issuer.errors import IssuerError
from badger.issuer.page_queries import names_of_people
from badger.issuer.people import create_person
from badger.issuer.proposals import propose_awards
from badger.issuer.recognition.families import CRITERIA_A_HALF_DAY
from badger.issuer.recognition.observations import Mark, record_marks
from badger.issuer.recognition.rules import Level
from badger.issuer.recognition.sessions import add_observer, add_participant

BATCH: Final = 200
# A row as it is kept: person, name, whether she is new, situation, observer, role, cells.
Kept = list[Any]


class ImportUnknown(IssuerError):
    """The partner has no such file."""

    code = "bulk.not_found"


class NothingInFile(IssuerError):
    """The file has its first line and no other."""

    code = "bulk.empty"


def shape_of(
    db: Session, version_id: str, *, partner_id: str, badge: str | None = None
) -> BulkShape:
    """Return what a file of a partner for one version may name.

    badge: code of the badge that observers need (S4), here and below; None: none.
    """
    return BulkShape(
        criteria=tuple((row.id, row.sentence) for row in criteria_of(db, version_id)),
        people={row.id: row.display_name for row in people_of_partner(db, partner_id)},
        observers=tuple(
            (row.id, row.display_name) for row in observers_for(db, partner_id, badge=badge)
        ),
    )


def look_at_file(
    db: Session,
    data: bytes,
    *,
    version_id: str,
    partner_id: str,
    now: datetime,
    badge: str | None = None,
) -> tuple[BulkFile, str]:
    """Read a file; return what it says, and how it was encoded.

    Raises: NothingInFile, and what read_table and read_bulk raise.
    """
    table = read_table(data)
    shape = shape_of(db, version_id, partner_id=partner_id, badge=badge)
    file = read_bulk(table, shape, today=here_on(now))
    if not file.rows and not file.problems:
        raise NothingInFile
    return file, table.encoding


def digest_of_file(data: bytes, *, version_id: str) -> str:
    """Return what tells two files apart: what was sent, and for which badge."""
    return hashlib.sha256(version_id.encode() + b"\0" + data).hexdigest()


def keep_file(
    db: Session,
    file: BulkFile,
    *,
    digest: str,
    version_id: str,
    partner_id: str,
    actor: str,
    now: datetime,
) -> BulkImportRow:
    """Keep a file without problems until somebody begins it; the same file twice is one."""
    values = {
        "id": new_id(),
        "partner_id": partner_id,
        "version_id": version_id,
        "digest": digest,
        "rows": [_kept(row) for row in file.rows],
        "situations": [list(one) for one in file.situations],
        "session_ids": [],
        "total": len(file.rows),
        "done": 0,
        "kept_by": actor,
        "kept_at": now,
    }
    insert_absent(db, BulkImportRow, [values])
    row = import_by_digest(db, partner_id, digest=digest)
    if row is None:
        raise ImportUnknown
    return row


def begin_import(
    db: Session,
    import_id: str,
    *,
    partner_id: str,
    actor: str,
    now: datetime,
    badge: str | None = None,
) -> BulkImportRow:
    """Make the sessions of a file's situations, and let its rows follow; twice is once.

    Raises: ImportUnknown, ObserverUnknown, and what open_situation raises.
    """
    row = import_by_id(db, import_id, to_change=True)
    if row is None or row.partner_id != partner_id:
        raise ImportUnknown
    if row.started_at is not None:
        return row
    _require_observers(db, row, badge=badge)
    used = _used_criteria(row.rows)
    grid = [one.id for one in criteria_of(db, row.version_id)]
    row.session_ids = [
        open_situation(
            db,
            situation_of(cells, full_day=len(used[place]) > CRITERIA_A_HALF_DAY),
            criterion_ids=[one for one in grid if one in used[place]],
            partner_id=partner_id,
            actor=actor,
            now=now,
        )
        for place, cells in enumerate(row.situations)
    ]
    row.started_at = now
    db.flush()
    append_event(
        db,
        kind="bulk.begun",
        actor=actor,
        subject=row.id,
        facts={"partner": partner_id, "rows": row.total},
        now=now,
    )
    return row


def carry_on(db: Session, *, now: datetime) -> bool:
    """Do the next rows of a file that was begun; tell whether there was one.

    One call is one transaction of the caller's: the rows and the place reached go together.
    """
    row = import_to_carry_on(db)
    if row is None:
        return False
    some = row.rows[row.done : row.done + BATCH]
    try:
        with db.begin_nested():
            _record(db, row, some, now=now)
    except BadgerError as error:
        row.stopped_code = error.reason
        db.flush()
        return True
    row.done += len(some)
    if row.done >= row.total:
        row.finished_at = now
    db.flush()
    return True


def _require_observers(db: Session, row: BulkImportRow, *, badge: str | None) -> None:
    """Refuse a file whose observers ceased to be such after it was looked at."""
    today = {one.id for one in observers_for(db, row.partner_id, badge=badge)}
    gone = [observer for _, _, _, _, observer, _, _ in row.rows if observer not in today]
    if gone:
        raise ObserverUnknown(name=names_of_people(db, gone[:1])[gone[0]])


def situation_of(cells: Sequence[str], *, full_day: bool) -> Situation:
    """Read the cells of a situation, which were checked when the file was looked at."""
    told = dict(zip(COLUMNS[2:9], cells, strict=True))
    family = GENRES[told["genre"]]
    return Situation(
        title=told["situation"],
        situation=told["récit"],
        family=family,
        day=day_of(told["jour"]) or date.min,
        place=told["lieu"],
        commune=told["commune"],
        activity=told["précision"] if family == "sport" else None,
        hours=hours_of(told["précision"]) if family == "production" else None,
        full_day=full_day,
    )


def _record(db: Session, row: BulkImportRow, some: Sequence[Kept], *, now: datetime) -> None:
    marks: defaultdict[tuple[str, str], list[Mark]] = defaultdict(list)
    people: defaultdict[str, set[str]] = defaultdict(set)
    for person, name, is_new, place, observer, role, cells in some:
        session = row.session_ids[place]
        if is_new and db.get(PersonRow, person) is None:
            create_person(
                db,
                display_name=name,
                actor=row.kept_by,
                now=now,
                registered_by=row.partner_id,
                person_id=person,
            )
        add_participant(db, session, person_id=person, now=now)
        add_observer(db, session, person_id=observer, role=role, now=now)
        people[session].add(person)
        marks[session, observer] += [
            Mark(session, person, criterion, Level(level), note) for criterion, level, note in cells
        ]
    for (_, observer), seen in marks.items():
        key = f"bulk.{row.id}"
        record_marks(db, seen, observer_id=observer, idempotency_key=key, now=now)
    for session, present in people.items():
        propose_awards(db, session, now=now, among=present)


def _kept(row: Any) -> Kept:
    cells = [[cell.criterion_id, int(cell.level), cell.note] for cell in row.cells]
    return [
        row.person_id,
        " ".join(row.name.split()),
        row.is_new,
        row.situation,
        row.observer_id,
        row.role,
        cells,
    ]


def _used_criteria(rows: Sequence[Kept]) -> Mapping[int, set[str]]:
    used: defaultdict[int, set[str]] = defaultdict(set)
    for _, _, _, place, _, _, cells in rows:
        used[place] |= {criterion for criterion, _, _ in cells}
    return used
