"""Who comes into a session and how; who is taken out; a session that does not take place."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import AuditEventRow, ObservationSessionRow, PersonRow
from badger.issuer.page_queries import participants_of
from badger.issuer.people import create_person
from badger.issuer.recognition.days import SessionCancelled
from badger.issuer.recognition.observations import Mark, record_observation
from badger.issuer.recognition.rules import Level
from badger.issuer.recognition.short_codes import LETTERS, read_short_code
from tests.web.play import observe
from tests.web.test_sessions import new_session
from tests.web_world import make_app, token_of


@pytest.fixture
def session_id(world):
    """A session of the club in a week, in which nobody takes part yet."""
    return new_session(world, participant=[]).location.rpartition("/")[2]


def read(world, question):
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = question(db)
        db.expunge_all()
    engine.dispose()
    return found


def row_of(world, session_id):
    return read(world, lambda db: db.get(ObservationSessionRow, session_id))


def names_in(world, session_id):
    there = read(world, lambda db: participants_of(db, session_id))
    return [(person.display_name, part.observed) for part, person in there]


def events(world):
    return read(world, lambda db: [row.kind for row in db.query(AuditEventRow)])


def send(world, who, address, **fields):
    client = world.client(who)
    return client.post(address, data={"csrf_token": token_of(client, "/verify"), **fields})


def later(world, now, **delta):
    """The same territory, some time later."""
    clock = lambda: now + timedelta(**delta)  # noqa: E731 - one line
    return replace(world, app=make_app(world.settings, clock=clock))


def test_f2_ac4_whoever_scans_the_code_reads_first_and_then_comes_in(world, session_id):
    address = f"/join/{row_of(world, session_id).join_code}"
    page = world.client("deux").get(address).get_data(as_text=True)
    assert "Encourage un partenaire après une action ratée" in page
    assert "Maé Coach" in page
    assert [] == names_in(world, session_id)
    answer = send(world, "deux", address, observed="yes")
    assert f"/sessions/{session_id}/info" == answer.location
    assert [("Exemple Deux", True)] == names_in(world, session_id)
    assert "session.joined" in events(world)


def test_c24_one_may_come_in_without_being_observed(world, session_id):
    address = f"/join/{row_of(world, session_id).join_code}"
    send(world, "deux", address, observed="no")
    assert [("Exemple Deux", False)] == names_in(world, session_id)


def test_coming_in_twice_keeps_the_first_choice(world, session_id):
    address = f"/join/{row_of(world, session_id).join_code}"
    send(world, "deux", address, observed="no")
    send(world, "deux", address, observed="yes")
    assert [("Exemple Deux", False)] == names_in(world, session_id)
    assert 303 == world.client("deux").get(address).status_code


def test_the_code_leads_through_the_sign_in_back_to_the_session(world, session_id):
    address = f"/join/{row_of(world, session_id).join_code}"
    answer = world.client().get(address)
    assert (303, f"/signin?next={address}") == (answer.status_code, answer.location)


def test_who_observes_a_session_does_not_take_part_in_it(world, session_id):
    address = f"/join/{row_of(world, session_id).join_code}"
    answer = send(world, "coach", address, observed="yes")
    assert 409 == answer.status_code
    assert "on n&#39;y participe pas en même temps" in answer.get_data(as_text=True)
    assert [] == names_in(world, session_id)


@pytest.mark.parametrize("code", ["1" * 22, "x", "%00", "a" * 500])
def test_an_unknown_join_code_leads_nowhere(world, code):
    assert 404 == world.client("un").get(f"/join/{code}").status_code
    assert 404 == send(world, "un", f"/join/{code}", observed="yes").status_code


def test_a_session_that_is_over_is_not_joined(world, now, session_id):
    after = later(world, now, days=30)
    address = f"/join/{row_of(world, session_id).join_code}"
    answer = send(after, "deux", address, observed="yes")
    assert 409 == answer.status_code
    assert [] == names_in(world, session_id)


def test_a_new_qr_code_ends_the_one_before(world, session_id):
    before = row_of(world, session_id).join_code
    send(world, "pedagogue", f"/sessions/{session_id}/join-code")
    after = row_of(world, session_id).join_code
    assert before != after
    assert 404 == world.client("deux").get(f"/join/{before}").status_code
    assert 200 == world.client("deux").get(f"/join/{after}").status_code


def open_window(world, session_id):
    send(world, "pedagogue", f"/sessions/{session_id}/joining")
    return row_of(world, session_id).short_code


def test_the_short_code_opens_only_while_the_leader_says_so(world, now, session_id):
    code = open_window(world, session_id)
    join = row_of(world, session_id).join_code
    assert f"/join/{join}" == send(world, "deux", "/join", code=code).location
    opened_at = row_of(world, session_id).joining_until - timedelta(hours=2)
    assert 303 == send(later(world, opened_at, minutes=119), "deux", "/join", code=code).status_code
    assert 422 == send(later(world, opened_at, minutes=120), "deux", "/join", code=code).status_code
    send(world, "pedagogue", f"/sessions/{session_id}/joining/end")
    assert 422 == send(world, "deux", "/join", code=code).status_code


def test_the_short_code_is_read_as_it_is_typed_and_shown_to_the_leader(world, session_id):
    code = open_window(world, session_id)
    page = world.client("pedagogue").get(f"/sessions/{session_id}/people").get_data(as_text=True)
    assert code in page
    typed = f" {code[:3].lower()} - {code[3:].lower()} "
    assert 303 == send(world, "deux", "/join", code=typed).status_code


def test_a_code_has_no_letter_that_looks_like_another():
    assert 25 == len(set(LETTERS))
    assert set() == set(LETTERS) & set("0O1I5S2Z8B6")
    assert "ACDE" == read_short_code(" à-c.d é ")


def test_a10_tries_of_short_codes_are_counted(world, session_id):
    code = open_window(world, session_id)
    answers = [send(world, "deux", "/join", code=f"AAAA{n:02}").status_code for n in range(10)]
    assert {422} == set(answers)
    assert 429 == send(world, "deux", "/join", code=code).status_code
    assert 303 == send(world, "un", "/join", code=code).status_code


@pytest.mark.parametrize("code", ["", " ", "x" * 65, "'; drop table people;--", "\u202e\u0301"])
def test_a_strange_short_code_is_asked_again(world, code):
    answer = send(world, "un", "/join", code=code)
    assert 422 == answer.status_code
    assert "n&#39;ouvre aucune séance" in answer.get_data(as_text=True)


def test_the_qr_code_and_the_sheet_are_the_leaders(world, session_id):
    for path in ("join.svg", "invitation", "people"):
        address = f"/sessions/{session_id}/{path}"
        assert 200 == world.client("pedagogue").get(address).status_code
        assert 404 == world.client("elsewhere").get(address).status_code
        assert 403 == world.client("un").get(address).status_code
    drawing = world.client("pedagogue").get(f"/sessions/{session_id}/join.svg")
    assert "image/svg+xml" == drawing.content_type
    assert b"<path" in drawing.data


CHANGES = ("groups", "cancel", "take-up", "joining", "joining/end", "openings/end", "join-code")


@pytest.mark.parametrize("path", CHANGES)
def test_a08_the_session_of_another_partner_does_not_change(world, session_id, path):
    before = row_of(world, session_id)
    answer = send(world, "elsewhere", f"/sessions/{session_id}/{path}", name="Groupe", word="x")
    after = row_of(world, session_id)
    assert 404 == answer.status_code
    assert (before.join_code, None) == (after.join_code, after.cancelled_at)
    assert [] == names_in(world, session_id)


def test_a08_nobody_is_taken_out_of_the_session_of_another_partner(world):
    address = f"/sessions/{world.session_id}/participants/{world.people['un']}/removal"
    assert 404 == send(world, "elsewhere", address).status_code
    assert ("Exemple Un", True) in names_in(world, world.session_id)


def test_who_was_not_observed_is_taken_out_and_it_is_on_record(world):
    address = f"/sessions/{world.session_id}/participants/{world.people['un']}/removal"
    assert 303 == send(world, "pedagogue", address).status_code
    assert [("Exemple Deux", True)] == names_in(world, world.session_id)
    assert "session.participant_removed" in events(world)
    assert 303 == send(world, "pedagogue", address).status_code


def test_who_was_observed_stays_in_the_session(world, now):
    observe(world, now=now, observers=("coach",))
    client = world.client("pedagogue")
    address = f"/sessions/{world.session_id}/participants/{world.people['un']}/removal"
    data = {"csrf_token": token_of(client, "/verify")}
    page = client.post(address, data=data, follow_redirects=True).get_data(as_text=True)
    assert "elle reste dans la séance" in page
    assert ("Exemple Un", True) in names_in(world, world.session_id)


def test_s12_a_group_takes_part_as_one(world, session_id):
    send(world, "pedagogue", f"/sessions/{session_id}/groups", name="L'équipe du jeudi")
    assert [("L'équipe du jeudi", True)] == names_in(world, session_id)
    kinds = read(world, lambda db: [row.kind for row in db.query(PersonRow)])
    assert 1 == kinds.count("group")
    page = world.client("pedagogue").get(f"/sessions/{session_id}/people").get_data(as_text=True)
    assert '<span class="tag">groupe</span>' in page
    assert "équipe du jeudi" in world.client("coach").get(f"/sessions/{session_id}").get_data(
        as_text=True
    )


@pytest.mark.parametrize("name", ["", "   ", "x" * 101])
def test_a_group_without_a_name_is_not_made(world, session_id, name):
    answer = send(world, "pedagogue", f"/sessions/{session_id}/groups", name=name)
    assert 303 == answer.status_code
    assert [] == names_in(world, session_id)


def cancel(world, session_id, word="Reportée à jeudi."):
    return send(world, "pedagogue", f"/sessions/{session_id}/cancel", word=word)


def test_a_cancelled_session_is_kept_and_said_to_participants(world):
    cancel(world, world.session_id)
    page = world.client("un").get(f"/sessions/{world.session_id}/info").get_data(as_text=True)
    assert "Cette séance est annulée." in page
    assert "Reportée à jeudi." in page
    assert "annulée" in world.client("un").get("/me/experiences").get_data(as_text=True)
    assert "annulée" in world.client("coach").get("/sessions").get_data(as_text=True)
    assert "session.cancelled" in events(world)


def test_nothing_is_marked_in_a_cancelled_session(world, now):
    cancel(world, world.session_id)
    engine = open_database(world.settings)
    mark = Mark(world.session_id, world.people["un"], world.criteria[0], Level.ON_OWN)
    with write_session(engine) as db, pytest.raises(SessionCancelled):
        record_observation(
            db, mark, observer_id=world.people["coach"], idempotency_key="k", now=now
        )
    engine.dispose()


def test_nobody_joins_a_cancelled_session(world, session_id):
    code = open_window(world, session_id)
    cancel(world, session_id)
    join = row_of(world, session_id).join_code
    assert 409 == send(world, "deux", f"/join/{join}", observed="yes").status_code
    assert 422 == send(world, "deux", "/join", code=code).status_code
    assert [] == names_in(world, session_id)


def test_a_session_in_which_someone_was_seen_is_not_cancelled(world, now):
    observe(world, now=now, observers=("coach",))
    cancel(world, world.session_id)
    assert row_of(world, world.session_id).cancelled_at is None


def test_a_cancelled_session_may_take_place_after_all(world):
    cancel(world, world.session_id)
    send(world, "pedagogue", f"/sessions/{world.session_id}/take-up")
    page = world.client("un").get(f"/sessions/{world.session_id}/info").get_data(as_text=True)
    assert "annulée" not in page
    assert "Reportée" not in page
    assert "session.taken_up" in events(world)


def test_a_word_that_is_too_long_cancels_nothing(world):
    cancel(world, world.session_id, word="x" * 281)
    assert row_of(world, world.session_id).cancelled_at is None


def test_c24_one_may_decline_to_be_observed_and_change_ones_mind(world):
    address = f"/sessions/{world.session_id}"
    send(world, "un", f"{address}/observed", observed="no")
    assert ("Exemple Un", False) in names_in(world, world.session_id)
    page = world.client("pedagogue").get(f"{address}/people").get_data(as_text=True)
    assert re.search("Exemple Un.*vient sans être observé·e", page)
    assert "Exemple Un" not in world.client("coach").get(address).get_data(as_text=True)
    send(world, "un", f"{address}/observed", observed="yes")
    assert ("Exemple Un", True) in names_in(world, world.session_id)


def many(world, count, now):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        partner_id = world.territory.partners["club"]
        for number in range(count):
            name = f"Exemple Élève {number:03}"
            create_person(db, display_name=name, actor="test", now=now, registered_by=partner_id)
    engine.dispose()


def test_a_long_list_is_cut_and_searched_by_name(world, now, session_id):
    many(world, 70, now)
    client, address = world.client("pedagogue"), f"/sessions/{session_id}/people"
    page = client.get(address).get_data(as_text=True)
    assert 60 == page.count('name="participant"')
    assert "cherchez par le nom" in page
    found = client.get(f"{address}?search=eleve 069").get_data(as_text=True)
    assert 1 == found.count('name="participant"')
    assert "Exemple Élève 069" in found
    nobody = client.get(f"{address}?search=%3Cscript%3E").get_data(as_text=True)
    assert "Aucun nom ne ressemble" in nobody
    assert "<script>" not in nobody


def test_whoever_is_ticked_stays_in_a_long_form(world, now):
    many(world, 70, now)
    page = new_session(world, title="", participant=[world.people["deux"]]).get_data(as_text=True)
    assert 60 == page.count('name="participant"')
    assert re.search(f'value="{world.people["deux"]}" checked', page)


def test_a_person_goes_out_again_by_herself(world):
    answer = send(world, "un", f"/sessions/{world.session_id}/leave")
    assert "/me" == answer.location
    assert [("Exemple Deux", True)] == names_in(world, world.session_id)
    assert "session.participant_removed" in events(world)
    assert 404 == send(world, "un", f"/sessions/{world.session_id}/leave").status_code


def test_whoever_was_seen_stays_in_the_session_and_reads_why(world, now):
    observe(world, now=now, observers=("coach",))
    client = world.client("un")
    data = {"csrf_token": token_of(client, "/verify")}
    address = f"/sessions/{world.session_id}/leave"
    page = client.post(address, data=data, follow_redirects=True).get_data(as_text=True)
    assert "elle reste dans la séance" in page
    assert ("Exemple Un", True) in names_in(world, world.session_id)


def test_a08_nobody_leaves_a_session_that_is_not_hers(world):
    assert 404 == send(world, "coach", f"/sessions/{world.session_id}/leave").status_code
    assert 404 == send(world, "issuer", f"/sessions/{world.session_id}/leave").status_code


W08 = [
    ("status", "closed"),
    ("state", "published"),
    ("org_id", "atelier"),
    ("partner_id", "atelier"),
    ("accompanying_partner_id", "atelier"),
    ("is_recognised", "true"),
    ("created_by", "mine"),
    ("created_at", "2020-01-01"),
    ("id", "1"),
    ("session_id", "1"),
    ("short_code", "AAAAAA"),
    ("opening_number", "7"),
    ("joining_until", "2099-01-01"),
    ("join_code", "easy"),
    ("cancelled_at", "2020-01-01"),
    ("cancelled_word", "non"),
    ("grid_code", "AAAAAAAA"),
    ("role", "observer"),
    ("observed", "no"),
    ("person_id", "1"),
    ("kind", "group"),
]


@pytest.mark.parametrize(("name", "value"), W08)
def test_w08_a_field_that_no_form_has_changes_nothing(world, name, value):
    plain = row_of(world, new_session(world).location.rpartition("/")[2])
    extra = row_of(world, new_session(world, **{name: value}).location.rpartition("/")[2])
    own = {"id", "join_code"}
    columns = {column.name for column in ObservationSessionRow.__table__.columns} - own
    assert {key: getattr(plain, key) for key in columns} == {
        key: getattr(extra, key) for key in columns
    }
    assert value not in (extra.id, extra.join_code)
