"""Badge pictures, QR codes and icons: drawn by us, well-formed, without anything foreign."""

import struct
import zlib
from xml.etree import ElementTree

import pytest

from badger.issuer.achievements import FAMILIES
from badger.web.assets import BUILT, icon
from badger.web.presenters.badge_image import SHAPE_LABELS, SHAPES, BadgeLook, badge_png, badge_svg
from badger.web.presenters.icons import CHOICES, FALLBACK, NAMES, known
from badger.web.presenters.qr import qr_svg


@pytest.mark.parametrize("shape", sorted(SHAPES))
@pytest.mark.parametrize("family", FAMILIES)
def test_a_badge_is_drawn_as_well_formed_svg(shape, family):
    root = ElementTree.fromstring(badge_svg(BadgeLook(shape, family, "star")))  # noqa: S314
    assert "{http://www.w3.org/2000/svg}svg" == root.tag
    assert "script" not in badge_svg(BadgeLook(shape, family, "star")).decode()


def test_a_badge_is_drawn_as_png():
    image = badge_png(BadgeLook("shield", "technique", "star"))
    assert b"\x89PNG\r\n\x1a\n" == image[:8]
    width, height, depth, colour = struct.unpack(">IIBB", image[16:26])
    assert (256, 256, 8, 6) == (width, height, depth, colour)
    start = image.index(b"IDAT")
    (length,) = struct.unpack(">I", image[start - 4 : start])
    rows = zlib.decompress(image[start + 4 : start + 4 + length])
    assert 256 * (1 + 256 * 4) == len(rows)
    corner, centre = rows[1:5], rows[128 * 1025 + 1 + 128 * 4 :][:4]
    assert 0 == corner[3]
    assert (255, 255, 255, 255) == tuple(centre)


def test_every_shape_has_a_french_name():
    assert set(SHAPES) == set(SHAPE_LABELS)


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
