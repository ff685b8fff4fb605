"""A page that nobody uses any more goes, after a warning (hardening G05)."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from threading import Barrier

import pytest
from sqlalchemy import select

from badger.db.base import read_session, write_session
from badger.db.rows import EmailRow, ExperienceRow, LastSeenRow, MailRow, PersonRow
from badger.issuer.people import grant_role
from badger.jobs.erasing import erase_inactive
from badger.jobs.retention import Retention
from badger.privacy.inactive import (
    SILENT_FOR,
    WARNED_FOR,
    erased_after,
    is_noted,
    look_for_inactive,
    note_seen,
)
from badger.privacy.inactive_queries import warned_people
from tests.factories import NOW, make_person

PAGE = "https://badges.example/me/account"
ADDRESS = {"email": "un@exemple.fr", "added_at": NOW, "code_tries": 0}
DAY = timedelta(days=1)
# She was last seen in March 2026: silent from the first of the month on.
FIRST = datetime(2026, 3, 1, 9, 30, tzinfo=NOW.tzinfo)
WARNED_AT = FIRST + SILENT_FOR + DAY
GONE_AT = WARNED_AT + WARNED_FOR + DAY


def somebody(db, *, seen: bool = True) -> str:
    person = make_person(db).id
    if seen:
        note_seen(db, person, now=NOW)
    return person


def look(db, now: datetime):
    return look_for_inactive(db, page=PAGE, now=now)


def test_g05_nobody_is_warned_before_two_years_and_nobody_erased_before_her_time(db):
    person = somebody(db)

    assert 0 == look(db, WARNED_AT - DAY).warned
    assert (1, ()) == (look(db, WARNED_AT).warned, look(db, WARNED_AT).to_erase)
    assert () == look(db, GONE_AT - DAY).to_erase
    assert (person,) == look(db, GONE_AT).to_erase
    assert 0 == look(db, GONE_AT).warned


def test_g05_whoever_has_an_address_is_warned_by_mail_once_and_no_name_stands_in_it(db):
    person = somebody(db)
    db.add(EmailRow(person_id=person, **ADDRESS, verified_at=NOW))
    look(db, WARNED_AT)
    look(db, WARNED_AT + DAY)

    (mail,) = db.scalars(select(MailRow))
    assert ("un@exemple.fr", "Votre page de badges") == (mail.recipient, mail.subject)
    day = erased_after(WARNED_AT.date())
    assert f"{day:%d/%m/%Y}" in mail.text and PAGE in mail.text
    assert db.get(PersonRow, person).display_name not in mail.text


def test_g05_an_address_that_was_not_confirmed_gets_no_mail(db):
    person = somebody(db)
    db.add(EmailRow(person_id=person, **ADDRESS, verified_at=None))
    assert 1 == look(db, WARNED_AT).warned
    assert [] == list(db.scalars(select(MailRow)))
    assert {person: WARNED_AT.date()} == warned_people(db, [person])


def test_g05_whoever_comes_in_keeps_her_page(db):
    person = somebody(db)
    look(db, WARNED_AT)
    assert not is_noted(db, person, now=WARNED_AT + DAY)

    assert note_seen(db, person, now=WARNED_AT + DAY)

    assert is_noted(db, person, now=WARNED_AT + DAY)
    assert not note_seen(db, person, now=WARNED_AT + DAY)
    assert () == look(db, GONE_AT).to_erase
    assert {} == warned_people(db, [person])


def test_g05_only_the_month_in_which_she_came_in_is_kept(db):
    person = somebody(db)
    assert date(2026, 3, 1) == db.get(LastSeenRow, person).seen_on
    assert is_noted(db, person, now=NOW) and not is_noted(db, person, now=NOW + 31 * DAY)


def test_g05_whoever_does_not_come_in_herself_is_not_silent_while_things_happen(db):
    person = somebody(db)
    told = ExperienceRow(person_id=person, what="Un repas", told_at=WARNED_AT - 40 * DAY)
    db.add(told)
    db.flush()
    assert 0 == look(db, WARNED_AT).warned

    told.told_at = NOW
    db.get(LastSeenRow, person).seen_on = FIRST.date()
    db.flush()
    assert 1 == look(db, WARNED_AT).warned
    told.told_at = WARNED_AT + DAY
    db.flush()
    assert () == look(db, GONE_AT).to_erase


def test_g05_nobody_is_warned_of_a_time_that_nobody_counted(db):
    somebody(db, seen=False)
    assert 0 == look(db, GONE_AT).warned
    assert 0 == look(db, GONE_AT + DAY).warned


def test_g05_whoever_holds_a_role_and_groups_stay(db):
    held = somebody(db)
    grant_role(db, person_id=held, role="passeur", partner_id=None, actor="test", now=NOW)
    group, other = make_person(db), make_person(db)
    group.kind = other.kind = "group"
    db.flush()
    # By its card, as a person does.
    note_seen(db, other.id, now=NOW)
    for now in (NOW, GONE_AT, GONE_AT + WARNED_FOR):
        assert (0, ()) == (look(db, now).warned, look(db, now).to_erase)
    assert db.get(LastSeenRow, group.id) is None


def test_g05_the_job_warns_then_erases_and_writes_down_whom(engine, tmp_path):
    with write_session(engine) as db:
        person = somebody(db)
    clocks = [WARNED_AT]
    listed = tmp_path / "erased"

    def clock() -> datetime:
        return clocks[-1]

    def erase(person_ids: Iterable[str]) -> int:
        return erase_inactive(engine, person_ids, list_file=listed, clock=clock)

    job = Retention(engine, clock=clock, erase=erase, page=PAGE)
    job.run_when_due()
    with read_session(engine) as db:
        assert db.get(PersonRow, person) is not None

    clocks.append(GONE_AT)
    job.run_when_due()

    with read_session(engine) as db:
        assert db.get(PersonRow, person) is None
    assert person in listed.read_text()


def comes_in(db, person: str) -> None:
    note_seen(db, person, now=GONE_AT)


def is_helped(db, person: str) -> None:
    db.add(ExperienceRow(person_id=person, what="Un repas", told_at=GONE_AT))


def gets_a_role(db, person: str) -> None:
    grant_role(db, person_id=person, role="passeur", partner_id=None, actor="test", now=GONE_AT)


@pytest.mark.parametrize("happens", [comes_in, is_helped, gets_a_role])
def test_g05_what_happens_between_the_look_and_the_erasure_keeps_a_page(engine, tmp_path, happens):
    with write_session(engine) as db:
        people = {somebody(db) for _ in range(3)}
        look(db, WARNED_AT)
    listed, turns = tmp_path / "erased", []

    def erase(person_ids: Iterable[str]) -> int:
        def one_by_one() -> Iterator[str]:
            for one in person_ids:
                turns.append(one)
                if len(turns) == 2:
                    with write_session(engine) as db:
                        happens(db, one)
                yield one

        return erase_inactive(engine, one_by_one(), list_file=listed, clock=lambda: GONE_AT)

    Retention(engine, clock=lambda: GONE_AT, erase=erase, page=PAGE).run_when_due()

    first, helped, last = turns
    with read_session(engine) as db:
        assert {helped} == people & set(db.scalars(select(PersonRow.id)))
    assert [first, last] == [line.split()[0] for line in listed.read_text().splitlines()]


def test_g05_whoever_was_merged_or_erased_meanwhile_holds_nobody_up(engine):
    with write_session(engine) as db:
        person = somebody(db)
        look(db, WARNED_AT)
    assert 1 == erase_inactive(engine, ("nobody", person), list_file=None, clock=lambda: GONE_AT)


def test_g05_whoever_comes_in_as_her_page_goes_is_nobody_and_nothing_is_written(db):
    assert not note_seen(db, "erased a moment ago", now=NOW)
    assert [] == list(db.scalars(select(LastSeenRow)))


def test_g05_processes_that_look_at_once_warn_by_one_mail(engine):
    with write_session(engine) as db:
        for number in range(8):
            address = {**ADDRESS, "email": f"{number}@exemple.fr"}
            db.add(EmailRow(person_id=somebody(db), **address, verified_at=NOW))
    together = Barrier(4)

    def look_alone(_: int) -> int:
        together.wait()
        with write_session(engine) as db:
            return look(db, WARNED_AT).warned

    with ThreadPoolExecutor(4) as pool:
        warned = list(pool.map(look_alone, range(4)))

    with read_session(engine) as db:
        mails = sorted(db.scalars(select(MailRow.recipient)))
    assert (8, [f"{number}@exemple.fr" for number in range(8)]) == (sum(warned), mails)
