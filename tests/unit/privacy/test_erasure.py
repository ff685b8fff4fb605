"""Erasing a person: nothing of hers stays, nothing of others' goes (hardening G01, G03)."""

from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

import pytest
from sqlalchemy import select

from badger.db.audit import verify_chain
from badger.db.base import Base, new_session, write_session
from badger.db.engine import DatabaseUnavailable, open_engine
from badger.db.rows import AuditEventRow, CredentialRow, ObservationRow, PersonRow, StatusEntryRow
from badger.db.wiping import wipe_deleted
from badger.issuer.people import set_login_code
from badger.privacy.erasure import NAMELESS, erase_person
from badger.privacy.guardians import PersonUnknown
from badger.privacy.registry import TABLES
from tests.databases import empty_tables
from tests.factories import NOW, award, make_person, ready_to_award
from tests.unit.privacy.filled import CANARY, canaries, fill_every_table


def everything_in(db) -> str:
    """All that the tables hold, as one text."""
    rows = [
        str(tuple(row))
        for table in Base.metadata.sorted_tables
        for row in db.execute(select(table))
    ]
    return "\n".join(rows)


def test_g01_what_the_registry_calls_hers_is_gone_from_every_table(db):
    person = make_person(db, f"{CANARY}-people-display_name")
    fill_every_table(db, person_id=person.id)
    before = everything_in(db)
    assert [] == [word for word in canaries(deleted_or_emptied=True) if word not in before]

    erase_person(db, person.id, now=NOW)

    after = everything_in(db)
    assert [] == [word for word in canaries(deleted_or_emptied=True) if word in after]
    assert [] == [word for word in canaries(deleted_or_emptied=False) if word not in after]


def test_g03_only_the_audit_chain_still_has_the_old_id_and_it_fits(db):
    person = make_person(db)
    fill_every_table(db, person_id=person.id)

    erase_person(db, person.id, now=NOW)

    places = {
        table.name
        for table in Base.metadata.sorted_tables
        for row in db.execute(select(table))
        if person.id in str(tuple(row))
    }
    assert {"audit_events"} == places
    assert verify_chain(db) is None


def test_g01_the_place_in_the_status_list_stays_and_the_badge_does_not(db):
    scene, (proposal,) = ready_to_award(db)
    issued = award(db, proposal).id
    place = db.get(CredentialRow, issued).list_index

    erase_person(db, scene.person.id, now=NOW)

    row = db.get(CredentialRow, issued)
    assert ("erased", None, None, place) == (row.state, row.signed, row.unsigned, row.list_index)
    assert [place] == list(db.scalars(select(StatusEntryRow.list_index)))


def test_g01_what_an_observer_saw_of_others_stays_without_her_name(db):
    scene, (proposal,) = ready_to_award(db)
    award(db, proposal)
    coach = scene.coach.id

    assert erase_person(db, coach, now=NOW).acted > 0

    observers = set(db.scalars(select(ObservationRow.observer_id)))
    assert coach not in observers and scene.trainer.id in observers and 2 == len(observers)
    (nameless,) = observers - {scene.trainer.id}
    assert NAMELESS == db.get(PersonRow, nameless).display_name


def test_g01_somebody_who_did_nothing_for_others_leaves_no_row(db):
    person = make_person(db)
    set_login_code(db, person_id=person.id, code="SEUL-ABCDEFGH", now=NOW)

    assert 0 == erase_person(db, person.id, now=NOW).acted

    assert [] == list(db.scalars(select(PersonRow)))


def test_g01_other_people_keep_everything(db):
    scene, proposals = ready_to_award(db, people=2)
    for proposal in proposals:
        award(db, proposal)
    other = scene.people[1].id
    before = [row.signed for row in credentials_of(db, other)]

    erase_person(db, scene.person.id, now=NOW)

    assert before == [row.signed for row in credentials_of(db, other)] and before[0]
    assert db.scalars(select(ObservationRow).where(ObservationRow.person_id == other)).first()


def test_an_unknown_person_cannot_be_erased(db):
    with pytest.raises(PersonUnknown):
        erase_person(db, "nobody", now=NOW)


def test_the_erasure_itself_stands_in_the_chain(db):
    person = make_person(db)
    erase_person(db, person.id, now=NOW)

    last = db.scalars(select(AuditEventRow).order_by(AuditEventRow.seq.desc())).first()
    assert ("person.erased", person.id, "{}") == (last.kind, last.subject, last.facts)


def test_g01_no_file_of_the_database_holds_a_word_of_the_erased(engine):
    with write_session(engine) as db:
        person = make_person(db, f"{CANARY}-people-display_name").id
        fill_every_table(db, person_id=person)
        crowd = [make_person(db, f"{CANARY}-crowd-{number}").id for number in range(50)]
    keep_samples(engine)
    gone = [word.encode() for word in canaries(deleted_or_emptied=True)]
    assert [] == [word for word in gone if word not in files_of(engine)]

    with write_session(engine) as db:
        for one in (person, *crowd):
            erase_person(db, one, now=NOW)
    wipe_deleted(engine)

    gone.append(f"{CANARY}-crowd".encode())
    assert [] == [word for word in gone if word in files_of(engine)]
    with new_session(engine) as db:
        assert verify_chain(db) is None


def test_g01_what_somebody_still_sees_is_waited_for(postgres_url):
    engine = open_engine(postgres_url)
    with engine.begin() as connection:
        empty_tables(connection)
    with write_session(engine) as db:
        person = make_person(db, f"{CANARY}-seen").id
    with engine.connect() as reader:
        reader.execution_options(isolation_level="REPEATABLE READ")
        reader.exec_driver_sql("SELECT 1")
        with write_session(engine) as db:
            erase_person(db, person, now=NOW)
        with pytest.raises(DatabaseUnavailable):
            wipe_deleted(engine, patience_s=0.0)
        with ThreadPoolExecutor(1) as pool:
            wiped = pool.submit(wipe_deleted, engine, patience_s=60.0)
            wait([wiped], timeout=0.5)
            reader.close()
            wiped.result()

    assert f"{CANARY}-seen".encode() not in files_of(engine)
    engine.dispose()


def keep_samples(engine) -> None:
    """Have PostgreSQL note frequent values of each column, as it does by itself now and then."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT")
            connection.exec_driver_sql("ANALYZE")


def files_of(engine) -> bytes:
    """Every byte that the database keeps on the disk for its tables and indexes."""
    if engine.dialect.name == "sqlite":
        file = Path(engine.url.database)
        return b"".join(path.read_bytes() for path in file.parent.glob(f"{file.name}*"))
    relations = (
        "SELECT pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class"
        " WHERE relkind IN ('r', 'i', 't') AND relowner = (SELECT relowner FROM pg_class"
        " WHERE relname = 'people') AND NOT relisshared"
    )
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        connection.exec_driver_sql("CHECKPOINT")
        return b"".join(bytes(row[0]) for row in connection.exec_driver_sql(relations))


def credentials_of(db, person_id):
    return db.scalars(select(CredentialRow).where(CredentialRow.person_id == person_id)).all()


def test_the_registry_names_a_reason_for_every_kept_column():
    assert all(reason for table in TABLES.values() for reason in table.because.values())
