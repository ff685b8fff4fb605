"""A paper grid as a CSV file: prefilled, looked at line by line, stored whole or not at all."""

import csv
import io
import re
from html import unescape

import pytest

from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import ObservationRow
from badger.issuer.people import create_person
from badger.issuer.queries import session_board
from badger.issuer.recognition.sessions import add_participant
from tests.web_world import token_of


def marks(world):
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = sorted((m.level, m.note) for m in session_board(db, world.session_id).marks)
        count = db.query(ObservationRow).count()
    engine.dispose()
    assert count == len(found)
    return found


def downloaded(world, who="coach"):
    answer = world.client(who).get(f"/sessions/{world.session_id}/grid.csv")
    assert "text/csv; charset=utf-8" == answer.content_type
    text = answer.data.decode("utf-8-sig")
    return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=";")]


def file_of(rows, *, separator=";", encoding="utf-8"):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


def send(world, data, who="coach"):
    client = world.client(who)
    fields = {"csrf_token": token_of(client, "/verify"), "file": (io.BytesIO(data), "grille.csv")}
    return client.post(f"/sessions/{world.session_id}/grid.csv", data=fields)


def confirm(world, page, who="coach"):
    found = re.search(r'name="content" value="([^"]*)"', page, re.DOTALL)
    assert found, page
    return store(world, unescape(found[1]), who)


def store(world, content, who="coach"):
    client = world.client(who)
    fields = {"csrf_token": token_of(client, "/verify"), "content": content}
    return client.post(f"/sessions/{world.session_id}/grid.csv/import", data=fields)


def filled(world, *levels, word=""):
    """The downloaded grid with levels of the first person, criterion by criterion."""
    rows = downloaded(world)
    for place, level in enumerate(levels):
        rows[1][2 + place] = level
    rows[1][2 + 4] = word
    return rows


def test_the_file_has_the_people_and_the_criteria_in_words(world):
    header, *people = downloaded(world)
    assert ["code", "nom"] == header[:2]
    assert "2. Encourage un partenaire après une action ratée" == header[3]
    assert ["mot 1", "mot 2", "mot 3", "mot 4"] == header[6:]
    assert ["Exemple Deux", "Exemple Un"] == [row[1] for row in people]
    assert [""] * 8 == people[0][2:]


def test_f3_ac6_a_file_is_looked_at_first_and_then_stored_whole(world):
    answer = send(world, file_of(filled(world, "1", "", "3", word="A passé.")))
    page = answer.get_data(as_text=True)
    assert 200 == answer.status_code
    assert "2 observations à enregistrer" in page
    assert [] == marks(world)
    assert 303 == confirm(world, page).status_code
    assert [(1, "A passé."), (3, "")] == marks(world)


def test_f3_ac6_one_wrong_line_stores_nothing_and_is_named(world):
    rows = filled(world, "1", "5")
    rows[2][2] = "2"
    answer = send(world, file_of(rows))
    page = unescape(answer.get_data(as_text=True)).replace("\u00a0", " ")
    assert 422 == answer.status_code
    assert "Ligne 2 : Exemple Deux, critère 2 : « 5 ». Écrivez 1, 2 ou 3" in page
    assert 'name="content"' not in page
    assert [] == marks(world)


def test_the_same_file_twice_is_stored_once(world):
    data = file_of(filled(world, "1", "2"))
    page = send(world, data).get_data(as_text=True)
    confirm(world, page)
    confirm(world, page)
    assert [(1, ""), (2, "")] == marks(world)
    assert "tout est déjà saisi" in send(world, data).get_data(as_text=True)


def test_the_same_file_saved_otherwise_is_stored_once(world):
    rows = filled(world, "1", "2")
    confirm(world, send(world, file_of(rows)).get_data(as_text=True))
    again = send(world, file_of(rows, separator=",", encoding="utf-8-sig"))
    assert "tout est déjà saisi" in again.get_data(as_text=True)
    assert 2 == len(marks(world))


def test_what_was_stored_comes_back_in_the_file(world):
    confirm(world, send(world, file_of(filled(world, "1", word="Vu."))).get_data(as_text=True))
    row = downloaded(world)[1]
    assert ("1", "Vu.") == (row[2], row[6])
    assert [""] * 8 == downloaded(world, "trainer")[1][2:]


@pytest.mark.parametrize(
    ("separator", "encoding", "warned"),
    [(",", "utf-8", False), (";", "utf-8-sig", False), (";", "windows-1252", True)],
)
def test_w11_each_way_of_saving_is_read(world, separator, encoding, warned):
    rows = filled(world, "1", word="A aidé l'équipe")
    page = send(world, file_of(rows, separator=separator, encoding=encoding)).get_data(as_text=True)
    assert warned == ("Windows-1252" in page)
    assert 303 == confirm(world, page).status_code
    assert [(1, "A aidé l'équipe")] == marks(world)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "La première ligne"),
        (b"code;nom\n", "colonne 3"),
        (b"a,b,c\n1,2,3\n", "colonne 1"),
        ("code;nom".encode("utf-16"), "CSV UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0", "CSV UTF-8"),
        (b'code;nom\n"open', "n'est plus un tableau"),
        (b"code;nom\n" + b"a;b\n" * 100_000, "10000 lignes au plus"),
    ],
)
def test_w11_a_file_that_is_no_grid_is_refused_in_a_sentence(world, data, said):
    answer = send(world, data)
    page = unescape(answer.get_data(as_text=True))
    assert 422 == answer.status_code
    assert said in page
    assert [] == marks(world)


def test_w11_a_column_that_is_too_much_is_named(world):
    rows = [[*row, "note"] for row in downloaded(world)]
    page = unescape(send(world, file_of(rows)).get_data(as_text=True))
    assert "colonne 11, « note »" in page.replace("\u00a0", " ")


def changed(rows, line, column, value):
    rows[line][column] = value
    return rows


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda rows: changed(rows, 2, 0, rows[1][0]), "ne va pas avec ce code"),
        (lambda rows: [*rows, rows[1]], "est déjà plus haut"),
        (lambda rows: changed(rows, 1, 0, "1" * 22), "n'est pas une personne observée"),
        (lambda rows: changed(rows, 1, 1, "Exemple Autre"), "ne va pas avec ce code"),
        (lambda rows: changed(rows, 1, 6, "Un mot"), "donnez aussi le niveau"),
        (lambda rows: changed(changed(rows, 1, 2, "1"), 1, 6, "x" * 281), "280 signes"),
        (lambda rows: changed(changed(rows, 1, 2, "1"), 1, 6, "a\x07"), "signe invisible"),
        (lambda rows: [*rows[:2], rows[2][:4]], "4 cases au lieu de 10"),
        (lambda rows: [*rows[:2], [*rows[2], "en trop"]], "11 cases au lieu de 10"),
        (lambda rows: changed(rows, 1, 2, "=1+1"), "Écrivez 1, 2 ou 3"),
        (lambda rows: changed(rows, 1, 2, "1,0"), "Écrivez 1, 2 ou 3"),
        (lambda rows: changed(rows, 1, 2, "１"), "Écrivez 1, 2 ou 3"),
    ],
)
def test_w11_each_wrong_line_has_its_sentence(world, change, said):
    answer = send(world, file_of(change(downloaded(world))))
    page = unescape(answer.get_data(as_text=True))
    assert 422 == answer.status_code
    assert said in page
    assert re.search(r"Ligne\u00a0?\s?[234]", page)
    assert [] == marks(world)


def test_w11_empty_columns_and_lines_of_a_spreadsheet_do_no_harm(world):
    rows = [[*row, "", ""] for row in filled(world, "1")]
    page = send(world, file_of([*rows, [""] * 12])).get_data(as_text=True)
    assert "1 observation à enregistrer" in page


def test_w11_a_great_many_problems_are_counted_and_the_first_shown(world):
    header, first, _ = downloaded(world)
    page = send(world, file_of([header, *[["x", *first[1:]]] * 60])).get_data(as_text=True)
    assert 50 == page.count("<li><bdi>Ligne")
    assert "Et 10 autres." in page


def test_w10_a_name_that_is_a_formula_is_kept_quiet_and_found_again(world, now):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        person = create_person(db, display_name="=cmd|' /C calc'!A0", actor="test", now=now)
        add_participant(db, world.session_id, person_id=person.id, now=now)
    engine.dispose()
    rows = downloaded(world)
    assert ["'=cmd|' /C calc'!A0"] == [row[1] for row in rows if "calc" in row[1]]
    assert 200 == send(world, file_of(rows)).status_code


def test_w01_what_stands_in_a_file_is_never_markup(world):
    rows = filled(world, "1", word="<script>alert(1)</script>")
    page = send(world, file_of(rows)).get_data(as_text=True)
    assert "<script>alert" not in page
    confirm(world, page)
    assert [(1, "<script>alert(1)</script>")] == marks(world)


@pytest.mark.parametrize("content", ["", "x", "code;nom\nx;y", "\ufeff"])
def test_w08_what_is_stored_is_read_as_strictly_as_what_is_looked_at(world, content):
    assert 422 == store(world, content).status_code
    assert [] == marks(world)


def test_a_line_that_became_wrong_meanwhile_stores_nothing(world):
    rows = filled(world, "1")
    page = send(world, file_of(rows)).get_data(as_text=True)
    client = world.client("deux")
    data = {"csrf_token": token_of(client, "/verify"), "observed": "no"}
    client.post(f"/sessions/{world.session_id}/observed", data=data)
    answer = confirm(world, page)
    assert 422 == answer.status_code
    assert "n&#39;est pas une personne observée" in answer.get_data(as_text=True)
    assert [] == marks(world)


def test_a08_a_grid_belongs_to_the_observers_of_the_session(world):
    address = f"/sessions/{'1' * 22}/grid.csv"
    assert 404 == world.client("coach").get(address).status_code
    data = file_of(downloaded(world))
    assert 403 == send(world, data, who="pedagogue").status_code
    assert 403 == store(world, "x", who="un").status_code


def test_without_a_file_it_is_asked_again(world):
    client = world.client("coach")
    data = {"csrf_token": token_of(client, "/verify")}
    answer = client.post(f"/sessions/{world.session_id}/grid.csv", data=data)
    assert 422 == answer.status_code
