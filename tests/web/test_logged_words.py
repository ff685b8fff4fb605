"""No name, address, code or word of anybody reaches a log, however much is logged (R05, R18)."""

import logging
import re
from dataclasses import replace

import pytest
from sqlalchemy import text

from badger.db.base import write_session
from badger.db.opening import open_database
from tests.web.play import NOW, award, deliver
from tests.web_world import code_of, make_app, post

CANARY = "kanarie"
LETTER = {
    "name": f"{CANARY} Nom",
    "organisation": f"{CANARY} Maison",
    "email": f"{CANARY}@exemple.fr",
    "text": f"{CANARY} venez jeudi",
}


@pytest.fixture
def everything_logged(caplog):
    """Log all that any library can say, from before the application is made.

    Of the database its statements: one step further it writes down what it has read, by its nature.
    """
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.INFO, logger="sqlalchemy")


@pytest.fixture
def badge(everything_logged, world, now):
    """A badge that "Exemple Un" keeps."""
    issued = award(world, now=now)
    deliver(world)
    return issued


@pytest.fixture
def site(badge, world):
    """The territory with that badge."""
    return replace(world, app=make_app(world.settings, clock=lambda: NOW))


def secrets_of(site, badge: str) -> list[str]:
    """Go through the main flows and their refusals; return what was drawn on the way."""
    un, stranger = site.client("un"), site.client()
    post(stranger, "/signin", code=f"{CANARY}-ABCD-EFGH")
    post(stranger, "/signin", code=code_of("un"))
    post(stranger, "/signin/mail", email=f"{CANARY}@exemple.fr")
    post(stranger, "/signin/mail/code", code=CANARY)
    stranger.get(f"/signin/link/{CANARY}")
    for name in (f"{CANARY} Prénom", CANARY * 40):
        post(un, "/me/data/name", name=name)
    post(un, "/me/account/emails", email=f"{CANARY}@exemple.fr")
    told = post(un, "/me/experiences", what=f"{CANARY} repas").location
    post(un, f"{told}/when", place=f"{CANARY} salle", happened_on=CANARY)
    (holding,) = set(re.findall(r'"shelf-badge" href="/me/badges/(\w+)"', un.get("/me").text))
    post(un, "/me/shares", badge=holding, name=CANARY)
    shared = post(un, "/me/shares", badge=holding)
    link = re.search(r"/shares/([0-9a-f]{32})", un.get(shared.location).text)
    assert link is not None
    assert 200 == stranger.get(link[0]).status_code
    post(stranger, f"/badges/{badge}/message", **LETTER)
    post(stranger, f"/badges/{badge}/message", **{**LETTER, "email": f"{CANARY} nulle part"})
    un.get("/me/archive/file")
    _refused(stranger)
    return [code_of("un"), link[1]]


def _refused(stranger) -> None:
    """Ask for what does not exist, without a token, and in other forms than ours."""
    stranger.get(f"/{CANARY}?q={CANARY}")
    stranger.get(f"/shares/{CANARY}")
    stranger.get(f"/badges/{CANARY}")
    stranger.post("/me/data/name", data={"name": CANARY})
    post(stranger, "/verify", text=f'{{"name": "{CANARY}"}}')
    stranger.post("/api/v1/verify", json={"credential": CANARY})
    stranger.post("/api/v1/verify", data=CANARY, headers={"Content-Type": CANARY})
    headers = {"Authorization": f"Bearer {CANARY}", "Idempotency-Key": CANARY}
    stranger.post("/api/v1/awards", json={"person": CANARY}, headers=headers)


def test_r05_r18_no_canary_stands_in_what_was_logged_on_any_way(site, badge, capsys, caplog):
    drawn = secrets_of(site, badge)

    logged = capsys.readouterr()
    written = f"{logged.err}{logged.out}{caplog.text}"
    assert "INSERT INTO experiences" in written, "the libraries' own logs were not heard"
    for word in (CANARY, *drawn):
        assert word.lower() not in written.lower()


def test_r05_r18_no_canary_stands_in_the_log_of_a_defect(site, capsys, caplog):
    un = site.client("un")
    with write_session(open_database(site.settings)) as db:
        db.execute(text("DROP TABLE experience_badges"))
        db.execute(text("ALTER TABLE experiences RENAME TO elsewhere"))

    answer = post(un, "/me/experiences", what=f"{CANARY} repas")

    assert 500 == answer.status_code
    logged = capsys.readouterr()
    assert "bug" in logged.err and "no such table" in logged.err
    assert CANARY not in f"{logged.err}{logged.out}{caplog.text}".lower()
