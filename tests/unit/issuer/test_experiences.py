"""Experiences: told without any session, placed on a badge's grid, spoken of by others."""

from datetime import timedelta

import pytest

from badger.db.rows import ExperienceBadgeRow, ExperienceRow, FeedbackRequestRow, FeedbackRow
from badger.issuer.achievement_queries import criteria_of
from badger.issuer.feedback_requests import (
    FeedbackRequestInvalid,
    FeedbackRequestUnknown,
    answer_request,
    ask_feedback_on_experience,
)
from badger.issuer.proposals import CONSENT_VERSION, accept_proposal, decline_proposal
from badger.issuer.proposals import proposals_of_person as proposals
from badger.issuer.recognition.decide import decide
from badger.issuer.recognition.experience_queries import (
    badges_of_experience,
    experiences_of,
    next_sessions,
    words_on_experience,
)
from badger.issuer.recognition.experiences import (
    MAX_EXPERIENCES,
    ExperienceInvalid,
    ExperienceUnknown,
    Moment,
    TooManyExperiences,
    find_badge_in,
    forget_experience,
    illustrate_experience,
    own_experience,
    place_experience,
    place_oneself,
    tell_experience,
)
from badger.issuer.recognition.facts import award_facts
from badger.issuer.recognition.rules import AwardRule, Level
from badger.issuer.recognition.words import decline_feedback
from badger.issuer.word_proposals import keep_word, propose_if_met
from tests.factories import (
    NOW,
    RULE,
    award,
    make_badge,
    make_partner,
    make_person,
    make_scene,
    make_session,
    watch,
)

WITH_A_WORD = AwardRule(criteria_needed=3, peer_feedback=True)


@pytest.fixture
def told(db):
    """Somebody who told what she did, and a badge that she finds in it."""
    version = make_badge(db, make_partner(db).id, rule=WITH_A_WORD)
    person = make_person(db, "Exemple Cinq")
    row = tell_experience(db, person.id, what="J'ai servi au repas du village.", now=NOW)
    find_badge_in(db, row, version_id=version.id, now=NOW)
    return row, version, person


def word(db, row, version, *, relation="voisin·e"):
    _, code = ask_feedback_on_experience(db, row, version_id=version.id, now=NOW)
    note = "Elle a écouté tout le monde."
    return answer_request(db, code, relation=relation, note=note, author_id=None, now=NOW)


def test_f4_ac1_an_experience_is_what_then_where_and_when_then_a_picture(db, told):
    row, _, person = told
    assert (None, None, None) == (row.place, row.happened_on, row.jpeg)

    place_experience(db, row, moment=Moment("salle des fêtes", NOW.date()), now=NOW)
    illustrate_experience(db, row, jpeg=b"jpeg")

    (kept,) = experiences_of(db, person.id)
    assert ("salle des fêtes", NOW.date(), b"jpeg") == (kept.place, kept.happened_on, kept.jpeg)
    illustrate_experience(db, row, jpeg=None)
    assert kept.jpeg is None


def test_f4_ac1_the_day_may_be_left_out(db, told):
    place_experience(db, told[0], moment=Moment("chez moi", None), now=NOW)
    assert "chez moi" == told[0].place


@pytest.mark.parametrize("what", ["", "  ", "x" * 601])
def test_an_experience_is_told_in_words(db, what):
    with pytest.raises(ExperienceInvalid):
        tell_experience(db, make_person(db).id, what=what, now=NOW)


@pytest.mark.parametrize(
    ("moment", "member"),
    [
        (Moment(" ", None), "place"),
        (Moment("x" * 121, None), "place"),
        (Moment("ici", (NOW + timedelta(days=1)).date()), "day"),
        (Moment("ici", NOW.date().replace(year=1066)), "day"),
    ],
)
def test_a_place_and_a_day_that_has_been_are_asked_for(db, told, moment, member):
    with pytest.raises(ExperienceInvalid) as refused:
        place_experience(db, told[0], moment=moment, now=NOW)
    assert member == refused.value.facts["member"]


def test_so_many_experiences_are_kept(db):
    person = make_person(db)
    for number in range(MAX_EXPERIENCES):
        tell_experience(db, person.id, what=str(number), now=NOW)
    with pytest.raises(TooManyExperiences):
        tell_experience(db, person.id, what="encore", now=NOW)


def test_a08_an_experience_of_somebody_else_does_not_exist(db, told):
    row, _, person = told
    assert row is own_experience(db, row.id, person_id=person.id)
    for asked, who in ((row.id, make_person(db).id), ("1" * 22, person.id)):
        with pytest.raises(ExperienceUnknown):
            own_experience(db, asked, person_id=who)


@pytest.mark.parametrize(
    "changes",
    [
        {"declared": True, "kind": "intention", "criteria": ()},
        {"recipients": ("group",)},
    ],
)
def test_only_a_badge_that_is_observed_in_persons_is_found_in_an_experience(db, told, changes):
    other = make_badge(db, make_partner(db).id, **changes)
    with pytest.raises(ExperienceInvalid):
        find_badge_in(db, told[0], version_id=other.id, now=NOW)
    with pytest.raises(ExperienceInvalid):
        find_badge_in(db, told[0], version_id="1" * 22, now=NOW)


def test_s12_a_group_tells_what_it_did_and_is_proposed_its_badge(db):
    scene = make_scene(db, rule=WITH_A_WORD, recipients=("group",))
    watch(db, scene)
    scene.person.kind = "group"
    db.flush()
    row = tell_experience(db, scene.person.id, what="Nous avons tenu un stand.", now=NOW)
    find_badge_in(db, row, version_id=scene.version.id, now=NOW)

    keep_word(db, word(db, row, scene.version).id, person_id=scene.person.id, now=NOW)

    assert ["proposed"] == [one.state for one in proposals(db, scene.person.id)]
    for_people = make_badge(db, make_partner(db).id)
    with pytest.raises(ExperienceInvalid):
        find_badge_in(db, row, version_id=for_people.id, now=NOW)


def test_a_badge_found_twice_is_found_once(db, told):
    row, version, _ = told
    find_badge_in(db, row, version_id=version.id, now=NOW)
    assert [version.id] == [one.id for one in badges_of_experience(db, row.id)]


def test_f4_ac2_the_person_places_herself_on_the_grid_of_the_observers(db, told):
    row, version, person = told
    criteria = [one.id for one in criteria_of(db, version.id)]

    place_oneself(db, row, version_id=version.id, levels={criteria[0]: Level.ON_OWN}, now=NOW)

    facts, _ = award_facts(db, [(person.id, version.id)])[person.id, version.id]
    assert {criteria[0]} == facts.self_assessed
    other = make_badge(db, make_partner(db).id)
    strange = criteria_of(db, other.id)[0].id
    with pytest.raises(ExperienceInvalid):
        place_oneself(db, row, version_id=version.id, levels={strange: Level.ON_OWN}, now=NOW)
    with pytest.raises(ExperienceUnknown):
        place_oneself(db, row, version_id=other.id, levels={}, now=NOW)


def test_f4_ac3_a_word_on_an_experience_counts_once_the_person_keeps_it(db, told):
    row, version, person = told
    pair = (person.id, version.id)
    said = word(db, row, version)
    assert (None, row.id, "voisin·e") == (said.session_id, said.experience_id, said.relation)
    assert 0 == award_facts(db, [pair])[pair][0].peer_feedback
    assert [] == words_on_experience(db, row.id, version_id=version.id)

    keep_word(db, said.id, person_id=person.id, now=NOW)

    assert 1 == award_facts(db, [pair])[pair][0].peer_feedback
    assert [said.id] == [w.id for w in words_on_experience(db, row.id, version_id=version.id)]


def test_f4_ac3_a_link_serves_once_and_a_declined_word_is_gone(db, told):
    row, version, person = told
    _, code = ask_feedback_on_experience(db, row, version_id=version.id, now=NOW)
    answer = {"relation": "coach", "note": "Bien", "author_id": None, "now": NOW}
    said = answer_request(db, code, **answer)
    with pytest.raises(FeedbackRequestUnknown):
        answer_request(db, code, **answer)
    decline_feedback(db, said.id, person_id=person.id)
    assert db.get(FeedbackRow, said.id) is None
    _, late = ask_feedback_on_experience(db, row, version_id=version.id, now=NOW)
    with pytest.raises(FeedbackRequestUnknown):
        answer_request(db, late, **(answer | {"now": NOW + timedelta(days=30)}))


def test_a_word_is_asked_for_a_badge_that_was_found_in_it(db, told):
    other = make_badge(db, make_partner(db).id)
    with pytest.raises(FeedbackRequestInvalid):
        ask_feedback_on_experience(db, told[0], version_id=other.id, now=NOW)


def test_f4_ac5_words_and_self_assessment_never_stand_for_an_observer(db, told):
    row, version, person = told
    for relation in ("voisin·e", "employeur"):
        keep_word(db, word(db, row, version, relation=relation).id, person_id=person.id, now=NOW)
    levels = {one.id: Level.SHOWS_OTHERS for one in criteria_of(db, version.id)}
    place_oneself(db, row, version_id=version.id, levels=levels, now=NOW)

    assert not propose_if_met(db, person.id, version_id=version.id, now=NOW)
    facts, _ = award_facts(db, [(person.id, version.id)])[person.id, version.id]
    codes = [reason.code for reason in decide(facts, WITH_A_WORD).missing]
    assert ["decide.observers", "decide.roles", "decide.criteria"] == codes
    assert [] == proposals(db, person.id)


def seen_but_for_a_word(db):
    scene = make_scene(db, rule=WITH_A_WORD)
    watch(db, scene)
    row = tell_experience(db, scene.person.id, what="Un repas.", now=NOW)
    find_badge_in(db, row, version_id=scene.version.id, now=NOW)
    return scene, row


def test_w6_where_a_word_was_the_last_thing_the_badge_is_proposed_and_signed(db):
    scene, row = seen_but_for_a_word(db)
    said = word(db, row, scene.version)
    assert [] == proposals(db, scene.person.id)

    keep_word(db, said.id, person_id=scene.person.id, now=NOW)
    keep_word(db, said.id, person_id=scene.person.id, now=NOW)

    (proposal,) = proposals(db, scene.person.id)
    assert "proposed" == proposal.state
    accept_proposal(
        db, proposal.id, person_id=scene.person.id, consent_version=CONSENT_VERSION, now=NOW
    )
    assert "issued" == award(db, proposal.id).state
    assert propose_if_met(db, scene.person.id, version_id=scene.version.id, now=NOW)
    assert 1 == len(proposals(db, scene.person.id))


def test_w6_a_further_word_proposes_again_what_was_declined(db):
    scene, row = seen_but_for_a_word(db)
    for expected in (1, 2):
        said = word(db, row, scene.version)
        keep_word(db, said.id, person_id=scene.person.id, now=NOW)
        found = [one for one in proposals(db, scene.person.id) if one.state == "proposed"]
        assert 1 == len(found)
        decline_proposal(db, found[0].id, person_id=scene.person.id, now=NOW)
        assert expected == len(proposals(db, scene.person.id))


def test_an_erased_experience_takes_its_words_and_links_along(db, told):
    row, version, person = told
    keep_word(db, word(db, row, version).id, person_id=person.id, now=NOW)
    ask_feedback_on_experience(db, row, version_id=version.id, now=NOW)

    forget_experience(db, row)

    for kind in (ExperienceRow, ExperienceBadgeRow, FeedbackRow, FeedbackRequestRow):
        assert 0 == db.query(kind).count()


def test_the_next_sessions_that_look_at_a_badge_are_told_with_their_host(db):
    partner = make_partner(db)
    version, other = make_badge(db, partner.id), make_badge(db, partner.id)
    today = NOW.date()
    days = [today + timedelta(days=n) for n in (-1, 0, 3, 5, 9)]
    made = [make_session(db, partner, version, starts_on=day, ends_on=day) for day in days]
    make_session(db, partner, other, starts_on=days[1], ends_on=days[1])
    made[2].cancelled_at = NOW
    db.flush()

    found = next_sessions(db, version.id, today=today)

    assert [made[1].id, made[3].id, made[4].id] == [session.id for session, _ in found]
    assert {partner.id} == {host.id for _, host in found}
    assert RULE == AwardRule.from_json(version.rule)
