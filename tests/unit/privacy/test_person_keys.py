"""Each person's words stand under a key of hers, which erasure destroys (hardening G01, G06)."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event, insert, literal_column, select, text, update

import badger
from badger.db.base import Base, Engine, open_engine, read_session, write_session
from badger.db.opening import keys_behind, open_database
from badger.db.person_key_errors import (
    PersonKeyDamaged,
    PersonKeyMissing,
    PersonKeysLocked,
    PersonKeysUnavailable,
)
from badger.db.rows import ExperienceRow
from badger.db.sealed import MARK, owned
from badger.db.sealing_rows import seal_what_is_open
from badger.db.wrapping import Wrapping
from badger.jobs.erasing import erase_for_good, erase_listed
from badger.privacy.erased_list import write_down_erasure
from badger.privacy.export import personal_data
from badger.privacy.guardians import PersonUnknown
from badger.privacy.key_check import PersonKeysUseless, require_person_keys
from badger.privacy.merging import merge_accounts
from badger.sentences.catalogue import SENTENCES
from badger.settings import Settings
from tests.architecture_rules import imports_of, read_modules
from tests.factories import NOW, make_person
from tests.unit.privacy.filled import canary, fill_every_table, sealed_canaries

KEK, OTHER_KEK = bytes(range(32)), bytes(range(1, 33))
WHAT = canary("experiences", "what")


@pytest.fixture
def settings(database_url: str, engine: Engine, tmp_path: Path) -> Settings:
    """An installation on each engine; `engine` empties what tests before left."""
    keys = f"sqlite:///{tmp_path / 'apart' / 'keys.sqlite3'}"
    (tmp_path / "apart").mkdir()
    return Settings(database_url=database_url, key_encryption_key=KEK, person_keys=keys)


@pytest.fixture
def opened(settings: Settings) -> Iterator[Engine]:
    engine = open_database(settings)
    yield engine
    engine.dispose()


def fill(engine: Engine) -> str:
    """Somebody with a row in every table."""
    with write_session(engine) as db:
        person = make_person(db).id
        fill_every_table(db, person_id=person)
    return person


def tell(engine: Engine, what: str = WHAT, *, person: str = "") -> ExperienceRow:
    """Somebody who did something."""
    with write_session(engine) as db:
        who = person or make_person(db).id
        told = ExperienceRow(person_id=who, what=what, place=None, jpeg=b"\xff\xd8", told_at=NOW)
        db.add(told)
    return told


def told(engine: Engine) -> list[str]:
    with read_session(engine) as db:
        return list(db.scalars(select(ExperienceRow.what)))


def at_rest(engine: Engine) -> str:
    """What stands in the column itself."""
    with read_session(engine) as db:
        return str(db.execute(text("SELECT what FROM experiences")).scalar_one())


def raw_text(engine: Engine) -> str:
    """All that the tables hold, as it stands there."""
    with read_session(engine) as db:
        tables = Base.metadata.sorted_tables
        asked = (
            select(*(literal_column(c.name) for c in t.columns)).select_from(t) for t in tables
        )
        return "".join(str(list(map(tuple, db.execute(one)))) for one in asked)


def test_g01_no_table_holds_a_sealed_word_and_the_person_reads_them_all(opened):
    person = fill(opened)

    assert [] == [word for word in sealed_canaries() if word in raw_text(opened)]
    with read_session(opened) as db:
        hers = str(personal_data(db, person).tables)
    unshown = {canary("messages", "sender_email"), canary("device_events", "payload")}
    unshown.add(canary("credentials", "unsigned"))
    assert unshown == {word for word in sealed_canaries() if word not in hers}


def test_g01_what_an_old_copy_holds_opens_no_more_once_the_key_is_destroyed(sqlite_url, tmp_path):
    settings = Settings(database_url=sqlite_url, key_encryption_key=KEK)
    engine = open_database(settings)
    person = fill(engine)
    tell(engine, "d'une autre")
    engine.dispose()
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    copy = tmp_path / "copy.sqlite3"
    shutil.copy(file, copy)

    erase_for_good(engine, person, list_file=None, now=NOW)

    held = copy.read_bytes()
    assert [] == [word for word in sealed_canaries() if word.encode() in held]
    keys = settings.person_keys_url
    old = open_database(replace(settings, database_url=f"sqlite:///{copy}", person_keys=keys))
    with pytest.raises(PersonKeyMissing), read_session(old) as db:
        personal_data(db, person)
    with read_session(old) as db:
        assert "d'une autre" in list(
            db.scalars(select(ExperienceRow.what).where(ExperienceRow.person_id != person))
        )
    engine.dispose()
    old.dispose()


def test_g01_the_keys_file_holds_nothing_of_a_destroyed_key(opened, settings):
    person = tell(opened).person_id
    file = Path(settings.person_keys.removeprefix("sqlite:///"))
    assert 0o600 == file.stat().st_mode & 0o777
    keys = keys_behind(opened.dialect)
    keys.close()
    held = b"".join(path.read_bytes() for path in file.parent.iterdir())
    assert person.encode() in held

    keys.destroy([person])
    keys.close()

    assert person.encode() not in b"".join(path.read_bytes() for path in file.parent.iterdir())


def test_g01_words_of_a_merged_account_are_read_on_and_both_keys_go_at_erasure(opened):
    former, kept = tell(opened).person_id, tell(opened, "autrement").person_id
    with write_session(opened) as db:
        merge_accounts(db, kept=kept, former=former, shown_by="card", now=NOW)
    assert {WHAT, "autrement"} == set(told(opened))

    erase_for_good(opened, kept, list_file=None, now=NOW)

    for gone in (former, kept):
        with pytest.raises(PersonKeyMissing):
            keys_behind(opened.dialect).of(gone)


def test_g01_whoever_was_merged_a_moment_before_is_not_written_down_as_erased(opened, tmp_path):
    """She erases her page in one browser while another merges it: her words live on."""
    former, listed = tell(opened).person_id, tmp_path / "list"
    kept = tell(opened, "autrement").person_id
    with write_session(opened) as db:
        merge_accounts(db, kept=kept, former=former, shown_by="card", now=NOW)

    with pytest.raises(PersonUnknown):
        erase_for_good(opened, former, list_file=listed, now=NOW)

    # The next start destroys the keys of all who stand in the list.
    assert 0 == erase_listed(opened, list_file=listed, now=NOW)
    assert {WHAT, "autrement"} == set(told(opened))


def test_g01_an_erasure_that_stopped_before_its_commit_takes_no_words_that_were_merged(
    opened, tmp_path
):
    """Written down, then the power went; before the next start she merged her page."""
    former, listed = tell(opened).person_id, tmp_path / "list"
    middle, kept = tell(opened, "entre").person_id, tell(opened, "autrement").person_id
    write_down_erasure(listed, former, now=NOW)
    with write_session(opened) as db:
        merge_accounts(db, kept=middle, former=former, shown_by="card", now=NOW)
        merge_accounts(db, kept=kept, former=middle, shown_by="card", now=NOW)

    assert 0 == erase_listed(opened, list_file=listed, now=NOW)
    assert {WHAT, "entre", "autrement"} == set(told(opened))

    erase_for_good(opened, kept, list_file=listed, now=NOW)
    assert 0 == erase_listed(opened, list_file=listed, now=NOW)
    with pytest.raises(PersonKeyMissing):
        keys_behind(opened.dialect).of(former)


def test_g06_a_key_that_came_back_is_destroyed_again_from_the_list(opened, settings, tmp_path):
    person, listed = tell(opened).person_id, tmp_path / "list"
    file = Path(settings.person_keys.removeprefix("sqlite:///"))
    keys = keys_behind(opened.dialect)
    keys.close()
    backup = tmp_path / "keys.backup"
    shutil.copy(file, backup)
    erase_for_good(opened, person, list_file=listed, now=NOW)
    keys.close()
    shutil.copy(backup, file)
    assert keys.of(person)

    assert 0 == erase_listed(opened, list_file=listed, now=NOW)

    with pytest.raises(PersonKeyMissing):
        keys.of(person)


def test_q01_without_the_key_encryption_key_nothing_is_read_or_written(opened, settings):
    tell(opened)
    for key in (None, OTHER_KEK):
        locked = open_database(replace(settings, key_encryption_key=key))
        with pytest.raises(PersonKeysLocked):
            told(locked)
        locked.dispose()
    locked = open_database(replace(settings, key_encryption_key=None))
    with pytest.raises(PersonKeysLocked):
        tell(locked)
    locked.dispose()


def test_q04_keys_of_people_move_to_a_new_key_encryption_key(opened, settings):
    tell(opened)
    moving = replace(settings, key_encryption_key=OTHER_KEK, former_key_encryption_key=KEK)
    engine = open_database(moving)
    assert [WHAT] == told(engine)

    assert (1, 0) == (keys_behind(engine.dialect).rewrap(), keys_behind(engine.dialect).rewrap())

    engine.dispose()
    engine = open_database(replace(moving, former_key_encryption_key=None))
    assert [WHAT] == told(engine)
    engine.dispose()


def test_g01_on_postgresql_keys_may_stand_in_the_database_itself(postgres_url):
    engine = open_database(Settings(database_url=postgres_url, key_encryption_key=KEK))
    keys = keys_behind(engine.dialect)
    keys.make(["somebody", "other"])
    before = keys.of("somebody")
    keys.make(["somebody"])
    keys.close()
    assert before == keys.of("somebody")

    keys.destroy(["somebody"])

    with pytest.raises(PersonKeyMissing):
        keys.of("somebody")
    assert before != keys.of("other")
    with write_session(engine) as db:
        db.execute(text("DROP TABLE person_keys"))
    engine.dispose()


def test_without_a_key_encryption_key_no_key_is_wrapped_anew(settings):
    engine = open_database(replace(settings, key_encryption_key=None))
    with pytest.raises(PersonKeysLocked):
        keys_behind(engine.dialect).rewrap()
    engine.dispose()


@pytest.mark.parametrize("spoilt", ["same owner", "no base64"])
def test_what_was_changed_at_rest_does_not_open(opened, spoilt):
    row, other = tell(opened), tell(opened, "autre").person_id
    with write_session(opened) as db:
        (stored,) = db.execute(
            text("SELECT what FROM experiences WHERE id = :id"), {"id": row.id}
        ).one()
        changed = stored.replace(row.person_id, other) if spoilt == "same owner" else stored + "!"
        db.execute(text("UPDATE experiences SET what = :what"), {"what": changed})

    with pytest.raises(PersonKeyDamaged):
        told(opened)


def test_a_key_that_was_moved_to_somebody_else_does_not_open(opened, settings):
    first, second = tell(opened).person_id, tell(opened).person_id
    keys = open_engine(settings.person_keys)
    with write_session(keys) as db:
        db.execute(text("DELETE FROM person_keys WHERE person_id = :id"), {"id": second})
        db.execute(text("UPDATE person_keys SET person_id = :id"), {"id": second})
    keys.dispose()
    keys_behind(opened.dialect).close()

    with pytest.raises(PersonKeyDamaged):
        keys_behind(opened.dialect).of(second)
    with pytest.raises(PersonKeyMissing):
        keys_behind(opened.dialect).of(first)


def test_a_value_that_says_nobodys_is_never_stored(opened):
    with pytest.raises(Exception, match="whose it is"), write_session(opened) as db:
        values = {"id": "1", "person_id": make_person(db).id, "what": "nu", "told_at": NOW}
        db.execute(insert(ExperienceRow), [values])


def test_words_that_are_changed_are_sealed_again_and_nothing_else_is_written(opened):
    row = tell(opened)
    before = at_rest(opened)
    with write_session(opened) as db:
        again = db.get(ExperienceRow, row.id)
        again.place = ""
    assert before == at_rest(opened)

    with write_session(opened) as db:
        db.get(ExperienceRow, row.id).what = "autrement"
    assert ["autrement"] == told(opened)
    assert "autrement" not in at_rest(opened)


def test_the_same_words_twice_look_different_at_rest(opened):
    row = tell(opened)
    before = at_rest(opened)
    with write_session(opened) as db:
        db.execute(update(ExperienceRow).values(what=owned(row.person_id, WHAT)))
    assert before != at_rest(opened)


def test_what_was_open_before_is_sealed_once(opened, settings):
    row = tell(opened)
    with write_session(opened) as db:
        db.execute(text("UPDATE experiences SET what = :what"), {"what": WHAT})
    assert [WHAT] == told(opened)

    assert (1, 0) == (seal_what_is_open(opened), seal_what_is_open(opened))

    assert at_rest(opened).startswith(f"{MARK.decode()}{row.person_id}:")
    assert [WHAT] == told(opened)


def test_a_key_is_made_once_and_read_once_for_many_rows(opened, settings):
    person = tell(opened).person_id
    asked = []

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement) if "person_keys" in statement else None

    event.listen(Engine, "before_cursor_execute", note)
    try:
        for _ in range(3):
            tell(opened, person=person)
        assert [] == asked
        keys_behind(opened.dialect).close()
        assert 8 == len(told(opened) + told(opened))
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    assert 1 == len([one for one in asked if one.startswith("SELECT person_keys")])


def test_a_database_of_keys_out_of_reach_is_told_apart(settings, tmp_path):
    nowhere = f"sqlite:///{tmp_path / 'none' / 'keys.sqlite3'}"
    engine = open_database(replace(settings, person_keys=nowhere))
    keys = keys_behind(engine.dialect)
    for ask in (lambda: keys.of("x"), lambda: keys.make(["x"]), lambda: keys.destroy(["x"])):
        with pytest.raises(PersonKeysUnavailable):
            ask()
    engine.dispose()


def test_g01_a_key_that_is_read_while_it_is_destroyed_is_not_remembered(opened):
    person = tell(opened).person_id
    keys = keys_behind(opened.dialect)
    read = []

    def read_it(_connection, _cursor, statement, *_rest):
        if statement.startswith("DELETE FROM person_keys"):
            read.append(keys.of(person))

    event.listen(Engine, "before_cursor_execute", read_it)
    try:
        keys.destroy([person])
    finally:
        event.remove(Engine, "before_cursor_execute", read_it)
    assert 1 == len(read)
    with pytest.raises(PersonKeyMissing):
        keys.of(person)


def test_the_file_of_keys_is_its_owners_where_the_address_is_a_uri(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = Settings(database_url="sqlite:///file:site.sqlite3?uri=true", key_encryption_key=KEK)
    engine = open_database(settings)
    keys_behind(engine.dialect).make(["somebody"])
    engine.dispose()

    (file,) = tmp_path.glob("*.keys")
    assert ("site.sqlite3.keys", 0o600) == (file.name, file.stat().st_mode & 0o777)


def test_g01_every_entrance_opens_the_database_with_its_keys():
    openers = {"badger.db.base.open_engine", "badger.db.engine.open_engine"}
    found = [
        module.name
        for module in read_modules(Path(badger.__file__).parent)
        if module.area != "db" and openers & {name for name, _ in imports_of(module)}
    ]
    assert [] == found


def test_secrets_stand_in_no_text():
    assert "00" not in repr(Wrapping(bytes(32), bytes(32)))


def refusal(settings: Settings, list_file: Path | None = None) -> str:
    """What is said of a site's keys of people as it starts, "" where it opens."""
    engine = open_database(settings)
    try:
        require_person_keys(engine, list_file=list_file)
    except PersonKeysUseless as error:
        return error.reason
    finally:
        engine.dispose()
    return ""


def test_q02_a_site_whose_keys_of_people_open_starts(opened, settings):
    assert "" == refusal(settings)
    fill(opened)
    assert "" == refusal(settings)


def test_q02_a_site_that_another_key_wraps_for_does_not_start(opened, settings):
    tell(opened)
    other = replace(settings, key_encryption_key=OTHER_KEK)
    assert "person_keys.start_locked" == refusal(other)
    assert "" == refusal(replace(other, former_key_encryption_key=KEK))


def test_q02_a_site_whose_keys_were_changed_does_not_start(opened, settings):
    tell(opened)
    keys = open_engine(settings.person_keys_url)
    with write_session(keys) as db:
        db.execute(text("UPDATE person_keys SET person_id = 'another'"))
    keys.dispose()
    assert "person_keys.start_damaged" == refusal(settings)


def test_q02_a_site_with_badges_and_without_one_key_does_not_start(opened, settings, tmp_path):
    apart = replace(settings, person_keys=f"sqlite:///{tmp_path / 'lost.sqlite3'}")
    tell(opened)
    assert "" == refusal(apart)
    person, listed = fill(opened), tmp_path / "erased"
    assert "person_keys.start_missing" == refusal(apart, listed)
    # Whom a backup brought back without her key is erased again by the start itself.
    write_down_erasure(listed, person, now=NOW)
    assert "" == refusal(apart, listed)


def test_q02_a_site_whose_keys_of_people_are_out_of_reach_does_not_start(settings, tmp_path):
    away = replace(settings, person_keys=f"sqlite:///{tmp_path / 'no' / 'folder.sqlite3'}")
    assert "person_keys.start_unavailable" == refusal(away)


def test_a_database_without_keys_of_people_has_none_to_check(sqlite_url):
    engine = open_engine(sqlite_url)
    assert require_person_keys(engine, list_file=None) is None
    engine.dispose()


def test_every_refusal_of_a_start_has_its_sentence():
    for reason in ("locked", "damaged", "missing", "unavailable"):
        assert f"person_keys.{reason}" in SENTENCES
        assert SENTENCES[f"person_keys.start_{reason}"].startswith(("Les clés", "La base des clés"))
