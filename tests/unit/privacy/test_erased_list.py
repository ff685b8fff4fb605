"""Who was erased stays so after a restore (hardening G06)."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select

from badger.db.audit import verify_chain
from badger.db.base import open_engine, read_session, write_session
from badger.db.rows import PersonRow
from badger.jobs.erasing import erase_for_good, erase_inactive, erase_listed
from badger.privacy.erased_list import (
    ErasedListUnreadable,
    erase_again,
    erased_ids,
    write_down_erasure,
)
from badger.privacy.guardians import PersonUnknown
from badger.privacy.inactive import SILENT_FOR, WARNED_FOR, look_for_inactive, note_seen
from tests.factories import NOW, award, make_person, ready_to_award
from tests.unit.privacy.filled import CANARY, canaries, fill_every_table


def bytes_of(url: str) -> bytes:
    """Every byte of the database's files."""
    file = Path(open_engine(url).url.database)
    return b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))


def test_g06_a_backup_that_is_restored_is_erased_again_from_the_list(sqlite_url, tmp_path):
    engine = open_engine(sqlite_url)
    file, backup = Path(engine.url.database), tmp_path / "backup"
    listed = tmp_path / "kept elsewhere"
    with write_session(engine) as db:
        scene, (proposal, _) = ready_to_award(db, people=2)
        award(db, proposal)
        person, other = scene.person.id, scene.people[1].id
        scene.person.display_name = f"{CANARY}-people-display_name"
        fill_every_table(db, person_id=person)
    engine.dispose()
    shutil.copy(file, backup)

    erase_for_good(engine, person, list_file=listed, now=NOW)
    gone = [word.encode() for word in canaries(deleted_or_emptied=True)]
    assert [] == [word for word in gone if word in bytes_of(sqlite_url)]

    engine.dispose()
    shutil.copy(backup, file)
    assert all(word in bytes_of(sqlite_url) for word in gone)
    assert 1 == erase_listed(engine, list_file=listed, now=NOW)

    assert [] == [word for word in gone if word in bytes_of(sqlite_url)]
    with read_session(engine) as db:
        assert verify_chain(db) is None
        assert other in set(db.scalars(select(PersonRow.id)))
    assert 0 == erase_listed(engine, list_file=listed, now=NOW)
    engine.dispose()


def test_g06_an_erasure_that_was_interrupted_is_done_at_the_next_start(sqlite_url, tmp_path):
    engine, listed = open_engine(sqlite_url), tmp_path / "list"
    with write_session(engine) as db:
        person = make_person(db).id
    write_down_erasure(listed, person, now=NOW)

    assert 1 == erase_listed(engine, list_file=listed, now=NOW)
    engine.dispose()


def test_g06_the_list_holds_ids_and_instants_and_nothing_else(tmp_path):
    listed = tmp_path / "list"
    write_down_erasure(listed, "abc", now=NOW)
    write_down_erasure(listed, "def", now=datetime.fromisoformat("2026-03-14T10:30:00.5+01:00"))

    text = "abc 2026-03-14T09:30:00Z\ndef 2026-03-14T09:30:00Z\n"
    assert text == listed.read_text()
    assert ("abc", "def") == erased_ids(listed)
    assert 0o600 == listed.stat().st_mode & 0o777


def test_g06_without_a_list_nobody_is_erased_again(tmp_path, sqlite_url):
    assert () == erased_ids(tmp_path / "none")
    assert 0 == erase_listed(open_engine(sqlite_url), list_file=None, now=NOW)


@pytest.mark.parametrize(
    "line", ["", "abc", "abc 2026-03-14", "a b c", "../x 2026-03-14T09:30:00Z"]
)
def test_g06_a_line_that_is_none_of_ours_stops_the_start(tmp_path, sqlite_url, line):
    listed = tmp_path / "list"
    listed.write_text(f"abc 2026-03-14T09:30:00Z\n{line}\n")

    with pytest.raises(ErasedListUnreadable) as caught:
        erase_listed(open_engine(sqlite_url), list_file=listed, now=NOW)
    assert {"line": 2} == caught.value.facts


def test_g06_a_list_that_is_no_text_stops_the_start(tmp_path):
    listed = tmp_path / "list"
    listed.write_bytes(b"\xff\xfe")
    with pytest.raises(ErasedListUnreadable):
        erased_ids(listed)


def test_g06_nobody_is_erased_where_the_list_cannot_be_written(sqlite_url, tmp_path):
    engine = open_engine(sqlite_url)
    with write_session(engine) as db:
        person = make_person(db).id

    with pytest.raises(ErasedListUnreadable):
        erase_for_good(engine, person, list_file=tmp_path, now=NOW)

    with read_session(engine) as db:
        assert db.get(PersonRow, person) is not None
    engine.dispose()


def test_g01_several_people_leave_nothing_in_files_that_are_written_anew_once(sqlite_url):
    engine = open_engine(sqlite_url)
    asked: list[str] = []
    event.listen(engine, "connect", lambda driver, _: driver.set_trace_callback(asked.append))
    with write_session(engine) as db:
        people = [make_person(db, f"Canari-{number}").id for number in range(3)]
        for one in people:
            note_seen(db, one, now=NOW)
        silent = NOW + SILENT_FOR + timedelta(days=1)
        look_for_inactive(db, page="", now=silent)
    over = silent + WARNED_FOR + timedelta(days=1)
    folder = Path(sqlite_url.removeprefix("sqlite:///")).parent

    assert 3 == erase_inactive(engine, (*people, "nobody"), list_file=None, clock=lambda: over)

    assert 1 == asked.count("VACUUM")
    assert [] == [file for file in folder.iterdir() if b"Canari-" in file.read_bytes()]
    engine.dispose()


def test_somebody_unknown_cannot_be_erased_for_good(sqlite_url):
    with pytest.raises(PersonUnknown):
        erase_for_good(open_engine(sqlite_url), "nobody", list_file=None, now=NOW)


def test_the_same_id_twice_in_the_list_is_one(db):
    person = make_person(db).id
    assert 1 == erase_again(db, (person, person, "nobody"), now=NOW)
