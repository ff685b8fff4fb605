"""Each hostile input through the doors that `test_doors.py` leaves out: page, links, images, codes.

The command line and the API are asked there; here the same inputs are pasted, sent as a file from
the page, found at an address by the page and by the API, baked into PNG and SVG, and read from a
QR code (issue, part C).
"""
# ruff: noqa: F811 - fixtures of another file

import html
import re

import pytest

from badger.credentials.baking import bake
from badger.credentials.baking.errors import ImageError
from tests.attacks.png_files import png
from tests.attacks.test_doors import (  # noqa: F401
    _CONNECTED,
    CASES,
    SVG,
    Doors,
    database,
    doors,
)
from tests.web_world import post, token_of

ADDRESS = "https://holder.example/badge"
TONES = {"verified": ("open", "neutral"), "not_verified": ("alert",), "inconclusive": ("key",)}
TEXTS = [name for name in CASES if name[0] in "JKDLTSFH" and not name.startswith("J20")]


def made(doors: Doors, name: str) -> bytes:
    data = CASES[name][0](doors.world)
    doors.world.pages[ADDRESS] = data
    return data


def sent(doors: Doors, data: bytes):
    """Send a file from the page, in a form written by hand: the client leaves large files open."""
    token = token_of(doors.client, "/verify").encode()
    fields = (
        (b'name="csrf_token"', token),
        (b'name="file"; filename="../../badge.exe"', data),
    )
    parts = (
        b"--x\r\nContent-Disposition: form-data; " + name + b"\r\n\r\n" + value + b"\r\n"
        for name, value in fields
    )
    kind = "multipart/form-data; boundary=x"
    return doors.client.post("/verify", data=b"".join(parts) + b"--x--\r\n", content_type=kind)


def require_like(told: dict, answer) -> None:
    """Require that a page says what the API has told of the same bytes."""
    page = html.unescape(answer.get_data(as_text=True))
    assert "Traceback" not in page
    shown = re.findall(r'class="banner (\w+)"', page)
    if "verdict" in told:
        assert (200, 1) == (answer.status_code, len(shown))
        assert shown[0] in TONES[told["verdict"]]
        failed = [one["code"] for one in told["findings"] if one["outcome"] == "failed"]
        assert [] == [code for code in failed if code not in page]
    elif "reports" in told:
        assert (200, len(told["reports"])) == (answer.status_code, len(shown))
    else:
        assert (422, []) == (answer.status_code, shown)
        assert 'role="alert"' in page


@pytest.mark.parametrize("name", list(CASES))
def test_a_hostile_input_on_the_page_is_answered_like_in_the_api(doors: Doors, name: str):
    data, connected, before = made(doors, name), len(_CONNECTED), doors.digest()
    _, told = doors.by_upload(data)

    answers = [sent(doors, data)]
    if _is_text(data):
        answers.append(post(doors.client, "/verify", text=data.decode()))

    for answer in answers:
        require_like(told, answer)
    assert (connected, before) == (len(_CONNECTED), doors.digest())


@pytest.mark.parametrize("name", list(CASES))
def test_a_hostile_input_at_an_address_is_answered_like_the_file(doors: Doors, name: str):
    data, connected, before = made(doors, name), len(_CONNECTED), doors.digest()
    status, told = doors.by_upload(data)

    by_api = doors.client.post("/api/v1/verify", json={"url": ADDRESS})
    by_link = doors.client.get(f"/verify?url={ADDRESS}")

    assert status == by_api.status_code
    assert told.get("verdict") == by_api.get_json().get("verdict")
    assert told.get("code") == by_api.get_json().get("code")
    require_like(told, by_link)
    assert (connected, before) == (len(_CONNECTED), doors.digest())


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_input_in_an_image_is_answered_like_the_file(doors: Doors, name: str):
    data, connected = made(doors, name), len(_CONNECTED)
    status, told = doors.by_upload(data)

    for image in _images(data):
        image_status, image_told = doors.by_upload(image)
        assert told.get("verdict") == image_told.get("verdict")
        assert status == image_status
        require_like(image_told, sent(doors, image))
    assert connected == len(_CONNECTED)


@pytest.mark.parametrize("name", TEXTS)
def test_p09_a_hostile_text_in_a_code_is_shown_and_not_judged(doors: Doors, name: str):
    data, connected = made(doors, name), len(_CONNECTED)
    code = data.decode(errors="replace")[:2_953]

    answer = post(doors.client, "/verify", code=code)

    page = answer.get_data(as_text=True)
    assert 200 == answer.status_code
    assert 'class="banner' not in page
    assert "rien sans vous" in page
    assert connected == len(_CONNECTED)


def test_nothing_is_left_out():
    """Every part of the catalogue that a file can carry has an input here."""
    assert set("JKDLTSFP") <= {name[0] for name in CASES}
    assert len(TEXTS) > 60


def _is_text(data: bytes) -> bool:
    """Tell whether a form hands these bytes over as they are, ends of lines and all."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    return text == text.strip() and "\r" not in text and "\n" not in text and len(data) < 400_000


def _images(data: bytes) -> list[bytes]:
    """Bake what can be baked."""
    found = []
    for image in (png(), SVG):
        try:
            found.append(bake(image, data))
        except ImageError:
            continue
    return found
