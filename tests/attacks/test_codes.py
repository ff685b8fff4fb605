"""QR codes and photos written to attack (hardening P09, P10, P03): shown, never followed."""

import io
from datetime import UTC, datetime

import pytest
import qrcode
from PIL import Image

from badger.verify.errors import UnreadableInput
from badger.web.photos import codes, reading
from badger.web.photos.reading import read_codes
from badger.web.qr_texts import read_qr_text
from tests.web.play import award
from tests.web_world import WebWorld, make_world, post

INERT = (
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "intent://scan/#Intent;scheme=zxing;end",
    "tel:+33123456789",
    "sms:+33123456789",
    "mailto:a@b.example",
    "WIFI:T:WPA;S:reseau;P:secret;;",
    "BEGIN:VCARD\nFN:X\nEND:VCARD",
    "file:///etc/passwd",
    "ftp://club.example/b",
    "http://club.example/b",
    "https://user:pass@club.example/b",
    "https://localhost/badges/x",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://[::1]/",
    "https://club.example:8443/b",
    "https://club.example\\@evil.example/",
    "https:club.example/b",
    "//club.example/b",
    "/verify?url=x",
    "market://details?id=x",
    "blob:https://club.example/x",
    "x" * 2900,
    "http://localhost:8000/verify?url=javascript:alert(1)",
    "http://localhost:8000.evil.example/badges/1111111111111111111111",
    "http://localhost:8000@evil.example/badges/1111111111111111111111",
    "http://localhost:8000/verify?" + "&" * 40,
    "http://localhost:8000/verify?url=%ff%fe%00",
    "http://[::1",
    "http://localhost:8000/verify?url=https://club.example/b&" + "a=b&" * 30,
)


NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> WebWorld:
    return make_world(tmp_path_factory.mktemp("codes"), clock=lambda: NOW)


@pytest.fixture(scope="module")
def badge(world: WebWorld) -> str:
    return award(world, now=NOW)


def photo_of(*texts: str, kind: str = "JPEG") -> bytes:
    """Draw QR codes beside each other, as a photo of a page shows them."""
    drawn = [qrcode.make(text).convert("L") for text in texts]
    page = Image.new("L", (sum(d.width for d in drawn) + 80, max(d.height for d in drawn)), 255)
    left = 0
    for one in drawn:
        page.paste(one, (left, 0))
        left += one.width + 40
    file = io.BytesIO()
    page.save(file, kind)
    return file.getvalue()


def shown(world, data: bytes, field: str = "photo"):
    return post(world.client(), "/verify", **{field: (io.BytesIO(data), "photo.jpg")})


@pytest.mark.parametrize("text", INERT, ids=lambda text: text[:24].replace("/", "_"))
def test_p09_what_is_no_badge_is_text_and_no_link(world, text):
    answer = post(world.client(), "/verify", code=text)
    page = answer.get_data(as_text=True)
    assert 200 == answer.status_code
    assert "Vérifier celui-ci" not in page
    assert "pas été ouvert" in page
    assert '<a href="javascript' not in page
    assert "<script>" not in page


def test_p09_another_site_is_named_by_its_host_and_not_asked(world):
    page = shown(world, photo_of("https://evil.example/b?x=badge.exemple.fr")).get_data(
        as_text=True
    )
    assert "evil.example" in page
    assert "Vérifier celui-ci" in page
    assert 'class="banner' not in page


def test_p09_our_own_badge_is_followed_at_once(world, badge):
    for address in (
        f"http://localhost:8000/badges/{badge}",
        f"http://localhost:8000/verify?url=http%3A%2F%2Flocalhost%3A8000%2Fbadges%2F{badge}",
    ):
        for kind, field in (("JPEG", "photo"), ("PNG", "photo"), ("WEBP", "file"), ("PNG", "file")):
            page = shown(world, photo_of(address, kind=kind), field).get_data(as_text=True)
            assert "Badge authentique" in page, (kind, field)


def test_p09_of_several_codes_the_visitor_chooses(world, badge):
    page = shown(
        world, photo_of(f"http://localhost:8000/badges/{badge}", "javascript:alert(1)")
    ).get_data(as_text=True)
    assert "Plusieurs codes sur cette photo" in page
    assert 1 == page.count("Vérifier celui-ci")
    assert 'class="banner' not in page


def test_p09_the_text_of_a_badge_waits_for_the_visitor(world):
    with world.app.test_request_context("/"):
        assert "badge" == read_qr_text('{"@context": []}').kind
        assert "badge" == read_qr_text("eyJhbGciOiJFZERTQSJ9.e30.x").kind


def test_p09_control_characters_of_a_code_are_seen(world):
    page = post(world.client(), "/verify", code="abc\u202edef\x07").get_data(as_text=True)
    assert "⟨U+202E⟩" in page
    assert "⟨U+0007⟩" in page


def test_p03_a_picture_is_judged_by_its_header_first(monkeypatch):
    monkeypatch.setattr(codes, "MAX_PIXELS", 100 * 100)
    fits, larger = io.BytesIO(), io.BytesIO()
    Image.new("L", (100, 100)).save(fits, "PNG")
    Image.new("L", (100, 101)).save(larger, "PNG")
    assert [] == codes.codes_in(fits.getvalue())
    with pytest.raises(codes.PhotoRefused, match=r"photo\.too_many_pixels"):
        codes.codes_in(larger.getvalue())


@pytest.mark.parametrize("size", [(30_000, 30_000), (4097, 4096)])
def test_p03_a_huge_picture_is_refused(size):
    """Its bytes are few: the header alone says how large it is."""
    file = io.BytesIO()
    Image.new("1", size).save(file, "PNG")
    with pytest.raises(UnreadableInput, match=r"photo\.too_many_pixels"):
        read_codes(file.getvalue())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "photo.unreadable"),
        (b"\xff\xd8\xff", "photo.unreadable"),
        (b"\x89PNG\r\n\x1a\n", "photo.unreadable"),
        (b"GIF89a" + b"\x00" * 100, "photo.unreadable"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo.unreadable"),
        (b"%!PS-Adobe", "photo.unreadable"),
        (photo_of("x")[:900], "photo.unreadable"),
        (photo_of("x").replace(b"\xff\xda", b"\xff\xd9"), "photo.unreadable"),
    ],
    ids=range(8),
)
def test_p07_a_file_that_is_no_photo_is_refused(data, code):
    with pytest.raises(UnreadableInput, match=code.replace(".", r"\.")):
        read_codes(data)


def test_a_photo_without_code_is_told_kindly(world):
    file = io.BytesIO()
    Image.new("RGB", (300, 300), "white").save(file, "JPEG")
    answer = shown(world, file.getvalue())
    assert 422 == answer.status_code
    assert "Aucun code QR" in answer.get_data(as_text=True)


def test_a_program_that_dies_leaves_a_sentence(monkeypatch):
    """The process apart may be killed at any time by its limits of memory and time."""
    monkeypatch.setattr(reading, "READER", "badger.no_such_program")
    with pytest.raises(UnreadableInput, match=r"photo\.unreadable"):
        read_codes(photo_of("x"))


@pytest.fixture
def taken():
    """All places for photos taken, by photos that take their time."""
    for _ in range(reading.MAX_AT_ONCE):
        reading._places.acquire()
    yield
    for _ in range(reading.MAX_AT_ONCE):
        reading._places.release()


@pytest.mark.usefixtures("taken")
def test_only_so_many_photos_are_read_at_once(world):
    answer = shown(world, photo_of("x"))

    assert (503, "5") == (answer.status_code, answer.headers["Retry-After"])
    assert "Beaucoup de photos" in answer.get_data(as_text=True)


def test_r4_waiting_and_reading_a_photo_take_less_than_five_seconds():
    assert reading.PATIENCE_S + reading.TIMEOUT_S < 5
    assert codes.MAX_CPU_S < reading.TIMEOUT_S


def test_p03_a_photo_full_of_the_corners_of_codes_is_answered(world):
    """What a reader of codes takes longest for: each corner may begin many codes."""
    corner = Image.new("L", (8, 8), 255)
    for at, side, shade in ((0, 7, 0), (1, 5, 255), (2, 3, 0)):
        corner.paste(shade, (at, at, at + side, at + side))
    corner = corner.resize((24, 24), Image.Resampling.NEAREST)
    page = Image.new("L", (4080, 4080), 255)
    for place in range(170 * 170):
        page.paste(corner, (place % 170 * 24, place // 170 * 24))
    file = io.BytesIO()
    page.save(file, "PNG")

    answer = shown(world, file.getvalue())

    assert 422 == answer.status_code
    assert "Traceback" not in answer.get_data(as_text=True)
