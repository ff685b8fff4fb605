"""`badger serve`, `migrate` and `demo`: they start what is ready and say what is not."""

import http.client
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from sqlalchemy import select

from badger.app import start_app
from badger.backpack.imports import import_badge
from badger.commands import serve, start_checks
from badger.commands.demo import shown
from badger.commands.patient_worker import PatientWorker
from badger.commands.server import Listening, PortTaken, gunicorn_options, require_free_port
from badger.db.base import open_engine, read_session, write_session
from badger.db.engine import SAFE_WAL_SQLITE
from badger.db.migrate import SchemaMissing
from badger.db.opening import open_database
from badger.db.outbox import ask_later
from badger.db.rows import ExperienceRow, HoldingCheckRow, OutboxRow
from badger.errors import BadgerError
from badger.issuer.keyring import Keyring
from badger.privacy.key_check import PersonKeysUseless
from badger.settings import SettingMissing, Settings
from badger.verify import LocalJudge, Question, VerificationPolicy
from tests.factories import KEK, NOW, make_partner, make_person
from tests.ports import free_port
from tests.world import World

PATIENCE_S = 60


def command(*arguments: object) -> list[str]:
    program = "from badger.cli import main; main()"
    return [sys.executable, "-c", program, *map(str, arguments)]


def badger(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("BADGER_")}
    return subprocess.run(
        command(*arguments),
        env={**clean, **environment, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE_S,
    )


def answer_of(port: int, path: str) -> tuple[int, str]:
    """Ask until the server is there."""
    end = time.monotonic() + PATIENCE_S
    while True:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
                connection.request("GET", path)
                response = connection.getresponse()
                return response.status, response.read().decode()
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def stop(process: subprocess.Popen) -> int:
    process.send_signal(signal.SIGTERM)
    return process.wait(timeout=PATIENCE_S)


@pytest.fixture
def database(tmp_path) -> str:
    return f"sqlite:///{tmp_path}/badger.sqlite3"


def test_migrate_makes_the_database_and_may_be_run_again(database):
    for _ in range(2):
        answer = badger("migrate", BADGER_DATABASE_URL=database)
        assert (0, "La base de données est à jour.\n") == (answer.returncode, answer.stdout)


@pytest.mark.parametrize("name", ["migrate", "serve"])
def test_without_a_database_the_setting_is_named(name):
    answer = badger(name)
    assert 3 == answer.returncode
    assert "BADGER_DATABASE_URL" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_another_engine_is_refused_in_a_sentence():
    answer = badger("migrate", BADGER_DATABASE_URL="mysql://localhost/x")
    assert 3 == answer.returncode
    assert "[database.unsupported]" in answer.stderr


def check(settings: Settings, *, now=NOW) -> None:
    keyring = Keyring(settings.key_encryption_key)
    start_checks.check_start(settings, now=now, keyring=keyring)


def test_the_site_does_not_open_on_an_empty_database(database):
    with pytest.raises(SchemaMissing):
        check(Settings(database_url=database, secret_key="s", key_encryption_key=KEK))


def test_the_site_does_not_open_without_a_secret(database):
    with pytest.raises(SettingMissing):
        check(Settings(database_url=database))


@pytest.fixture
def with_keys(sqlite_url) -> Settings:
    engine = open_engine(sqlite_url)
    with write_session(engine) as db:
        make_partner(db)
    engine.dispose()
    return Settings(database_url=sqlite_url, secret_key="s", key_encryption_key=KEK)


@pytest.mark.parametrize(
    ("kek", "code"), [(None, "locked"), (bytes(32), "wrong_key_encryption_key")]
)
def test_q02_the_site_does_not_open_without_the_right_key(with_keys, kek, code):
    with pytest.raises(BadgerError) as refusal:
        check(replace(with_keys, key_encryption_key=kek))
    assert f"keys.{code}" == refusal.value.reason


def test_q02_the_refusal_is_a_sentence_with_its_code(with_keys):
    environment = {"BADGER_DATABASE_URL": with_keys.database_url, "BADGER_SECRET_KEY": "s"}
    answer = badger("serve", "--port", free_port(), **environment)
    assert (3, "") == (answer.returncode, answer.stdout)
    assert "Rien ne peut être signé pour l'instant" in answer.stderr
    assert "[keys.locked]" in answer.stderr


def test_q02_keys_of_people_that_do_not_open_stop_the_start_with_a_sentence(with_keys):
    engine = open_database(replace(with_keys, key_encryption_key=bytes(32)))
    with write_session(engine) as db:
        person = make_person(db).id
        db.add(ExperienceRow(person_id=person, what="Canari", told_at=NOW))
    engine.dispose()
    with pytest.raises(PersonKeysUseless):
        start_app(with_keys, clock=lambda: NOW)

    environment = {"BADGER_DATABASE_URL": with_keys.database_url, "BADGER_SECRET_KEY": "s"}
    answer = badger("serve", "--port", free_port(), BADGER_KEK=KEK.hex(), **environment)

    assert (3, "") == (answer.returncode, answer.stdout)
    assert "Les clés des personnes ne s'ouvrent pas avec la clé du site" in answer.stderr
    assert "[person_keys.start_locked]" in answer.stderr


def test_q02_the_site_opens_without_signing_when_that_is_asked(with_keys):
    unlocked = replace(with_keys, key_encryption_key=None)
    assert None is start_checks.check_start(unlocked, now=NOW, keyring=None)


def test_t09_a_clock_behind_the_audit_log_is_said_at_the_start(with_keys, capsys):
    check(with_keys, now=NOW - timedelta(minutes=5))
    assert "clock.behind" not in capsys.readouterr().err
    check(with_keys, now=NOW - timedelta(minutes=5, seconds=1))
    assert "[clock.behind]" in capsys.readouterr().err


def test_x15_the_storage_is_spoken_of_at_the_start(with_keys, capsys):
    check(with_keys)
    old = sqlite3.sqlite_version_info < SAFE_WAL_SQLITE
    assert old == ("[database.one_writing_process]" in capsys.readouterr().err)


def test_q02_the_demo_does_not_open_when_its_key_was_lost(tmp_path):
    folder = tmp_path / "demo"
    badger("demo", "--load-only", "--folder", folder)
    (folder / "kek.hex").write_text("00" * 32)
    answer = badger("demo", "--load-only", "--folder", folder)
    assert 3 == answer.returncode
    assert "[keys.wrong_key_encryption_key]" in answer.stderr


def test_sqlite_gets_one_process_and_postgresql_two():
    assert 1 == serve.usual_workers(Settings(database_url="sqlite:///x"))
    assert 2 == serve.usual_workers(Settings(database_url="postgresql+psycopg://localhost/x"))


def test_a_port_that_is_taken_is_refused():
    with closing(socket.create_server(("127.0.0.1", 0))) as other:
        taken = Listening(host="127.0.0.1", port=other.getsockname()[1])
        with pytest.raises(PortTaken):
            require_free_port(taken)
    require_free_port(taken)


def test_threads_serve_in_each_process():
    options = gunicorn_options(Listening(host="127.0.0.1", port=8000, workers=2))
    assert ("127.0.0.1:8000", 2, PatientWorker) == (
        options["bind"],
        options["workers"],
        options["worker_class"],
    )


def test_the_site_is_served_and_stops_when_told(database):
    settings = {
        "BADGER_DATABASE_URL": database,
        "BADGER_SECRET_KEY": "for this test",
        "BADGER_KEK": KEK.hex(),
    }
    assert 0 == badger("migrate", **settings).returncode
    port = free_port()
    environment = {**os.environ, **settings}
    with subprocess.Popen(command("serve", "--port", port), env=environment) as process:
        try:
            assert 200 == answer_of(port, "/health")[0]
        finally:
            code = stop(process)
    assert 0 == code


def test_the_demo_tells_what_to_try_and_serves_it(tmp_path):
    port = free_port()
    arguments = command("demo", "--folder", tmp_path / "demo", "--port", port)
    with subprocess.Popen(
        arguments, stdout=subprocess.PIPE, encoding="utf-8", cwd=tmp_path
    ) as process:
        try:
            page = answer_of(port, "/")
        finally:
            stop(process)
        told = process.stdout.read()
    assert 200 == page[0]
    for word in ("formatrice", "COACH-", "▄", "badger verify demo/badge.png", "demo/demo.json"):
        assert word in told


def test_the_demo_that_has_just_been_loaded_sets_the_pages_that_it_is_asked_for(tmp_path):
    """What sets pages keeps threads, which do not outlive a fork: the loader has to be apart."""
    port, folder = free_port(), tmp_path / "demo"
    arguments = command("demo", "--folder", folder, "--port", port)
    with subprocess.Popen(arguments, stdout=subprocess.DEVNULL, cwd=tmp_path) as process:
        try:
            answer_of(port, "/")
            badge = json.loads((folder / "demo.json").read_text())["badges"][0]["url"]
            receipt = receipt_of(badge)
        finally:
            stop(process)
    assert receipt.startswith(b"%PDF")


def receipt_of(badge: str) -> bytes:
    """Ask for the receipt of a badge as its page does."""
    browser = build_opener(HTTPCookieProcessor())
    with browser.open(badge, timeout=PATIENCE_S) as page:
        token = re.search(r'name="csrf_token" value="([^"]+)', page.read().decode())[1]
    form = urlencode({"csrf_token": token, "url": badge}).encode()
    place = badge.partition("/badges/")[0] + "/verify/receipt"
    with browser.open(place, form, timeout=PATIENCE_S) as answer:
        return answer.read()


def test_the_demo_says_when_its_badges_carry_another_address(tmp_path):
    folder = tmp_path / "demo"
    first = badger("demo", "--load-only", "--folder", folder, "--port", 8000)
    assert "À savoir" not in first.stdout
    second = badger("demo", "--load-only", "--folder", folder, "--port", 9000)
    assert "signés pour http://localhost:8000" in second.stdout
    anew = badger("demo", "--load-only", "--folder", folder, "--port", 9000, "--reset")
    assert (0, False) == (anew.returncode, "À savoir" in anew.stdout)


def test_a_path_elsewhere_is_shown_whole(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert "demo/x" == str(shown(tmp_path / "demo" / "x"))
    assert "/elsewhere/x" == str(shown(tmp_path.joinpath("/elsewhere/x")))


def test_the_worker_does_what_waits_looks_at_badges_again_and_stops_when_told(sqlite_url):
    engine, outside = open_engine(sqlite_url), World()
    # Of an issuer who is a key: nobody has to be asked.
    document = json.dumps(outside.issue_badge(outside.new_issuer())).encode()
    question = Question(data=document, policy=VerificationPolicy(), now=NOW)
    answer = LocalJudge(outside.new_resolver(), outside).answer(question)
    with write_session(engine) as db:
        ask_later(db, "deliver", facts=[{"credential": "none"}], now=NOW)
        import_badge(db, answer, person_id=make_person(db).id, now=NOW)
    environment = {**os.environ, "BADGER_DATABASE_URL": sqlite_url}
    arguments = command("worker", "--interval", "0.1")
    with subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE) as process:
        try:
            wait_until(lambda: [] == waiting_in(engine))
            wait_until(lambda: NOW < looked_at(engine))
        finally:
            code = stop(process)
    engine.dispose()
    assert 0 == code


def looked_at(engine):
    with read_session(engine) as db:
        return db.scalars(select(HoldingCheckRow.checked_at)).one()


def waiting_in(engine):
    with read_session(engine) as db:
        return list(db.scalars(select(OutboxRow.id).where(OutboxRow.done_at.is_(None))))


def wait_until(condition) -> None:
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_g06_a_site_on_postgresql_without_a_list_of_the_erased_says_so(
    postgres_url, tmp_path, capsys
):
    settings = Settings(database_url=postgres_url, secret_key="s")
    start_checks.check_start(settings, now=NOW, keyring=None)
    assert "[privacy.no_erased_list]" in capsys.readouterr().err

    listed = replace(settings, erased_list=tmp_path / "erased")
    start_checks.check_start(listed, now=NOW, keyring=None)
    assert "no_erased_list" not in capsys.readouterr().err


def test_g06_beside_a_sqlite_file_the_list_has_its_place(with_keys, capsys):
    check(with_keys)
    assert "no_erased_list" not in capsys.readouterr().err
    assert with_keys.erased_file is not None
    assert "badger.db.erased" == with_keys.erased_file.name
