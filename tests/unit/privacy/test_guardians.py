"""Nothing of a minor is public before a guardian's yes was written down."""

import pytest
from sqlalchemy import select

from badger.db.audit import verify_chain
from badger.db.rows import GuardianConsentRow
from badger.issuer.people import create_person
from badger.privacy.guardians import (
    GUARDIAN_VERSION,
    GuardianConsentMissing,
    GuardianTextUnknown,
    NotAMinor,
    PersonUnknown,
    may_share_publicly,
    record_guardian_consent,
    require_public_sharing,
    withdraw_guardian_consent,
)
from tests.factories import NOW, make_person


@pytest.fixture
def minor(db):
    return create_person(db, display_name="Exemple Mineur", actor="test", now=NOW, minor=True)


@pytest.fixture
def passeur(db):
    return make_person(db, "Sam Passeur")


def record(db, person, passeur, version=GUARDIAN_VERSION):
    return record_guardian_consent(
        db, person_id=person.id, text_version=version, recorded_by=passeur.id, now=NOW
    )


def test_g07_an_adult_may_share_publicly(db):
    assert may_share_publicly(db, make_person(db))


def test_g07_a_minor_may_not_share_publicly_before_a_guardian_said_yes(db, minor):
    assert not may_share_publicly(db, minor)
    with pytest.raises(GuardianConsentMissing):
        require_public_sharing(db, minor)


def test_g07_a_guardians_yes_keeps_the_text_and_who_wrote_it_down(db, minor, passeur):
    row = record(db, minor, passeur)

    assert may_share_publicly(db, minor)
    require_public_sharing(db, minor)
    assert ("2026-11", passeur.id, NOW) == (row.text_version, row.recorded_by, row.given_at)
    assert verify_chain(db) is None


def test_g07_the_same_yes_twice_is_one(db, minor, passeur):
    assert record(db, minor, passeur).id == record(db, minor, passeur).id


def test_g07_a_yes_taken_back_counts_no_more_and_stays_written(db, minor, passeur):
    record(db, minor, passeur)
    withdraw_guardian_consent(db, person_id=minor.id, by=minor.id, now=NOW)
    withdraw_guardian_consent(db, person_id=minor.id, by=minor.id, now=NOW)

    assert not may_share_publicly(db, minor)
    assert [minor.id] == db.scalars(select(GuardianConsentRow.withdrawn_by)).all()


def test_g07_a_yes_may_be_given_again(db, minor, passeur):
    record(db, minor, passeur)
    withdraw_guardian_consent(db, person_id=minor.id, by=passeur.id, now=NOW)
    record(db, minor, passeur)

    assert may_share_publicly(db, minor)
    assert 2 == len(db.scalars(select(GuardianConsentRow)).all())


def test_g07_nobody_consents_for_an_adult(db, passeur):
    with pytest.raises(NotAMinor):
        record(db, make_person(db), passeur)


def test_g07_a_text_that_is_none_of_ours_is_refused(db, minor, passeur):
    with pytest.raises(GuardianTextUnknown):
        record(db, minor, passeur, version="1999-01")


def test_nobody_consents_for_somebody_unknown(db, passeur):
    with pytest.raises(PersonUnknown):
        withdraw_guardian_consent(db, person_id="nobody", by=passeur.id, now=NOW)
