"""Accompaniment with consent: her page, the companion's page, and the code typed beside."""

import pytest

from tests.web.play import award
from tests.web_world import code_of, post


def companion_key(world, name="passeur", role=None):
    return f"{role or name}:{world.people[name]}"


def allow(world, *, subjects=("badges",), name="passeur", role=None):
    """Let Un open subjects to a companion; return the address of the companion's page."""
    answer = post(
        world.client("un"),
        "/me/companions",
        companion=companion_key(world, name, role),
        subject=list(subjects),
    )
    assert (303, "/me/companions") == (answer.status_code, answer.location)
    page = world.client(name).get("/caseload").text
    return page.split('href="/caseload/')[1].split('"')[0]


def test_the_person_reads_what_her_companion_sees(world):
    allow(world, subjects=("badges", "steps"))
    page = world.client("un").get("/me/companions").text
    assert "<bdi>Sam Passeur</bdi>" in page
    assert "<li>Mes badges</li>" in page
    assert "<li>Ma carte des possibles</li>" not in page
    assert "N&#39;a encore rien regardé." in page or "N'a encore rien regardé." in page


def test_c10_the_companion_sees_what_was_ticked_and_nothing_else(world, now):
    award(world, now=now)
    opened = allow(world, subjects=("badges",))
    page = world.client("passeur").get(f"/caseload/{opened}").text
    assert "Esprit d&#39;équipe" in page
    assert "Ses mots" not in page
    assert "ses mots" not in page
    closed = allow(world, subjects=("words",))
    page = world.client("passeur").get(f"/caseload/{closed}").text
    assert "Esprit d&#39;équipe" not in page
    assert "ses mots" in page


def test_the_person_reads_when_it_was_looked_at(world):
    opened = allow(world)
    world.client("passeur").get(f"/caseload/{opened}")
    assert "A regardé le 14 mars 2026." in world.client("un").get("/me/companions").text


def test_one_tap_ends_it_at_once(world):
    opened = allow(world)
    answer = post(world.client("un"), f"/me/companions/{opened}/end")
    assert 303 == answer.status_code
    assert 404 == world.client("passeur").get(f"/caseload/{opened}").status_code
    assert (
        "Personne ne regarde votre page avec vous." in world.client("un").get(answer.location).text
    )


def test_a_form_without_a_tick_comes_back_as_it_was(world):
    answer = post(world.client("un"), "/me/companions", companion=companion_key(world))
    assert 422 == answer.status_code
    assert "Cochez au moins une chose" in answer.text
    assert f'value="{companion_key(world)}" checked' in answer.text


@pytest.mark.parametrize(
    "strange", ["", ":", "passeur:", "passeur:0", "cartographe:x", "é" * 5000, "<script>"]
)
def test_a_strange_companion_is_refused_in_words(world, strange):
    answer = post(world.client("un"), "/me/companions", companion=strange, subject="badges")
    assert 422 == answer.status_code
    assert "Choisissez une personne de la liste." in answer.text
    assert "<script>" not in answer.text


def test_nobody_lets_a_companion_in_for_somebody_else(world):
    opened = allow(world)
    assert 404 == post(world.client("deux"), f"/me/companions/{opened}/end").status_code
    assert 404 == world.client("referent").get(f"/caseload/{opened}").status_code


def beside(world, *, name="passeur", **fields):
    values = {"role": name, "subject": ["badges"], "code": code_of("un"), "heard": "on", **fields}
    return post(world.client(name), "/caseload", **values)


def test_beside_her_companion_the_person_types_her_code(world):
    answer = beside(world)
    assert (303, "/caseload/") == (answer.status_code, answer.location[:10])
    page = world.client("passeur").get(answer.location)
    assert (200, True) == (page.status_code, "<bdi>Exemple Un</bdi>" in page.text)


def test_a_wrong_code_opens_nothing_and_is_not_shown_again(world):
    wrong = code_of("un")[:-1] + "Z"
    answer = beside(world, code=wrong)
    assert 422 == answer.status_code
    assert wrong not in answer.text
    assert 'value="badges" checked' in answer.text
    assert "Quand une personne vous choisit" in world.client("passeur").get("/caseload").text


def test_before_she_heard_the_text_nothing_opens(world):
    answer = beside(world, heard="")
    assert 422 == answer.status_code
    assert "Lisez-lui le texte" in answer.text


def test_nobody_accompanies_in_a_role_that_she_does_not_hold(world):
    assert 422 == beside(world, role="referent").status_code


def test_a10_codes_typed_beside_are_counted_with_the_sign_ins(world):
    client = world.client("passeur")
    wrong = code_of("un")[:-1] + "Z"
    for _ in range(10):
        post(client, "/caseload", role="passeur", code=wrong, subject="badges")
    assert 429 == post(client, "/caseload", code=code_of("un"), heard="on").status_code
    assert 429 == post(world.client(), "/signin", code=code_of("un")).status_code


@pytest.mark.parametrize("strange", ["0", "<b>", "é" * 60, "1" * 5000])
def test_a_strange_address_is_not_found(world, strange):
    assert 404 == world.client("passeur").get(f"/caseload/{strange}").status_code
    assert 404 == post(world.client("un"), f"/me/companions/{strange}/end").status_code
