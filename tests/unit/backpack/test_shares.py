"""Links to what a person shares, many made at once."""

from concurrent.futures import ThreadPoolExecutor

from badger.backpack.share_queries import count_open_shares
from badger.backpack.sharing import BadgeWish, ShareWish, TooManyShares, make_share
from badger.db.base import write_session
from badger.db.rows import HoldingRow
from tests.factories import make_person


def test_a10_of_many_links_made_at_once_twenty_are_open(engine, now):
    with write_session(engine) as db:
        person_id = make_person(db).id
        held = HoldingRow(
            person_id=person_id,
            issuer="did:key:z",
            credential_id="urn:one",
            achievement_id="urn:a",
            name="Badge",
            valid_from=now,
            document=b"{}",
            received_at=now,
        )
        db.add(held)
        db.flush()
        wish = ShareWish(badges=(BadgeWish(held.id),))

    def attempt(_: int) -> bool:
        try:
            with write_session(engine) as db:
                make_share(db, wish, person_id=person_id, secret="secret", now=now)
        except TooManyShares:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(attempt, range(28)))

    assert 20 == sum(outcomes)
    with write_session(engine) as db:
        assert 20 == count_open_shares(db, person_id, now=now)
