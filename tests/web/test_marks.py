"""What an observer touched by mistake is taken back; a word has its own button."""

import re
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest

from badger.db.audit import verify_chain
from badger.db.base import read_session
from badger.db.opening import open_database
from badger.db.rows import ObservationRow
from badger.issuer.queries import session_board
from tests.web.play import award, observe
from tests.web_world import make_app, token_of

KEPT = re.compile(r"class=\"kept-note\">«.*Passe deux fois\.")


@pytest.fixture
def world(world, now):
    """The territory with a clock that goes on: of two taps one is the later."""
    seconds = count()
    clock = lambda: now + timedelta(seconds=next(seconds))  # noqa: E731 - one line
    return replace(world, app=make_app(world.settings, clock=clock))


def send(world, name, path, **fields):
    client = world.client(name)
    address = f"/sessions/{world.session_id}/people/{world.people['un']}/{path}"
    return client.post(address, data={"csrf_token": token_of(client, "/verify"), **fields})


def tap(world, name="coach", *, key="k1", criterion=0, level=2, **notes):
    mark = f"{world.criteria[criterion]}:{level}"
    typed = {f"note-{world.criteria[int(n[1:])]}": text for n, text in notes.items()}
    return send(world, name, "marks", key=key, mark=mark, **typed)


def take_back(world, name="coach", criterion=0):
    return send(world, name, "withdrawals", criterion=world.criteria[criterion])


def standing(world):
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = session_board(db, world.session_id).marks
    engine.dispose()
    return found


def session_page(world, name="coach"):
    return world.client(name).get(f"/sessions/{world.session_id}").get_data(as_text=True)


def test_a_wrong_tap_is_taken_back_and_the_criterion_is_blank_again(world):
    tap(world)
    tap(world, key="k2", level=3)
    answer = take_back(world)
    assert 303 == answer.status_code
    assert answer.location.endswith(f"#m-{world.people['un']}-{world.criteria[0]}")
    assert () == standing(world)
    assert 0 == session_page(world).count('aria-pressed="true"')


def test_what_was_taken_back_stays_in_the_log_and_may_be_marked_again(world):
    tap(world)
    take_back(world)
    tap(world, key="k2", level=1)
    engine = open_database(world.settings)
    with read_session(engine) as db:
        assert 2 == db.query(ObservationRow).count()
        assert verify_chain(db) is None
    engine.dispose()
    assert [1] == [mark.level for mark in standing(world)]


def test_a_mark_taken_back_no_longer_makes_a_badge_possible(world, now):
    observe(world, now=now)
    address = f"/sessions/{world.session_id}/awards"
    assert "possible</span>" in world.client("pedagogue").get(address).get_data(as_text=True)
    for n in range(4):
        take_back(world, criterion=n)
    assert "possible</span>" not in world.client("pedagogue").get(address).get_data(as_text=True)


def test_nobody_takes_back_the_mark_of_another_observer(world):
    tap(world)
    assert 303 == take_back(world, "trainer").status_code
    assert 1 == len(standing(world))
    assert 403 == take_back(world, "elsewhere").status_code


def test_a_criterion_that_does_not_exist_is_refused(world):
    assert 409 == send(world, "coach", "withdrawals", criterion="x").status_code


def test_after_the_badge_is_issued_nothing_is_taken_back(world, now):
    award(world, now=now)
    seen = len(standing(world))
    answer = take_back(world)
    assert 409 == answer.status_code
    assert "ne s&#39;efface plus" in answer.get_data(as_text=True)
    assert seen == len(standing(world))


def test_a_word_has_its_own_button_and_is_shown_again(world):
    # One stands in the page for the script to copy.
    assert 1 == session_page(world).count("Garder ce mot")
    tap(world)
    assert 2 == session_page(world).count("Garder ce mot")
    tap(world, key="k2", n0="Passe deux fois.")
    assert KEPT.search(session_page(world))
    assert "Passe deux fois." not in session_page(world, "trainer")


def test_a_word_typed_under_another_criterion_goes_with_the_next_tap(world):
    tap(world)
    tap(world, key="k2", criterion=1, n0="Passe deux fois.")
    assert KEPT.search(session_page(world))


def test_a_mark_beside_a_name_says_that_it_was_seen_never_how_much(world):
    tap(world)
    assert ">en cours</span>" in session_page(world).replace("</svg>", ">")
    for n in range(1, 4):
        tap(world, key=f"k{n}", criterion=n)
    assert "4/4" not in session_page(world)
    assert ">vu</span>" in session_page(world).replace("</svg>", ">")
