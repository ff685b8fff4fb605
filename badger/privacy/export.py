"""Everything that is kept about a person, as she reads it and as machines do (hardening G04)."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from badger.db.base import Session
from badger.json_value import JsonObject, JsonValue
from badger.privacy.registry import TABLES
from badger.privacy.row_queries import (
    acts_of,
    entries_about,
    far_values,
    foreign_table,
    label_of,
    own_rows,
)

# How people call what a column points at.
LABELS: Final = {
    "achievement_versions": "name",
    "criteria": "sentence",
    "observation_sessions": "title",
    "partners": "name",
}
FORMAT: Final = "badger-personal-data-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """What is kept about one person.

    tables: her rows by table, without ids of other people and without secrets; beside each
            "criterion_id" stands "criterion", how people call it.
    acts:   how often she stands as the one who did something, by table.
    events: what the audit log says that she did or that was done to her: kind and instant.
    """

    person_id: str
    tables: Mapping[str, tuple[JsonObject, ...]]
    acts: Mapping[str, int]
    events: tuple[tuple[str, datetime], ...]


def personal_data(db: Session, person_id: str) -> PersonalData:
    """Gather everything about a person: the registry says where it stands."""
    far, labels = far_values(db, person_id), _Labels(db)
    tables = {}
    for name, table in TABLES.items():
        if table.whose:
            rows = own_rows(db, name, person_id=person_id, far=far)
            tables[name] = tuple(_told(name, row, labels=labels) for row in rows)
    return PersonalData(
        person_id=person_id,
        tables={name: rows for name, rows in tables.items() if rows},
        acts=acts_of(db, person_id),
        events=entries_about(db, person_id),
    )


def as_json(data: PersonalData, *, now: datetime) -> JsonObject:
    """Write what was gathered as one JSON object, in the order of the registry."""
    return {
        "format": FORMAT,
        "made_at": _plain(now),
        "person": data.person_id,
        "data": {name: list(rows) for name, rows in data.tables.items()},
        "done_for_others": dict(data.acts),
        "log": [{"what": kind, "at": _plain(at)} for kind, at in data.events],
    }


class _Labels:
    """Reads each label once."""

    def __init__(self, db: Session) -> None:
        self._db = db
        self._known: dict[tuple[str, object], JsonValue] = {}

    def of(self, table: str, row_id: object) -> JsonValue:
        """Return how people call a row of another table."""
        key = (table, row_id)
        if key not in self._known:
            label = label_of(self._db, table, column=LABELS[table], row_id=row_id)
            self._known[key] = _plain(label)
        return self._known[key]


def _told(name: str, row: Mapping[str, Any], *, labels: _Labels) -> JsonObject:
    # Any: a column of any type.
    table, told = TABLES[name], {}
    own = {way for way in table.whose if "=" not in way}
    for column, value in row.items():
        if column in table.unshown or (column in table.names and column not in own):
            continue
        told[column] = _plain(value)
        other = foreign_table(name, column)
        if other in LABELS and value is not None:
            told[column.removesuffix("_id")] = labels.of(other, value)
    return told


def _plain(value: Any) -> JsonValue:
    # Any: as above.
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return _text_of(value)
    plain: JsonValue = value
    return plain


def _text_of(data: bytes) -> JsonValue:
    """Return the words of a document; a picture in base64."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(data).decode("ascii")}
