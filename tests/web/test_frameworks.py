"""Linking a badge to skills: typed, found and ticked; a partner's own list looked at first."""

from html import unescape
from io import BytesIO

import pytest

from tests.web.test_achievements import create
from tests.web_world import token_of

HEADER = "code;nom;adresse;description\n"
LIST = HEADER + "A1;Travailler en équipe;https://a.example/1;Avec d'autres\n"
TYPED = {
    "align_name-0": "Coopérer",
    "align_url-0": "https://a.example/coop",
    "align_framework-0": "CléA",
    "align_code-0": "D3",
}


def words(answer) -> str:
    return unescape(answer.get_data(as_text=True))


def look(world, data: bytes, *, who="pedagogue", slug="club"):
    client = world.client(who)
    fields = {"csrf_token": token_of(client), "file": (BytesIO(data), "liste.csv")}
    return client.post(f"/partners/{slug}/frameworks/preview", data=fields)


def store(world, content: str, *, name="Le nôtre", who="pedagogue", slug="club"):
    client = world.client(who)
    fields = {"csrf_token": token_of(client), "content": content, "name": name}
    return client.post(f"/partners/{slug}/frameworks", data=fields)


def test_a_list_is_looked_at_then_stored(world):
    seen = look(world, LIST.encode())
    assert 200 == seen.status_code
    assert "Travailler en équipe (A1)" in words(seen).replace("<bdi>", "").replace("</bdi>", "")
    assert "Aucun référentiel importé" in words(
        world.client("pedagogue").get("/partners/club/frameworks")
    )

    assert 303 == store(world, LIST).status_code
    assert "Le nôtre" in words(world.client("pedagogue").get("/partners/club/frameworks"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"x" * 100_000,
        b"\xff\xfe\x00",
        (HEADER + "A1;<script>alert(1)</script>;javascript:x;\n").encode(),
        (HEADER + "A1;=HYPERLINK(1);nowhere;\n").encode(),
    ],
)
def test_w11_a_bad_list_is_told_line_by_line_and_not_stored(world, data):
    seen = look(world, data)
    assert 422 == seen.status_code
    assert "<script>alert" not in seen.get_data(as_text=True)
    stored = store(world, data.decode("utf-8", "replace"))
    # What no text holds is refused before any page reads it.
    assert (409 if b"\x00" in data else 422) == stored.status_code
    page = words(world.client("pedagogue").get("/partners/club/frameworks"))
    assert "Aucun référentiel importé" in page


def test_a_list_without_a_name_is_kept_in_the_page(world):
    answer = store(world, LIST, name=" ")
    assert 422 == answer.status_code
    assert "A1;Travailler en équipe" in words(answer)


def test_a08_no_list_is_put_into_another_partners_name(world):
    assert 404 == look(world, LIST.encode(), slug="atelier").status_code
    assert 404 == store(world, LIST, slug="atelier").status_code


def test_a_typed_skill_stands_in_the_badge_and_in_its_document(world):
    client, answer = create(world, **TYPED)
    assert "Coopérer" in words(client.get(answer.location))
    client.post(f"{answer.location}/publish", data={"csrf_token": token_of(client)})
    address = f"{answer.location}/versions/1"
    document = client.get(address, headers={"Accept": "application/json"}).json
    (alignment,) = document["alignment"]
    assert ("Coopérer", "https://a.example/coop", "CléA", "D3") == tuple(
        alignment[name] for name in ("targetName", "targetUrl", "targetFramework", "targetCode")
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"align_url-0": ""},
        {"align_url-0": "javascript:alert(1)"},
        {"align_name-0": ""},
        {"align_name-0": "x" * 301},
    ],
)
def test_a_skill_has_a_name_and_a_web_address(world, changes):
    _, answer = create(world, **{**TYPED, **changes})
    assert 422 == answer.status_code
    assert "CléA" in words(answer)


def test_a_skill_is_searched_without_storing_and_ticked(world):
    store(world, LIST)
    client, seen = create(world, skill_words="EQUIPE", search="1")
    page = words(seen)
    assert 200 == seen.status_code
    assert "Travailler en équipe · Le nôtre" in page
    assert "Cuisiner ensemble" not in words(client.get("/achievements"))
    skill = page.partition('name="skill" value="')[2].partition('"')[0]

    client, answer = create(world, skill=skill)
    assert "Travailler en équipe" in words(client.get(answer.location))


def test_a08_a_skill_of_another_partners_list_is_not_taken(world):
    store(world, LIST, who="elsewhere", slug="atelier")
    _, seen = create(world, skill_words="equipe", search="1")
    assert "Rien sous ces mots" in words(seen)


@pytest.mark.parametrize("text", ["<script>", "%", "' OR 1=1", "x" * 500, "\u202e"])
def test_w09_a_hostile_search_finds_nothing(world, text):
    store(world, LIST)
    _, seen = create(world, skill_words=text, search="1")
    assert seen.status_code in (200, 422)
    assert "Travailler en équipe" not in words(seen)
    assert "<script>alert" not in seen.get_data(as_text=True)
