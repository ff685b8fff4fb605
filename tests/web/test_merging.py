"""Two pages made one by whoever shows that both are hers; a lost card made anew."""

import json
import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy import select

from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import AuditEventRow, EmailRow, MailRow, PersonRow
from badger.verify.fetching import OfflineFetcher
from badger.web.security.entering import SINCE_KEY
from tests.devices import Device
from tests.web.play import award, deliver, everything_about
from tests.web.test_passkeys import add, options_of
from tests.web_world import code_of, make_app, post

BOTH = "/me/account/merge/both"
ADDRESS = "un@example.org"


def come_in(world, name: str = "un"):
    client = world.client()
    assert 303 == post(client, "/signin", code=code_of(name)).status_code
    return client


def long_ago(world, name: str):
    client = world.client(name)
    with client.session_transaction() as session:
        session[SINCE_KEY] -= 15 * 60 + 1
    return client


def exists(world, name: str) -> bool:
    with read_session(open_database(world.settings)) as db:
        return db.get(PersonRow, world.people[name]) is not None


def show_card(client, code: str):
    return post(client, "/me/account/merge", code=code)


def agree(client, **fields: str):
    return post(client, BOTH, **(fields or {"understood": "on"}))


def merge(client, code: str):
    """Show the other card, then agree."""
    shown = show_card(client, code)
    return agree(client) if shown.status_code == 303 else shown


def text_of(answer) -> str:
    return unescape(answer.get_data(as_text=True)).replace("\u00a0", " ")


def stored(world, row: type) -> list:
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = list(db.scalars(select(row)))
    engine.dispose()
    return found


def facts_of_merging(world) -> list[dict]:
    rows = stored(world, AuditEventRow)
    return [json.loads(row.facts) for row in rows if row.kind == "account.merged"]


def test_two_pages_become_one_with_the_badges_of_both(world, now):
    badge = award(world, now=now)
    client = come_in(world, "deux")

    assert 303 == merge(client, code_of("un")).status_code

    assert not exists(world, "un") and exists(world, "deux")
    assert badge in everything_about(client)
    assert 200 == world.client().get(f"/badges/{badge}").status_code
    assert 422 == post(world.client(), "/signin", code=code_of("un")).status_code


def test_the_browser_of_the_other_page_opens_nothing_any_more(world):
    other = come_in(world, "un")
    merge(come_in(world, "deux"), code_of("un"))
    assert "/signin" in other.get("/me").location


@pytest.mark.parametrize("code", ["", "FAUX-FAUXFAUX", "x" * 65, "<b>"])
def test_without_the_right_code_nothing_is_merged(world, code):
    answer = merge(come_in(world, "deux"), code)
    assert 422 == answer.status_code
    assert 'role="alert"' in answer.get_data(as_text=True)
    assert exists(world, "un") and exists(world, "deux")


def test_both_sides_are_shown_before_anything_happens(world, now):
    award(world, now=now)
    deliver(world)
    client = come_in(world, "deux")
    assert BOTH == show_card(client, code_of("un")).location

    page = text_of(client.get(BOTH))
    mine, theirs = page.index("Exemple Deux"), page.index("Exemple Un")
    assert "Pas encore de badge" in page[mine:theirs]
    assert "1 badge" in page[theirs:]
    assert "On ne peut pas revenir en arrière." in page
    assert exists(world, "un") and exists(world, "deux")


def test_without_the_tick_nothing_is_merged_and_both_are_shown_again(world):
    client = come_in(world, "deux")
    show_card(client, code_of("un"))
    answer = agree(client, understood="")
    assert 422 == answer.status_code
    assert "Cochez la case" in text_of(answer) and "Exemple Un" in text_of(answer)
    assert exists(world, "un")
    assert 303 == agree(client).status_code


def test_without_having_shown_the_other_nothing_is_merged(world):
    client = come_in(world, "deux")
    assert "/me/account/merge" == client.get(BOTH).location
    assert 422 == agree(client).status_code
    # What one browser has shown is nobody's in another.
    show_card(come_in(world, "deux"), code_of("un"))
    assert 422 == agree(client).status_code
    assert exists(world, "un")


def at(world, moment):
    """The same territory at another instant."""
    app = make_app(world.settings, clock=lambda: moment, fetcher=OfflineFetcher())
    return replace(world, app=app)


@pytest.mark.parametrize(("after", "status"), [(600, 303), (601, 422)])
def test_what_was_shown_holds_for_ten_minutes(world, now, after, status):
    client = come_in(world, "deux")
    show_card(client, code_of("un"))
    later = at(world, now + timedelta(seconds=after)).app.test_client()
    later.set_cookie("badger", client.get_cookie("badger").value)
    assert status == agree(later).status_code
    assert (status != 303) == exists(world, "un")


def test_w06_a_sign_out_of_the_other_page_ends_what_was_shown(world):
    client = come_in(world, "deux")
    show_card(client, code_of("un"))
    assert 303 == post(come_in(world, "un"), "/signout").status_code
    answer = agree(client)
    assert (422, True) == (answer.status_code, "n'existe plus" in text_of(answer))
    assert exists(world, "un")


def test_the_audit_log_says_how_it_was_shown_and_her_addresses_hear_of_it(world, now):
    keep_address(world, "un", now)
    merge(come_in(world, "deux"), code_of("un"))
    assert [{"shown_by": "card"}] == facts_of_merging(world)
    told = [row for row in stored(world, MailRow) if row.recipient == ADDRESS]
    assert ["Une façon d'entrer a changé"] == [row.subject for row in told]


def keep_address(world, name: str, now) -> None:
    row = EmailRow(person_id=world.people[name], email=ADDRESS, added_at=now, code_tries=0)
    row.verified_at = now
    engine = open_database(world.settings)
    with write_session(engine) as db:
        db.add(row)
    engine.dispose()


def type_mail_code(client, world, *, wrong: bool = False):
    """Type the code of the last mail, or another one, where it was asked for."""
    address = re.search(r"/me/account/emails/\w+/confirm", client.get("/me/account").text)[0]
    code = re.search(r"\b\d{4} \d{4}\b", stored(world, MailRow)[-1].text)[0]
    return post(client, address, code=f"{(int(code[0]) + 1) % 10}{code[1:]}" if wrong else code)


def test_a_code_sent_to_the_address_of_the_other_page_shows_that_it_is_hers(world, now):
    keep_address(world, "un", now)
    client = come_in(world, "deux")
    post(client, "/me/account/emails", email=ADDRESS)

    wrong = type_mail_code(client, world, wrong=True)
    assert (422, "/me/account/merge") == (wrong.status_code, client.get(BOTH).location)
    assert BOTH == type_mail_code(client, world).location
    assert "Exemple Un" in text_of(client.get(BOTH))
    assert 303 == agree(client).status_code

    assert not exists(world, "un")
    assert [{"shown_by": "mail"}] == facts_of_merging(world)
    # The address stays confirmed, once, and hers.
    (row,) = stored(world, EmailRow)
    assert (world.people["deux"], ADDRESS, now) == (row.person_id, row.email, row.verified_at)


def test_a11_the_code_of_the_mail_serves_once_and_only_whoever_has_just_come_in(world, now):
    keep_address(world, "un", now)
    client = come_in(world, "deux")
    post(client, "/me/account/emails", email=ADDRESS)
    with client.session_transaction() as session:
        session[SINCE_KEY] -= 15 * 60 + 1
    late = type_mail_code(client, world)
    assert (422, True) == (late.status_code, "Entrez à nouveau" in text_of(late))

    again = come_in(world, "deux")
    assert 422 == type_mail_code(again, world).status_code
    assert "/me/account/merge" == again.get(BOTH).location


def test_a12_whoever_made_somebodys_card_does_not_take_her_page_with_it(world):
    """A professional makes the cards of others, and makes lost ones anew: she knows the codes."""
    registrar = come_in(world, "pedagogue")
    made = post(registrar, "/people", names="Exemple Trois").text
    new = re.search(r'class="code">([0-9A-Z-]+)<', made)[1]

    refused = merge(registrar, new)

    assert (422, True) == (refused.status_code, "deux personnes" in text_of(refused))
    assert 303 == merge(come_in(world, "un"), new).status_code


def test_a10_the_code_of_a_mail_is_not_guessed_from_many_pages(world, now):
    """Five guesses a mail: whoever has many pages gets no more mails to one letter box."""
    keep_address(world, "un", now)
    clients = [world.client(name) for name in ("deux", "coach", "passeur")]

    answers = [
        post(one, "/me/account/emails", email=ADDRESS).status_code for one in (*clients, *clients)
    ]

    assert [303] * 5 + [429] == answers
    again = re.search(r"/me/account/emails/\w+/code", clients[0].get("/me/account").text)[0]
    assert 429 == post(clients[0], again).status_code
    # The mail goes to the address of the row, whatever the form says besides.
    assert 429 == post(clients[0], again, email="elsewhere@example.org").status_code


def test_r08_an_address_of_nobody_is_asked_for_like_one_of_another_page(world, now):
    keep_address(world, "un", now)
    client = come_in(world, "deux")
    pages = []
    for address in (ADDRESS, "nobody@example.org"):
        answer = post(client, "/me/account/emails", email=address)
        shown = text_of(client.get("/me/account"))
        pages.append((answer.status_code, shown.count("Le code du courriel"), address in shown))
    assert [(303, 1, True), (303, 2, True)] == pages


def ask_device(client) -> str:
    return options_of(post(client, "/me/account/merge/passkey"))["challenge"]


def test_the_passkey_of_the_other_page_shows_that_it_is_hers(world):
    device = Device()
    add(come_in(world, "un"), device)
    client = come_in(world, "deux")
    answer = post(client, "/me/account/merge/passkey/enter", **device.get(ask_device(client)))

    assert BOTH == answer.location
    assert "Exemple Deux" in text_of(client.get("/me"))
    assert 303 == agree(client).status_code
    assert not exists(world, "un")
    assert [{"shown_by": "passkey"}] == facts_of_merging(world)


def test_a_passkey_of_nobody_or_of_this_page_shows_nothing(world):
    client, own = come_in(world, "deux"), Device()
    add(client, own)
    for device in (Device(), own):
        fields = device.get(ask_device(client))
        assert 422 == post(client, "/me/account/merge/passkey/enter", **fields).status_code
        assert "/me/account/merge" == client.get(BOTH).location


@pytest.mark.parametrize("kept", ["x", [], ["a", "card", 0], ["a", "card", 0, "x"], {"a": 1}])
def test_p08_a_strange_cookie_shows_nothing(world, kept):
    client = come_in(world, "deux")
    with client.session_transaction() as session:
        session["merging"] = kept
    assert "/me/account/merge" == client.get(BOTH).location
    assert 422 == agree(client).status_code


def test_whoever_came_in_long_ago_has_to_come_in_again(world):
    client = long_ago(world, "deux")
    assert "/signin?next=/me/account/merge" in client.get("/me/account/merge").text
    assert 422 == merge(client, code_of("un")).status_code
    fresh = come_in(world, "deux")
    show_card(fresh, code_of("un"))
    with fresh.session_transaction() as session:
        session[SINCE_KEY] -= 15 * 60 + 1
    assert 422 == agree(fresh).status_code
    assert exists(world, "un")


def test_ones_own_code_is_told_to_be_ones_own(world):
    answer = merge(come_in(world, "un"), code_of("un"))
    assert 422 == answer.status_code and exists(world, "un")


def test_a10_codes_of_others_cannot_be_guessed_here(world):
    client = come_in(world, "deux")
    wrong = code_of("un")[:-1] + "8"
    answers = [merge(client, wrong).status_code for _ in range(11)]
    assert [422] * 10 + [429] == answers
    assert 429 == merge(client, code_of("un")).status_code


def test_a_lost_card_is_made_anew_and_the_old_one_dies(world):
    client = come_in(world)
    answer = post(client, "/me/account/card")

    assert 201 == answer.status_code
    assert code_of("un") not in answer.get_data(as_text=True)
    assert 422 == post(world.client(), "/signin", code=code_of("un")).status_code


def test_a_card_is_made_only_for_whoever_has_just_come_in(world):
    client = long_ago(world, "un")
    assert "/signin?next=/me/account/card" in client.get("/me/account/card").text
    assert 422 == post(client, "/me/account/card").status_code
    assert 303 == post(world.client(), "/signin", code=code_of("un")).status_code
