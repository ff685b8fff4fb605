"""Observations of many people as a file: read line by line, all or nothing, done in batches."""

import csv
import io
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from badger.db.base import open_engine, read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import (
    BulkImportRow,
    ObservationRow,
    ObservationSessionRow,
    PersonRow,
    ProposalRow,
)
from badger.issuer.addresses import Addresses
from badger.issuer.csv_text import read_table, write_table
from badger.issuer.elsewhere.bulk import BATCH, carry_on
from badger.issuer.keyring import Keyring
from badger.issuer.people import create_person
from badger.issuer.recognition.changes import cancel_session
from badger.issuer.recognition.observations import record_self_assessment
from badger.issuer.recognition.rules import Level
from badger.jobs.imports import carry_on_imports, carry_on_quietly
from badger.jobs.worker import run_once
from tests.web_world import KEK, WebWorld, token_of

PAGE = "/partners/club/imports"
NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
TOLD = {
    "code": "",
    "personne": "Exemple Dehors",
    "situation": "Chantier du lavoir",
    "récit": "Un chantier de bénévoles pour remonter un mur en pierre.",
    "genre": "bénévolat",
    "précision": "",
    "jour": "10/03/2026",
    "lieu": "Le lavoir",
    "commune": "Bourg d'exemple",
    "observé par": "Maé Coach",
    "rôle": "coach sportif",
}
SEEN = ("2", "2", "2", "", "Encourage.", "", "", "")


def header(world: WebWorld) -> tuple[str, ...]:
    data = world.client("issuer").get(f"{PAGE}/{world.achievement_id}/model.csv").get_data()
    return read_table(data).lines[0][1]


def line(seen=SEEN, **told: str) -> tuple[str, ...]:
    return (*{**TOLD, **told}.values(), *seen)


def file_of(world: WebWorld, *lines: tuple[str, ...]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows([header(world), *lines])
    return text.getvalue().encode()


def send(
    world: WebWorld,
    data: bytes,
    *,
    who: str = "issuer",
    slug: str = "club",
    badge: str | None = None,
):
    client = world.client(who)
    achievement = world.achievement_id if badge is None else badge
    fields = {"csrf_token": token_of(client), "achievement": achievement}
    body = b"".join(part(f'name="{name}"', text.encode()) for name, text in fields.items())
    body += part('name="file"; filename="observations.csv"', data) + b"--limit--\r\n"
    # Made by hand: the client's own way leaves the temporary file of a large body open.
    kind = "multipart/form-data; boundary=limit"
    return client.post(f"/partners/{slug}/imports", data=body, content_type=kind)


def part(told: str, data: bytes) -> bytes:
    return (
        b"--limit\r\nContent-Disposition: form-data; "
        + told.encode()
        + b"\r\n\r\n"
        + data
        + b"\r\n"
    )


def begin(world: WebWorld, answer) -> str:
    client = world.client("issuer")
    address = answer.location.partition("?")[0]
    begun = client.post(f"{address}/begin", data={"csrf_token": token_of(client)})
    assert 303 == begun.status_code
    return address


def work(world: WebWorld) -> int:
    engine = open_database(world.settings)
    done = carry_on_imports(engine, clock=lambda: NOW, stopping=lambda: False)
    engine.dispose()
    return done


def one_batch(world: WebWorld) -> bool:
    engine = open_database(world.settings)
    with write_session(engine) as db:
        found = carry_on(db, now=NOW)
    engine.dispose()
    return found


def counts(world: WebWorld, *kinds) -> list[int]:
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = [db.query(kind).count() for kind in kinds]
    engine.dispose()
    return found


def words(answer) -> str:
    return unescape(answer.get_data(as_text=True)).replace("\N{NO-BREAK SPACE}", " ")


def two_looks(**told: str) -> list[tuple[str, ...]]:
    other = {"observé par": "Noa Formateur", "rôle": "formateur"}
    return [line(**told), line(**{**told, **other})]


def test_the_page_says_what_a_file_may_hold(world):
    page = words(world.client("issuer").get("/partners/club/imports"))
    assert "sport, production, loisir, bénévolat, atelier, situation créée" in page
    assert "Noa Formateur" in page
    assert "tuteur" in page


def test_a_file_is_looked_at_first_and_keeps_nothing(world):
    before = counts(world, PersonRow, ObservationSessionRow, ObservationRow)
    answer = send(world, file_of(world, *two_looks()))
    page = words(world.client("issuer").get(answer.location))
    assert 303 == answer.status_code
    assert "2 lignes" in page
    assert "1 personne, dont 1 nouvelle · 1 situation" in page
    assert "Chantier du lavoir" in page
    assert before == counts(world, PersonRow, ObservationSessionRow, ObservationRow)


def test_no_badge_is_chosen_for_the_partner(world):
    page = world.client("issuer").get(PAGE).text
    assert '<option value="">choisir</option>' in page
    assert f'<option value="{world.achievement_id}">' in page


@pytest.mark.parametrize("data", [b"", b"\xff\x00<script>"])
def test_a_file_without_a_badge_asks_for_it_and_keeps_nothing(world, data):
    before = counts(world, BulkImportRow)
    answer = send(world, data, badge="")
    assert 422 == answer.status_code
    assert "Choisissez le badge, puis de nouveau le fichier." in words(answer)
    assert "Le fichier est à corriger" not in words(answer)
    assert before == counts(world, BulkImportRow)


def test_rows_become_observations_of_one_session_for_each_situation(world):
    lines = [*two_looks(), *two_looks(personne="Exemple Ailleurs"), line(situation="Autre")]
    address = begin(world, send(world, file_of(world, *lines)))
    people, sessions, seen = counts(world, PersonRow, ObservationSessionRow, ObservationRow)
    assert 1 == work(world)
    assert [people + 2, sessions, seen + 15] == counts(
        world, PersonRow, ObservationSessionRow, ObservationRow
    )
    told = world.client("issuer").get(f"{address}/progress").get_json()
    assert {"state": "done", "done": 5, "total": 5} == told
    assert "Tout est enregistré" in words(world.client("issuer").get(address))


def test_who_has_placed_herself_is_proposed_the_badge_and_nothing_is_signed(world, now):
    person = world.people["un"]
    engine = open_database(world.settings)
    with write_session(engine) as db:
        levels = dict.fromkeys(world.criteria, Level.ON_OWN)
        record_self_assessment(db, person_id=person, levels=levels, now=now)
    begin(world, send(world, file_of(world, *two_looks(code=person, personne="Exemple Un"))))
    work(world)
    with read_session(engine) as db:
        states = [row.state for row in db.query(ProposalRow).filter_by(person_id=person)]
    engine.dispose()
    assert ["proposed"] == states


def test_i01_the_same_file_twice_is_imported_once(world):
    data = file_of(world, *two_looks())
    first = send(world, data)
    begin(world, first)
    work(world)
    before = counts(world, BulkImportRow, PersonRow, ObservationRow)
    again = send(world, data)
    assert first.location.partition("?")[0] == again.location
    begin(world, again)
    work(world)
    assert before == counts(world, BulkImportRow, PersonRow, ObservationRow)


def test_i16_each_batch_stands_by_itself_and_the_next_goes_on_at_the_next_row(world):
    lines = [line(personne=f"Exemple {n}") for n in range(BATCH + 50)]
    address = begin(world, send(world, file_of(world, *lines)))
    client = world.client("issuer")
    assert one_batch(world)
    assert (BATCH, "running") == tuple(
        client.get(f"{address}/progress").get_json()[name] for name in ("done", "state")
    )
    assert 'http-equiv="refresh"' in client.get(address).get_data(as_text=True)
    assert one_batch(world)
    assert "done" == client.get(f"{address}/progress").get_json()["state"]
    assert not one_batch(world)
    assert 'http-equiv="refresh"' not in client.get(address).get_data(as_text=True)


def test_a_file_whose_session_is_cancelled_meanwhile_stops_and_says_so(world):
    address = begin(world, send(world, file_of(world, *two_looks())))
    people, seen = counts(world, PersonRow, ObservationRow)
    engine = open_database(world.settings)
    with write_session(engine) as db:
        session = db.query(BulkImportRow).one().session_ids[0]
        cancel_session(db, session, word="", actor="t", now=NOW)
    engine.dispose()
    assert 1 == work(world)
    page = words(world.client("issuer").get(address))
    assert "Arrêté après 0 lignes sur 2" in page
    assert "Cette séance est annulée" in page
    assert [people, seen] == counts(world, PersonRow, ObservationRow)
    assert 0 == work(world)


def test_a_round_over_no_database_fails_quietly(tmp_path):
    engine = open_engine(f"sqlite:///{tmp_path / 'none' / 'none.sqlite3'}")
    assert 0 == carry_on_quietly(engine, clock=lambda: NOW, stopping=lambda: False)
    engine.dispose()


def test_whoever_is_told_to_stop_leaves_the_rest_for_later(world):
    address = begin(world, send(world, file_of(world, *two_looks())))
    engine = open_database(world.settings)
    assert 0 == carry_on_quietly(engine, clock=lambda: NOW, stopping=lambda: True)
    assert "running" == world.client("issuer").get(f"{address}/progress").get_json()["state"]
    assert 1 == carry_on_quietly(engine, clock=lambda: NOW, stopping=lambda: False)
    engine.dispose()


WORKER = """
import os, datetime
from badger.db.opening import open_database
from badger.jobs.imports import carry_on_imports
from badger.settings import read_settings
now = datetime.datetime(2026, 3, 14, 12, tzinfo=datetime.timezone.utc)
engine = open_database(read_settings(os.environ))
print("ready", flush=True)
carry_on_imports(engine, clock=lambda: now, stopping=lambda: False)
"""


def test_i16_killed_at_any_instant_no_row_is_lost_or_done_twice(world):
    lines = [line(personne=f"Exemple {n}") for n in range(3 * BATCH)]
    people, seen = counts(world, PersonRow, ObservationRow)
    address = begin(world, send(world, file_of(world, *lines)))
    environment = {
        **os.environ,
        "BADGER_DATABASE_URL": world.settings.database_url,
        "BADGER_KEK": KEK.hex(),
    }
    for delay_s in (0.05, 0.2, 0.4, 0.6):
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER], stdout=subprocess.PIPE, env=environment
        )
        assert worker.stdout is not None
        assert b"ready\n" == worker.stdout.readline()
        time.sleep(delay_s)
        worker.kill()
        worker.wait()
        worker.stdout.close()
        told = world.client("issuer").get(f"{address}/progress").get_json()
        assert 0 == told["done"] % BATCH
        assert counts(world, ObservationRow) == [seen + 3 * told["done"]]
    work(world)
    assert [people + 3 * BATCH, seen + 9 * BATCH] == counts(world, PersonRow, ObservationRow)
    told = world.client("issuer").get(f"{address}/progress").get_json()
    assert {"state": "done", "done": 3 * BATCH, "total": 3 * BATCH} == told


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"personne": ""}, "La colonne « personne » est vide"),
        ({"récit": ""}, "La colonne « récit » est vide"),
        ({"personne": "x" * 101}, "100 signes"),
        ({"récit": "x" * 1001}, "1000 signes"),
        ({"lieu": "a\x07b"}, "signe invisible"),
        ({"code": "1" * 22}, "vous ne connaissez personne"),
        ({"genre": "immersion"}, "pas un genre"),
        ({"genre": "sport"}, "lequel"),
        ({"genre": "production", "précision": "beaucoup"}, "nombre d'heures"),
        ({"jour": "30/02/2026"}, "pas un jour"),
        ({"jour": "10/3/26"}, "pas un jour"),
        ({"jour": "15/03/2026"}, "pas encore passé"),
        ({"rôle": "chef"}, "pas un rôle"),
        ({"observé par": "Sacha Émetteur"}, "n'observe ni"),
        ({"observé par": "=cmd|x"}, "n'observe ni"),
        ({"personne": "Exemple Un"}, "déjà quelqu'un de ce nom"),
    ],
)
def test_w11_a_line_that_is_wrong_is_named_and_nothing_is_kept(world, told, said):
    answer = send(world, file_of(world, line(), line(**told)))
    text = words(answer).replace("’", "'")
    assert 422 == answer.status_code
    assert "Ligne 3" in text
    assert said in text
    assert [0] == counts(world, BulkImportRow)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([line(), line()], "déjà plus haut"),
        ([line(), line(personne="Autre", rôle="formateur")], "deux rôles"),
        ([line(seen=("5", *SEEN[1:]))], "Écrivez 1, 2 ou 3"),
        ([line(seen=("",) * 8)], "aucun niveau"),
        ([line(seen=("2",) * 7)], "cases au lieu"),
    ],
)
def test_w11_lines_that_do_not_go_together_are_named(world, lines, said):
    answer = send(world, file_of(world, *lines))
    assert 422 == answer.status_code
    assert said in words(answer).replace("’", "'")
    assert [0] == counts(world, BulkImportRow)


def test_nobody_is_observed_by_herself(world):
    coach = {"code": world.people["coach"], "personne": "Maé Coach"}
    answer = send(world, file_of(world, line(**coach)))
    assert 422 == answer.status_code


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00\x01", b"\xff\xfea", b"a;b\r\n1;2\r\n", b'"unclosed', b"\x81\x8d"],
)
def test_w11_what_is_no_such_table_is_refused_with_a_sentence(world, data):
    answer = send(world, data)
    assert 422 == answer.status_code
    assert 'class="trouble"' in answer.get_data(as_text=True)


def test_a_file_without_lines_brings_nothing(world):
    assert "première ligne" in words(send(world, file_of(world)))


@pytest.mark.parametrize(("hours", "left"), [(23, 2), (24, 1)])
def test_a_file_that_nobody_begins_is_forgotten_after_a_day(world, now, hours, left):
    send(world, file_of(world, *two_looks()))
    begin(world, send(world, file_of(world, line(situation="Autre"))))
    engine = open_database(world.settings)
    run_once(
        engine,
        keyring=Keyring(None),
        now=now + timedelta(hours=hours, minutes=1),
        addresses=Addresses("http://localhost:8000"),
    )
    with read_session(engine) as db:
        begun = [row.started_at is not None for row in db.query(BulkImportRow)]
    engine.dispose()
    assert (left, 1) == (len(begun), begun.count(True))


def test_w11_ten_thousand_lines_are_read_and_one_more_is_not(world):
    lines = [line(personne=f"Exemple {n}") for n in range(10_000)]
    assert 303 == send(world, file_of(world, *lines)).status_code
    answer = send(world, file_of(world, *lines, line(personne="Une de plus")))
    assert 422 == answer.status_code
    assert "trop long" in words(answer)


def test_w11_a_spreadsheet_of_windows_is_read_and_said(world):
    data = file_of(world, *two_looks()).decode().encode("windows-1252")
    page = words(world.client("issuer").get(send(world, data).location))
    assert "Windows-1252" in page


def test_w10_names_that_look_like_formulas_are_kept_quiet(world):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        partner = world.territory.partners["club"]
        create_person(db, display_name="=HYPERLINK(1)", actor="t", now=NOW, registered_by=partner)
    engine.dispose()
    data = world.client("issuer").get(f"{PAGE}/people.csv").get_data(as_text=True)
    assert ";'=HYPERLINK(1)" in data
    assert ";=HYPERLINK" not in data
    assert "=HYPERLINK(1)" in [cells[1] for _, cells in read_table(data.encode()).lines]


def test_a_hostile_story_is_shown_as_text(world):
    hostile = "<script>alert(1)</script>"
    answer = send(world, file_of(world, *two_looks(récit=hostile, situation=hostile)))
    assert "<script>alert" not in world.client("issuer").get(answer.location).get_data(as_text=True)


def test_a08_another_partner_neither_sees_nor_begins_a_file(world):
    answer = send(world, file_of(world, *two_looks()))
    other, address = world.client("elsewhere"), answer.location
    token = {"csrf_token": token_of(other)}
    foreign = address.replace("/club/", "/atelier/")
    for path in (address, foreign):
        assert 404 == other.get(path).status_code
        assert 404 == other.get(f"{path}/progress").status_code
        assert 404 == other.post(f"{path}/begin", data=token).status_code
    assert 404 == send(world, b"x", who="elsewhere").status_code
    assert 404 == send(world, b"x", who="elsewhere", slug="atelier").status_code
    assert 404 == other.get(f"{PAGE}/people.csv").status_code


def test_the_sheet_to_fill_in_reads_back_as_it_was_written(world):
    first = header(world)
    assert ("code", "personne") == first[:2]
    assert first == read_table(write_table([first])).lines[0][1]
