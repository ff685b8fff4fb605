"""Every kind of badge, to every kind of holder that it is for (domain F1, AC7)."""

import pytest

from badger.issuer.achievements import KINDS, AchievementInvalid, draft_achievement
from badger.issuer.award import AwardRequest, award_badge
from badger.issuer.people import HOLDERS, HolderKindUnknown, create_person
from badger.issuer.profiles import achievement_document
from badger.issuer.proposals import (
    CONSENT_VERSION,
    NotForThisHolder,
    accept_proposal,
    propose_awards,
    propose_declared,
)
from badger.issuer.recognition.rules import AwardRule
from badger.issuer.recognition.sessions import add_participant
from tests.factories import (
    ADDRESSES,
    KEYRING,
    NOW,
    accept_all,
    award,
    make_badge,
    make_partner,
    make_scene,
    report_on,
    team_spirit_draft,
    watch,
)

DECLARED_RULE = AwardRule(
    criteria_needed=0, observers_needed=0, distinct_roles=0, self_assessment=False
)


def _scene_with(db, holder: str, **changes):
    """A session in which one holder of that kind takes part."""
    scene = make_scene(db, people=0, **changes)
    person = create_person(db, display_name="Exemple en commun", actor="test", now=NOW, kind=holder)
    add_participant(db, scene.session.id, person_id=person.id, now=NOW)
    return type(scene)(
        scene.partner, scene.version, scene.session, scene.coach, scene.trainer, (person,)
    )


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("kind", KINDS)
def test_f1_ac7_every_kind_is_issued_to_every_holder(db, kind, holder):
    scene = _scene_with(db, holder, kind=kind, recipients=(holder,))
    watch(db, scene)
    (proposal_id,) = accept_all(db, scene)

    row = award(db, proposal_id)

    assert ("issued", scene.person.id) == (row.state, row.person_id)
    assert "verified" == report_on(db, row.signed).verdict


@pytest.mark.parametrize(
    ("recipients", "expected"),
    [
        (("person",), []),
        (("person", "group"), ["pour une personne", "pour un groupe"]),
        (("organisation",), ["pour une organisation"]),
    ],
)
def test_a_badge_says_for_whom_it_is_where_not_for_persons_alone(db, recipients, expected):
    version = make_badge(db, make_partner(db).id, recipients=recipients)

    document = achievement_document(db, version.id, ADDRESSES)

    assert expected == document["tag"][2:]


@pytest.mark.parametrize("holder", HOLDERS)
@pytest.mark.parametrize("kind", ["intention", "attente"])
def test_f1_ac7_what_is_declared_is_issued_to_every_holder(db, kind, holder):
    partner = make_partner(db)
    changes = {"kind": kind, "recipients": (holder,), "rule": DECLARED_RULE, "declared": True}
    version = make_badge(db, partner.id, criteria=(), **changes)
    person = create_person(db, display_name="Exemple", actor="test", now=NOW, kind=holder)
    proposal = propose_declared(db, person_id=person.id, version_id=version.id, now=NOW)
    accept_proposal(db, proposal.id, person_id=person.id, consent_version=CONSENT_VERSION, now=NOW)

    request = AwardRequest(proposal.id, "declared")
    row = award_badge(db, request, keyring=KEYRING, now=NOW, addresses=ADDRESSES)

    assert "verified" == report_on(db, row.signed).verdict


@pytest.mark.parametrize(
    ("holder", "recipients"), [("person", ("organisation",)), ("group", ("person",))]
)
def test_a_badge_is_not_proposed_to_a_holder_that_it_is_not_for(db, holder, recipients):
    scene = _scene_with(db, holder, recipients=recipients)
    watch(db, scene)

    assert [] == propose_awards(db, scene.session.id, now=NOW)


def test_a_declaration_for_others_is_refused(db):
    partner = make_partner(db)
    version = make_badge(
        db, partner.id, criteria=(), rule=DECLARED_RULE, declared=True, recipients=("group",)
    )
    person = create_person(db, display_name="Exemple", actor="test", now=NOW)

    with pytest.raises(NotForThisHolder):
        propose_declared(db, person_id=person.id, version_id=version.id, now=NOW)


@pytest.mark.parametrize("recipients", [(), ("robot",)])
def test_a_badge_is_for_holders_that_exist(db, recipients):
    draft = team_spirit_draft(make_partner(db).id, recipients=recipients)

    with pytest.raises(AchievementInvalid) as refusal:
        draft_achievement(db, draft, actor="test", now=NOW)

    assert {"member": "recipients"} == refusal.value.facts


def test_another_kind_of_holder_is_refused(db):
    with pytest.raises(HolderKindUnknown):
        create_person(db, display_name="Exemple", actor="test", now=NOW, kind="robot")
