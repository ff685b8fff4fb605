"""A cycle on its pages: linked by the host, agreed with by the person, read by those concerned."""

from datetime import timedelta
from html import unescape

import pytest

from badger.db.base import write_session
from badger.db.opening import open_database
from badger.db.rows import ObservationSessionRow
from badger.issuer.recognition.cycles import continue_session
from badger.issuer.recognition.observations import Mark, record_observation
from badger.issuer.recognition.rules import Level
from badger.issuer.recognition.sessions import (
    SessionDraft,
    add_observer,
    add_participant,
    create_session,
)
from tests.web_world import post


def prepared(world, now, *, family="production", link=False):
    """Two sessions of the club, a day apart; the trainer observes both, the coach as a tutor."""
    engine = open_database(world.settings)
    with write_session(engine) as db:
        ids = []
        for days in (2, 1):
            day = (now - timedelta(days=days)).date()
            draft = SessionDraft(
                partner_id=world.territory.partners["club"],
                accompanying_partner_id=world.territory.partners["atelier"],
                family=family,
                title=f"Palettes {days}",
                situation="Montage de palettes",
                starts_on=day,
                ends_on=day,
                place="atelier",
                commune="Bocage d'exemple",
                criterion_ids=world.criteria,
                hours=7,
                stage="accompagnee" if days == 2 else "autonome",
            )
            row = create_session(db, draft, actor="t", now=now)
            ids.append(row.id)
            for name in ("un", "deux"):
                add_participant(db, row.id, person_id=world.people[name], now=now)
            for name, role in (("trainer", "formateur"), ("coach", "tuteur")):
                add_observer(db, row.id, person_id=world.people[name], role=role, now=now)
        if link:
            continue_session(db, ids[1], continues_id=ids[0], actor="t", now=now)
    engine.dispose()
    return ids


def seen(world, now, session_id, *levels):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        for criterion, level in zip(world.criteria, levels, strict=False):
            record_observation(
                db,
                Mark(session_id, world.people["un"], criterion, level),
                observer_id=world.people["coach"],
                idempotency_key=f"{session_id}{criterion}",
                now=now,
            )
    engine.dispose()


def test_s6_the_host_links_a_reflection_to_its_situation(world, now):
    before, after = prepared(world, now)
    client = world.client("pedagogue")
    page = client.get(f"/sessions/{after}/people").text
    assert "La suite d&#39;une autre séance" in page
    answer = post(client, f"/sessions/{after}/continues", continues=before)
    assert (303, f"/sessions/{after}/people") == (answer.status_code, answer.location)
    assert "Cycle n°" in client.get(f"/sessions/{after}").text
    assert "Cycle n°" in client.get(f"/sessions/{before}").text
    assert "La suite d&#39;une autre séance" not in client.get(f"/sessions/{after}/people").text


@pytest.mark.parametrize("strange", ["", "0", "<b>", "x" * 5000])
def test_a_session_that_was_not_offered_is_refused_with_a_sentence(world, now, strange):
    _, after = prepared(world, now)
    client = world.client("pedagogue")
    answer = post(client, f"/sessions/{after}/continues", continues=strange)
    assert 303 == answer.status_code
    page = unescape(client.get(answer.location).text)
    assert "La séance d'avant : choisissez" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "<b>" not in page
    assert "Cycle n°" not in client.get(f"/sessions/{after}").text


def test_no_former_session_is_chosen_for_the_host_and_what_she_chose_comes_back(world, now):
    before, after = prepared(world, now)
    client = world.client("pedagogue")
    page = client.get(f"/sessions/{after}/people").text
    assert '<option value="">choisir</option>' in page
    assert f'<option value="{before}">' in page
    again = client.get(f"/sessions/{after}/people?continues={before}").text
    assert f'<option value="{before}" selected>' in again


def test_a08_only_the_host_links(world, now):
    before, after = prepared(world, now)
    for name, expected in (("elsewhere", 404), ("coach", 403), ("un", 403), ("issuer", 403)):
        answer = post(world.client(name), f"/sessions/{after}/continues", continues=before)
        assert expected == answer.status_code


def test_s6_three_parties_agree_on_their_pages(world, now):
    _, after = prepared(world, now, link=True)
    address = f"/sessions/{after}/people/{world.people['un']}/sign-off"
    mine = world.client("un")
    assert address in mine.get("/me/words").text
    assert address in mine.get(f"/sessions/{after}/info").text
    for name, back in (
        ("un", "/me/words"),
        ("coach", f"/sessions/{after}"),
        ("trainer", f"/sessions/{after}"),
    ):
        client = world.client(name)
        answer = post(client, address)
        assert (303, back) == (answer.status_code, answer.location)
        assert address not in client.get(back).text
    assert 3 == mine.get("/me/words").text.count("d&#39;accord</span>")


def test_a_participant_reads_her_own_agreements_only(world, now):
    _, after = prepared(world, now, link=True)
    for page in ("/me/words", f"/sessions/{after}", f"/sessions/{after}/info"):
        assert "Exemple Deux" not in world.client("un").get(page).text
    assert "Exemple Deux" in world.client("trainer").get(f"/sessions/{after}").text


def test_a08_nobody_agrees_for_somebody_else(world, now):
    _, after = prepared(world, now, link=True)
    address = f"/sessions/{after}/people/{world.people['un']}/sign-off"
    for name in ("deux", "elsewhere", "passeur", "cartographe", "pedagogue", "issuer"):
        assert 404 == post(world.client(name), address).status_code
    assert address in world.client("un").get("/me/words").text


def test_a_session_without_a_cycle_is_agreed_with_by_nobody(world, now):
    _, after = prepared(world, now)
    client = world.client("un")
    answer = post(client, f"/sessions/{after}/people/{world.people['un']}/sign-off")
    assert 303 == answer.status_code
    assert "Ces deux séances ne se suivent pas" in client.get("/me/words").text


def test_w5_her_page_tells_both_ends_of_an_immersion(world, now):
    before, after = prepared(world, now, family="immersion", link=True)
    seen(world, now, before, Level.WITH_SUPPORT, Level.SHOWS_OTHERS)
    seen(world, now, after, Level.ON_OWN, Level.WITH_SUPPORT)
    page = world.client("un").get("/me/words").text.replace("\xa0", " ")
    assert "Au début : avec appui." in page
    assert "À la fin : en autonomie." in page
    assert 1 == page.count("avec appui")
    assert 2 == page.count("et je montre aux autres")
    assert "Immersion, du début à la fin" in world.client("un").get(f"/sessions/{after}/info").text


def test_an_immersion_without_marks_says_what_will_stand_there(world, now):
    prepared(world, now, family="immersion", link=True)
    page = world.client("un").get("/me/words").text
    assert "Les gestes vus seront écrits ici." in page


def test_w01_a_title_with_markup_stays_text(world, now):
    before, _ = prepared(world, now, link=True)
    engine = open_database(world.settings)
    with write_session(engine) as db:
        db.get_one(ObservationSessionRow, before).title = "<script>alert(1)</script>"
    engine.dispose()
    page = world.client("un").get("/me/words").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
