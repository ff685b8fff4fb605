"""Badges in images: what is put in comes out, byte for byte."""

import struct
import xml.dom.minidom
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from badger.credentials.baking import MAX_IMAGE_BYTES, bake, is_image, unbake
from badger.credentials.baking.errors import (
    DamagedImage,
    ImageError,
    ImageTooLarge,
    NoCredential,
    UnbakeableCredential,
    UnknownFormat,
)

BADGE = '{"name": "Esprit d’équipe",\r\n\t"code": "]]>", "end": "&lt;"}\n'.encode()
NS = b'xmlns="http://www.w3.org/2000/svg"'
OB = b'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'


def png_file(*, mode: str = "RGB") -> bytes:
    """A PNG made by another library than ours."""
    file = BytesIO()
    Image.new(mode, (8, 8)).save(file, "PNG")
    return file.getvalue()


PNG = png_file()
SVGS = [
    b"<svg " + NS + b"/>",
    b"<svg " + NS + b" />",
    b"<svg " + NS + b"></svg>",
    b"\xef\xbb\xbf<?xml version='1.0' encoding='UTF-8'?>\n<!-- <svg> -->\n<svg a='x>y\"/>' "
    + NS
    + b"\n>\n <g/>\n</svg>\n<!-- end -->",
    b"\n<s:svg xmlns:s='http://www.w3.org/2000/svg'><s:g>caf\xc3\xa9</s:g></s:svg>",
    b"<svg " + NS + b" " + OB + b"/>",
    b"<svg " + NS + b" xmlns:openbadges='http://other.example'/>",
    b"<svg " + NS + b"><?php echo ?><style>a{content:'<![CDATA[x]]>'}</style></svg>",
]


@pytest.mark.parametrize("image", [PNG, png_file(mode="P"), png_file(mode="LA"), *SVGS])
@pytest.mark.parametrize("badge", [BADGE, b"{}", b"a.b.c", '{"a":"\U0001f3c5"}'.encode()])
def test_a_badge_comes_out_as_it_was_put_in(image, badge):
    assert badge == unbake(bake(image, badge))


@pytest.mark.parametrize("image", [PNG, *SVGS])
def test_baking_again_replaces_the_badge(image):
    assert bake(image, BADGE) == bake(bake(image, b'{"old": 1}'), BADGE)


def test_another_library_finds_the_badge_in_a_png_and_the_same_pixels():
    baked = Image.open(BytesIO(bake(PNG, BADGE)))

    assert BADGE.decode() == baked.text["openbadgecredential"]
    assert Image.open(BytesIO(PNG)).tobytes() == baked.tobytes()


def test_a_png_changes_by_one_chunk_only():
    text = b"openbadgecredential\0\0\0\0\0{}"
    chunk = struct.pack(">I", len(text)) + b"iTXt" + text
    chunk += struct.pack(">I", zlib.crc32(b"iTXt" + text))

    assert PNG[:-12] + chunk + PNG[-12:] == bake(PNG, b"{}")


@pytest.mark.parametrize("image", SVGS[:6])
def test_another_library_finds_the_badge_directly_after_the_start_of_an_svg(image):
    root = xml.dom.minidom.parseString(bake(image, BADGE)).documentElement  # noqa: S318
    element = root.childNodes[0]

    assert "https://purl.imsglobal.org/ob/v3p0" == element.namespaceURI
    assert "openbadges:credential" == element.tagName
    assert "https://purl.imsglobal.org/ob/v3p0" == root.getAttribute("xmlns:openbadges")
    assert BADGE.decode() == "".join(node.data for node in element.childNodes)


def test_the_prefix_is_bound_again_where_it_means_something_else():
    baked = bake(b"<svg " + NS + b" xmlns:openbadges='http://other.example'/>", b"{}")

    assert b"<openbadges:credential " + OB + b"><![CDATA[{}]]></openbadges:credential>" in baked


def test_the_drawing_of_an_svg_stays_byte_for_byte():
    drawing = b"\n <g  a = '1'\n/>&amp;<!-- x -->\n"

    assert b"<svg %s %s><openbadges:credential><![CDATA[{}]]></openbadges:credential>%s</svg>" % (
        NS,
        OB,
        drawing,
    ) == bake(b"<svg " + NS + b">" + drawing + b"</svg>", b"{}")


def test_a_badge_written_by_hand_in_an_svg_is_read():
    image = b"<svg " + NS + b"><g/><o:credential xmlns:o='https://purl.imsglobal.org/ob/v3p0'>"
    image += b' {"a":"&amp;"} </o:credential></svg>'

    assert b' {"a":"&"} ' == unbake(image)


def test_a_jws_is_read_from_the_attribute_of_an_svg():
    image = b"<svg " + NS + b" " + OB + b"><openbadges:credential verify='a.b.c'/></svg>"

    assert b"a.b.c" == unbake(image)


@pytest.mark.parametrize("badge", [b"", b'{"a":"\0"}', b"\xff", "é".encode("latin-1")])
@pytest.mark.parametrize("image", [PNG, SVGS[0]])
def test_a_text_that_no_image_can_hold_is_refused(image, badge):
    with pytest.raises(UnbakeableCredential):
        bake(image, badge)


@pytest.mark.parametrize("character", ["\x01", "\x0b", "\uffff", "\ufffe"])
def test_a_character_that_no_svg_can_hold_is_refused_and_a_png_takes_it(character):
    badge = f'{{"a":"{character}"}}'.encode()

    with pytest.raises(UnbakeableCredential):
        bake(SVGS[0], badge)
    assert badge == unbake(bake(PNG, badge))


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"GIF89a", b"\xff\xd8\xff\xe0", PNG[1:], "<svg/>".encode("utf-16")]
)
def test_bytes_that_are_no_image_are_refused(data):
    assert not is_image(data)
    for act in (unbake, lambda image: bake(image, b"{}")):
        with pytest.raises(UnknownFormat):
            act(data)


@pytest.mark.parametrize("image", [PNG, SVGS[0]])
def test_an_image_without_a_badge_says_so(image):
    assert is_image(image)
    with pytest.raises(NoCredential):
        unbake(image)


def test_the_largest_image_is_read_and_one_byte_more_is_not():
    largest = SVGS[2] + b" " * (MAX_IMAGE_BYTES - len(SVGS[2]))

    with pytest.raises(NoCredential):
        unbake(largest)
    for act in (unbake, lambda image: bake(image, b"{}")):
        with pytest.raises(ImageTooLarge):
            act(largest + b" ")


def test_an_old_badge_is_found_and_replaced():
    image = b"<svg " + NS + b" xmlns:openbadges='http://openbadges.org'>"
    image += b"<openbadges:assertion verify='a.b.c'/></svg>"

    assert b"a.b.c" == unbake(image)
    assert BADGE == unbake(bake(image, BADGE))


@pytest.mark.parametrize(
    "data",
    [
        b"<svg",
        b"<svg " + NS + b">",
        b"<svg " + NS + b"><a:b/></svg>",
        b"<svg " + NS + b">&nbsp;</svg>",
        b"<svg " + NS + b"/><svg/>",
        b"<svg " + NS + b">\xff</svg>",
        b"<?xml version='1.0' encoding='UTF-16'?><svg " + NS + b"/>",
        b"<?xml version='1.0' encoding='iso-8859-1'?><svg " + NS + b"/>",
    ],
)
def test_a_broken_svg_is_damaged(data):
    for act in (unbake, lambda image: bake(image, b"{}")):
        with pytest.raises(DamagedImage):
            act(data)


@pytest.mark.parametrize("data", [b"<html/>", b"<svg/>", b"<SVG " + NS + b"/>"])
def test_xml_that_is_no_svg_is_of_an_unknown_format(data):
    with pytest.raises(UnknownFormat):
        unbake(data)


@given(st.binary(max_size=80), st.integers(8, 60))
def test_no_bytes_escape_the_errors_of_images(noise, place):
    for image in (noise, PNG[:place] + noise, b"<" + noise, SVGS[3][:place] + noise + SVGS[3][-9:]):
        for act in (unbake, lambda image: bake(image, b"{}")):
            try:
                assert isinstance(act(image), bytes)
            except ImageError as error:
                assert error.reason.startswith("image.")


_JSON_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], include_characters="\t\r\n"),
    min_size=1,
)


@given(_JSON_TEXT | st.text(alphabet="]>[<!&;\r\n", min_size=1), st.sampled_from([PNG, *SVGS]))
def test_every_text_survives_an_image_or_is_refused(text, image):
    badge = text.encode()
    try:
        baked = bake(image, badge)
    except UnbakeableCredential:
        assert {"\uffff", "\ufffe"} & set(text)
    else:
        assert badge == unbake(baked)
