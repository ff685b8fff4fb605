"""Statements that put one person in another's place, whatever the table."""

from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import ColumnElement, UniqueConstraint, and_, delete, exists, or_, select, update
from sqlalchemy import Table as SchemaTable
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from badger.db.base import Base, Session
from badger.db.rows import (
    AuditEventRow,
    BulkImportRow,
    CredentialRow,
    EmailRow,
    HoldingCheckRow,
    HoldingRow,
    PersonRow,
    ProposalRow,
)

MERGED = "account.merged"
UNDER_WAY = ("proposed", "accepted")
# Whoever did this read the code of the other's card.
CARD_MADE = ("person.created", "account.card_renewed")


def locked_people(db: Session, ids: tuple[str, str]) -> Sequence[PersonRow]:
    """Return two people, locked in one order whoever asks."""
    asked = select(PersonRow).where(PersonRow.id.in_(ids)).order_by(PersonRow.id)
    return db.scalars(asked.with_for_update().execution_options(populate_existing=True)).all()


def one_acted_for_the_other(db: Session, name: str, *, acting: str, pair: tuple[str, str]) -> bool:
    """Tell whether one of two people stands as who acted in a row of the other's."""
    table = Base.metadata.tables[name]
    both = table.c.person_id.in_(pair), table.c[acting].in_(pair)
    return bool(db.scalar(select(exists().where(*both, table.c.person_id != table.c[acting]))))


def one_made_the_card_of_the_other(db: Session, pair: tuple[str, str]) -> bool:
    """Tell whether one of two people, or who became her by merging, made a card of the other."""
    one, other = ((who, *merged_into(db, who)) for who in pair)
    row = AuditEventRow
    made = or_(
        and_(row.actor.in_(one), row.subject.in_(other)),
        and_(row.actor.in_(other), row.subject.in_(one)),
    )
    return bool(db.scalar(select(exists().where(row.kind.in_(CARD_MADE), made))))


def move(db: Session, name: str, column: str, *, former: str, new: str) -> bool:
    """Put `new` in the place of `former`; what `new` has already goes. Tell whether it could be.

    It cannot where others' rows point at one that would have to go.
    """
    table = Base.metadata.tables[name]
    mine = table.c[column] == former
    try:
        with db.begin_nested():
            for rest in _unique_with(table, column):
                db.execute(delete(table).where(mine, _stands_twice(table, column, rest, new=new)))
            db.execute(update(table).where(mine).values({column: new}))
    except IntegrityError:
        return False
    return True


def part_proposals(db: Session, *, former: str, new: str) -> None:
    """Make room for a person's proposals beside those of the other.

    Of two for one badge that wait, or of one session, one goes; one that a badge was made of
    stays without its session.
    """
    row = Base.metadata.tables[ProposalRow.__tablename__]
    other = row.alias()
    twin = and_(other.c.person_id == new, other.c.version_id == row.c.version_id)
    under_way = exists().where(twin, other.c.state.in_(UNDER_WAY))
    same_session = exists().where(twin, other.c.session_id == row.c.session_id)
    used = exists().where(CredentialRow.proposal_id == row.c.id)
    mine = row.c.person_id == former
    waits_twice = and_(row.c.state.in_(UNDER_WAY), under_way)
    db.execute(delete(row).where(mine, ~used, waits_twice | same_session))
    db.execute(update(row).where(mine, used, same_session).values(session_id=None))


def join_holdings(db: Session, *, former: str, new: str) -> None:
    """Make one of two copies of a badge, and let what points at the other point at it.

    The one that was given here stays before one that was brought, then the newer edition.
    """
    mine, theirs = aliased(HoldingRow), aliased(HoldingRow)
    twins = and_(mine.issuer == theirs.issuer, mine.credential_id == theirs.credential_id)
    pairs = select(mine, theirs).join(theirs, twins)
    for one, other in db.execute(pairs.where(mine.person_id == former, theirs.person_id == new)):
        lost, stays = sorted((one, other), key=lambda row: (bool(row.badge_id), row.valid_from))
        for name in ("collection_items", "shared_badges"):
            table = Base.metadata.tables[name]
            moved = update(table).where(table.c.holding_id == lost.id)
            db.execute(moved.values(holding_id=stays.id))
        db.execute(delete(HoldingCheckRow).where(HoldingCheckRow.holding_id == lost.id))
        db.execute(delete(HoldingRow).where(HoldingRow.id == lost.id))


def join_addresses(db: Session, *, former: str, new: str) -> None:
    """Of an address that both gave, let the one stay that was confirmed."""
    confirmed = select(EmailRow.email).where(
        EmailRow.person_id == former, EmailRow.verified_at.is_not(None)
    )
    given = EmailRow.person_id == new, EmailRow.verified_at.is_(None)
    db.execute(delete(EmailRow).where(*given, EmailRow.email.in_(confirmed)))


def rename_in_imports(db: Session, *, former: str, new: str) -> None:
    """Name the new one in files of observations that are not done."""
    waiting = select(BulkImportRow).where(BulkImportRow.finished_at.is_(None)).with_for_update()
    for kept in db.scalars(waiting):
        rows = [[new if cell == former else cell for cell in row] for row in kept.rows]
        if rows != kept.rows:
            kept.rows = rows
    db.flush()


def merged_into(db: Session, person_id: str) -> tuple[str, ...]:
    """Return the ids that became a person's by merging, those merged into them before too."""
    found: list[str] = []
    waiting = [person_id]
    while waiting:
        row = AuditEventRow
        asked = select(row.subject).where(row.kind == MERGED, row.actor == waiting.pop())
        new = [one for one in db.scalars(asked) if one not in found]
        found += new
        waiting += new
    return tuple(found)


def living_by_merging(db: Session, ids: Collection[str]) -> set[str]:
    """Return those of `ids` who became, by merging, a person who is there and not among them."""
    event = AuditEventRow
    merged = db.execute(select(event.subject, event.actor).where(event.kind == MERGED))
    became = {row.subject: row.actor for row in merged}
    living = set()
    for one in ids:
        last = one
        while last in became:
            last = became[last]
        if last not in ids and db.get(PersonRow, last) is not None:
            living.add(one)
    return living


def _unique_with(table: SchemaTable, column: str) -> Iterator[tuple[str, ...]]:
    """Yield the other columns of each key or rule by which a column stands only once."""
    keys = {tuple(c.name for c in table.primary_key.columns)}
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            keys.add(tuple(c.name for c in constraint.columns))
    for index in table.indexes:
        if index.unique and not any("where" in option for option in index.kwargs):
            keys.add(tuple(c.name for c in index.columns))
    for key in sorted(keys):
        if column in key:
            yield tuple(name for name in key if name != column)


def _stands_twice(
    table: SchemaTable, column: str, rest: tuple[str, ...], *, new: str
) -> ColumnElement[bool]:
    """Say which rows would be the same as one of the new person's."""
    other = table.alias()
    same = (other.c[name] == table.c[name] for name in rest)
    return exists().where(other.c[column] == new, *same)
