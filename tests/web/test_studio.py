"""The studio: the picture that is drawn while a badge is described, and what it points out."""

from xml.etree import ElementTree

import pytest

from tests.web.test_achievements import FORM, create
from tests.web_world import post


def sketch(client, **fields):
    return client.get("/achievements/sketch.svg", query_string=fields)


def picture_of(answer) -> ElementTree.Element:
    return ElementTree.fromstring(answer.get_data())  # noqa: S314


def test_the_sketch_shows_what_is_chosen(world):
    answer = sketch(
        world.client("pedagogue"),
        image_shape="leaf",
        image_fill="ambre",
        image_rim="terre",
        image_icon="star",
        image_text="Équipe",
        family="rare",
    )
    root = picture_of(answer)
    assert ("image/svg+xml", 200) == (answer.mimetype, answer.status_code)
    assert "#f0b65a" == root.find("{*}polygon").get("fill")
    assert "#7a4600" == root.find("{*}polygon").get("stroke")
    assert "Équipe" == root.find("{*}text").text


@pytest.mark.parametrize(
    "fields",
    [
        {"image_text": "<script>alert(1)</script>"},
        {"image_text": "x" * 5000},
        {"image_fill": 'red" onload="alert(1)'},
        {"image_shape": "../../etc/passwd"},
        {"image_icon": "<svg/onload=alert(1)>", "icon-0": "'\"><script>"},
        {"image_fill": "ambre", "image_rim": "ambre"},
        {"family": "{{ 7*7 }}"},
    ],
)
def test_w01_a_hostile_sketch_is_the_usual_one(world, fields):
    usual = {"image_shape": "hexagon", **fields}
    answer = sketch(world.client("pedagogue"), **usual)
    assert 200 == answer.status_code
    assert b"script" not in answer.data
    assert b"onload" not in answer.data
    assert "#1f4e79" == picture_of(answer).find("{*}polygon").get("fill")


def test_a_chosen_picture_is_that_of_the_badge_and_comes_back_in_the_form(world):
    chosen = {"image_fill": "prune", "image_rim": "lilas", "image_icon": "star", "image_text": "Go"}
    client, answer = create(world, **chosen)
    assert 303 == answer.status_code
    page = client.get(answer.location).get_data(as_text=True)
    picture = page.partition('class="badge-picture" src="')[2].partition('"')[0]
    root = picture_of(client.get(picture))
    assert ("#5b2c6f", "Go") == (root.find("{*}polygon").get("fill"), root.find("{*}text").text)
    form = client.get(f"{answer.location}/edit").get_data(as_text=True)
    assert '<option value="prune" selected>' in form


@pytest.mark.parametrize(
    "changes",
    [
        {"image_fill": "prune", "image_rim": "prune"},
        {"image_text": "x" * 19},
        {"image_text": "徽章"},
        {"image_fill": "#123456"},
    ],
)
def test_w08_a_picture_that_cannot_be_drawn_is_asked_again(world, changes):
    _, answer = create(world, **changes)
    assert 422 == answer.status_code
    assert FORM["name"] in answer.get_data(as_text=True)


def test_a_badge_that_resembles_another_is_pointed_out_and_can_be_published(world):
    client, answer = create(world, name="L'esprit d'équipe")
    page = client.get(answer.location).get_data(as_text=True)
    assert "Un badge proche existe déjà" in page
    assert 303 == post(client, f"{answer.location}/publish").status_code
    assert "Un badge proche" not in client.get(answer.location).get_data(as_text=True)


def test_a_badge_like_no_other_is_not_pointed_out(world):
    client, answer = create(world)
    assert "Un badge proche" not in client.get(answer.location).get_data(as_text=True)
