"""Badges from elsewhere: one badge once, the newer edition, and looks that are repeated."""

import json
from datetime import timedelta

import pytest

from badger.backpack.check_queries import some_are_due
from badger.backpack.imports import (
    BackpackFull,
    NotVerifiedNow,
    OnlyAnAddress,
    SeveralBadges,
    import_badge,
    record_check,
    remove_import,
    take_due,
)
from badger.backpack.queries import check_of, holdings_of, shelf_of
from badger.backpack.receive import NotAuthentic, receive
from badger.backpack.standing import Standing, look_again
from badger.db.rows import CollectionItemRow, CollectionRow
from badger.verify import Answer, LocalJudge, Question, VerificationPolicy
from badger.verify.kept_reports import ReportOutdated, read_report, write_report
from tests.factories import NOW, award, make_person, ready_to_award, resolver_of
from tests.world import World


@pytest.fixture
def outside() -> World:
    return World()


def judged(outside: World, document, *, now=NOW) -> Answer:
    data = document if isinstance(document, bytes) else json.dumps(document).encode()
    judge = LocalJudge(outside.new_resolver(), outside)
    return judge.answer(Question(data=data, policy=VerificationPolicy(), now=now))


def bring(db, outside, document, *, person, now=NOW):
    answer = judged(outside, document, now=now)
    return import_badge(db, answer, person_id=person.id, now=now)


def test_a_badge_from_elsewhere_is_kept_byte_for_byte_with_its_report(db, outside):
    person, document = make_person(db), outside.issue_badge()
    data = json.dumps(document, indent=1).encode()

    received = bring(db, outside, data, person=person)

    check = check_of(db, received.row.id)
    assert ("new", data, None) == (received.change, received.row.document, received.row.badge_id)
    assert ("valid", "", NOW) == (check.state, check.code, check.checked_at)
    assert document["id"] == read_report(check.report).credential.id


def test_the_same_badge_twice_is_one(db, outside):
    person, document = make_person(db), outside.issue_badge()

    changes = [bring(db, outside, document, person=person).change for _ in range(2)]

    assert ["new", "same"] == changes
    assert 1 == len(holdings_of(db, person.id))


def test_the_same_id_with_escapes_and_spaces_is_the_same_badge(db, outside):
    person = make_person(db)
    plain, escaped = (
        outside.issue_badge(id=f"https://club.example/{name}") for name in ("a/b", "a%2Fb")
    )

    bring(db, outside, plain, person=person)
    bring(db, outside, escaped, person=person)

    assert 1 == len(holdings_of(db, person.id))


@pytest.mark.parametrize(
    ("first", "then", "change", "kept"),
    [
        ("2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z", "newer", 1),
        ("2026-03-02T00:00:00Z", "2026-03-01T00:00:00Z", "older", 0),
        ("2026-03-01T00:00:00Z", "2026-03-01T00:00:00Z", "older", 0),
    ],
)
def test_only_a_newer_edition_takes_the_place(db, outside, first, then, change, kept):
    person = make_person(db)
    texts = [
        json.dumps(outside.issue_badge(validFrom=day, name=f"Badge {number}")).encode()
        for number, day in enumerate((first, then))
    ]

    bring(db, outside, texts[0], person=person)
    received = bring(db, outside, texts[1], person=person)

    assert change == received.change
    assert [texts[kept]] == [row.document for row in holdings_of(db, person.id)]


def test_another_issuer_does_not_replace_a_badge_by_its_id(db, outside):
    person = make_person(db)
    bring(db, outside, outside.issue_badge(id="https://club.example/1"), person=person)
    thief = outside.new_issuer()
    later = outside.issue_badge(
        thief, id="https://club.example/1", validFrom="2026-03-10T00:00:00Z"
    )

    assert "new" == bring(db, outside, later, person=person).change
    assert 2 == len(holdings_of(db, person.id))


def test_a_changed_badge_is_refused(db, outside):
    person, document = make_person(db), outside.issue_badge()
    document["name"] = "Autre chose"

    with pytest.raises(NotAuthentic):
        bring(db, outside, document, person=person)

    assert [] == list(holdings_of(db, person.id))


def test_a_badge_whose_issuer_does_not_answer_is_not_kept_as_if_it_had(db, outside):
    person, document = make_person(db), outside.issue_badge()
    outside.down["https://club.example/.well-known/did.json"] = "fetch.timeout"

    with pytest.raises(NotVerifiedNow):
        bring(db, outside, document, person=person)

    assert [] == list(holdings_of(db, person.id))


def test_several_badges_in_one_document_are_not_taken_for_one(db, outside):
    answer = judged(outside, outside.issue_badge())
    several = Answer(
        data=answer.data, carrier="json", reports=answer.reports, contained=(answer.data,)
    )
    with pytest.raises(SeveralBadges):
        import_badge(db, several, person_id=make_person(db).id, now=NOW)


def test_an_address_alone_is_no_badge_to_keep(db, outside):
    answer = judged(outside, outside.issue_badge())
    address = Answer(data=b"https://club.example/1", carrier="png", reports=answer.reports)
    with pytest.raises(OnlyAnAddress):
        import_badge(db, address, person_id=make_person(db).id, now=NOW)


def test_a_backpack_has_an_end(db, outside):
    person = make_person(db).id
    first, second = (
        judged(outside, outside.issue_badge(id=f"https://club.example/{number}"))
        for number in (1, 2)
    )
    import_badge(db, first, person_id=person, now=NOW, most=1)
    with pytest.raises(BackpackFull):
        import_badge(db, second, person_id=person, now=NOW, most=1)
    newer = outside.issue_badge(id="https://club.example/1", validFrom="2026-03-10T00:00:00Z")
    answer = judged(outside, newer)
    assert "newer" == import_badge(db, answer, person_id=person, now=NOW, most=1).change
    assert "new" == import_badge(db, second, person_id=person, now=NOW, most=2).change


def test_a_revoked_badge_is_kept_and_said_to_be(db, outside):
    person, document = make_person(db), outside.issue_revocable()
    outside.publish_list(revoked=(94_567,))

    received = bring(db, outside, document, person=person)

    assert ("revoked", "status.revoked") == (
        check_of(db, received.row.id).state,
        check_of(db, received.row.id).code,
    )
    assert ["revoked"] == [kept.state for kept in shelf_of(db, person.id)]


def test_a_look_that_finds_nothing_keeps_what_was_verified_before(db, outside):
    person, document = make_person(db), outside.issue_revocable()
    row = bring(db, outside, document, person=person).row
    later = NOW + timedelta(days=8)
    outside.down["https://club.example/.well-known/did.json"] = "fetch.timeout"

    record_check(db, row.id, judged(outside, document, now=later).report, now=later)

    check = check_of(db, row.id)
    assert ("unchecked", NOW, later) == (check.state, check.reported_at, check.checked_at)
    assert document["id"] == read_report(check.report).credential.id
    assert later + timedelta(hours=1) == check.due_at


def test_what_is_due_is_taken_by_one_alone(db, outside):
    person = make_person(db)
    row = bring(db, outside, outside.issue_badge(), person=person).row
    soon, later = NOW + timedelta(days=6), NOW + timedelta(days=7)

    assert not some_are_due(db, now=soon)
    assert [] == take_due(db, now=soon, limit=5)
    assert [row.id] == [due.holding_id for due in take_due(db, now=later, limit=5)]
    assert [] == take_due(db, now=later, limit=5)


@pytest.mark.parametrize(
    ("state", "tries", "expected"),
    [
        ("valid", 0, timedelta(days=7)),
        ("revoked", 0, timedelta(days=30)),
        ("suspended", 0, timedelta(days=1)),
        ("expired", 0, timedelta(days=90)),
        ("refused", 0, timedelta(days=7)),
        ("unchecked", 1, timedelta(hours=1)),
        ("unchecked", 3, timedelta(hours=4)),
        ("unchecked", 99, timedelta(days=2)),
    ],
)
def test_how_long_until_the_next_look(state, tries, expected):
    assert NOW + expected == look_again(Standing(state, ""), now=NOW, tries=tries)


def test_a_badge_that_is_delivered_here_is_of_here(db):
    scene, (proposal_id,) = ready_to_award(db)
    row = award(db, proposal_id)
    judge = LocalJudge(resolver_of(db), World())
    answer = judge.answer(Question(data=row.signed, policy=VerificationPolicy(), now=NOW))
    person = scene.person.id
    brought = import_badge(db, answer, person_id=person, now=NOW)

    receive(db, row.signed, person_id=person, resolver=resolver_of(db), now=NOW, badge_id=row.id)

    assert [(brought.row.id, row.id, None)] == [
        (kept.id, kept.badge_id, kept.checked_at) for kept in shelf_of(db, person)
    ]
    assert not remove_import(db, brought.row.id, person_id=person)
    assert "same" == import_badge(db, answer, person_id=person, now=NOW).change
    assert [None] == [kept.checked_at for kept in shelf_of(db, person)]


def test_a_removed_badge_leaves_its_collections_and_nothing_behind(db, outside):
    person, other = make_person(db), make_person(db)
    row = bring(db, outside, outside.issue_badge(), person=person).row
    collection = CollectionRow(person_id=person.id, name="Cuisine", created_at=NOW)
    db.add(collection)
    db.flush()
    db.add(CollectionItemRow(collection_id=collection.id, holding_id=row.id, position=0))
    db.flush()

    assert not remove_import(db, row.id, person_id=other.id)
    assert remove_import(db, row.id, person_id=person.id)
    assert [] == shelf_of(db, person.id)
    record_check(db, row.id, judged(outside, outside.issue_badge()).report, now=NOW)


@pytest.mark.parametrize("spoilt", [b"", b"[]", b"{", b"null"])
def test_a_report_in_another_shape_is_not_read(spoilt):
    with pytest.raises(ReportOutdated):
        read_report(spoilt)


def test_a_kept_report_says_the_same(outside):
    report = judged(outside, outside.issue_badge()).report
    assert report == read_report(write_report(report))
