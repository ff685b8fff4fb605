"""Who is in a group, whatever happens at once."""

import pytest
from sqlalchemy import text

from badger.db.base import write_session
from badger.db.engine import DatabaseUnavailable
from badger.issuer.groups import register_group
from badger.issuer.membership_queries import locked_group
from badger.issuer.memberships import leave_group
from tests.factories import NOW, make_partner, make_person


# SQLite has one writer at a time anyway.
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_s12_who_leaves_a_group_waits_for_a_yes_that_is_under_way(engine):
    with write_session(engine) as db:
        partner, who = make_partner(db).id, make_person(db).id
        given = {"kind": "group", "partner_id": partner, "actor": "t", "now": NOW}
        group = register_group(db, name="Les matinaux", **given).id

    with write_session(engine) as db:
        locked_group(db, group)
        with pytest.raises(DatabaseUnavailable), write_session(engine) as other:
            other.execute(text("SET LOCAL lock_timeout = '1ms'"))
            leave_group(other, group, person_id=who, now=NOW)
