"""Coming in by a link that is sent by mail, in the real application."""

import re
import shutil
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from badger.db.base import write_session
from badger.db.mails import record_given_up
from badger.db.opening import open_database
from badger.db.rows import EmailRow, MailRow
from tests.mail_servers import Inbox, mail_server, settings_for
from tests.web_world import WebWorld, code_of, open_world, post, token_of

KNOWN, UNKNOWN = "un@example.org", "nobody@example.org"


@dataclass
class Mailing:
    """The application with a mail server beside it."""

    world: WebWorld
    inbox: Inbox

    def post_mails(self) -> int:
        """Let the postman make one round."""
        return self.world.app.extensions["badger"].postman.make_round()

    def last(self) -> tuple[str, str]:
        """The path of the link and the code of the last mail."""
        text = self.inbox.mails[-1].get_content()
        link = re.search(r"http://\S+/signin/link/\S+", text)
        code = re.search(r"\b\d{4} \d{4}\b", text)[0]
        return urlsplit(link[0]).path if link else "", code


@pytest.fixture
def mailing(tmp_path, built, now):
    folder, territory = built
    shutil.copy(folder / "web.sqlite3", tmp_path / "web.sqlite3")
    with mail_server() as (inbox, port):
        world = open_world(tmp_path, territory, clock=lambda: now, mail=settings_for(port))
        engine = open_database(world.settings)
        with write_session(engine) as db:
            row = EmailRow(
                person_id=world.people["un"],
                email=KNOWN,
                added_at=now,
                verified_at=now,
                code_tries=0,
            )
            db.add(row)
        engine.dispose()
        yield Mailing(world, inbox)


def ask(mailing: Mailing, client, email: str = KNOWN, **more):
    answer = post(client, "/signin/mail", email=email, **more)
    mailing.post_mails()
    return answer


def who(client) -> str:
    page = client.get("/").get_data(as_text=True)
    found = re.search(r'class="who">(.*?)</span>', page)
    return re.sub("<[^>]*>", "", found[1]) if found else ""


def test_the_link_and_its_button_let_in(mailing):
    client = mailing.world.client()
    assert "/signin/mail/code" == ask(mailing, client, next="/verify").location
    link, _ = mailing.last()

    page = client.get(link)
    assert 200 == page.status_code
    assert 'name="code"' not in page.get_data(as_text=True)
    assert "" == who(client)

    answer = client.post(link, data={"csrf_token": token_of(client)})
    assert (303, "/verify") == (answer.status_code, answer.location)
    assert "Exemple Un" == who(client)


def test_the_code_lets_in_where_it_was_asked_for(mailing):
    client = mailing.world.client()
    ask(mailing, client)
    _, code = mailing.last()

    answer = post(client, "/signin/mail/code", code=code)

    assert (303, "/me") == (answer.status_code, answer.location)


def test_a11_a_scanner_that_looks_at_the_link_uses_nothing_up(mailing):
    client, scanner = mailing.world.client(), mailing.world.client()
    ask(mailing, client)
    link, _ = mailing.last()

    for _ in range(3):
        assert (200, 200) == (scanner.head(link).status_code, scanner.get(link).status_code)
    assert 403 == scanner.post(link).status_code
    pressed = scanner.post(link, data={"csrf_token": token_of(scanner)})
    assert 422 == pressed.status_code
    assert "" == who(scanner)

    assert 303 == client.post(link, data={"csrf_token": token_of(client)}).status_code


def test_a11_another_browser_is_asked_for_the_code(mailing):
    client, phone = mailing.world.client(), mailing.world.client()
    ask(mailing, client)
    link, code = mailing.last()

    assert 'name="code"' in phone.get(link).get_data(as_text=True)
    wrong = post(phone, link, code="0000 0000" if code != "0000 0000" else "1111 1111")
    assert 422 == wrong.status_code
    assert 'role="alert"' in wrong.get_data(as_text=True)
    assert 303 == post(phone, link, code=code).status_code
    assert ("Exemple Un", "") == (who(phone), who(client))


def test_a11_a_used_link_shows_no_button(mailing):
    client = mailing.world.client()
    ask(mailing, client)
    link, _ = mailing.last()
    client.post(link, data={"csrf_token": token_of(client)})
    client = mailing.world.client()

    page = client.get(link)

    assert 410 == page.status_code
    assert "<form" not in page.get_data(as_text=True).partition("<main")[2].partition("</main")[0]


def test_r08_the_answer_is_the_same_whoever_has_the_address(mailing):
    pages = []
    for email in (KNOWN, UNKNOWN):
        client = mailing.world.client()
        answer = ask(mailing, client, email)
        page = client.get(answer.location).get_data(as_text=True)
        page = re.sub(r'name="csrf_token" value="[^"]*"', "", page)
        wrong = post(client, "/signin/mail/code", code="x")
        pages.append((answer.status_code, answer.location, answer.data, page, wrong.status_code))

    assert pages[0] == pages[1]
    assert [KNOWN] == mailing.inbox.recipients


def test_w06_the_browser_session_begins_anew(mailing):
    client = mailing.world.client()
    before = token_of(client)
    ask(mailing, client)
    _, code = mailing.last()
    post(client, "/signin/mail/code", code=code)

    assert before != token_of(client, "/verify")
    with client.session_transaction() as session:
        assert "link" not in session


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_w04_a_link_leads_nowhere_else(mailing, target):
    client = mailing.world.client()
    ask(mailing, client, next=target)
    _, code = mailing.last()

    assert "/me" == post(client, "/signin/mail/code", code=code).location


@pytest.mark.parametrize("email", ["", "un", "un@example.org\r\nBcc: x@example.org", "x" * 300])
def test_w12_what_is_no_address_comes_back_filled_in(mailing, email):
    answer = post(mailing.world.client(), "/signin/mail", email=email)

    assert 422 == answer.status_code
    assert 'role="alert"' in answer.get_data(as_text=True)


def test_a10_a_letter_box_is_not_filled(mailing):
    client = mailing.world.client()
    spellings = [KNOWN, KNOWN.upper(), f" {KNOWN} ", "un@example.ＯＲＧ", KNOWN, KNOWN]
    answers = [post(client, "/signin/mail", email=one).status_code for one in spellings]

    assert [303] * 5 + [429] == answers
    refused = post(mailing.world.client(), "/signin/mail", email=KNOWN)
    assert (429, True) == (refused.status_code, "Attendez un quart d" in refused.text)
    # Nobody is locked out by it: her card opens as ever.
    assert "/me" == post(client, "/signin", code=code_of("un")).location


def test_a10_a_stranger_at_one_connection_leaves_mails_to_the_owner(mailing):
    stranger, owner = mailing.world.client(), mailing.world.client()

    def answer(client, address: str) -> int:
        data = {"csrf_token": token_of(client), "email": KNOWN}
        there = {"REMOTE_ADDR": address}
        return client.post("/signin/mail", data=data, environ_base=there).status_code

    assert [303] * 5 + [429] == [answer(stranger, f"2001:db8::{n}") for n in range(1, 7)]
    assert 303 == answer(owner, "192.0.2.1")


def test_a10_codes_cannot_be_tried_all_day(mailing):
    client = mailing.world.client()
    ask(mailing, client)
    _, code = mailing.last()
    for _ in range(5):
        post(client, "/signin/mail/code", code="x")

    assert 422 == post(client, "/signin/mail/code", code=code).status_code


def test_without_a_mail_server_the_page_says_so(world):
    page = world.client().get("/signin/mail").get_data(as_text=True)
    assert "n'envoie pas encore de courriel" in page.replace("&#39;", "'")
    assert "<form" not in page.partition("<main")[2].partition("</main")[0]
    answer = post(world.client(), "/signin/mail", email=KNOWN)
    assert 409 == answer.status_code
    assert "Recevoir un lien" not in world.client().get("/signin").get_data(as_text=True)


def test_the_sign_in_page_offers_mail_below_the_code(mailing):
    page = mailing.world.client().get("/signin?next=/me").get_data(as_text=True)
    assert page.index('name="code"') < page.index("/signin/mail?next=/me")


def test_an_address_is_added_confirmed_used_and_removed(mailing):
    client = mailing.world.client("deux")
    added = post(client, "/me/account/emails", email="Deux@example.org")
    assert 303 == added.status_code
    mailing.post_mails()
    _, code = mailing.last()
    email_id = added.location.partition("#code-")[2]
    address = f"/me/account/emails/{email_id}"
    page = client.get("/me/account").get_data(as_text=True)
    assert "Le courriel est parti." in page
    wrong = post(client, f"{address}/confirm", code="x")
    assert (422, True) == (wrong.status_code, 'role="alert"' in wrong.get_data(as_text=True))
    assert 303 == post(client, f"{address}/code").status_code
    mailing.post_mails()
    _, code = mailing.last()
    assert 303 == post(client, f"{address}/confirm", code=code).status_code

    visitor = mailing.world.client()
    ask(mailing, visitor, "deux@example.org")
    _, code = mailing.last()
    assert 303 == post(visitor, "/signin/mail/code", code=code).status_code
    assert "Exemple Deux" == who(visitor)

    assert 303 == post(client, f"{address}/remove").status_code
    assert "deux@example.org" not in client.get("/me/account").get_data(as_text=True)


@pytest.mark.parametrize("step", ["confirm", "code", "remove"])
def test_a08_an_address_of_somebody_else_is_not_there(mailing, step):
    added = post(mailing.world.client("deux"), "/me/account/emails", email="deux@example.org")
    email_id = added.location.partition("#code-")[2]

    answer = post(mailing.world.client("un"), f"/me/account/emails/{email_id}/{step}", code="1")

    assert 404 == answer.status_code


@pytest.mark.parametrize("email", ["", "x", "<script>alert(1)</script>@x", "é@example.org"])
def test_what_is_no_address_is_shown_again_and_harmless(mailing, email):
    answer = post(mailing.world.client("un"), "/me/account/emails", email=email)
    page = answer.get_data(as_text=True)

    assert (422, True) == (answer.status_code, 'role="alert"' in page)
    assert "<script>alert" not in page


def test_a_sixth_address_is_refused_with_a_sentence(mailing):
    client = mailing.world.client("deux")
    for number in range(5):
        post(client, "/me/account/emails", email=f"n{number}@example.org")

    answer = post(client, "/me/account/emails", email="n6@example.org")

    assert (422, True) == (answer.status_code, "Retirez-en une" in answer.get_data(as_text=True))


def test_a_person_cannot_send_mails_all_day(mailing):
    client = mailing.world.client("un")
    answers = [
        post(client, "/me/account/emails", email=f"n{number % 3}@example.org").status_code
        for number in range(11)
    ]
    assert [303] * 10 + [429] == answers


def test_without_a_mail_server_an_address_waits_and_the_page_says_so(world):
    client = world.client("un")
    post(client, "/me/account/emails", email="un@example.org")

    page = client.get("/me/account").get_data(as_text=True).replace("&#39;", "'")

    assert "Le code attend." in page


def test_a_mail_that_was_refused_is_told(mailing):
    mailing.inbox.refusals["loin@example.org"] = "550 nobody"
    client = mailing.world.client("un")
    post(client, "/me/account/emails", email="loin@example.org")
    mailing.post_mails()

    page = client.get("/me/account").get_data(as_text=True)

    assert "a refusé ce courriel" in page


def test_a_mail_that_did_not_leave_is_told_in_plain_words(mailing):
    client = mailing.world.client("un")
    post(client, "/me/account/emails", email="loin@example.org")
    engine = open_database(mailing.world.settings)
    with write_session(engine) as db:
        mail = db.scalars(select(MailRow)).one()
        record_given_up(db, mail.id, code="mail.outcome_unknown", now=mail.asked_at)
    engine.dispose()

    page = client.get("/me/account").get_data(as_text=True).replace("&#39;", "'")

    assert "Le courriel n'est pas parti. Demandez un nouveau code." in page
