"""A badge stands: one condition, for a row in hand and for a SELECT."""

from sqlalchemy import select

from badger.db.rows import CredentialRow
from tests.factories import NOW, award, ready_to_award


def test_what_is_issued_stands_until_it_is_revoked_or_suspended(db):
    _, (proposal_id,) = ready_to_award(db)
    row = award(db, proposal_id)
    assert_stands(db, row, expected=True)

    for name, value in (
        ("state", "reserved"),
        ("state", "voided"),
        ("revoked_at", NOW),
        ("suspended_at", NOW),
    ):
        before = getattr(row, name)
        setattr(row, name, value)
        assert_stands(db, row, expected=False)
        setattr(row, name, before)


def assert_stands(db, row, *, expected):
    db.flush()
    found = db.scalars(select(CredentialRow).where(CredentialRow.stands)).all()
    assert (expected, [row] if expected else []) == (row.stands, found)
