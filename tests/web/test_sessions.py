"""Sessions in the browser: prepared, marked one tap at a time, seen only by those concerned."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import update

from badger.app import start_app
from badger.backpack.queries import holdings_of
from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.db.outbox import ask_later
from badger.db.rows import AchievementVersionRow, ObservationSessionRow
from badger.issuer.people import grant_role
from badger.issuer.proposals import CONSENT_VERSION, accept_proposal
from badger.issuer.queries import session_board
from badger.web.pages.sessions import nearest_first
from tests.web.play import award, deliver, observe, propose, write
from tests.web_world import make_app, post, token_of

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


def marks_of(world):
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = session_board(db, world.session_id).marks
    engine.dispose()
    return found


def tap(world, name="coach", *, key="k1", mark=None, person="un", note=""):
    client = world.client(name)
    address = f"/sessions/{world.session_id}/people/{world.people[person]}/marks"
    mark = mark if mark is not None else f"{world.criteria[0]}:2"
    data = {
        "csrf_token": token_of(client, "/verify"),
        "key": key,
        "mark": mark,
        f"note-{world.criteria[0]}": note,
    }
    return client.post(address, data=data)


def test_one_tap_saves_and_leaves_the_person_open(world):
    answer = tap(world)
    assert 303 == answer.status_code
    place = f"m-{world.people['un']}-{world.criteria[0]}"
    assert answer.location.endswith(f"open={world.people['un']}#{place}")
    page = world.client("coach").get(answer.location).get_data(as_text=True)
    assert 1 == page.count(f'id="{place}" tabindex="-1"')
    (mark,) = marks_of(world)
    assert (2, "coach sportif") == (mark.level, mark.observer_role)


def test_the_same_tap_twice_is_one_mark(world):
    tap(world)
    tap(world)
    assert 1 == len(marks_of(world))


def test_a_second_tap_on_another_level_is_kept_beside_the_first(world):
    tap(world)
    tap(world, key="k2", mark=f"{world.criteria[0]}:3")
    assert [2, 3] == sorted(mark.level for mark in marks_of(world))
    page = world.client("coach").get(f"/sessions/{world.session_id}").get_data(as_text=True)
    assert 1 == page.count('aria-pressed="true"')


def test_two_observers_do_not_see_each_others_marks(world):
    tap(world)
    page = world.client("trainer").get(f"/sessions/{world.session_id}").get_data(as_text=True)
    assert 0 == page.count('aria-pressed="true"')
    assert "0 personne vue" in page


@pytest.mark.parametrize("mark", ["", "x", ":2", "{criterion}:4", "{criterion}:0", "{criterion}:"])
def test_a_malformed_tap_is_refused(world, mark):
    assert 400 == tap(world, mark=mark.format(criterion=world.criteria[0])).status_code
    assert () == marks_of(world)


def test_a_tap_without_key_is_refused(world):
    assert 400 == tap(world, key="").status_code


def test_a_criterion_of_elsewhere_is_refused(world):
    assert 409 == tap(world, mark="1111111111111111111111:2").status_code
    assert () == marks_of(world)


def test_a_note_that_is_too_long_is_refused(world):
    assert 409 == tap(world, note="x" * 281).status_code
    assert 303 == tap(world, note="x" * 280).status_code


def test_a08_an_observer_of_another_session_finds_nothing(world):
    client = world.client("elsewhere")
    for path in ("", "/info", "/awards", "/self"):
        assert 404 == client.get(f"/sessions/{world.session_id}{path}").status_code, path


def test_a08_a_person_who_does_not_take_part_finds_nothing(world):
    client = world.client("cartographe")
    assert 404 == client.get(f"/sessions/{world.session_id}").status_code
    assert 404 == client.get(f"/sessions/{world.session_id}/info").status_code


def test_a08_an_observer_sees_neither_the_awards_nor_the_self_page(world):
    client = world.client("coach")
    assert 403 == client.get(f"/sessions/{world.session_id}/awards").status_code
    assert 404 == client.get(f"/sessions/{world.session_id}/self").status_code


def test_a_participant_reads_the_criteria_and_the_observers(world):
    page = world.client("un").get(f"/sessions/{world.session_id}").get_data(as_text=True)
    assert "Encourage un partenaire après une action ratée" in page
    assert "Maé Coach" in page
    assert "Exemple Deux" not in page


def test_a_participant_may_come_unobserved_and_change_her_mind(world):
    client = world.client("un")
    address = f"/sessions/{world.session_id}"
    for answer, count in (("no", 1), ("yes", 2)):
        data = {"csrf_token": token_of(client, f"{address}/info"), "observed": answer}
        assert 303 == client.post(f"{address}/observed", data=data).status_code
        board = world.client("coach").get(address).get_data(as_text=True)
        assert count == board.count('<li id="p-')


def test_observers_far_apart_are_asked_for_a_word(world):
    tap(world, mark=f"{world.criteria[0]}:1")
    tap(world, "trainer", mark=f"{world.criteria[0]}:3")
    client, address = world.client("coach"), f"/sessions/{world.session_id}"
    assert "loin l&#39;un de l&#39;autre" in client.get(address).get_data(as_text=True)
    data = {
        "csrf_token": token_of(client, address),
        "criterion": world.criteria[0],
        "note": "Vu seul, puis avec le groupe.",
    }
    answer = client.post(f"{address}/people/{world.people['un']}/agreements", data=data)
    assert 303 == answer.status_code
    assert "loin l&#39;un de l&#39;autre" not in client.get(address).get_data(as_text=True)


def test_an_empty_word_of_agreement_is_asked_again(world):
    client, address = world.client("coach"), f"/sessions/{world.session_id}"
    data = {"csrf_token": token_of(client, address), "criterion": world.criteria[0], "note": ""}
    client.post(f"{address}/people/{world.people['un']}/agreements", data=data)
    assert "Il reste à répondre" in client.get(address).get_data(as_text=True)


def test_the_person_places_herself_on_the_same_grid(world):
    client, address = world.client("un"), f"/sessions/{world.session_id}/self"
    data = {"csrf_token": token_of(client, address), f"level-{world.criteria[0]}": "2"}
    assert 303 == client.post(address, data=data).status_code
    page = client.get(address).get_data(as_text=True)
    assert 1 == len(re.findall(r'type="radio"[^>]* checked', page))


def test_a_grid_without_answer_is_no_trouble(world):
    client, address = world.client("un"), f"/sessions/{world.session_id}/self"
    data = {"csrf_token": token_of(client, address), f"level-{world.criteria[0]}": "9"}
    assert 303 == client.post(address, data=data).status_code


def test_the_person_tells_in_her_own_words(world):
    client, address = world.client("un"), f"/sessions/{world.session_id}"
    words = {"what_happened": "On a joué.", "what_i_did": "Passé.", "what_i_learned": "Attendre."}
    token = {"csrf_token": token_of(client, f"{address}/self")}
    assert 303 == client.post(f"{address}/words", data={**token, **words}).status_code
    missing = client.post(f"{address}/words", data={**token, "what_happened": "On a joué."})
    assert 422 == missing.status_code
    assert "On a joué." in missing.get_data(as_text=True)


def test_a_peers_word_counts_once_the_person_keeps_it(world):
    peer, address = world.client("deux"), f"/sessions/{world.session_id}"
    data = {
        "csrf_token": token_of(peer, f"{address}/self"),
        "peer": world.people["un"],
        "version": world.territory.version_id,
        "relation": "collègue",
        "note": "M'a laissé la place.",
    }
    assert 303 == peer.post(f"{address}/feedback", data=data).status_code
    person = world.client("un")
    assert "/me/answers" in person.get("/me").text
    page = person.get("/me/answers").get_data(as_text=True)
    assert "M&#39;a laissé la place." in page
    (approve,) = re.findall(r'action="(/me/feedback/[^"]+/approve)"', page)
    token = {"csrf_token": token_of(person, "/me")}
    stranger = world.client("deux")
    refused = stranger.post(approve, data={"csrf_token": token_of(stranger, "/me")})
    assert 404 == refused.status_code
    assert 303 == person.post(approve, data=token).status_code
    assert "M&#39;a laissé la place." not in person.get("/me/answers").get_data(as_text=True)


def test_nobody_gives_a_word_on_herself(world):
    client, address = world.client("un"), f"/sessions/{world.session_id}"
    data = {
        "csrf_token": token_of(client, f"{address}/self"),
        "peer": world.people["un"],
        "version": world.territory.version_id,
        "relation": "collègue",
        "note": "Je suis bien.",
    }
    assert 422 == client.post(f"{address}/feedback", data=data).status_code


SESSION = {
    "title": "Escalade en binôme",
    "situation": "Grimper à deux.",
    "family": "sport",
    "starts_on": "2026-03-20",
    "place": "Mur d'exemple",
    "commune": "Bourg d'exemple",
    "activity": "escalade",
}


def new_session(world, *, who="pedagogue", **changes):
    client = world.client(who)
    fields = {
        **SESSION,
        "csrf_token": token_of(client, "/verify"),
        "partner": world.territory.partners["club"],
        "criterion": list(world.criteria),
        "observer-0": world.people["coach"],
        "role-0": "coach sportif",
        "participant": [world.people["un"]],
        **changes,
    }
    return client.post("/sessions", data=fields)


def test_a_session_is_prepared_with_everybody_in_it(world):
    answer = new_session(world)
    assert 303 == answer.status_code
    page = world.client("coach").get(answer.location).get_data(as_text=True)
    assert "Exemple Un" in page
    assert "Escalade en binôme" in world.client("coach").get("/sessions").get_data(as_text=True)


def test_whoever_prepares_for_two_partners_says_for_which(world, now):
    atelier = world.territory.partners["atelier"]
    write(
        world,
        lambda db: grant_role(
            db,
            person_id=world.people["pedagogue"],
            role="pedagogue",
            partner_id=atelier,
            actor="t",
            now=now,
        ),
    )
    for form in ("/sessions/new", "/situations/new"):
        page = world.client("pedagogue").get(form).text
        select = page[page.index('<select id="partner"') :]
        assert '<option value="">choisir</option>' in select[: select.index("</select>")]
        assert "selected" not in select[: select.index("</select>")]
    assert 422 == new_session(world, partner="").status_code
    assert 303 == new_session(world).status_code


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"starts_on": "hier"},
        {"family": "cirque"},
        {"criterion": []},
        {"observer-0": ""},
        {"role-0": "chef"},
        {"activity": ""},
        {"ends_on": "2026-03-01"},
        {"family": "production", "hours": "abc"},
        {"family": "immersion"},
        {"place": "x" * 121},
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(world, change):
    answer = new_session(world, **change)
    page = answer.get_data(as_text=True)
    assert 422 == answer.status_code
    assert 'role="alert"' in page
    assert "Bourg d&#39;exemple" in page


def test_a_role_is_never_chosen_for_an_observer(world):
    page = world.client("pedagogue").get("/sessions/new").get_data(as_text=True)
    choices = page.split('<select id="role-0"')[1].split("</select>")[0]
    assert '<option value="">choisir</option>' in choices
    assert " selected" not in choices


def test_the_missing_role_of_an_observer_is_asked_for_and_nothing_is_lost(world):
    answer = new_session(world, **{"role-0": ""})
    page = answer.get_data(as_text=True)
    assert 422 == answer.status_code
    assert 'href="#role-0">Choisissez le rôle de la personne 1, ce jour-là.' in page
    assert f'<option value="{world.people["coach"]}" selected>' in page


def test_nobody_observing_in_a_line_needs_no_role(world):
    assert 303 == new_session(world, **{"observer-1": "", "role-1": ""}).status_code


def test_w08_a_session_cannot_be_made_for_another_partner(world):
    answer = new_session(world, partner=world.territory.partners["atelier"])
    assert 422 == answer.status_code


def test_without_a_published_badge_the_form_says_first_what_to_do(world):
    first = "D&#39;abord un badge publié"
    pages = [world.client("pedagogue").get("/sessions/new").text]
    write(world, lambda db: db.execute(update(AchievementVersionRow).values(state="draft")))
    pages.append(world.client("pedagogue").get("/sessions/new").text)
    assert [first in page.partition("by-family")[0] for page in pages] == [False, True]


def test_a_long_mission_is_allowed_with_a_warning(world):
    client = world.client("pedagogue")
    answer = new_session(world, family="production", hours="80")
    assert 303 == answer.status_code
    assert 200 == client.get("/sessions/new").status_code


def test_the_awards_page_says_why_and_what_is_missing(world, now):
    observe(world, now=now, observers=("coach",))
    page = world.client("pedagogue").get(f"/sessions/{world.session_id}/awards")
    text = page.get_data(as_text=True)
    assert "1 observateur sur 2" in text
    assert "4 critères sur 4" in text


def test_proposing_asks_the_person(world, now):
    observe(world, now=now)
    client = world.client("pedagogue")
    address = f"/sessions/{world.session_id}"
    data = {"csrf_token": token_of(client, f"{address}/awards")}
    assert 303 == client.post(f"{address}/proposals", data=data).status_code
    assert "Esprit d&#39;équipe" in world.client("un").get("/me").get_data(as_text=True)


def test_one_click_issues_what_was_accepted(world, now):
    proposal_id = propose(world, now=now)
    engine = open_database(world.settings)
    with write_session(engine) as db:
        accept_proposal(
            db, proposal_id, person_id=world.people["un"], consent_version=CONSENT_VERSION, now=now
        )
    engine.dispose()
    client, address = world.client("issuer"), f"/sessions/{world.session_id}/awards"
    assert "Délivrer le badge accepté" in client.get(address).get_data(as_text=True)
    answer = client.post(address, data={"csrf_token": token_of(client, address)})
    text = answer.get_data(as_text=True).replace("\u00a0", " ")
    assert "Exemple Un · Esprit d&#39;équipe : délivré." in text


def test_the_person_reads_accepts_and_holds_the_badge(world, now):
    proposal_id = propose(world, now=now)
    client, address = world.client("un"), f"/me/proposals/{proposal_id}"
    page = client.get(address).get_data(as_text=True)
    assert "coach sportif, formateur" in re.sub("<[^>]*>", "", page)
    data = {"csrf_token": token_of(client, address)}
    assert 303 == client.post(f"{address}/accept", data=data).status_code
    assert "/badges/" in client.get("/me").get_data(as_text=True)
    assert "Voir le badge" in client.get(address).get_data(as_text=True)


def test_nobody_is_asked_to_place_herself_before_the_session(world, now):
    question = "Et vous, où en êtes-vous"
    before = make_app(world.settings, clock=lambda: now - timedelta(days=1))
    early = replace(world, app=before).client("un").get("/me").get_data(as_text=True)
    on_the_day = world.client("un").get("/me").get_data(as_text=True)
    assert (False, True) == (question in early, question in on_the_day)


def kept_by(world, name):
    engine = open_database(world.settings)
    with read_session(engine) as db:
        kept = [row.name for row in holdings_of(db, world.people[name])]
    engine.dispose()
    return kept


def accepted_in_the_browser(world, now):
    proposal_id = propose(world, now=now)
    client, address = world.client("un"), f"/me/proposals/{proposal_id}"
    return client.post(f"{address}/accept", data={"csrf_token": token_of(client, address)})


def test_i03_what_is_issued_is_in_the_backpack_at_once(world, now):
    accepted_in_the_browser(world, now)
    assert ["Esprit d'équipe"] == kept_by(world, "un")


def test_i03_what_is_issued_for_several_is_in_the_backpack_at_once(world, now):
    locked = without_keys(world)
    accepted_in_the_browser(locked, now)
    assert [] == kept_by(world, "un")
    client, address = world.client("issuer"), f"/sessions/{world.session_id}/awards"
    client.post(address, data={"csrf_token": token_of(client, address)})
    assert ["Esprit d'équipe"] == kept_by(world, "un")


def test_i03_what_a_crash_left_in_the_outbox_is_done_at_the_next_start(world, now):
    award(world, now=now)
    assert [] == kept_by(world, "un")
    app = start_app(world.settings, clock=lambda: now)
    app.extensions["badger"].postman.stop()
    assert ["Esprit d'équipe"] == kept_by(world, "un")


def test_a_task_that_fails_breaks_no_page(world, now):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        ask_later(db, "deliver", facts=[{}], now=now)
        ask_later(db, "no such task", facts=[{}], now=now)
    engine.dispose()
    assert 303 == accepted_in_the_browser(world, now).status_code
    assert ["Esprit d'équipe"] == kept_by(world, "un")


def without_keys(world):
    """The same territory, started without the key-encryption key."""
    settings = replace(world.settings, key_encryption_key=None)
    return replace(world, app=make_app(settings, clock=lambda: NOW), settings=settings)


def test_q02_without_the_keys_the_badge_waits_as_accepted(world, now):
    proposal_id = propose(world, now=now)
    locked = without_keys(world)
    client, address = locked.client("un"), f"/me/proposals/{proposal_id}"
    data = {"csrf_token": token_of(client, address)}
    assert 303 == client.post(f"{address}/accept", data=data).status_code
    assert "arrive bientôt" in client.get("/me").get_data(as_text=True)
    assert "arrive bientôt" in client.get(address).get_data(as_text=True)


def test_q02_without_the_keys_one_click_says_so_and_issues_nothing(world, now):
    proposal_id = propose(world, now=now)
    locked = without_keys(world)
    person, address = locked.client("un"), f"/me/proposals/{proposal_id}"
    person.post(f"{address}/accept", data={"csrf_token": token_of(person, address)})
    client, awards = locked.client("issuer"), f"/sessions/{world.session_id}/awards"
    answer = client.post(awards, data={"csrf_token": token_of(client, awards)})
    assert answer.status_code in (200, 503)
    assert "délivré." not in answer.get_data(as_text=True)
    assert "accepté" in client.get(awards).get_data(as_text=True)


def test_q08_what_waited_while_no_key_could_be_reached_is_issued_afterwards(world, now):
    """Whatever keeps the keys is away: issuing pauses, nothing is lost, and the page says so."""
    locked = without_keys(world)
    accepted_in_the_browser(locked, now)
    address = f"/sessions/{world.session_id}/awards"
    told = post(locked.client("issuer"), address).get_data(as_text=True)
    assert "Rien ne peut être signé pour l&#39;instant, et rien n&#39;est perdu" in told
    assert [] == kept_by(world, "un")

    post(world.client("issuer"), address)

    assert ["Esprit d'équipe"] == kept_by(world, "un")


def test_a_person_who_is_gone_is_signed_out(world):
    client = world.client()
    with client.session_transaction() as session:
        session["person"] = "1111111111111111111111"
    assert 303 == client.get("/me").status_code


def test_a_taken_answer_cannot_be_given_twice(world, now):
    proposal_id = propose(world, now=now)
    client, address = world.client("un"), f"/me/proposals/{proposal_id}"
    data = {"csrf_token": token_of(client, address)}
    client.post(f"{address}/accept", data=data)
    assert 409 == client.post(f"{address}/decline", data=data).status_code
    assert "/badges/" in client.get("/me").get_data(as_text=True)


def test_a_refusal_stays_with_the_person(world, now):
    proposal_id = propose(world, now=now)
    client, address = world.client("un"), f"/me/proposals/{proposal_id}"
    assert (
        303
        == client.post(
            f"{address}/decline", data={"csrf_token": token_of(client, address)}
        ).status_code
    )
    assert "Vous avez dit non" in client.get(address).get_data(as_text=True)
    awards = world.client("pedagogue").get(f"/sessions/{world.session_id}/awards")
    assert "non" not in re.sub(r"<[^>]+>", " ", awards.get_data(as_text=True)).split()


@pytest.mark.parametrize("action", ["", "/accept", "/decline"])
def test_a08_a_proposal_of_somebody_else_does_not_exist(world, now, action):
    proposal_id = propose(world, now=now)
    client = world.client("deux")
    method = "POST" if action else "GET"
    data = {"csrf_token": token_of(client, "/verify")} if action else None
    answer = client.open(f"/me/proposals/{proposal_id}{action}", method=method, data=data)
    assert 404 == answer.status_code


def test_an_awarded_badge_is_on_the_persons_page(world, now):
    award(world, now=now)
    arriving = world.client("un").get("/me").get_data(as_text=True)
    assert "ce badge arrive bientôt" in arriving
    assert "/me/badges/" not in arriving
    deliver(world)
    assert "/me/badges/" in world.client("un").get("/me").get_data(as_text=True)
    assert "/me/badges/" not in world.client("deux").get("/me").get_data(as_text=True)


def test_signing_out_needs_no_more_than_a_click(world):
    assert 303 == post(world.client("un"), "/signout").status_code


def test_everything_that_a_session_lacks_is_said_at_once_in_the_words_of_the_form(world):
    page = new_session(world, activity="", criterion=[], title="").get_data(as_text=True)
    page = page.replace("\u00a0", " ")
    for name, label in (
        ("activity", "Activité (sport)"),
        ("criterion", "Ce que l&#39;on va regarder"),
        ("title", "Titre"),
    ):
        assert f'<a href="#{name}">Il reste à répondre : {label}.</a>' in page
    assert ": activity" not in page


def test_what_the_issuer_refuses_is_said_in_french_beside_its_field(world):
    page = new_session(world, ends_on="2026-03-01").get_data(as_text=True).replace("\u00a0", " ")
    assert '<a href="#ends_on">Il reste à répondre : Dernier jour, après le premier.</a>' in page


def test_the_same_person_twice_as_observer_is_asked_again(world):
    coach = {"observer-1": world.people["coach"], "role-1": "formateur"}
    answer = new_session(world, **coach)
    assert 422 == answer.status_code
    assert "#observer-1" in answer.get_data(as_text=True)


def test_a_tap_after_the_session_ended_says_so_and_leads_back_to_the_page(world):
    client = world.client()
    address = f"/sessions/{world.session_id}/people/{world.people['un']}/marks"
    answer = client.post(address, data={"csrf_token": token_of(client, "/verify")})
    page = answer.get_data(as_text=True)
    assert 403 == answer.status_code
    assert "pas enregistré" in page
    assert f"/signin?next=/sessions/{world.session_id}?open%3D{world.people['un']}" in page


def test_any_other_form_after_the_session_ended_leads_to_the_own_page(world):
    client = world.client()
    answer = client.post("/sessions", data={"csrf_token": token_of(client, "/verify")})
    assert "/signin?next=/me" in answer.get_data(as_text=True)


def invite(world, path, *, who="pedagogue", **fields):
    client = world.client(who)
    data = {"csrf_token": token_of(client, "/verify"), **fields}
    return client.post(f"/sessions/{world.session_id}/{path}", data=data)


def test_an_observer_and_a_participant_are_added_after_the_session_was_prepared(world):
    address = new_session(world).location
    session_id = address.rpartition("/")[2]
    later = replace(world, territory=replace(world.territory, session_id=session_id))
    role = {"person": world.people["trainer"], "role": "formateur"}
    assert 303 == invite(later, "observers", **role).status_code
    assert 303 == invite(later, "participants", participant=world.people["deux"]).status_code
    page = world.client("pedagogue").get(address).get_data(as_text=True)
    assert "Exemple Deux" in world.client("trainer").get(address).get_data(as_text=True)
    assert re.search("rôle\u00a0:.*formateur", page)
    assert "Encourage un partenaire après une action ratée" in page


def test_a_person_who_came_unobserved_stays_so_when_added_again(world):
    client, address = world.client("un"), f"/sessions/{world.session_id}"
    data = {"csrf_token": token_of(client, f"{address}/info"), "observed": "no"}
    client.post(f"{address}/observed", data=data)
    invite(world, "participants", participant=world.people["un"])
    page = world.client("coach").get(address).get_data(as_text=True)
    assert 1 == page.count('<li id="p-')


def test_an_observer_who_is_there_is_not_added_twice(world):
    invite(world, "observers", person=world.people["coach"], role="formateur")
    page = world.client("coach").get(f"/sessions/{world.session_id}").get_data(as_text=True)
    assert "coach sportif" in page


def choices_of(page, name):
    return page.split(f'<select id="{name}"')[1].split("</select>")[0]


def test_no_form_of_a_session_chooses_a_person_or_her_role_beforehand(world):
    people = world.client("pedagogue").get(new_session(world).location + "/people").text
    own = world.client("un").get(f"/sessions/{world.session_id}/self").text
    grid = world.client("coach").get(f"/sessions/{world.session_id}/entry").text
    for page, name in (
        (people, "person"),
        (people, "role"),
        (own, "peer"),
        (own, "version"),
        (own, "relation"),
        (grid, f"on-{world.people['un']}"),
    ):
        choices = choices_of(page, name)
        assert '<option value="">choisir</option>' in choices, name
        assert " selected" not in choices, name


def test_the_missing_role_of_an_added_observer_is_asked_for_and_nothing_is_lost(world):
    address = new_session(world).location
    later = replace(
        world, territory=replace(world.territory, session_id=address.rpartition("/")[2])
    )
    trainer = world.people["trainer"]
    answer = invite(later, "observers", person=trainer, role="")
    page = world.client("pedagogue").get(answer.location).text
    assert f'<option value="{trainer}" selected>' in choices_of(page, "person")
    assert "Noa Formateur</bdi> · rôle" not in page


def test_w01_what_an_address_chooses_beforehand_is_one_of_those_offered(world):
    strange = f"/sessions/{world.session_id}/people?person=<script>&role=<script>"
    page = world.client("pedagogue").get(strange).text
    assert "<script>" not in page.replace("<script src", "")


@pytest.mark.parametrize("path", ["observers", "participants"])
def test_a08_nobody_is_added_to_the_session_of_another_partner(world, path):
    elsewhere = replace(world, territory=replace(world.territory, session_id="1" * 22))
    assert 404 == invite(elsewhere, path).status_code
    assert 403 == invite(world, path, who="coach").status_code


def test_the_session_of_today_comes_first_and_says_so(world):
    new_session(world, starts_on="2026-11-30")
    page = world.client("coach").get("/sessions").get_data(as_text=True)
    assert page.index("aujourd&#39;hui") < page.index("Escalade en binôme")


def test_the_day_of_a_session_ends_at_midnight_on_the_territory(world):
    said = []
    for hour in (22, 23):
        now = NOW.replace(hour=hour, minute=0)
        evening = replace(world, app=make_app(world.settings, clock=lambda now=now: now))
        said.append("aujourd&#39;hui" in evening.client("coach").get("/sessions").text)
    assert [True, False] == said


def test_a_session_prepared_from_a_badge_has_its_criteria_ticked(world):
    client = world.client("pedagogue")
    version = world.territory.version_id
    page = client.get(f"/sessions/new?badge={version}").get_data(as_text=True)
    assert 4 == len(re.findall(r'name="criterion"[^>]* checked', page))


def test_the_own_page_of_an_observer_leads_to_the_session_of_today(world):
    page = world.client("coach").get("/me").get_data(as_text=True)
    assert f'href="/sessions/{world.session_id}"' in page
    assert "Votre premier badge" not in page


def test_sessions_stand_as_they_are_looked_for():
    def on(first: int, last: int) -> ObservationSessionRow:
        return ObservationSessionRow(starts_on=date(2026, 3, first), ends_on=date(2026, 3, last))

    before, latest, today, soon, later = on(1, 1), on(9, 10), on(10, 20), on(15, 15), on(20, 20)
    mixed = [before, later, today, latest, soon]

    assert [today, soon, later, latest, before] == nearest_first(mixed, today=date(2026, 3, 14))


def test_who_gets_a_badge_is_named_before_the_button_that_proposes_it(world):
    address = f"/sessions/{world.session_id}/awards"
    assert "Possible maintenant" not in world.client("pedagogue").get(address).text
    observe(world, now=NOW)

    page = world.client("pedagogue").get(address).text

    first = page.index("Exemple Un · Esprit d")
    assert page.index("Possible maintenant") < first < page.index("Proposer le badge possible")
