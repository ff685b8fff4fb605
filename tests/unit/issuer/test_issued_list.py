"""The list of issued badges, read as a page reads it, on both engines."""

from badger.db.base import read_session, write_session
from badger.issuer.issued_list import issued_page
from badger.issuer.issued_queries import BEFORE_ALL, issued_after
from tests.factories import award, ready_to_award


def test_issued_badges_are_listed_where_reading_has_no_transaction(engine):
    with write_session(engine) as db:
        _, proposals = ready_to_award(db, people=3)
        issued = [award(db, proposal).id for proposal in proposals]

    with read_session(engine) as db:
        listed = [row.id for row in issued_page(db, "", issuers=None).rows]
        found = [row.id for row in issued_page(db, "equipe", issuers=None).rows]
        by_two = [one.credential_id for one in issued_after(db, BEFORE_ALL, issuers=None, most=2)]

    assert sorted(issued, reverse=True) == listed == found == by_two
