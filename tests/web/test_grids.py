"""The paper grid: printed, found again by its code, typed in afterwards."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import ObservationRow, SessionObserverRow
from badger.issuer.people import create_person
from badger.issuer.queries import session_board
from badger.issuer.recognition.sessions import add_participant
from badger.web.presenters.typed_grid import box_name
from badger.web.presenters.typesetting import count_pages
from tests.web.play import award
from tests.web.test_sessions import new_session
from tests.web_world import make_app, token_of


def read(world, question):
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = question(db)
        db.expunge_all()
    engine.dispose()
    return found


def marks(world, session_id=None):
    board = read(world, lambda db: session_board(db, session_id or world.session_id))
    return sorted((mark.level, mark.note) for mark in board.marks)


def fill(world, count, now):
    """Let more people take part, with the longest names that there are."""
    engine = open_database(world.settings)
    with write_session(engine) as db:
        for number in range(count):
            name = f"Exemple {number} de la Très-Longue-Dénomination-Composée-Encore-Plus"
            person = create_person(db, display_name=name[:60], actor="test", now=now)
            add_participant(db, world.session_id, person_id=person.id, now=now)
    engine.dispose()


def grid(world, who="coach", of="coach"):
    return world.client(who).get(f"/sessions/{world.session_id}/grids/{world.people[of]}")


def code_of_grid(world, of="coach"):
    key = (world.session_id, world.people[of])
    return read(world, lambda db: db.get(SessionObserverRow, key).grid_code)


def test_f2_ac3_twelve_people_fit_on_two_pages(world, now):
    fill(world, 10, now)
    answer = grid(world)
    assert ("application/pdf", b"%PDF") == (answer.content_type, answer.data[:4])
    assert count_pages(answer.data) in (1, 2)


def test_the_grid_is_a_pdf_that_can_be_read_aloud(world):
    data = grid(world).data
    assert b"pdfuaid" in data
    assert b"/TH" in data
    assert (
        b"/Alt<FEFF" + "Code QR qui ouvre la page".encode("utf-16-be").hex().upper().encode()
        in data
    )


@pytest.mark.parametrize(
    ("who", "of", "expected"),
    [
        ("coach", "coach", 200),
        ("coach", "trainer", 404),
        ("pedagogue", "trainer", 200),
        ("issuer", "coach", 200),
        ("pedagogue", "un", 404),
        ("elsewhere", "coach", 404),
        ("un", "coach", 403),
    ],
)
def test_a08_a_grid_is_for_its_observer_and_who_leads(world, who, of, expected):
    assert expected == grid(world, who, of).status_code


def test_a_grid_of_hostile_names_is_still_printed(world, now):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        for name in ('#image("/etc/passwd")', "مثال", "x" * 100, "=cmd|' /C calc'!A0", "👩🏽‍🚒"):
            person = create_person(db, display_name=name, actor="test", now=now)
            add_participant(db, world.session_id, person_id=person.id, now=now)
    engine.dispose()
    answer = grid(world)
    assert 200 == answer.status_code
    assert 1 == answer.data.count(b"/S/H1")


def test_the_code_of_a_grid_leads_its_observer_to_the_session(world):
    code = code_of_grid(world)
    client = world.client("coach")
    page = client.get(f"/grids?code={code}").get_data(as_text=True)
    assert f'value="{code}"' in page
    data = {"csrf_token": token_of(client, "/verify"), "code": f"{code[:4].lower()} {code[4:]}"}
    assert f"/sessions/{world.session_id}/entry" == client.post("/grids", data=data).location


@pytest.mark.parametrize("code", ["", "AAAA-AAAA", "x" * 65, "' or 1=1"])
def test_an_unknown_grid_code_is_asked_again(world, code):
    client = world.client("coach")
    data = {"csrf_token": token_of(client, "/verify"), "code": code}
    answer = client.post("/grids", data=data)
    assert 422 == answer.status_code
    assert "aucune de vos grilles" in answer.get_data(as_text=True)


def test_a08_the_grid_of_another_observer_does_not_exist(world):
    client = world.client("coach")
    code = code_of_grid(world, "trainer")
    data = {"csrf_token": token_of(client, "/verify"), "code": code}
    assert 422 == client.post("/grids", data=data).status_code


def test_a10_tries_of_grid_codes_are_counted(world):
    client = world.client("coach")
    token = token_of(client, "/verify")
    for n in range(10):
        client.post("/grids", data={"csrf_token": token, "code": f"AAAAAA{n:02}"})
    data = {"csrf_token": token, "code": code_of_grid(world)}
    assert 429 == client.post("/grids", data=data).status_code


def box(world, person="un", criterion=0):
    return box_name(world.people[person], world.criteria[criterion])


def enter(world, who="coach", key="k1", before=None, **fields):
    client = world.client(who)
    data = {
        "csrf_token": token_of(client, "/verify"),
        "key": key,
        "sheet": "1",
        "before": json.dumps(before or {}),
        **fields,
    }
    return client.post(f"/sessions/{world.session_id}/entry", data=data)


def test_f3_ac3_a_whole_grid_is_typed_in_one_form_and_keeps_both_dates(world, now):
    levels = {box(world, person, n): str(n % 3 + 1) for person in ("un", "deux") for n in range(4)}
    late = replace(world, app=make_app(world.settings, clock=lambda: now + timedelta(days=5)))
    assert 303 == enter(late, **levels).status_code
    assert [1, 1, 1, 1, 2, 2, 3, 3] == [level for level, _ in marks(world)]
    board = read(world, lambda db: session_board(db, world.session_id))
    assert {now + timedelta(days=5)} == {mark.entered_at for mark in board.marks}
    assert now.date() == board.session.starts_on
    page = late.client("coach").get(f"/sessions/{world.session_id}/entry").get_data(as_text=True)
    assert "samedi 14 mars 2026" in page
    assert "jeudi 19 mars 2026" in page


def test_f3_ac3_the_same_grid_sent_twice_counts_once(world):
    enter(world, **{box(world): "2"})
    enter(world, **{box(world): "2"})
    assert [(2, "")] == marks(world)


def test_what_was_typed_is_shown_again_and_only_changes_are_stored(world):
    enter(world, **{box(world): "2"})
    page = world.client("coach").get(f"/sessions/{world.session_id}/entry").get_data(as_text=True)
    assert re.search(f'name="{box(world)}"[^>]* value="2"', page)
    answer = enter(world, key="k2", before={box(world): "2"}, **{box(world): "2"})
    assert 303 == answer.status_code
    assert 1 == read(world, lambda db: db.query(ObservationRow).count())


def test_a_lower_level_corrects_what_was_typed(world):
    enter(world, **{box(world): "3"})
    enter(world, key="k2", before={box(world): "3"}, **{box(world): "1"})
    assert [(1, "")] == marks(world)


def test_a_higher_level_is_added_and_nothing_is_taken_back(world):
    enter(world, **{box(world): "1"})
    enter(world, key="k2", before={box(world): "1"}, **{box(world): "3"})
    assert [(1, ""), (3, "")] == marks(world)


def test_an_emptied_box_is_blank_again(world):
    enter(world, **{box(world): "3"})
    enter(world, key="k2", before={box(world): "3"}, **{box(world): ""})
    assert [] == marks(world)


def test_what_came_from_a_telephone_meanwhile_is_not_wiped_out(world):
    enter(world, **{box(world): "3"})
    enter(world, key="k2", **{box(world, criterion=1): "2", box(world): ""})
    assert [(2, ""), (3, "")] == marks(world)


def test_a_word_goes_with_its_criterion(world):
    un = world.people["un"]
    words = {f"w-{un}": "A passé deux fois.", f"on-{un}": world.criteria[1]}
    enter(world, **{box(world): "1", box(world, criterion=1): "2", **words})
    assert [(1, ""), (2, "A passé deux fois.")] == marks(world)


def test_a_word_without_a_level_is_asked_about(world):
    un = world.people["un"]
    words = {f"w-{un}": "A passé deux fois.", f"on-{un}": world.criteria[1]}
    answer = enter(world, **{box(world): "1", **words})
    page = answer.get_data(as_text=True)
    assert 422 == answer.status_code
    assert "donnez aussi le niveau" in page
    assert "A passé deux fois." in page
    assert [] == marks(world)


@pytest.mark.parametrize("level", ["4", "0", "x", "-1", "１", "²"])
def test_a_wrong_level_is_said_and_nothing_is_stored(world, level):
    answer = enter(world, **{box(world): level, box(world, criterion=1): "2"})
    page = answer.get_data(as_text=True)
    assert 422 == answer.status_code
    assert "Exemple Un, critère 1" in page
    assert re.search(f'name="{box(world, criterion=1)}"[^>]* value="2"', page)
    assert [] == marks(world)


def test_a_word_on_no_criterion_stores_nothing_and_comes_back(world):
    un = world.people["un"]
    answer = enter(world, **{box(world): "1", f"w-{un}": "A passé deux fois.", f"on-{un}": ""})
    assert 422 == answer.status_code
    assert "Choisissez le critère sur lequel porte ce mot." in answer.text
    assert 'value="A passé deux fois."' in answer.text
    assert [] == marks(world)


def test_a_word_that_is_too_long_stores_nothing(world):
    un = world.people["un"]
    words = {f"w-{un}": "x" * 281, f"on-{un}": world.criteria[0]}
    assert 422 == enter(world, **{box(world): "1", **words}).status_code
    assert [] == marks(world)


@pytest.mark.parametrize("before", ["", "[", "[1]", '{"a": {}}', "[" * 5000])
def test_a_strange_memory_of_the_page_does_no_harm(world, before):
    client = world.client("coach")
    data = {
        "csrf_token": token_of(client, "/verify"),
        "key": "k",
        "before": before,
        box(world): "2",
    }
    assert 303 == client.post(f"/sessions/{world.session_id}/entry", data=data).status_code
    assert [(2, "")] == marks(world)


def test_w08_a_box_of_a_stranger_is_ignored(world):
    other = {box_name(world.people["issuer"], world.criteria[0]): "3", "observer_id": "x"}
    assert 303 == enter(world, **other).status_code
    assert [] == marks(world)


@pytest.mark.parametrize("number", ["0", "2", "x", "-1", "9999999999", "²"])
def test_a_sheet_that_is_not_there_is_not_found(world, number):
    client = world.client("coach")
    address = f"/sessions/{world.session_id}/entry"
    assert 404 == client.get(f"{address}?sheet={number}").status_code
    assert 404 == enter(world, sheet=number).status_code


def test_a_form_without_key_is_refused(world):
    assert 400 == enter(world, key="", **{box(world): "2"}).status_code


@pytest.mark.parametrize(("who", "expected"), [("trainer", 200), ("pedagogue", 403), ("un", 403)])
def test_only_observers_type_in_a_grid(world, who, expected):
    address = f"/sessions/{world.session_id}/entry"
    assert expected == world.client(who).get(address).status_code


def test_nothing_is_typed_before_the_session(world, now):
    early = replace(world, app=make_app(world.settings, clock=lambda: now - timedelta(days=2)))
    answer = enter(early, **{box(world): "2"})
    assert 422 == answer.status_code
    assert "pas encore commencé" in answer.get_data(as_text=True)
    assert [] == marks(world)


def test_what_a_badge_rests_on_is_not_corrected(world, now):
    award(world, now=now)
    answer = enter(world, before={box(world): "2"}, **{box(world): "1"})
    assert 422 == answer.status_code
    assert "Un badge est déjà délivré" in answer.get_data(as_text=True)


def test_many_people_come_on_several_sheets(world, now):
    fill(world, 21, now)
    client, address = world.client("coach"), f"/sessions/{world.session_id}/entry"
    first = client.get(address).get_data(as_text=True)
    second = client.get(f"{address}?sheet=2").get_data(as_text=True)
    assert (20, 3) == (first.count('class="entry-line"'), second.count('class="entry-line"'))
    assert 20 * 4 == first.count('inputmode="numeric"')


def test_a_grid_of_several_days_is_printed_on_one_sheet_when_it_has_four_criteria(world):
    answer = new_session(world, starts_on="2026-03-14", ends_on="2026-03-16")
    session_id = answer.location.rpartition("/")[2]
    address = f"/sessions/{session_id}/grids/{world.people['coach']}"
    paper = world.client("coach").get(address)
    assert (200, 1) == (paper.status_code, count_pages(paper.data))
