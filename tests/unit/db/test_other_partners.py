"""The database refuses what one partner would do with another's key, list or badge (A09).

The rows are written past all of the product's own functions, as a bug of ours would.
"""

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from badger.db.base import new_id
from badger.db.rows import CredentialRow, EndorsementRow
from badger.db.sealed import own_values
from badger.issuer.endorsement_targets import Target
from badger.issuer.endorsements import write_endorsement
from tests.factories import ADDRESSES, KEYRING, NOW, award, make_partner, ready_to_award


def _two_issuers(db):
    """A badge of one partner, and one of another: (theirs, ours)."""
    rows = []
    for _ in range(2):
        _, (proposal_id,) = ready_to_award(db)
        rows.append(award(db, proposal_id))
    db.flush()
    return rows


def _store_again(db, row, **changes):
    """Take a badge out and store its values as those of a new one."""
    values = {column.name: getattr(row, column.name) for column in CredentialRow.__table__.columns}
    db.delete(row)
    db.flush()
    fresh = {"id": new_id(), "proposal_id": None, "request_key": None}
    (stored,) = own_values(db, CredentialRow.__table__, [{**values, **fresh, **changes}])
    db.execute(insert(CredentialRow).values(stored))


@pytest.mark.parametrize("column", ["key_id", "version_id"])
def test_a09_no_badge_by_the_key_or_the_model_of_another_partner(db, column):
    theirs, ours = _two_issuers(db)

    change = update(CredentialRow).where(CredentialRow.id == ours.id)
    with pytest.raises(IntegrityError):
        db.execute(change.values({column: getattr(theirs, column)}))


def test_a09_no_badge_in_the_status_list_of_another_partner(db):
    theirs, ours = _two_issuers(db)
    place = {"list_id": theirs.list_id, "list_index": theirs.list_index}
    db.delete(theirs)
    db.flush()

    change = update(CredentialRow).where(CredentialRow.id == ours.id)
    with pytest.raises(IntegrityError):
        db.execute(change.values(place))


def test_a09_no_badge_is_stored_in_another_partners_name(db):
    theirs, ours = _two_issuers(db)

    # Place, model and key are one partner's: of all that is written the issuer alone is wrong.
    with pytest.raises(IntegrityError):
        _store_again(db, theirs, issuer_id=ours.issuer_id)


def test_a09_ones_own_key_model_and_list_are_taken(db):
    theirs, _ = _two_issuers(db)

    _store_again(db, theirs)

    assert 2 == db.scalar(select(func.count()).select_from(CredentialRow))


@pytest.mark.parametrize("name", ["key_id", "list_id"])
def test_a09_no_endorsement_by_the_key_or_in_the_list_of_another_partner(db, name):
    theirs, ours = _two_issuers(db)
    endorser = make_partner(db)
    row = write_endorsement(
        db,
        Target(partner_id=ours.issuer_id),
        endorser_id=endorser.id,
        comment="Nous travaillons ensemble.",
        actor="test",
        now=NOW,
        keyring=KEYRING,
        addresses=ADDRESSES,
    )

    change = update(EndorsementRow).where(EndorsementRow.id == row.id)
    with pytest.raises(IntegrityError):
        db.execute(change.values({name: getattr(theirs, name)}))
