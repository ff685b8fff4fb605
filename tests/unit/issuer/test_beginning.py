"""What a new territory does next, one thing at a time (W1)."""

from badger.issuer.beginning import step_of_beginning
from badger.issuer.charters import publish_charter, sign_charter
from tests.factories import make_partner


def test_w1_a_new_territory_has_one_next_step_until_a_partner_signed(db, now):
    seen = [step_of_beginning(db)]
    publish_charter(db, text="Un texte.", actor="carto", now=now)
    seen.append(step_of_beginning(db))
    partner = make_partner(db)
    seen.append(step_of_beginning(db))
    sign_charter(db, 1, partner_id=partner.id, signatory="X", actor="carto", now=now)
    seen.append(step_of_beginning(db))
    assert ["charter", "partner", "signature", None] == seen
