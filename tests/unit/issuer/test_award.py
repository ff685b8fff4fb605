"""The path to a credential, from an accepted proposal to signed bytes that verify."""

import json

import pytest

from badger.schemas import conforms
from tests.factories import award, ready_to_award, report_on


@pytest.fixture
def awarded(db):
    scene, (proposal_id,) = ready_to_award(db)
    row = award(db, proposal_id)
    return scene, row


def test_an_awarded_badge_verifies_from_what_is_published(db, awarded):
    _, row = awarded

    report = report_on(db, row.signed)

    assert [] == [f for f in report.findings if f.outcome in ("failed", "undetermined")]
    assert "verified" == report.verdict


def test_f6_ac1_it_meets_the_schema(awarded):
    _, row = awarded

    assert conforms(json.loads(row.signed), "OpenBadgeCredential")
    print(json.dumps(json.loads(row.signed), indent=1, ensure_ascii=False))
