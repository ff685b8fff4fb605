"""A partner leaves: nothing new in its name, what it issued still verifies (C21, F6 AC6)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from badger.db.rows import AuditEventRow, CredentialRow, ProposalRow
from badger.issuer.award import award_accepted
from badger.issuer.departures import PartnerArchived, archive_partner, reopen_partner
from badger.issuer.endorsement_targets import Target
from badger.issuer.endorsements import write_endorsement
from badger.issuer.partners import PartnerUnknown
from badger.issuer.revocation import revoke_credential
from badger.issuer.suspension import suspend_credential
from badger.issuer.trust_lists import territory_list
from tests.factories import ADDRESSES, KEYRING, NOW, award, make_partner, ready_to_award, report_on

LATER = NOW + timedelta(days=400)
PARTS = {"now": LATER, "keyring": KEYRING, "addresses": ADDRESSES}


@pytest.fixture
def scene(db):
    found, (first, _) = ready_to_award(db, people=2)
    award(db, first)
    return found


@pytest.fixture
def row(db, scene):
    return db.scalars(select(CredentialRow)).one()


def _archive(db, scene):
    return archive_partner(db, scene.partner.slug, actor="someone", now=NOW + timedelta(days=1))


def test_c21_its_badges_still_verify_a_year_later(db, scene, row):
    _archive(db, scene)

    assert "verified" == report_on(db, row.signed, now=LATER).verdict


def test_nothing_new_is_signed_in_its_name(db, scene, row):
    _archive(db, scene)
    (left,) = db.scalars(select(ProposalRow.id).where(ProposalRow.state == "accepted"))

    with pytest.raises(PartnerArchived):
        award(db, left)
    (outcome,) = award_accepted(db, scene.session.id, **PARTS)
    assert "partners.archived" == outcome.error.reason
    with pytest.raises(PartnerArchived):
        write_endorsement(
            db,
            Target(partner_id=make_partner(db).id),
            endorser_id=scene.partner.id,
            comment="Bien.",
            actor="someone",
            **PARTS,
        )


def test_its_badges_can_still_be_suspended_and_revoked(db, scene, row):
    _archive(db, scene)

    suspend_credential(db, row.id, reason="On relit.", actor="someone", **PARTS)
    assert "status.suspended" == report_on(db, row.signed, now=LATER).finding("status").code
    revoke_credential(db, row.id, reason="Abus.", actor="someone", **PARTS)
    assert "status.revoked" == report_on(db, row.signed, now=LATER).finding("status").code


@pytest.mark.parametrize(
    ("until", "expected"),
    [
        (None, date(2026, 3, 15)),
        (date(2027, 1, 1), date(2026, 3, 15)),
        (date(2026, 3, 1), date(2026, 3, 1)),
    ],
)
def test_its_mandate_ends_that_day_at_the_latest(db, scene, until, expected):
    scene.partner.mandate_until = until

    _archive(db, scene)

    (entry,) = territory_list(db, name="x", addresses=ADDRESSES).issuers.values()
    assert expected == entry.until


def test_twice_is_once_and_coming_back_opens_again(db, scene):
    first = _archive(db, scene).archived_at
    archive_partner(db, scene.partner.slug, actor="someone", now=LATER)
    assert first == scene.partner.archived_at

    reopen_partner(db, scene.partner.slug, actor="someone", now=LATER)
    reopen_partner(db, scene.partner.slug, actor="someone", now=LATER)

    assert (None, None) == (scene.partner.archived_at, scene.partner.mandate_until)
    (left,) = db.scalars(select(ProposalRow.id).where(ProposalRow.state == "accepted"))
    assert "verified" == report_on(db, award(db, left).signed).verdict
    kinds = list(db.scalars(select(AuditEventRow.kind)))
    assert (1, 1) == (kinds.count("partner.archived"), kinds.count("partner.reopened"))


def test_a_partner_that_is_not_there_does_not_leave(db):
    for change in (archive_partner, reopen_partner):
        with pytest.raises(PartnerUnknown):
            change(db, "none", actor="someone", now=NOW)
