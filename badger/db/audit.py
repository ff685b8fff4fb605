"""The audit log: each entry holds the hash of the one before (SHA-256)."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select, update

from badger.db.base import Session
from badger.db.bulk import insert_values
from badger.db.rows import AuditEventRow, AuditHeadRow
from badger.json_value import JsonObject

HEAD = 1
NO_HASH = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditEvent:
    """What was done, by whom, to what.

    facts: identifiers and numbers only, never a name nor a word about a person: entries are
           kept when a person's data are erased.
    """

    kind: str
    actor: str
    subject: str
    facts: JsonObject


def append_event(
    db: Session, *, kind: str, actor: str, subject: str, facts: JsonObject, now: datetime
) -> None:
    """Add one entry to the chain, as `append_events`."""
    append_events(db, [AuditEvent(kind, actor, subject, facts)], now=now)


def append_events(db: Session, events: Sequence[AuditEvent], *, now: datetime) -> None:
    """Add entries to the chain; from here on other transactions wait for the end of this one.

    Callers append last, after every other lock, so that no two of them wait for each other.
    """
    if not events:
        return
    seq, last = _locked_head(db)
    at, entries = _written_instant(now), []
    for event in events:
        seq += 1
        facts = _canonical(event.facts)
        content = [seq, at, event.kind, event.actor, event.subject, facts]
        previous, last = last, _hash(last, content)
        entries.append(
            {
                "seq": seq,
                "at": now,
                "kind": event.kind,
                "actor": event.actor,
                "subject": event.subject,
                "facts": facts,
                "previous_hash": previous,
                "hash": last,
            }
        )
    insert_values(db, AuditEventRow, entries)
    db.execute(update(AuditHeadRow).where(AuditHeadRow.id == HEAD).values(seq=seq, hash=last))


def verify_chain(db: Session) -> int | None:
    """Return the `seq` of the first entry that does not fit, None where all fit.

    An entry missing at the end is seen by the head, which names the last one.
    """
    seq, last = 0, NO_HASH
    for row in db.scalars(select(AuditEventRow).order_by(AuditEventRow.seq)).yield_per(1000):
        seq += 1
        if row.seq != seq or row.previous_hash != last or row.hash != _hash_of(row):
            return seq
        last = row.hash
    head = db.execute(select(AuditHeadRow.seq, AuditHeadRow.hash)).one()
    return None if (head.seq, head.hash) == (seq, last) else seq + 1


def _locked_head(db: Session) -> tuple[int, str]:
    # SQLite's writer holds the whole database already; PostgreSQL locks the one row.
    head = db.execute(
        select(AuditHeadRow.seq, AuditHeadRow.hash).where(AuditHeadRow.id == HEAD).with_for_update()
    ).one()
    return head.seq, head.hash


def _hash_of(row: AuditEventRow) -> str:
    at = _written_instant(row.at)
    return _hash(row.previous_hash, [row.seq, at, row.kind, row.actor, row.subject, row.facts])


def _hash(previous_hash: str, content: list[object]) -> str:
    return hashlib.sha256(f"{previous_hash}\n{_canonical(content)}".encode()).hexdigest()


def _written_instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
