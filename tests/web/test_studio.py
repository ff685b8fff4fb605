"""The studio: the picture that is drawn while a badge is described, and what it points out."""

import base64
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from badger.web.presenters.badge_image import BadgeLook, badge_png
from tests.web.test_achievements import FORM, create
from tests.web.test_evidence_pictures import CANARY, photo
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


def given(world, data: bytes, **fields):
    """Send the form with a picture; return the browser and the answer."""
    return create(world, image_upload=(BytesIO(data), "photo.jpg"), **fields)


def picture_of_badge(client, address) -> bytes:
    page = client.get(address).get_data(as_text=True)
    source = page.partition('class="badge-picture" src="')[2].partition('"')[0]
    return client.get(source).get_data()


def shown_jpeg(svg: bytes) -> Image.Image:
    image = ElementTree.fromstring(svg).find(".//{*}image")  # noqa: S314
    return Image.open(BytesIO(base64.b64decode(image.get("href").partition(",")[2])))


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_given_picture_is_drawn_anew_small_and_without_its_metadata(world, kind):
    client, answer = given(world, photo((900, 600), kind))
    svg = picture_of_badge(client, answer.location)
    picture = shown_jpeg(svg)
    # Its orientation says that it was taken upright.
    assert ("JPEG", (128, 192)) == (picture.format, picture.size)
    assert CANARY not in base64.b64decode(svg.partition(b"base64,")[2].partition(b'"')[0])
    assert {} == dict(picture.getexif())


def test_a_given_picture_is_baked_as_pixels(world):
    client, answer = given(world, photo((300, 300)))
    look = BadgeLook("round", "#1f4e79", "#f0b65a", "", upload=_upload(client, answer))
    with Image.open(BytesIO(badge_png(look))) as image:
        red, green, blue, alpha = image.convert("RGBA").getpixel((128, 128))
    assert (green > 100, red < 40, blue < 40, 255) == (True, True, True, alpha)


def _upload(client, answer) -> bytes:
    svg = picture_of_badge(client, answer.location)
    return base64.b64decode(svg.partition(b"base64,")[2].partition(b'"')[0])


def test_a_form_to_correct_comes_back_with_its_picture(world):
    _, again = given(world, photo(), name="")
    page = again.get_data(as_text=True)
    kept = page.partition('name="image_kept" value="')[2].partition('"')[0]
    assert 422 == again.status_code
    client, answer = create(world, image_kept=kept)
    assert b"base64," in picture_of_badge(client, answer.location)


def test_a_picture_is_dropped_for_the_pictogram(world):
    kept = base64.b64encode(photo((100, 100))).decode()
    client, answer = create(world, image_kept=kept, image_drop="on")
    assert b"base64," not in picture_of_badge(client, answer.location)


@pytest.mark.parametrize(
    "data",
    [
        b"no picture at all",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        photo()[:200],
        b"\xff\xd8\xff" + b"\x00" * 5000,
        b"GIF89a" + b"\x00" * 100,
    ],
)
def test_p07_what_is_no_picture_is_told_and_nothing_is_lost(world, data):
    _, answer = given(world, data)
    assert 422 == answer.status_code
    assert FORM["name"] in answer.get_data(as_text=True)


def test_p03_a_picture_of_too_many_pixels_is_not_drawn(world):
    _, answer = given(world, photo((5000, 5000), "PNG"))
    assert 422 == answer.status_code


@pytest.mark.parametrize("kept", ["x", "AAAA", "<script>", "A" * 500_000, "/9j/4AAQ"])
def test_w08_a_carried_picture_is_looked_at_like_any_other(world, kept):
    client, answer = create(world, image_kept=kept)
    assert 303 == answer.status_code
    assert b"base64," not in picture_of_badge(client, answer.location)
