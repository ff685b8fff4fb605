"""Two accounts of one human become one: all her facts, badges and codes."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from badger.db.audit import verify_chain
from badger.db.base import Base, open_engine, read_session, write_session
from badger.db.rows import (
    CollectionItemRow,
    CollectionRow,
    CredentialRow,
    EmailRow,
    HoldingCheckRow,
    HoldingRow,
    LoginCodeRow,
    ObservationRow,
    PersonRow,
    ProposalRow,
    SessionParticipantRow,
)
from badger.issuer.people import create_person, person_by_login_code, set_login_code
from badger.jobs.erasing import erase_for_good
from badger.privacy.erased_list import erased_ids
from badger.privacy.guardians import GUARDIAN_VERSION, record_guardian_consent
from badger.privacy.merging import AccountGone, SameAccount, TwoPeople, merge_accounts
from tests.factories import NOW, award, make_person, make_scene, ready_to_award, watch
from tests.unit.privacy.filled import fill_every_table


def merge(db, kept, former) -> None:
    merge_accounts(db, kept=kept, former=former, shown_by="card", now=NOW)
    db.expire_all()


def test_everything_of_every_table_moves_and_nothing_names_the_former(db):
    kept, former = make_person(db).id, make_person(db).id
    fill_every_table(db, person_id=former)
    # Nobody judges herself: these rows name her as both, as no rule of the product allows.

    merge(db, kept, former)

    left = {
        table.name
        for table in Base.metadata.sorted_tables
        for row in db.execute(select(table))
        if former in str(tuple(row))
    }
    assert {"audit_events"} == left
    assert verify_chain(db) is None


def test_facts_and_badges_of_both_are_hers(db):
    scene, proposals = ready_to_award(db, people=2)
    badges = {award(db, proposal).id for proposal in proposals}
    kept, former = (person.id for person in scene.people)
    seen = len(db.scalars(select(ObservationRow)).all())

    merge(db, kept, former)

    assert badges == set(db.scalars(select(CredentialRow.id)))
    assert {kept} == set(db.scalars(select(CredentialRow.person_id)))
    assert seen == len(db.scalars(select(ObservationRow.id)).all())
    assert {kept} == set(db.scalars(select(ObservationRow.person_id)))
    assert {kept} == set(db.scalars(select(ProposalRow.person_id)))
    assert db.get(PersonRow, former) is None


def test_what_both_have_is_kept_once(db):
    scene = make_scene(db, people=2)
    kept, former = (person.id for person in scene.people)

    merge(db, kept, former)

    rows = db.scalars(select(SessionParticipantRow)).all()
    assert [kept] == [row.person_id for row in rows]


def test_a_badge_that_both_brought_is_one_in_its_collections_and_shares(db):
    kept, former = make_person(db).id, make_person(db).id
    held = [hold(db, one, day=day) for one, day in ((kept, 1), (former, 2))]
    collection = CollectionRow(person_id=kept, name="Cuisine", created_at=NOW)
    db.add(collection)
    db.flush()
    item = CollectionItemRow(collection_id=collection.id, holding_id=held[0], position=0)
    db.add(item)
    db.flush()

    merge(db, kept, former)

    (left,) = db.scalars(select(HoldingRow)).all()
    assert (held[1], kept) == (left.id, left.person_id)
    assert [held[1]] == list(db.scalars(select(CollectionItemRow.holding_id)))
    assert [held[1]] == list(db.scalars(select(HoldingCheckRow.holding_id)))


@pytest.mark.parametrize("confirmed_by", ["kept", "former"])
def test_an_address_that_one_has_confirmed_stays_confirmed(db, confirmed_by):
    people = {"kept": make_person(db).id, "former": make_person(db).id}
    for name, person_id in people.items():
        row = EmailRow(person_id=person_id, email="a@example.org", added_at=NOW, code_tries=0)
        row.verified_at = NOW if name == confirmed_by else None
        db.add(row)
    db.flush()

    merge(db, people["kept"], people["former"])

    (row,) = db.scalars(select(EmailRow)).all()
    assert (people["kept"], NOW) == (row.person_id, row.verified_at)


def hold(db, person_id: str, *, day: int) -> str:
    row = HoldingRow(
        person_id=person_id,
        issuer="did:web:club.example",
        credential_id="https://club.example/badges/1",
        achievement_id="https://club.example/a",
        name="Badge",
        valid_from=NOW + timedelta(days=day),
        document=b"{}",
        received_at=NOW,
    )
    db.add(row)
    db.flush()
    looked = {"reported_at": NOW, "checked_at": NOW, "due_at": NOW, "tries": 0}
    db.add(HoldingCheckRow(holding_id=row.id, state="valid", code="", report=b"", **looked))
    db.flush()
    return row.id


def test_of_two_proposals_that_wait_for_one_badge_one_stays(db):
    scene, proposals = ready_to_award(db, people=2)

    merge(db, *(person.id for person in scene.people))

    assert 1 == len(db.scalars(select(ProposalRow)).all()) < len(proposals)


def test_the_card_of_the_kept_account_stays_and_the_other_dies(db):
    kept, former = make_person(db).id, make_person(db).id
    set_login_code(db, person_id=kept, code="GARDE-ABCDEFGH", now=NOW)
    set_login_code(db, person_id=former, code="PERDU-ABCDEFGH", now=NOW)

    merge(db, kept, former)

    assert kept == person_by_login_code(db, "GARDE-ABCDEFGH").id
    assert person_by_login_code(db, "PERDU-ABCDEFGH") is None


def test_a_card_moves_where_the_kept_account_has_none(db):
    kept, former = make_person(db).id, make_person(db).id
    set_login_code(db, person_id=former, code="SEULE-ABCDEFGH", now=NOW)

    merge(db, kept, former)

    assert [kept] == list(db.scalars(select(LoginCodeRow.person_id)))


def test_g07_a_minor_stays_a_minor(db):
    former = create_person(db, display_name="Un", actor="test", now=NOW, minor=True)
    kept = make_person(db)

    merge(db, kept.id, former.id)

    assert db.get(PersonRow, kept.id).minor


def test_who_observed_somebody_is_not_that_person(db):
    scene = make_scene(db)
    watch(db, scene)

    for pair in ((scene.person.id, scene.coach.id), (scene.coach.id, scene.person.id)):
        with pytest.raises(TwoPeople):
            merge(db, *pair)


def test_who_recorded_somebodys_answer_beside_her_is_not_that_person(db):
    _, (proposal_id,) = ready_to_award(db)
    passeur, proposal = make_person(db).id, db.get_one(ProposalRow, proposal_id)
    proposal.in_presence_of = passeur
    db.flush()

    with pytest.raises(TwoPeople):
        merge(db, passeur, proposal.person_id)


def test_g07_who_wrote_a_guardians_yes_down_is_not_the_minor(db):
    minor = create_person(db, display_name="Un", actor="test", now=NOW, minor=True).id
    beside = make_person(db).id
    yes = {"person_id": minor, "text_version": GUARDIAN_VERSION, "recorded_by": beside}
    record_guardian_consent(db, now=NOW, **yes)

    with pytest.raises(TwoPeople):
        merge(db, beside, minor)


def test_a_group_is_no_person(db):
    group = create_person(db, display_name="Groupe", actor="test", now=NOW, kind="group")
    with pytest.raises(TwoPeople):
        merge(db, make_person(db).id, group.id)


def test_an_account_is_not_merged_with_itself_nor_with_none(db):
    person = make_person(db).id
    with pytest.raises(SameAccount):
        merge(db, person, person)
    with pytest.raises(AccountGone):
        merge(db, person, "nobody")


def test_g06_erasing_names_the_accounts_that_were_merged_too(sqlite_url, tmp_path):
    engine, listed = open_engine(sqlite_url), tmp_path / "list"
    with write_session(engine) as db:
        first, second, third = (make_person(db).id for _ in range(3))
        merge(db, second, third)
        merge(db, first, second)

    erase_for_good(engine, first, list_file=listed, now=NOW)

    assert {first, second, third} == set(erased_ids(listed))
    with read_session(engine) as db:
        assert [] == list(db.scalars(select(PersonRow.id)))
        assert [] == list(db.scalars(select(HoldingRow.id)))
    engine.dispose()
