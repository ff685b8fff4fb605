"""Images that lie, overflow or hide something (hardening 3.H, P01 to P04 and P06)."""

import struct
import time
import tracemalloc
import zlib

import pytest

from badger.credentials.baking import bake, find_badge, unbake
from badger.credentials.baking.errors import DamagedImage, ImageError
from badger.sentences import sentence
from badger.verify import UnreadableInput, read_presented
from tests.attacks.png_files import (
    BADGE,
    END,
    KEYWORD,
    PIXELS,
    SIGNATURE,
    chunk,
    header,
    itxt,
    png,
    text,
    ztxt,
)
from tests.terminal import Terminal, refusal

OLD = b"openbadges"
BOMB = zlib.compress(bytes(20_000_000), 9)
NS = b'xmlns="http://www.w3.org/2000/svg"'
OB = b'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
CREDENTIAL = b"<openbadges:credential><![CDATA[" + BADGE + b"]]></openbadges:credential>"


def svg(body: bytes = b"", *, before: bytes = b"", more: bytes = b"") -> bytes:
    return before + b"<svg " + NS + b" " + OB + more + b">" + body + b"</svg>"


@pytest.fixture
def terminal(capfdbinary) -> Terminal:
    return Terminal(capfdbinary)


def assert_refused_everywhere(image: bytes, code: str, terminal: Terminal, folder) -> None:
    """The library, the verifier's intake and two commands answer with the same code."""
    started = time.process_time()
    with pytest.raises(ImageError) as refused:
        unbake(image)
    cost_s = time.process_time() - started
    with pytest.raises(UnreadableInput) as unreadable:
        read_presented(image)
    (folder / "image").write_bytes(image)

    assert (code, code) == (refused.value.reason, unreadable.value.reason)
    assert cost_s < 0.1
    assert refusal(terminal.run("unbake", folder / "image"), code)
    assert refusal(terminal.run("verify", folder / "image", "--offline"), code)


SEVERAL = {
    "two iTXt": png(itxt(), itxt(b'{"name":"y"}')),
    "the same twice": png(itxt(), itxt()),
    "one before and one after the pixels": png(itxt(), tail=PIXELS + itxt() + END),
    "iTXt and tEXt": png(itxt(), text()),
    "iTXt and zTXt": png(ztxt(), itxt()),
    "iTXt, tEXt and zTXt": png(itxt(), text(), ztxt()),
    "tEXt and zTXt": png(text(), ztxt()),
    "new and old": png(itxt(), itxt(keyword=OLD)),
    "new and old in tEXt": png(text(OLD), itxt()),
    "two old": png(text(OLD), itxt(keyword=OLD)),
}


@pytest.mark.parametrize("name", list(SEVERAL))
def test_p01_a_png_with_two_badges_is_refused(name, terminal, tmp_path):
    assert_refused_everywhere(SEVERAL[name], "image.several_credentials", terminal, tmp_path)


@pytest.mark.parametrize("image", [png(itxt(keyword=OLD)), png(text(OLD))])
def test_p01_one_old_badge_is_found(image):
    assert BADGE == unbake(image)
    assert find_badge(image).is_old


@pytest.mark.parametrize("name", list(SEVERAL))
def test_p01_baking_leaves_exactly_one_badge(name):
    assert b"{}" == unbake(bake(SEVERAL[name], b"{}"))


@pytest.mark.parametrize(
    ("image", "code"),
    [
        (png(itxt(zlib.compress(BADGE), flags=b"\1\0")), "image.compressed"),
        (png(itxt(BOMB, flags=b"\1\0")), "image.compressed"),
        (png(ztxt()), "image.compressed"),
        (png(chunk(b"zTXt", KEYWORD + b"\0\0" + BOMB)), "image.compressed"),
        (png(text()), "image.misplaced"),
        (png(ztxt(OLD)), "image.compressed"),
        (png(chunk(b"zTXt", OLD + b"\0\0" + BOMB)), "image.compressed"),
        (png(itxt(BOMB, keyword=OLD, flags=b"\1\0")), "image.compressed"),
    ],
)
def test_p02_a_badge_in_another_form_than_the_standards_is_named(image, code, terminal, tmp_path):
    assert_refused_everywhere(image, code, terminal, tmp_path)


DAMAGED = {
    "signature only": SIGNATURE,
    "no header": SIGNATURE + PIXELS + END,
    "header twice": png(header()),
    "header too short": png(itxt(), head=chunk(b"IHDR", bytes(12))),
    "header too long": png(itxt(), head=chunk(b"IHDR", bytes(14))),
    "header of zeros": png(itxt(), head=chunk(b"IHDR", bytes(13))),
    "no width": png(itxt(), head=header(0, 1)),
    "no height": png(itxt(), head=header(1, 0)),
    "width of 2^31": png(itxt(), head=header(2**31, 1)),
    "height of 2^32 - 1": png(itxt(), head=header(1, 2**32 - 1)),
    "no pixels": png(itxt(), tail=END),
    "no end": png(itxt(), tail=PIXELS),
    "end with data": png(itxt(), tail=PIXELS + chunk(b"IEND", b"x")),
    "bytes after the end": png(itxt()) + b"\0",
    "ZIP after the end": png(itxt()) + b"PK\x05\x06" + bytes(18),
    "HTML after the end": png(itxt()) + b"<script>alert(1)</script>",
    "badge after the end": png() + itxt(),
    "second image after the end": png(itxt()) + png(itxt()),
    "length of 2^31": png(struct.pack(">I", 2**31) + b"iTXt"),
    "length of 2^32 - 1": png(struct.pack(">I", 2**32 - 1) + b"iTXt"),
    "length one too long": png(itxt(), tail=PIXELS + struct.pack(">I", 1) + END[4:]),
    "wrong CRC of the badge": png(chunk(b"iTXt", KEYWORD + bytes(5) + BADGE, crc=0)),
    "wrong CRC of the header": png(itxt(), head=header()[:-4] + bytes(4)),
    "wrong CRC of the pixels": png(itxt(), tail=PIXELS[:-4] + bytes(4) + END),
    "wrong CRC of the end": png(itxt(), tail=PIXELS + END[:-4] + bytes(4)),
    "cut in the badge": png(itxt())[:60],
    "cut in a length": png(itxt(), tail=PIXELS + END[:3]),
    "cut in the end": png(itxt())[:-1],
    "kind with a digit": png(itxt(), chunk(b"iTX7")),
    "kind with a space": png(itxt(), chunk(b"    ")),
    "kind beyond ASCII": png(itxt(), chunk(b"i\xe9XT")),
    "kind of zeros": png(itxt(), chunk(bytes(4))),
    "keyword without an end": png(chunk(b"iTXt", KEYWORD)),
    "badge without flags": png(chunk(b"iTXt", KEYWORD + b"\0")),
    "badge without a language": png(chunk(b"iTXt", KEYWORD + b"\0\0\0")),
    "badge without a translation": png(chunk(b"iTXt", KEYWORD + b"\0\0\0\0")),
    "badge with another flag": png(itxt(flags=b"\2\0")),
    "old badge without flags": png(chunk(b"iTXt", OLD + b"\0")),
    "old badge without a language": png(chunk(b"iTXt", OLD + b"\0\0\0")),
    "old badge with another flag": png(itxt(keyword=OLD, flags=b"\2\0")),
}


@pytest.mark.parametrize("name", list(DAMAGED))
def test_p02_a_png_that_breaks_the_rules_is_damaged(name, terminal, tmp_path):
    assert_refused_everywhere(DAMAGED[name], "image.damaged", terminal, tmp_path)


@pytest.mark.parametrize(
    ("name", "facts"),
    [("cut in the badge", {"part": "iTXt"}), ("kind with a digit", {})],
)
def test_p02_a_part_that_is_cut_is_named_for_machines_alone(name, facts):
    with pytest.raises(DamagedImage) as caught:
        unbake(DAMAGED[name])

    assert facts == caught.value.facts
    said = sentence(caught.value.reason, caught.value.facts)
    assert "L'image est abîmée ou incomplète." == said


@pytest.mark.parametrize("count", [257, 100_000])
def test_p02_a_png_of_too_many_chunks_is_refused(count, terminal, tmp_path):
    image = png(itxt(), *[chunk(b"teXt")] * (count - 4))

    assert_refused_everywhere(image, "image.too_complex", terminal, tmp_path)


def test_p02_a_png_of_256_chunks_is_read():
    assert BADGE == unbake(png(itxt(), *[chunk(b"teXt")] * 252))


@pytest.mark.parametrize(
    "image",
    [
        png(itxt(), chunk(b"iCCP", b"x\0\0" + BOMB)),
        png(itxt(), chunk(b"zTXt", b"comment\0\0" + BOMB)),
        png(itxt(), chunk(b"iTXt", b"comment\0\1\0\0\0" + BOMB)),
        png(itxt(), tail=chunk(b"IDAT", BOMB) + END),
        png(itxt(), tail=chunk(b"IDAT", b"no zlib at all") + END),
    ],
)
def test_p02_nothing_is_ever_inflated(image):
    tracemalloc.start()
    try:
        assert BADGE == unbake(image)
        assert b"{}" == unbake(bake(image, b"{}"))
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "image",
    [
        png(itxt(), head=header(50_000, 50_000)),
        png(itxt(), head=header(1, 2**31 - 1)),
        png(itxt(), chunk(b"acTL", struct.pack(">II", 2**31 - 1, 0))),
    ],
)
def test_p03_pixels_are_never_decoded(image):
    started = time.process_time()

    assert BADGE == unbake(bake(image, BADGE))
    assert time.process_time() - started < 0.1


def test_p03_the_badge_of_a_huge_picture_is_judged_like_any_other(world, now, policy):
    badge = b'{"type":["VerifiableCredential"]}'
    image = png(itxt(badge), head=header(50_000, 50_000))

    assert badge == read_presented(image).data


LAUGHS = b"".join(
    b"<!ENTITY l%d '%s'>" % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10)
)
DOCTYPES = {
    "plain": b"<!DOCTYPE svg>",
    "public": b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/a.dtd">',
    "system file": b'<!DOCTYPE svg SYSTEM "file:///etc/passwd">',
    "system address": b'<!DOCTYPE svg SYSTEM "http://127.0.0.1:1/a.dtd">',
    "entity": b"<!DOCTYPE svg [<!ENTITY x 'y'>]>",
    "external entity": b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "parameter entity": b'<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://127.0.0.1:1/"> %x;]>',
    "billion laughs": b"<!DOCTYPE svg [<!ENTITY l0 'ha'>" + LAUGHS + b"]>",
    "quadratic": b"<!DOCTYPE svg [<!ENTITY a '" + b"a" * 100_000 + b"'>]>",
    "attributes": b"<!DOCTYPE svg [<!ATTLIST svg onload CDATA 'alert(1)'>]>",
    "after a comment": b"<!-- x --><!DOCTYPE svg>",
    "after a declaration": b"<?xml version='1.0'?>\n<!DOCTYPE svg>",
}


@pytest.mark.parametrize("name", list(DOCTYPES))
def test_p04_an_svg_with_a_document_type_is_refused(name, terminal, tmp_path):
    image = svg(CREDENTIAL + b"<text>&x;&l9;&a;</text>", before=DOCTYPES[name])

    assert_refused_everywhere(image, "image.unsafe_svg", terminal, tmp_path)
    with pytest.raises(ImageError, match=r"image\.unsafe_svg"):
        bake(image, b"{}")


TOO_MUCH = {
    "65 levels": svg(CREDENTIAL + b"<g>" * 64 + b"</g>" * 64),
    "200,000 levels": svg(CREDENTIAL + b"<g>" * 200_000 + b"</g>" * 200_000),
    "200,000 levels, never closed": svg(CREDENTIAL)[:-6] + b"<g>" * 200_000,
    "20,001 elements": svg(CREDENTIAL + b"<g/>" * 19_999),
    "1,001 attributes": svg(
        CREDENTIAL, more=b"".join(b" a%d=''" % number for number in range(1_001))
    ),
}


@pytest.mark.parametrize("name", list(TOO_MUCH))
def test_p04_an_svg_beyond_the_limits_is_refused(name, terminal, tmp_path):
    assert_refused_everywhere(TOO_MUCH[name], "image.too_complex", terminal, tmp_path)


def test_p04_a_flood_of_attributes_is_refused_in_time():
    flood = b"".join(b" a%d=''" % number for number in range(400_000))
    started = time.process_time()

    with pytest.raises(ImageError):
        unbake(svg(CREDENTIAL, more=flood))
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "image",
    [
        svg(CREDENTIAL + b"<g>" * 63 + b"</g>" * 63),
        svg(CREDENTIAL + b"<g/>" * 19_998),
        svg(CREDENTIAL, more=b"".join(b" a%d=''" % number for number in range(1_000))),
    ],
)
def test_p04_an_svg_at_the_limits_is_read(image):
    assert BADGE == unbake(image)


@pytest.mark.parametrize(
    "image",
    [
        svg(CREDENTIAL + b"<text>&x;</text>"),
        svg(CREDENTIAL + b"<text>&#0;</text>"),
        svg(CREDENTIAL + b"<text>&#xd800;</text>"),
        svg(CREDENTIAL + b"<g a='1' a='2'/>"),
        svg(CREDENTIAL + b"<a:g/>"),
        svg(CREDENTIAL) + svg(CREDENTIAL),
        svg(CREDENTIAL)[:-1],
        svg(CREDENTIAL + b"\0"),
        svg(CREDENTIAL + b"\xff"),
        b"<?xml version='1.0' encoding='UTF-7'?>" + svg(CREDENTIAL),
        b"<?xml version='1.0' encoding='UTF-16'?>" + svg(CREDENTIAL),
        b" <?xml version='1.0'?>" + svg(CREDENTIAL),
    ],
)
def test_p04_an_svg_that_is_no_xml_is_damaged(image, terminal, tmp_path):
    assert_refused_everywhere(image, "image.damaged", terminal, tmp_path)


def old_element(body: bytes = b"", *, verify: bytes = b"x") -> bytes:
    start = b"<b:assertion xmlns:b='http://openbadges.org' verify='" + verify + b"'>"
    return start + body + b"</b:assertion>"


OLD_ELEMENT = old_element()


@pytest.mark.parametrize(
    "body",
    [
        CREDENTIAL + CREDENTIAL,
        CREDENTIAL + b"<g>" + CREDENTIAL + b"</g>",
        b"<openbadges:credential>" + CREDENTIAL + b"</openbadges:credential>",
        CREDENTIAL + OLD_ELEMENT,
        b"<openbadges:credential verify='a.b.c'>{}</openbadges:credential>",
        OLD_ELEMENT + OLD_ELEMENT,
        old_element(b"{}", verify=b"a.b.c"),
        old_element(b"{}", verify=b"httpsx://old.example/1"),
    ],
)
def test_p06_an_svg_with_two_badges_is_refused(body, terminal, tmp_path):
    image = svg(body)

    assert_refused_everywhere(image, "image.several_credentials", terminal, tmp_path)
    assert b"{}" == unbake(bake(image, b"{}"))


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"<g>" + CREDENTIAL + b"</g>", "image.misplaced"),
        (b"<openbadges:credential>{<g/>}</openbadges:credential>", "image.misplaced"),
        (b"<g>" + OLD_ELEMENT + b"</g>", "image.misplaced"),
        (b"<b:assertion xmlns:b='https://openbadges.org'/>", "image.no_credential"),
        (b"<openbadges:Credential/>", "image.no_credential"),
        (b"<credential xmlns='http://purl.imsglobal.org/ob/v3p0'/>", "image.no_credential"),
        (b"<!-- " + CREDENTIAL + b" -->", "image.no_credential"),
        (b"<text><![CDATA[<openbadges:credential>{}]]></text>", "image.no_credential"),
    ],
)
def test_p06_a_badge_at_another_place_is_not_taken(body, code, terminal, tmp_path):
    assert_refused_everywhere(svg(body), code, terminal, tmp_path)


@pytest.mark.parametrize("address", [b"https://old.example/1", b"http://old.example/1"])
def test_p06_an_old_badge_beside_its_own_address_is_one_badge(address):
    found = find_badge(svg(old_element(b"<![CDATA[{}]]>", verify=address)))

    assert (b"{}", True, address) == (found.text, found.is_old, found.address)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'<![CDATA[{"a":"]]]]><![CDATA[>"}]]>', b'{"a":"]]>"}'),
        (b"{<!-- x -->}", b"{}"),
        (b"{<?x y?>}", b"{}"),
        (b"&#123;&#x7d;", b"{}"),
        (b"<![CDATA[{}]]>\n ", b"{}\n "),
    ],
)
def test_p06_the_text_of_a_badge_is_what_xml_says(body, expected):
    image = svg(b"<openbadges:credential>" + body + b"</openbadges:credential>")

    assert expected == unbake(image)
