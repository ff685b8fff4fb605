"""The charter: versions, signatures, and what stays closed without them (domain C9, F11)."""

import pytest

from badger.db.audit import verify_chain
from badger.issuer.charter_queries import current_charter, sharing_partners, signatures_of
from badger.issuer.charters import (
    CharterInvalid,
    CharterReplaced,
    CharterUnsigned,
    publish_charter,
    require_sharing,
    sign_charter,
)
from badger.issuer.directory_queries import observers_within, people_within
from badger.issuer.people import create_person, grant_role
from badger.issuer.recognition.sessions import add_participant
from badger.issuer.trainings import record_training
from tests.factories import make_badge, make_partner, make_person, make_session

TEXT = "Ce que nous voyons d'une personne lui appartient."


def publish(db, now, text=TEXT):
    return publish_charter(db, text=text, actor="carto", now=now)


def sign(db, now, partner, number=1, signatory="Exemple Direction, direction"):
    return sign_charter(
        db, number, partner_id=partner.id, signatory=signatory, actor="someone", now=now
    )


def test_versions_are_numbered_and_the_last_one_is_in_force(db, now):
    assert current_charter(db) is None

    publish(db, now)
    publish(db, now, "  Deuxième texte.\r\n\r\nFin. ")

    assert (2, "Deuxième texte.\n\nFin.") == (current_charter(db).number, current_charter(db).text)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 20_001])
def test_a_charter_without_text_or_too_long_is_refused(db, now, text):
    with pytest.raises(CharterInvalid) as refusal:
        publish(db, now, text)
    assert {"member": "text", "limit": 20_000} == refusal.value.facts


def test_a_partner_signs_once_and_its_name_stays(db, now):
    partner = make_partner(db)
    publish(db, now)

    sign(db, now, partner)
    again = sign(db, now, partner, signatory="Quelqu'un d'autre")

    assert "Exemple Direction, direction" == again.signatory
    assert [partner.id] == [row.partner_id for row in signatures_of(db, 1)]
    assert verify_chain(db) is None


@pytest.mark.parametrize("signatory", ["", "   ", "x" * 121])
def test_a_signature_without_a_name_is_refused(db, now, signatory):
    partner = make_partner(db)
    publish(db, now)
    with pytest.raises(CharterInvalid):
        sign(db, now, partner, signatory=signatory)
    assert frozenset() == sharing_partners(db)


def test_only_the_version_in_force_is_signed(db, now):
    partner = make_partner(db)
    with pytest.raises(CharterReplaced):
        sign(db, now, partner)
    publish(db, now)
    publish(db, now, "Deuxième texte.")
    with pytest.raises(CharterReplaced):
        sign(db, now, partner, number=1)


def test_nothing_is_shared_before_both_partners_have_signed(db, now):
    one, other = make_partner(db), make_partner(db)
    publish(db, now)
    for signed in ((), (one,), (other,)):
        for partner in signed:
            sign(db, now, partner)
        if len(sharing_partners(db)) < 2:
            with pytest.raises(CharterUnsigned):
                require_sharing(db, [one.id], other=other.id)

    require_sharing(db, [one.id], other=other.id)


def test_a_partners_own_people_need_no_charter(db):
    one = make_partner(db)
    require_sharing(db, [one.id], other=one.id)


def test_a_new_version_suspends_sharing_until_it_is_signed(db, now):
    one, other = make_partner(db), make_partner(db)
    publish(db, now)
    sign(db, now, one)
    sign(db, now, other)

    publish(db, now, "Deuxième texte.")

    with pytest.raises(CharterUnsigned):
        require_sharing(db, [one.id], other=other.id)
    sign(db, now, one, number=2)
    sign(db, now, other, number=2)
    require_sharing(db, [one.id], other=other.id)


def scene(db, now):
    """Two partners; each has a person of its own, and one nobody registered came to a session."""
    one, other = make_partner(db), make_partner(db)
    own = create_person(db, display_name="Un", actor="t", now=now, registered_by=one.id)
    foreign = create_person(db, display_name="Deux", actor="t", now=now, registered_by=other.id)
    came = make_person(db, "Trois")
    session = make_session(db, one, make_badge(db, one.id))
    add_participant(db, session.id, person_id=came.id, now=now)
    return one, other, own, foreign, came


def test_a08_a_partner_that_has_not_signed_sees_its_own_people_only(db, now):
    one, other, own, foreign, came = scene(db, now)

    assert {own.id, came.id} == {row.id for row in people_within(db, [one.id])}

    publish(db, now)
    sign(db, now, one)
    assert {own.id, came.id, foreign.id} == {row.id for row in people_within(db, [one.id])}
    assert {foreign.id} == {row.id for row in people_within(db, [other.id])}


def observer(db, now, name, partner_id):
    person = make_person(db, name)
    record_training(
        db, person_id=person.id, role="observer", trained_on=now.date(), actor="t", now=now
    )
    grant_role(db, person_id=person.id, role="observer", partner_id=partner_id, actor="t", now=now)
    return person


def test_observers_of_others_are_asked_once_both_have_signed(db, now):
    one, other = make_partner(db), make_partner(db)
    mine, theirs = observer(db, now, "Ma", one.id), observer(db, now, "Leur", other.id)
    free = observer(db, now, "Libre", None)
    publish(db, now)

    assert {mine.id, free.id} == {row.id for row in observers_within(db, [one.id])}
    sign(db, now, one)
    assert {mine.id, free.id} == {row.id for row in observers_within(db, [one.id])}
    sign(db, now, other)
    assert {mine.id, free.id, theirs.id} == {row.id for row in observers_within(db, [one.id])}
