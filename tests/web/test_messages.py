"""An employer writes from a badge's page: no account, no script, no address shown (W9)."""

import pytest
from sqlalchemy import select

from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import CredentialRow, EmailRow, MailRow
from badger.issuer.people import grant_role
from tests.web.play import award
from tests.web.play import write as change
from tests.web.test_companions import allow
from tests.web_world import post

WORDS = {
    "name": "Exemple Employeuse",
    "organisation": "Tôlerie du Bocage",
    "email": "employeuse@exemple.fr",
    "text": "Bonjour,\nvenez voir l'atelier jeudi.",
}


@pytest.fixture
def badge(world, now):
    return award(world, now=now)


def write(world, badge, **fields):
    return post(world.client(), f"/badges/{badge}/message", **{**WORDS, **fields})


def mails(world):
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = [
            (row.recipient, row.subject, row.text) for row in db.scalars(select(MailRow)).all()
        ]
    engine.dispose()
    return found


def give_address(world, name, address, now):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        row = EmailRow(person_id=world.people[name], email=address, added_at=now, code_tries=0)
        row.verified_at = now
        db.add(row)
    engine.dispose()


def message_id(page):
    return page.split("/me/messages/")[1].split("/")[0]


def test_the_badges_page_leads_to_the_form(world, badge):
    assert f'href="/badges/{badge}/message"' in world.client().get(f"/badges/{badge}").text


def test_a_message_reaches_the_person_without_an_address(world, badge):
    answer = write(world, badge)
    assert 200 == answer.status_code
    assert "Message envoyé" in answer.text
    assert "Exemple Un" not in answer.text
    mine = world.client("un")
    assert "Un message pour vous" in mine.get("/me").text
    page = mine.get("/me/messages").text
    assert "<bdi>Exemple Employeuse</bdi>, <bdi>Tôlerie du Bocage</bdi>" in page
    assert "employeuse@exemple.fr" not in page


def test_she_reads_it_by_mail_where_she_has_an_address(world, badge, now):
    give_address(world, "un", "un@exemple.fr", now)
    write(world, badge)
    ((recipient, subject, text),) = mails(world)
    assert ("un@exemple.fr", "Un message pour vous") == (recipient, subject)
    assert "> venez voir l'atelier jeudi." in text
    assert "employeuse@exemple.fr" not in text


def test_the_referent_whom_she_chose_reads_it_and_no_other(world, badge, now):
    opened = allow(world, subjects=("messages",))
    closed = allow(world, subjects=("badges",), name="referent")
    give_address(world, "passeur", "passeur@exemple.fr", now)
    write(world, badge)
    assert "venez voir" in world.client("passeur").get(f"/caseload/{opened}").text
    assert "venez voir" not in world.client("referent").get(f"/caseload/{closed}").text
    ((recipient, _, text),) = mails(world)
    assert ("passeur@exemple.fr", False) == (recipient, "venez voir" in text)


def test_her_answer_goes_through_the_platform(world, badge, now):
    give_address(world, "un", "un@exemple.fr", now)
    write(world, badge)
    mine = world.client("un")
    one = message_id(mine.get("/me/messages").text)
    assert 303 == post(mine, f"/me/messages/{one}/answer", text="Oui, je viens.").status_code
    recipient, subject, text = mails(world)[-1]
    assert ("employeuse@exemple.fr", "Une réponse à votre message") == (recipient, subject)
    assert ("> Oui, je viens." in text, "un@exemple.fr" in text) == (True, False)
    assert "Exemple Un" not in text


def test_her_referent_answers_once_she_asked_for_it(world, badge):
    opened = allow(world, subjects=("messages",))
    write(world, badge)
    mine, passeur = world.client("un"), world.client("passeur")
    one = message_id(mine.get("/me/messages").text)
    address = f"/caseload/{opened}/messages/{one}/answer"
    assert 404 == post(passeur, address, answer="Bonjour.").status_code
    assert 303 == post(mine, f"/me/messages/{one}/hand").status_code
    assert 303 == post(passeur, address, answer="Elle vient jeudi.").status_code
    assert "Elle vient jeudi." in mine.get("/me/messages").text


def test_a13_a_handed_message_comes_back_when_its_reader_loses_her_role(world, badge, now):
    club, coach = world.territory.partners["club"], world.people["coach"]
    change(
        world,
        lambda db: grant_role(
            db, person_id=coach, role="passeur", partner_id=club, actor="test", now=now
        ),
    )
    allow(world, subjects=("messages",), name="coach", role="passeur")
    write(world, badge)
    mine = world.client("un")
    post(mine, f"/me/messages/{message_id(mine.get('/me/messages').text)}/hand")
    assert "Un message pour vous" not in mine.get("/me").text

    address = f"/partners/club/members/{coach}/leave"
    assert 303 == post(world.client("cartographe"), address, role="passeur").status_code
    assert "Un message pour vous" in mine.get("/me").text


def test_c10_a_companion_without_the_messages_answers_none(world, badge):
    opened = allow(world, subjects=("badges",))
    write(world, badge)
    mine = world.client("un")
    one = message_id(mine.get("/me/messages").text)
    post(mine, f"/me/messages/{one}/hand")
    address = f"/caseload/{opened}/messages/{one}/answer"
    assert 404 == post(world.client("passeur"), address, answer="Bonjour.").status_code


@pytest.mark.parametrize("act", ["answer", "hand", "aside", "erase"])
def test_a08_messages_of_others_do_not_exist(world, badge, act):
    write(world, badge)
    one = message_id(world.client("un").get("/me/messages").text)
    answer = post(world.client("deux"), f"/me/messages/{one}/{act}", text="x")
    assert 404 == answer.status_code


def test_a_message_is_put_aside_and_erased(world, badge):
    write(world, badge)
    mine = world.client("un")
    one = message_id(mine.get("/me/messages").text)
    post(mine, f"/me/messages/{one}/aside")
    assert "Vous ne répondez pas." in mine.get("/me/messages").text
    post(mine, f"/me/messages/{one}/erase")
    assert "Quand quelqu&#39;un vous écrit" in mine.get("/me/messages").text


def test_who_wants_no_messages_gets_none_and_nobody_reads_why(world, badge):
    mine = world.client("un")
    post(mine, "/me/messages/close")
    assert "ne reçoit pas de messages ici" in world.client().get(f"/badges/{badge}/message").text
    assert 422 == write(world, badge).status_code
    post(mine, "/me/messages/open")
    assert 200 == write(world, badge).status_code


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("text", ""),
        ("text", "é" * 1001),
        ("name", "é" * 81),
        ("organisation", "é" * 81),
        ("email", "pas une adresse"),
        ("email", "a@exemple.fr\r\nBcc: b@exemple.fr"),
    ],
)
def test_what_does_not_fit_comes_back_with_all_its_words(world, badge, field, value):
    answer = write(world, badge, **{field: value})
    assert 422 == answer.status_code
    for name in {"name", "organisation"} - {field}:
        assert WORDS[name] in answer.text
    assert [] == mails(world)


def test_hostile_words_stay_words(world, badge, now):
    give_address(world, "un", "un@exemple.fr", now)
    hostile = "<script>alert(1)</script>\u202egnp.exe\u200d\tfin\n.\nQUIT"
    assert 200 == write(world, badge, text=hostile, name="<b>\u202eX").status_code
    page = world.client("un").get("/me/messages").text
    assert "<script>alert" not in page
    assert "⟨U+202E⟩" in page
    ((_, _, text),) = mails(world)
    assert "> .\n> QUIT" in text
    assert text.replace("\n", "").isprintable()


def test_five_a_day_reach_one_person(world, badge):
    for number in range(5):
        assert 200 == write(world, badge, text=f"Bonjour {number}").status_code
    answer = write(world, badge, text="Bonjour encore")
    assert 422 == answer.status_code
    assert "Réessayez demain" in answer.text
    assert "Bonjour encore" in answer.text


def test_a14_one_address_sends_ten_an_hour(world, badge):
    for number in range(10):
        write(world, badge, text=f"Bonjour {number}")
    assert 429 == write(world, badge, text="Bonjour encore").status_code


@pytest.mark.parametrize("strange", ["1" * 22, "0", "<b>", "é" * 60])
def test_a_badge_that_is_not_there_has_no_form(world, strange):
    assert 404 == world.client().get(f"/badges/{strange}/message").status_code
    assert 404 == write(world, strange).status_code


def test_a_badge_taken_back_has_no_form(world, badge, now):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        db.get_one(CredentialRow, badge).revoked_at = now
    engine.dispose()
    assert 404 == world.client().get(f"/badges/{badge}/message").status_code
    assert f'href="/badges/{badge}/message"' not in world.client().get(f"/badges/{badge}").text
