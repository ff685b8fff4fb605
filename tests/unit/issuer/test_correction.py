"""A typing mistake is corrected: signed anew with the same date, the former revoked (F12 AC3)."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from badger.db.audit import verify_chain
from badger.db.rows import AchievementRow, AuditEventRow, CredentialRow, OutboxRow
from badger.issuer.achievements import new_version, publish_achievement
from badger.issuer.correction import CredentialRevoked, MoreThanACorrection, reissue_badge
from badger.issuer.proposals import proposals_of_person, session_proposals
from badger.issuer.recognition.rules import AwardRule, Level
from badger.issuer.revocation import CredentialUnknown, ReasonMissing, revoke_credential
from badger.issuer.status import published_status_list
from tests.factories import (
    ADDRESSES,
    KEYRING,
    NOW,
    TEAM_SPIRIT,
    award,
    ready_to_award,
    report_on,
    team_spirit_draft,
)

LATER = NOW + timedelta(days=3)
REASON = "Une faute de frappe dans le texte."
PARTS = {"actor": "someone", "now": LATER, "keyring": KEYRING, "addresses": ADDRESSES}


@pytest.fixture
def scene(db):
    found, (proposal_id,) = ready_to_award(db)
    award(db, proposal_id)
    return found


@pytest.fixture
def former(db, scene):
    return db.scalars(select(CredentialRow)).one()


def _reissue(db, row):
    return reissue_badge(db, row.id, reason=REASON, **PARTS)


def _publish_next(db, scene, **changes) -> str:
    """Publish version 2 of the badge with whatever is changed in it."""
    achievement = db.get(AchievementRow, scene.version.achievement_id)
    draft = team_spirit_draft(scene.partner.id, code=achievement.code, **changes)
    version = new_version(db, achievement.id, draft, actor="test", now=NOW)
    return publish_achievement(db, version.id, actor="test", now=NOW).id


def test_the_date_and_what_was_seen_stay_and_the_rest_is_new(db, former):
    before = json.loads(former.signed)

    after = json.loads(_reissue(db, former).signed)

    for member in ("awardedDate", "evidence", "name", "type", "@context"):
        assert before[member] == after[member]
    assert before["credentialSubject"]["result"] == after["credentialSubject"]["result"]
    assert ("2026-03-14T09:30:00Z", "2026-03-17T09:30:00Z") == (
        after["awardedDate"],
        after["validFrom"],
    )
    assert before["id"] != after["id"]
    assert before["credentialSubject"]["id"] != after["credentialSubject"]["id"]
    assert before["credentialStatus"] != after["credentialStatus"]


def test_the_former_is_revoked_and_the_corrected_one_verifies(db, former):
    row = _reissue(db, former)

    verdicts = [report_on(db, one.signed, now=LATER).verdict for one in (former, row)]
    assert ["not_verified", "verified"] == verdicts
    assert (REASON, "someone") == (former.revocation_reason, former.revoked_by)


def test_asked_twice_it_is_the_same_badge(db, former):
    first = _reissue(db, former)
    list_before = published_status_list(db, first.list_id)

    again = _reissue(db, former)

    assert first.id == again.id
    assert 2 == len(db.scalars(select(CredentialRow)).all())
    assert list_before == published_status_list(db, first.list_id)


def test_a_corrected_badge_can_be_corrected_once_more(db, former):
    second = _reissue(db, former)
    third = _reissue(db, second)

    assert "2026-03-14T09:30:00Z" == json.loads(third.signed)["awardedDate"]
    assert [False, False, True] == [r.revoked_at is None for r in (former, second, third)]


def test_a_correction_is_recorded_and_delivered(db, former):
    row = _reissue(db, former)

    events = db.scalars(select(AuditEventRow).order_by(AuditEventRow.seq)).all()
    kinds = ["credential.issued", "credential.revoked", "credential.corrected"]
    assert kinds == [event.kind for event in events[-3:]]
    assert (row.id, {"former": former.id}) == (events[-1].subject, json.loads(events[-1].facts))
    assert None is verify_chain(db)
    asked = [task.facts["credential"] for task in db.scalars(select(OutboxRow))]
    assert [former.id, row.id] == asked


def test_the_words_of_the_newest_version_are_taken(db, scene, former):
    right = replace(TEAM_SPIRIT[0], sentence="Laisse une place à un partenaire mieux placé")
    changes = {"name": "Esprit d'équipe, bien écrit", "criteria": (right, *TEAM_SPIRIT[1:])}
    version_id = _publish_next(db, scene, **changes)

    row = _reissue(db, former)

    document = json.loads(row.signed)
    achievement = document["credentialSubject"]["achievement"]
    assert ("Esprit d'équipe, bien écrit", version_id) == (document["name"], row.version_id)
    assert (
        "Laisse une place à un partenaire mieux placé"
        == (achievement["resultDescription"][0]["name"])
    )
    assert "verified" == report_on(db, row.signed, now=LATER).verdict
    described = {one["id"] for one in achievement["resultDescription"]}
    results = document["credentialSubject"]["result"]
    assert described == {one["resultDescription"] for one in results}
    assert all(one["achievedLevel"].startswith(achievement["id"]) for one in results)


@pytest.mark.parametrize(
    "changes",
    [
        {"criteria": TEAM_SPIRIT[:3]},
        {"rule": AwardRule(criteria_needed=3, minimum_level=Level.ON_OWN)},
        {"kind": "collaboration"},
        {"family": "technique"},
    ],
)
def test_a_version_that_changes_more_than_words_is_refused(db, scene, former, changes):
    _publish_next(db, scene, **changes)

    with pytest.raises(MoreThanACorrection):
        _reissue(db, former)

    assert former.revoked_at is None


def test_what_was_taken_back_does_not_come_back_as_a_correction(db, former):
    revoke_credential(db, former.id, reason="Abus.", **PARTS)

    with pytest.raises(CredentialRevoked):
        _reissue(db, former)


def test_a_badge_that_is_not_there_is_not_corrected(db):
    with pytest.raises(CredentialUnknown):
        reissue_badge(db, "none", reason=REASON, **PARTS)


def test_a_correction_needs_a_reason(db, former):
    with pytest.raises(ReasonMissing):
        reissue_badge(db, former.id, reason=" ", **PARTS)


def test_the_proposal_leads_to_the_corrected_badge(db, scene, former):
    row = _reissue(db, former)

    (own,) = proposals_of_person(db, scene.person.id)
    assert ("issued", row.id) == (own.state, own.credential_id)


def test_a_proposal_whose_badge_was_taken_back_says_so(db, scene, former):
    revoke_credential(db, former.id, reason=REASON, **PARTS)

    (found,) = session_proposals(db, scene.session.id)
    assert ("revoked", former.id) == (found.state, found.credential_id)
