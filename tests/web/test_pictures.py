"""Badge pictures, QR codes and icons: drawn by us, well-formed, without anything foreign."""

from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from badger.issuer.achievements import FAMILIES
from badger.issuer.pictures import (
    COLOURS,
    SHAPES,
    PictureDraft,
    PictureInvalid,
    check_picture,
    contrast,
    drawing_colour,
)
from badger.web.assets import BUILT, icon
from badger.web.presenters.badge_image import (
    FAMILY_COLOURS,
    OUTLINES,
    SHAPE_LABELS,
    BadgeLook,
    badge_png,
    badge_svg,
    look_from,
)
from badger.web.presenters.icons import CHOICES, FALLBACK, NAMES, known
from badger.web.presenters.qr import qr_svg

LOOK = BadgeLook("shield", COLOURS["terre"], COLOURS["sable"], "star")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("text", ["", "Équipe", "<b>&\"'", "dix-huit lettres !"])
def test_a_badge_is_drawn_as_well_formed_svg(shape, text):
    svg = badge_svg(replace(LOOK, shape=shape, text=text))
    root = ElementTree.fromstring(svg)  # noqa: S314
    assert "{http://www.w3.org/2000/svg}svg" == root.tag
    assert [text] * bool(text) == [one.text for one in root.findall("{*}text")]
    assert b"script" not in svg


def pixels(image: bytes) -> list[bytes]:
    """Return the rows of an image of 256 pixels, four bytes each."""
    with Image.open(BytesIO(image)) as opened:
        assert ((256, 256), "PNG") == (opened.size, opened.format)
        data = opened.convert("RGBA").tobytes()
    return [data[at : at + 1024] for at in range(0, len(data), 1024)]


def test_a_badge_is_drawn_as_png_with_its_colours_and_nothing_around():
    rows = pixels(badge_png(LOOK))
    assert 0 == rows[0][3]
    assert bytes.fromhex("7a4600ff") == rows[40][40 * 4 :][:4]


def test_letters_change_the_drawing_below_the_pictogram():
    plain, written = pixels(badge_png(LOOK)), pixels(badge_png(replace(LOOK, text="ÉQUIPE")))
    white = bytes.fromhex("ffffffff")
    assert sum(row.count(white) for row in plain[178:200]) < sum(
        row.count(white) for row in written[178:200]
    )


@pytest.mark.parametrize("colour", sorted(COLOURS))
def test_what_is_drawn_stands_out_from_every_colour(colour):
    fill = COLOURS[colour]
    assert 4.5 <= contrast(fill, drawing_colour(fill))


def test_the_measure_of_contrast_is_that_of_wcag():
    assert 21 == round(contrast("#000000", "#ffffff"))
    assert 4.48 == round(contrast("#777777", "#ffffff"), 2)


@pytest.mark.parametrize(
    ("changes", "member"),
    [
        ({"shape": "star"}, "shape"),
        ({"fill": "#ff0000"}, "fill"),
        ({"rim": "url(x)"}, "rim"),
        ({"fill": "prune", "rim": "prune"}, "colours"),
        ({"text": "x" * 19}, "text"),
        ({"text": "\u202eabc"}, "text"),
        ({"text": "\n"}, "text"),
        ({"text": "徽章"}, "text"),
    ],
)
def test_a_picture_that_nobody_can_draw_is_refused(changes, member):
    with pytest.raises(PictureInvalid) as refusal:
        check_picture(PictureDraft(**changes))
    assert member == refusal.value.facts["member"]


def test_what_is_not_chosen_follows_family_and_first_criterion():
    look = look_from(PictureDraft(), family="rare", first_icon="leaf")
    assert (COLOURS["prune"], COLOURS["lilas"], "leaf") == (look.fill, look.rim, look.icon)
    chosen = PictureDraft(shape="leaf", fill="ambre", rim="terre", icon="star", text="Oui")
    assert BadgeLook("leaf", COLOURS["ambre"], COLOURS["terre"], "star", "Oui") == look_from(
        chosen, family="rare", first_icon="leaf"
    )
    assert "hexagon" == look_from(PictureDraft(shape="x"), family="x", first_icon="").shape


def test_every_shape_has_a_french_name_and_an_outline():
    assert set(SHAPES) == set(SHAPE_LABELS) == set(OUTLINES)


def test_every_family_has_colours_of_its_own():
    assert set(FAMILIES) == set(FAMILY_COLOURS)


def test_a_qr_code_is_one_path_without_style():
    root = ElementTree.fromstring(qr_svg("https://localhost/badges/1"))  # noqa: S314
    assert ["path", "path"] == [child.tag.partition("}")[2] for child in root]
    assert qr_svg("https://a.example") != qr_svg("https://b.example")


def test_an_icon_beside_words_is_silent():
    assert 'aria-hidden="true"' in icon("eye")
    assert 'aria-label="un œil"' in icon("eye", alt="un œil")


def test_an_icons_words_are_escaped():
    assert "&lt;b&gt;" in icon("eye", alt="<b>")


def test_an_unknown_icon_becomes_one_that_fits():
    assert FALLBACK == known("no-such-icon")
    assert "eye" == known("eye")


def test_the_sprite_holds_every_named_icon():
    sprite = BUILT / "icons.svg"
    if not sprite.is_file():
        pytest.skip("the assets are not built: run `make assets`")
    root = ElementTree.fromstring(sprite.read_text(encoding="utf-8"))  # noqa: S314
    assert set(NAMES) == {symbol.get("id") for symbol in root}


def test_every_choice_says_what_it_shows():
    assert all(CHOICES.values())
