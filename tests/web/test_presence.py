"""The passeur's page: one box, a yes or a no, said aloud by the person beside.

She helps people « with their consent » (domain 1.1): Un lets her look, or a session's leader tells
her its code. No other name is hers to read, though she is a passeur of the whole territory.
"""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from badger.db.rows import ObservationSessionRow
from badger.issuer.people import grant_role, take_role
from badger.issuer.recognition.joining import open_joining
from badger.privacy.retention import forget_in_time
from tests.web.play import let_look, propose, write
from tests.web_world import make_app, post

WORDS = dict.fromkeys(("what_happened", "what_i_did", "what_i_learned"), "On a joué.")


@pytest.fixture
def waiting(world, now):
    """A proposal to Un, who lets nobody look."""
    return propose(world, now=now)


@pytest.fixture
def proposal(world, waiting, now):
    """The same; Un lets Sam look at her badges."""
    let_look(world, "badges", now=now)
    return waiting


def code_of_session(world):
    """The short code that the session's leader says aloud."""
    clock = world.app.extensions["badger"].clock
    return write(
        world, lambda db: open_joining(db, world.session_id, actor="t", now=clock()).short_code
    )


def later(world, now, **delta):
    return replace(world, app=make_app(world.settings, clock=lambda: now + timedelta(**delta)))


def every_way(world, client, proposal):
    """What the five ways to a name answer: found in the list, then the status of each page."""
    dictation = f"/sessions/{world.session_id}/people/{world.people['un']}/dictation"
    return (
        "Exemple Un" in client.get("/presence").text,
        client.get(f"/presence/{proposal}").status_code,
        post(client, f"/presence/{proposal}/accept").status_code,
        client.get(dictation).status_code,
        post(client, dictation, **WORDS).status_code,
    )


# Without its box ticked, a form changes nothing: it comes back, or is not found.
EVERY_WAY, ONLY_WORDS = (True, 200, 422, 200, 422), (False, 404, 404, 200, 422)
NO_WAY = (False, 404, 404, 404, 404)


def test_a08_a_passeur_of_the_territory_reads_no_name_that_was_not_opened_to_her(world, waiting):
    assert NO_WAY == every_way(world, world.client("passeur"), waiting)


@pytest.mark.parametrize(
    ("subject", "ways"),
    [
        ("badges", EVERY_WAY),
        ("words", ONLY_WORDS),
        ("map", NO_WAY),
        ("steps", NO_WAY),
        ("messages", NO_WAY),
    ],
)
def test_c10_she_finds_what_was_ticked_and_nothing_else(world, waiting, now, subject, ways):
    let_look(world, subject, now=now)
    assert ways == every_way(world, world.client("passeur"), waiting)


def test_a_code_said_in_presence_opens_the_session_for_the_day(world, waiting, now):
    client = world.client("passeur")
    answer = post(client, "/presence/session", code=code_of_session(world))
    assert (303, "/presence") == (answer.status_code, answer.location)
    assert EVERY_WAY == every_way(world, client, waiting)
    assert "Tout le monde a répondu." not in client.get("/presence").text

    with client.session_transaction() as session:
        kept = dict(session)
    for hours, ways in ((11, EVERY_WAY), (12, NO_WAY)):
        evening = later(world, now, hours=hours)
        back = evening.client()
        with back.session_transaction() as session:
            session.update(kept)
        assert ways == every_way(evening, back, waiting)
    assert NO_WAY == every_way(world, world.client("passeur"), waiting)


def test_a_leader_closes_a_session_at_once_in_every_browser_that_opened_it(world, waiting):
    one, two = world.client("passeur"), world.client("passeur")
    code, end = code_of_session(world), f"/sessions/{world.session_id}/openings/end"
    for browser in (one, two):
        post(browser, "/presence/session", code=code)
    for who, status in (("passeur", 403), ("un", 403), ("coach", 403), ("elsewhere", 404)):
        assert status == post(world.client(who), end).status_code
    assert [EVERY_WAY] * 2 == [every_way(world, browser, waiting) for browser in (one, two)]

    assert 303 == post(world.client("pedagogue"), end, opening_number="0").status_code

    assert [NO_WAY] * 2 == [every_way(world, browser, waiting) for browser in (one, two)]
    assert 422 == post(one, "/presence/session", code=code).status_code
    post(one, "/presence/session", code=code_of_session(world))
    assert EVERY_WAY == every_way(world, one, waiting)
    assert NO_WAY == every_way(world, two, waiting)


def test_c10_who_leads_a_session_reads_which_passeurs_opened_it_and_until_when(world, now):
    people = f"/sessions/{world.session_id}/people"
    leader = world.client("pedagogue")
    assert [] == openings_read(leader, people)
    post(world.client("passeur"), "/presence/session", code=code_of_session(world))

    at, until = "14 mars 2026, 10:30", "14 mars 2026, 22:30"
    running = f"Sam Passeur · passeur du territoire Ouverte le {at}. Ouverte jusqu'au {until}."
    assert [f"{running} ouverte"] == openings_read(leader, people)
    after = later(world, now, hours=13).client("pedagogue")
    ended = f"Sam Passeur · passeur du territoire Ouverte le {at}. Fermée le {until}."
    assert [ended] == openings_read(after, people)

    # Opened again it is one more; the leader ends all that run, and each is told once.
    at_noon = later(world, now, hours=2)
    post(at_noon.client("passeur"), "/presence/session", code=code_of_session(at_noon))
    post(at_noon.client("pedagogue"), f"/sessions/{world.session_id}/openings/end")
    ends = [re.findall("Fermée le (.*)[.]", one) for one in openings_read(leader, people)]
    assert [["14 mars 2026, 12:30"]] * 2 == ends
    assert 403 == world.client("passeur").get(people).status_code
    assert 404 == world.client("elsewhere").get(people).status_code


def test_a13_a_passeurs_sign_out_ends_the_openings_of_hers_that_run(world, now):
    people = f"/sessions/{world.session_id}/people"
    passeur = world.client("passeur")
    post(passeur, "/presence/session", code=code_of_session(world))

    post(passeur, "/signout")

    (told,) = openings_read(world.client("pedagogue"), people)
    assert told.endswith("Fermée le 14 mars 2026, 10:30.")


def test_c9_an_opening_is_told_with_the_passeurs_partner_and_goes_after_ninety_days(world, now):
    me, club = world.people["passeur"], world.territory.partners["club"]
    grant = {"person_id": me, "role": "passeur", "partner_id": club, "actor": "t", "now": now}
    write(world, lambda db: grant_role(db, **grant))
    post(world.client("passeur"), "/presence/session", code=code_of_session(world))
    people = f"/sessions/{world.session_id}/people"

    (told,) = openings_read(world.client("pedagogue"), people)

    assert told.startswith("Sam Passeur · Club omnisports du Bocage (exemple) Ouverte le")
    for days, gone in ((90, 0), (91, 1)):
        kept = write(world, lambda db, d=days: forget_in_time(db, now=now + timedelta(days=d)))
        assert gone == kept.get("session_openings", 0)


def openings_read(client, address):
    """The lines about openings of a session, as its leader reads them."""
    page = unescape(client.get(address).text).replace("\u00a0", " ").replace("\u202f", " ")
    told = page.partition("Passeurs qui ont ouvert cette séance")[2].partition("</section>")[0]
    lines = re.findall(r"<li>(.*?)</li>", told, re.S)
    return [
        " ".join(re.sub(r"<svg.*?</svg>|<[^>]*>", " ", line, flags=re.S).split()) for line in lines
    ]


@pytest.mark.parametrize("session", ["1" * 22, "%00", "a" * 500, "<script>"])
def test_a_session_that_is_not_there_is_closed_to_nobody(world, session):
    answer = post(world.client("pedagogue"), f"/sessions/{session}/openings/end")
    assert 404 == answer.status_code


def test_a_code_opens_nothing_to_whoever_is_a_passeur_no_more(world, waiting, now):
    client = world.client("passeur")
    post(client, "/presence/session", code=code_of_session(world))
    me = world.people["passeur"]
    write(
        world,
        lambda db: take_role(db, person_id=me, role="passeur", partner_id=None, actor="t", now=now),
    )
    assert 403 == client.get("/presence").status_code
    assert 403 == client.get(f"/presence/{waiting}").status_code


@pytest.mark.parametrize("code", ["", "ACDEFG", "<script>", "é" * 63, "9" * 5000])
def test_a_strange_code_opens_nothing_and_is_given_back(world, waiting, code):
    client = world.client("passeur")
    answer = post(client, "/presence/session", code=code)
    assert 422 == answer.status_code
    assert "Ce code n&#39;ouvre aucune séance en ce moment." in answer.text
    assert "<script>" not in answer.text
    assert NO_WAY == every_way(world, client, waiting)


def test_a10_codes_of_sessions_are_not_guessed(world):
    client = world.client("passeur")
    answers = [post(client, "/presence/session", code="ACDEFG").status_code for _ in range(11)]
    assert [422] * 10 + [429] == answers


def test_c9_a_passeur_of_another_partner_opens_nothing_before_the_charter(world, waiting, now):
    lou, atelier = world.people["elsewhere"], world.territory.partners["atelier"]
    write(
        world,
        lambda db: grant_role(
            db, person_id=lou, role="passeur", partner_id=atelier, actor="t", now=now
        ),
    )
    client = world.client("elsewhere")
    answer = post(client, "/presence/session", code=code_of_session(world))
    assert 422 == answer.status_code
    assert "La charte de confidentialité n&#39;est pas signée des deux côtés." in answer.text
    assert "La séance est ouverte" not in client.get("/presence").text
    assert NO_WAY == every_way(world, client, waiting)


def test_c9_who_accompanies_a_session_writes_nothing_before_the_charter(world, waiting, now):
    lou, atelier = world.people["elsewhere"], world.territory.partners["atelier"]

    def accompany(db):
        db.get_one(ObservationSessionRow, world.session_id).accompanying_partner_id = atelier
        grant_role(db, person_id=lou, role="passeur", partner_id=atelier, actor="t", now=now)

    write(world, accompany)
    assert NO_WAY == every_way(world, world.client("elsewhere"), waiting)


def test_the_passeur_finds_who_has_not_answered(world, proposal):
    page = world.client("passeur").get("/presence").get_data(as_text=True)
    assert f"/presence/{proposal}" in page
    assert "Exemple Un</bdi> · <bdi>Esprit d&#39;équipe" in page


def test_the_text_is_read_before_the_answer(world, proposal):
    page = world.client("passeur").get(f"/presence/{proposal}").get_data(as_text=True)
    assert "J&#39;ai lu ou on m&#39;a lu ce que dit ce badge." in page
    assert "Laisse une place ou passe à un partenaire mieux placé" in page


def test_a_yes_aloud_issues_the_badge_and_says_who_was_there(world, proposal):
    client = world.client("passeur")
    answer = post(client, f"/presence/{proposal}/accept", beside="on")
    assert (303, "/presence") == (answer.status_code, answer.location)
    assert "est délivré." in client.get("/presence").get_data(as_text=True)
    mine = world.client("un")
    (badge,) = set(re.findall(r'"(/me/badges/\w+)"', mine.get("/me").text))
    assert "Accepté en présence de <bdi>Sam Passeur</bdi>" in mine.get(badge).text
    page = mine.get(f"/me/proposals/{proposal}").get_data(as_text=True)
    assert "Accepté en présence de <bdi>Sam Passeur</bdi>" in page


def test_a_yes_tapped_twice_is_one_yes(world, proposal):
    client = world.client("passeur")
    answers = [post(client, f"/presence/{proposal}/accept", beside="on") for _ in range(2)]
    assert [(303, "/presence")] * 2 == [(one.status_code, one.location) for one in answers]
    assert 1 == client.get("/presence").text.count("est délivré.")
    assert 404 == post(client, f"/presence/{proposal}/decline").status_code


def test_a_no_tapped_twice_is_one_no_and_seen_by_nobody_a_minute_later(world, proposal, now):
    client = world.client("passeur")
    answers = [post(client, f"/presence/{proposal}/decline").status_code for _ in range(2)]
    assert [303, 303] == answers
    assert 404 == post(client, f"/presence/{proposal}/accept", beside="on").status_code
    afterwards = later(world, now, minutes=2).client("passeur")
    assert 404 == post(afterwards, f"/presence/{proposal}/decline").status_code


def test_without_the_box_nothing_is_accepted(world, proposal):
    answer = post(world.client("passeur"), f"/presence/{proposal}/accept")
    assert 422 == answer.status_code
    assert "Cochez la case" in answer.get_data(as_text=True)
    assert "Oui, je le veux" in world.client("un").get(f"/me/proposals/{proposal}").text


def test_a_no_aloud_is_seen_by_nobody(world, proposal):
    client = world.client("passeur")
    assert 303 == post(client, f"/presence/{proposal}/decline").status_code
    assert "Exemple Un" not in client.get("/presence").text
    board = world.client("pedagogue").get(f"/sessions/{world.session_id}/awards").text
    assert "Exemple Un" not in board


@pytest.mark.parametrize("name", ["issuer", "coach", "cartographe", "un"])
def test_only_a_passeur_answers_beside_somebody(world, proposal, name):
    client = world.client(name)
    assert 403 == client.get(f"/presence/{proposal}").status_code
    assert 403 == post(client, f"/presence/{proposal}/accept", beside="on").status_code


@pytest.mark.parametrize("strange", ["0", "<b>", "é" * 60, "1" * 5000])
def test_a_strange_address_is_not_found(world, strange):
    client = world.client("passeur")
    assert 404 == client.get(f"/presence/{strange}").status_code
    assert 404 == post(client, f"/presence/{strange}/accept", beside="on").status_code


def test_a_name_with_markup_stays_text(world, proposal):
    answer = post(world.client("passeur"), f"/presence/{proposal}/accept", beside="<script>")
    assert 422 == answer.status_code
    assert "<script>" not in answer.get_data(as_text=True)
