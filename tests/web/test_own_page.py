"""The person's first page: one thing to do, then her badges; each badge tells its story."""

import json
import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from badger.accompaniment.messages import Message, leave_message
from badger.db.base import write_session
from badger.db.opening import open_database
from badger.db.rows import AccompanimentRow, HoldingRow, ShareRow
from badger.issuer.recognition.observations import Reflection, record_reflection
from badger.privacy.guardians import note_minor
from tests.web.play import award, deliver, propose
from tests.web_world import WebWorld, open_world, post

# Read whole: who issues on a territory, its badges and doors, whatever the number of people. The
# rest is no table.
SMALL_TABLES = {"partners", "trust_lists", "achievement_versions", "doors", "CONSTANT"}


def buttons(client: FlaskClient) -> list[str]:
    """The words on the main buttons of the page."""
    found = re.findall(r'<a class="button wide"[^>]*>.*?<span>([^<]*)</span></a>', page_of(client))
    return [words for words in found if words]


def page_of(client: FlaskClient, address: str = "/me") -> str:
    answer = client.get(address)
    assert 200 == answer.status_code
    return answer.get_data(as_text=True).replace("\u00a0", " ").replace("&#39;", "'")


@pytest.fixture
def badge(world, now) -> str:
    """The address of the page of one badge of "Exemple Un"."""
    award(world, now=now)
    deliver(world)
    (address,) = set(
        re.findall(r'"(/me/badges/\w+)"', page_of(world.client("un")).split("Mes badges")[1])
    )
    return address


def test_a_session_that_has_begun_is_the_one_thing_to_do(world):
    assert ["Dire où j'en suis"] == buttons(world.client("un"))


def test_a_proposal_comes_before_everything_else(world, now):
    propose(world, now=now)
    assert ["Le lire"] == buttons(world.client("un"))


def test_relays_messages_and_a_closing_link_each_have_their_turn(world, badge, now):
    engine, me = open_database(world.settings), world.people["un"]
    with write_session(engine) as db:
        db.add(ShareRow(**share_of(me, now, days=3, digest="a")))
        db.add(ShareRow(**share_of(me, now, days=2, digest="b")))
        db.add(ShareRow(**share_of(me, now, days=1, digest="c"), withdrawn_at=now))
    client = world.client("un")
    assert ["Le revoir"] == buttons(client)
    assert "Un de vos liens se ferme bientôt" in page_of(client)
    with write_session(engine) as db:
        message = Message(
            person_id=me, credential_id=None, name="A", organisation="", email="a@b.fr", text="?"
        )
        leave_message(db, message, now=now)
    assert "Un message pour vous" in page_of(client).split("Mes badges")[0]
    with write_session(engine) as db:
        db.add(AccompanimentRow(**relay_to(me, now)))
    engine.dispose()
    first, then = page_of(client).split("Mes badges")
    assert "Un relais vous est proposé" in first
    assert ["Un message pour vous", "Ouvert jusqu'au 16 mars 2026"] == re.findall(
        r'card-title">(?:<bdi>)?([^<]*)<', then.split("Quand vous voulez")[1]
    )


def test_c12_a_minor_with_a_badge_is_told_whose_yes_she_needs(world, badge, now):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        note_minor(db, person_id=world.people["un"], by=world.people["un"], now=now)
    engine.dispose()
    assert ["Voir comment"] == buttons(world.client("un"))
    assert "un parent ou un tuteur donne son accord" in page_of(world.client("un"), "/me/shares")


def share_of(person_id: str, now, *, days: int, digest: str) -> dict[str, object]:
    return {
        "person_id": person_id,
        "code_digest": digest,
        "shown_name": "nothing",
        "with_doors": False,
        "made_at": now,
        "expires_at": now + timedelta(days=days),
    }


def relay_to(person_id: str, now) -> dict[str, object]:
    return {
        "person_id": person_id,
        "companion_id": person_id,
        "role": "referent",
        "subjects": ["badges"],
        "asked_by": person_id,
        "asked_at": now,
        "beside": False,
    }


def test_where_nothing_waits_the_newest_badge_is_the_one_thing(world, badge):
    client = world.client("un")
    assert ["Le lire"] == buttons(client)
    assert "Esprit d'équipe" in page_of(client).split("Mes badges")[0]


def test_before_the_session_its_day_is_the_one_thing(world, tmp_path, now):
    before = open_world(tmp_path, world.territory, clock=lambda: now - timedelta(days=3))
    assert ["Voir où et quand"] == buttons(before.client("un"))


def test_whoever_has_nothing_at_all_may_still_do_one_thing(world):
    mine = world.client("deux")
    post(mine, f"/sessions/{world.session_id}/leave")
    assert 1 == len(buttons(mine))


def test_a_badge_tells_what_where_and_who_saw_it_by_role(world, badge, now):
    engine = open_database(world.settings)
    words = Reflection(world.session_id, world.people["un"], "On jouait.", "J'ai passé.", "Parler.")
    with write_session(engine) as db:
        record_reflection(db, words, now=now)
    engine.dispose()
    page = page_of(world.client("un"), badge)
    assert "Ce badge est toujours valable." in page
    did, where, saw, learned = (
        page.partition(title)[2].partition("</section>")[0]
        for title in ("Ce que j'ai fait", "Où c'était", "Qui m'a vu faire", "Ce que j'ai appris")
    )
    assert "J'ai passé." in did
    assert "Encourage un partenaire après une action ratée" in did
    assert "Gymnase du Bocage" in where
    assert "coach sportif" in saw
    assert "Maé Coach" not in page
    assert "Parler." in learned


def test_a08_the_badges_of_others_do_not_exist(world, badge):
    for ending in ("", "/file", "/badge.png", "/badge.svg", "/picture.svg"):
        assert 404 == world.client("deux").get(badge + ending).status_code
        assert 200 == world.client("un").get(badge + ending).status_code


def test_the_file_of_a_badge_is_the_badge_byte_for_byte(world, badge):
    mine = world.client("un")
    data = mine.get(f"{badge}/file").get_data()
    public = mine.get(json.loads(data)["id"].removeprefix("http://localhost:8000") + ".json")
    assert public.get_data() == data
    for picture in ("badge.png", "badge.svg"):
        assert "attachment" in mine.get(f"{badge}/{picture}").headers["Content-Disposition"]


def test_w01_a_hostile_word_of_her_own_stays_text(world, badge, now):
    engine = open_database(world.settings)
    hostile = "<script>alert(1)</script>"
    words = Reflection(world.session_id, world.people["un"], hostile, hostile, hostile)
    with write_session(engine) as db:
        record_reflection(db, words, now=now)
    engine.dispose()
    page = world.client("un").get(badge).get_data(as_text=True)
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


def selects(client: FlaskClient, address: str) -> list[tuple[str, object]]:
    """The statements, with their values, that one page asks the database; keys stand in another."""
    seen: list[tuple[str, object]] = []

    def note(_connection, _cursor, statement, values, *_rest) -> None:
        if statement.startswith("SELECT") and "FROM person_keys" not in statement:
            seen.append((statement, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        page_of(client, address)
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return seen


def keep_copies(world: WebWorld, badge: str, *, count: int, name: str, now) -> None:
    """Put `count` more badges into somebody's backpack, as an import would."""
    engine = open_database(world.settings)
    with write_session(engine) as db:
        model = db.get_one(HoldingRow, badge.rpartition("/")[2])
        for number in range(count):
            db.add(
                HoldingRow(
                    person_id=world.people[name],
                    issuer=model.issuer,
                    credential_id=f"{model.credential_id}-{number}",
                    achievement_id=model.achievement_id,
                    name=model.name,
                    valid_from=model.valid_from,
                    document=model.document,
                    received_at=now,
                )
            )
    engine.dispose()


def test_the_page_asks_as_much_with_forty_badges_as_with_one(world, badge, now):
    client = world.client("un")
    before = len(selects(client, "/me"))
    keep_copies(world, badge, count=40, name="un", now=now)
    assert 41 == page_of(client).count('class="shelf-badge"')
    assert before == len(selects(client, "/me"))
    assert before <= 8


MAP = ("/me/possibilities", "/me/possibilities/list")


def test_a_map_asks_who_looks_and_what_is_hers_once_the_territory_is_known(world, badge):
    client = world.client("un")
    page_of(client, MAP[0])
    assert 2 == len(selects(client, MAP[0]))


@pytest.mark.parametrize("address", ["/me", "{badge}", *MAP])
def test_no_page_reads_through_a_whole_table(world, badge, address):
    asked = selects(world.client("un"), address.format(badge=badge))
    plans = plans_of(world, asked)
    scanned = {plan.split()[1] for plan in plans if plan.startswith("SCAN")}
    # What is no table has the name of a query within the query.
    tables = {name for name in scanned if not name.startswith(("(", "anon_"))}
    assert set() == tables - SMALL_TABLES
    assert {"holdings", "credentials"} & {plan.split()[1] for plan in plans}


@pytest.mark.parametrize("address", ["/me", "{badge}", *MAP])
def test_no_page_of_a_person_walks_the_badges_of_all_by_their_state(world, badge, address):
    plans = plans_of(world, selects(world.client("un"), address.format(badge=badge)))
    walked = [plan for plan in plans if "credentials" in plan]
    assert walked
    assert [] == [plan for plan in walked if not re.search(r"\((id|person_id|proposal_id)=", plan)]


def plans_of(world: WebWorld, asked: list[tuple[str, object]]) -> list[str]:
    """How SQLite would look for what was asked."""
    engine = open_database(world.settings)
    with engine.connect() as connection:
        plans = [
            row[3]
            for statement, values in asked
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    engine.dispose()
    return plans
