"""Goal, steps, commitments, pauses, relays: on her page and beside her companion (S1)."""

import pytest

from badger.db.base import write_session
from badger.db.opening import open_database
from badger.issuer.people import grant_role
from tests.web.play import award
from tests.web.test_companions import allow
from tests.web_world import post


def first_step(page):
    return page.split("/steps/")[1].split("/")[0]


def test_the_person_writes_a_step_and_marks_it(world):
    mine = world.client("un")
    assert 303 == post(mine, "/me/journey/steps", text="Visiter la ferme", area="pro").status_code
    page = mine.get("/me/journey").text
    assert "La prochaine étape" in page
    assert 303 == post(mine, f"/me/journey/steps/{first_step(page)}/done", done="on").status_code
    assert "fait le 14 mars 2026" in mine.get("/me/journey").text


def test_a_companion_writes_with_her_where_she_opened_the_steps(world):
    opened = allow(world, subjects=("steps",))
    passeur = world.client("passeur")
    post(passeur, f"/caseload/{opened}/steps", text="Appeler le club", area="co")
    post(passeur, f"/caseload/{opened}/goal", goal="Travailler dehors")
    page = world.client("un").get("/me/journey").text
    assert "<bdi>Appeler le club</bdi>" in page
    assert "Travailler dehors" in page
    post(passeur, f"/caseload/{opened}/steps/{first_step(page)}/remove")
    assert "Appeler le club" not in world.client("un").get("/me/journey").text


def test_c10_without_the_steps_a_companion_writes_nothing(world):
    opened = allow(world, subjects=("badges",))
    answer = post(world.client("passeur"), f"/caseload/{opened}/steps", text="Appeler", area="co")
    assert 404 == answer.status_code
    assert "Appeler" not in world.client("un").get("/me/journey").text


@pytest.mark.parametrize(("text", "area"), [("", "pro"), ("é" * 161, "pro"), ("x", "argent")])
def test_a_step_that_does_not_fit_comes_back_with_its_words(world, text, area):
    answer = post(world.client("un"), "/me/journey/steps", text=text, area=area)
    assert 422 == answer.status_code
    assert text[:160] in answer.text


def test_markup_in_a_step_stays_text(world):
    post(world.client("un"), "/me/journey/steps", text="<script>alert(1)</script>", area="pro")
    assert "<script>alert" not in world.client("un").get("/me/journey").text


def test_a_pause_keeps_everything_and_counts_no_more(world):
    opened = allow(world, subjects=("steps",))
    passeur = world.client("passeur")
    post(passeur, f"/caseload/{opened}/goal", goal="Travailler dehors")
    assert "1 personne en route" in passeur.get("/caseload").text
    post(passeur, f"/caseload/{opened}/pause")
    page = passeur.get("/caseload").text
    assert ("0 personne en route" in page, "en pause" in page) == (True, True)
    post(world.client("un"), "/me/journey/resume")
    page = passeur.get(f"/caseload/{opened}").text
    assert ("Travailler dehors" in page, "En pause" in page) == (True, False)


def test_s1_an_award_needs_no_commitment_no_step_and_no_end_of_a_pause(world, now):
    mine = world.client("un")
    post(mine, "/me/journey/commitments")
    post(mine, "/me/journey/pause")
    badge = award(world, now=now)
    assert 200 == world.client().get(f"/badges/{badge}").status_code


def test_commitments_are_kept_as_ticked(world):
    mine = world.client("un")
    post(mine, "/me/journey/commitments", commitment=["come", "step"])
    page = mine.get("/me/journey").text
    assert 2 == page.count('name="commitment"') - page.count('name="commitment" value="say"')
    assert 'value="come" checked' in page
    assert 'value="say" checked' not in page


def propose(world, opened, **fields):
    values = {"companion": world.people["referent"], "kind": "handover", **fields}
    return post(world.client("passeur"), f"/caseload/{opened}/relay", **values)


@pytest.fixture
def colleague(world, now):
    """Charlie is a passeur as well."""
    engine = open_database(world.settings)
    with write_session(engine) as db:
        grant_role(
            db,
            person_id=world.people["referent"],
            role="passeur",
            partner_id=None,
            actor="test",
            now=now,
        )
    engine.dispose()


def proposed(world):
    """Return the id of the relay that waits for Un's answer."""
    page = world.client("un").get("/me/companions").text
    return page.split("/agree")[0].rsplit("/", 1)[1]


@pytest.mark.usefixtures("colleague")
def test_the_person_is_told_of_a_relay_and_may_refuse(world):
    opened = allow(world)
    assert 303 == propose(world, opened).status_code
    mine = world.client("un")
    assert "Un relais vous est proposé" in mine.get("/me").text
    assert 303 == post(mine, f"/me/companions/{proposed(world)}/refuse").status_code
    assert "Un relais vous est proposé" not in mine.get("/me").text
    assert 200 == world.client("passeur").get(f"/caseload/{opened}").status_code
    assert "Quand une personne vous choisit" in world.client("referent").get("/caseload").text


@pytest.mark.usefixtures("colleague")
def test_after_her_yes_the_next_one_looks_and_the_former_no_more(world):
    opened = allow(world)
    propose(world, opened)
    relay = proposed(world)
    assert 404 == world.client("referent").get(f"/caseload/{relay}").status_code
    post(world.client("un"), f"/me/companions/{relay}/agree")
    assert 200 == world.client("referent").get(f"/caseload/{relay}").status_code
    assert 404 == world.client("passeur").get(f"/caseload/{opened}").status_code


@pytest.mark.usefixtures("colleague")
def test_a_substitute_is_there_until_a_day(world):
    opened = allow(world)
    propose(world, opened, kind="substitute", until="2026-03-28")
    page = world.client("un").get("/me/companions").text
    assert "vous propose un relais jusqu&#39;au 28 mars 2026." in page
    post(world.client("un"), f"/me/companions/{proposed(world)}/agree")
    assert "relais jusqu&#39;au 28 mars 2026" in world.client("referent").get("/caseload").text


@pytest.mark.usefixtures("colleague")
def test_nobody_says_for_her_how_long_a_relay_lasts(world):
    opened = allow(world)
    page = world.client("passeur").get(f"/caseload/{opened}/relay").text
    kinds = page.split("Pour combien de temps")[1].split("</fieldset>")[0]
    assert (2, 0) == (kinds.count('type="radio"'), kinds.count(" checked"))
    assert 422 == propose(world, opened, kind="").status_code


@pytest.mark.usefixtures("colleague")
def test_whoever_has_two_roles_says_in_which_she_accompanies(world):
    page = world.client("referent").get("/caseload/new").text
    roles = page.split('<select id="role"')[1].split("</select>")[0]
    assert '<option value="">choisir</option>' in roles
    assert " selected" not in roles


def test_a_relay_nobody_can_take_says_so(world):
    opened = allow(world)
    page = world.client("passeur").get(f"/caseload/{opened}/relay").text
    assert "Personne d&#39;autre n&#39;a ce rôle" in page
    answer = propose(world, opened)
    assert 422 == answer.status_code


@pytest.mark.parametrize("until", ["", "2026-03-01", "2028-01-01", "9999-12-31", "x" * 300])
def test_a_substitute_needs_a_day_to_come(world, until):
    opened = allow(world)
    assert 422 == propose(world, opened, kind="substitute", until=until).status_code
