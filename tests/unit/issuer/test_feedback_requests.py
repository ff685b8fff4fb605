"""Feedback through a link: used once by somebody without an account, kept by the person."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from badger.db.audit import verify_chain
from badger.db.base import write_session
from badger.db.rows import FeedbackRequestRow, FeedbackRow, PersonRow
from badger.issuer.addresses import Addresses
from badger.issuer.feedback_request_queries import forget_expired_requests, open_requests
from badger.issuer.feedback_requests import (
    FeedbackRequestInvalid,
    FeedbackRequestUnknown,
    FeedbackWanted,
    TooManyFeedbackRequests,
    answer_request,
    ask_feedback,
    request_of,
    withdraw_request,
)
from badger.issuer.keyring import Keyring
from badger.issuer.recognition.changes import remove_participant
from badger.issuer.recognition.days import SessionNotBegun
from badger.issuer.recognition.decide import decide
from badger.issuer.recognition.facts import award_facts
from badger.issuer.recognition.rules import AwardRule
from badger.issuer.recognition.words import (
    FeedbackOnOneself,
    FeedbackUnknown,
    NoteTooLong,
    NotObserved,
    approve_feedback,
    decline_feedback,
)
from badger.jobs.worker import run_once
from tests.factories import make_badge, make_partner, make_person, make_scene, make_session


def asked(db, now, scene, *, by=None):
    wanted = FeedbackWanted(scene.session.id, scene.person.id, scene.version.id)
    return ask_feedback(db, wanted, asked_by=(by or scene.person).id, now=now)


def answered(db, now, code, note="Il a encouragé les autres.", **changes):
    values = {"relation": "voisin·e", "author_id": None, **changes}
    return answer_request(db, code, note=note, now=now, **values)


def test_a_word_waits_for_the_person_before_it_is_evidence(db, now):
    scene = make_scene(db)
    _, code = asked(db, now, scene)
    pair = (scene.person.id, scene.version.id)

    word = answered(db, now, code)

    assert (None, "voisin·e", None) == (word.author_id, word.relation, word.approved_at)
    assert 0 == award_facts(db, [pair])[pair][0].peer_feedback
    approve_feedback(db, word.id, person_id=scene.person.id, now=now)
    assert 1 == award_facts(db, [pair])[pair][0].peer_feedback
    assert verify_chain(db) is None


def test_f4_feedback_alone_never_takes_the_place_of_an_observer(db, now):
    rule = AwardRule(criteria_needed=3, self_assessment=False, peer_feedback=True)
    scene = make_scene(db, rule=rule)
    for _ in range(3):
        word = answered(db, now, asked(db, now, scene)[1])
        approve_feedback(db, word.id, person_id=scene.person.id, now=now)
    pair = (scene.person.id, scene.version.id)

    decision = decide(award_facts(db, [pair])[pair][0], rule)

    assert not decision.possible
    assert ["0 observateur sur 2", "0 rôle sur 2", "0 critère vu, il en faut 3"] == [
        reason.sentence for reason in decision.missing
    ]


def test_a10_a_code_is_used_once(db, now):
    _, code = asked(db, now, make_scene(db))
    answered(db, now, code)
    with pytest.raises(FeedbackRequestUnknown):
        answered(db, now, code)
    with pytest.raises(FeedbackRequestUnknown):
        request_of(db, code, now=now)


def test_a10_only_the_digest_of_a_code_of_128_bits_is_kept(db, now):
    row, code = asked(db, now, make_scene(db))
    assert (22, 64) == (len(code), len(row.code_digest))
    assert code not in (row.code_digest, row.id)


def test_a10_of_many_answers_at_once_one_is_kept(engine, now):
    with write_session(engine) as db:
        scene = make_scene(db)
        person_id, code = scene.person.id, asked(db, now, scene)[1]

    def attempt(number: int) -> bool:
        try:
            with write_session(engine) as db:
                answered(db, now, code, note=f"Mot {number}")
        except FeedbackRequestUnknown:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        outcomes = list(pool.map(attempt, range(32)))

    assert 1 == sum(outcomes)
    with write_session(engine) as db:
        assert 1 == db.query(FeedbackRow).filter_by(person_id=person_id).count()


def test_a10_of_many_links_asked_for_at_once_ten_are_open(engine, now):
    with write_session(engine) as db:
        scene = make_scene(db)
        person_id = scene.person.id
        wanted = FeedbackWanted(scene.session.id, person_id, scene.version.id)

    def attempt(_: int) -> bool:
        try:
            with write_session(engine) as db:
                ask_feedback(db, wanted, asked_by=person_id, now=now)
        except TooManyFeedbackRequests:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(16)))

    assert 10 == sum(outcomes)
    with write_session(engine) as db:
        assert 10 == len(open_requests(db, person_id, now=now))


@pytest.mark.parametrize("code", ["", "é" * 40, "' OR 1=1 --", "\x00", "1" * 22, "\ud800"])
def test_r03_an_unknown_code_opens_nothing(db, now, code):
    asked(db, now, make_scene(db))
    with pytest.raises(FeedbackRequestUnknown):
        request_of(db, code, now=now)


def test_a_link_ends_after_thirty_days_and_is_forgotten(db, engine, now):
    scene = make_scene(db)
    _, code = asked(db, now, scene)
    end = now + timedelta(days=30)

    assert scene.person.id == request_of(db, code, now=end - timedelta(seconds=1)).person_id
    with pytest.raises(FeedbackRequestUnknown):
        answered(db, end, code)
    forget_expired_requests(db, now=end - timedelta(seconds=1))
    assert 1 == db.query(FeedbackRequestRow).count()
    forget_expired_requests(db, now=end)
    assert 0 == db.query(FeedbackRequestRow).count()


def test_f11_the_worker_forgets_links_that_are_over(engine, now):
    with write_session(engine) as db:
        asked(db, now, make_scene(db))
    keyring, addresses = Keyring(None), Addresses("http://localhost:8000")
    run_once(engine, keyring=keyring, now=now + timedelta(days=30), addresses=addresses)
    with write_session(engine) as db:
        assert 0 == db.query(FeedbackRequestRow).count()


@pytest.mark.parametrize("who", ["person", "coach"])
def test_the_person_and_whoever_made_a_link_may_withdraw_it(db, now, who):
    scene = make_scene(db)
    row, code = asked(db, now, scene, by=scene.coach)
    for _ in range(2):
        withdraw_request(db, row.id, by=getattr(scene, who).id, now=now)
    assert [] == list(open_requests(db, scene.person.id, now=now))
    with pytest.raises(FeedbackRequestUnknown):
        answered(db, now, code)


def test_a08_nobody_else_withdraws_a_link_and_an_answered_one_stays(db, now):
    scene = make_scene(db)
    row, code = asked(db, now, scene)
    for request_id, by in ((row.id, scene.trainer.id), ("unknown", scene.person.id)):
        with pytest.raises(FeedbackRequestUnknown):
            withdraw_request(db, request_id, by=by, now=now)
    answered(db, now, code)
    with pytest.raises(FeedbackRequestUnknown):
        withdraw_request(db, row.id, by=scene.person.id, now=now)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"note": "  "}, FeedbackRequestInvalid),
        ({"note": "x" * 281}, NoteTooLong),
        ({"relation": "chef"}, FeedbackRequestInvalid),
    ],
)
def test_a_word_that_is_not_complete_does_not_use_the_link_up(db, now, changes, error):
    _, code = asked(db, now, make_scene(db))
    with pytest.raises(error):
        answered(db, now, code, **changes)
    assert "x" * 280 == answered(db, now, code, note="x" * 280).note


def test_nobody_says_a_word_about_herself(db, now):
    scene = make_scene(db)
    _, code = asked(db, now, scene)
    with pytest.raises(FeedbackOnOneself):
        answered(db, now, code, author_id=scene.person.id)
    assert scene.coach.id == answered(db, now, code, author_id=scene.coach.id).author_id


def test_a_link_about_someone_who_left_the_session_still_waits(db, now):
    scene = make_scene(db)
    _, code = asked(db, now, scene)
    remove_participant(db, scene.session.id, person_id=scene.person.id, actor="t", now=now)
    with pytest.raises(NotObserved), db.begin_nested():
        answered(db, now, code)
    assert request_of(db, code, now=now).used_at is None


def test_a_word_is_asked_for_what_the_session_looked_at(db, now):
    scene, stranger = make_scene(db), make_person(db)
    other = make_badge(db, scene.partner.id, name="Autre badge")
    for person, version, error in (
        (stranger, scene.version, NotObserved),
        (scene.person, other, FeedbackRequestInvalid),
    ):
        wanted = FeedbackWanted(scene.session.id, person.id, version.id)
        with pytest.raises(error):
            ask_feedback(db, wanted, asked_by=scene.coach.id, now=now)


def test_t08_no_word_is_asked_of_a_session_to_come(db, now):
    partner = make_partner(db)
    version, person = make_badge(db, partner.id), make_person(db)
    day = date(2026, 3, 15)
    session = make_session(db, partner, version, starts_on=day, ends_on=day)
    wanted = FeedbackWanted(session.id, person.id, version.id)
    with pytest.raises(SessionNotBegun):
        ask_feedback(db, wanted, asked_by=person.id, now=now)


def test_ten_links_wait_and_no_more(db, now):
    scene = make_scene(db)
    rows = [asked(db, now, scene)[0] for _ in range(10)]
    with pytest.raises(TooManyFeedbackRequests):
        asked(db, now, scene)
    withdraw_request(db, rows[0].id, by=scene.person.id, now=now)
    assert asked(db, now, scene)


def test_a_declined_word_is_erased(db, now):
    scene = make_scene(db)
    word = answered(db, now, asked(db, now, scene)[1])
    with pytest.raises(FeedbackUnknown):
        decline_feedback(db, word.id, person_id=scene.coach.id)
    decline_feedback(db, word.id, person_id=scene.person.id)
    assert db.get(FeedbackRow, word.id) is None
    with pytest.raises(FeedbackUnknown):
        decline_feedback(db, word.id, person_id=scene.person.id)
    assert db.get(PersonRow, scene.person.id) is not None


def test_a_word_that_she_keeps_is_not_declined_later(db, now):
    scene = make_scene(db)
    word = answered(db, now, asked(db, now, scene)[1])
    approve_feedback(db, word.id, person_id=scene.person.id, now=now)
    with pytest.raises(FeedbackUnknown):
        decline_feedback(db, word.id, person_id=scene.person.id)
