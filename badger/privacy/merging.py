"""Two accounts of one human become one: all her facts, badges and ways to come in (issue 5)."""

from datetime import datetime
from typing import Final

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import PersonRow
from badger.errors import BadgerError
from badger.json_value import JsonObject
from badger.privacy.merging_queries import (
    MERGED,
    join_addresses,
    join_holdings,
    locked_people,
    move,
    one_acted_for_the_other,
    one_made_the_card_of_the_other,
    part_proposals,
    rename_in_imports,
)
from badger.privacy.registry import TABLES

# Where somebody judges or vouches for somebody: nobody does so of herself, so these are two people.
JUDGED: Final = (
    ("observations", "observer_id"),
    ("feedback", "author_id"),
    ("agreements", "written_by"),
    ("accompaniments", "companion_id"),
    ("proposals", "in_presence_of"),
    ("guardian_consents", "recorded_by"),
)


class SameAccount(BadgerError):
    """The other account is the one that is signed in."""

    code = "merging.same"


class AccountGone(BadgerError):
    """One of the two accounts is not there any more."""

    code = "merging.gone"


class TwoPeople(BadgerError):
    """One has observed or judged the other, or made her card, or they are of different kinds."""

    code = "merging.two_people"


class MergingRefused(BadgerError):
    """Something of both is under way that cannot be made one now."""

    code = "merging.refused"


def merge_accounts(db: Session, *, kept: str, former: str, shown_by: str, now: datetime) -> None:
    """Give everything of `former` to `kept`; `former` goes, with its card where both have one.

    Both have just proven that they came in: that is the caller's to ask. Where both have the
    same thing (a place in a session, a badge kept, an address), one stays.
    shown_by: how the former was shown to be hers, for the audit log.
    Raises: SameAccount, AccountGone, TwoPeople, MergingRefused: then nothing has changed.
    """
    _refuse_two_people(db, kept, former)
    part_proposals(db, former=former, new=kept)
    join_holdings(db, former=former, new=kept)
    join_addresses(db, former=former, new=kept)
    for name, table in TABLES.items():
        direct = {way for way in table.whose if "=" not in way}
        for column in sorted((table.names | direct) - {"id"}):
            if not move(db, name, column, former=former, new=kept):
                raise MergingRefused
    rename_in_imports(db, former=former, new=kept)
    _let_go(db, kept, former)
    facts: JsonObject = {"shown_by": shown_by}
    append_event(db, kind=MERGED, actor=kept, subject=former, facts=facts, now=now)


def _refuse_two_people(db: Session, kept: str, former: str) -> None:
    if kept == former:
        raise SameAccount
    people = locked_people(db, (kept, former))
    if len(people) != 2:
        raise AccountGone
    if people[0].kind != people[1].kind:
        raise TwoPeople
    for name, acting in JUDGED:
        if one_acted_for_the_other(db, name, acting=acting, pair=(kept, former)):
            raise TwoPeople
    if one_made_the_card_of_the_other(db, (kept, former)):
        raise TwoPeople


def _let_go(db: Session, kept_id: str, former_id: str) -> None:
    """Remove the row of the former; what it said about the person stays with the kept one."""
    kept, former = db.get_one(PersonRow, kept_id), db.get_one(PersonRow, former_id)
    kept.minor = kept.minor or former.minor
    kept.registered_by = kept.registered_by or former.registered_by
    db.delete(former)
    db.flush()
