"""The camera of the ask page: a code is read on the device, and only its text is sent (P10)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import qrcode
from PIL import Image
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.conftest import CHROMIUM, FLAGS, NOW, Site
from tests.web.play import award

SIZE = (640, 480)
FRAMES = 10


def video_of(text: str, file: Path) -> Path:
    """Write what a camera sees before a QR code, as YUV4MPEG2, which Chromium plays for one."""
    picture = Image.new("L", SIZE, 200)
    code = qrcode.make(text).convert("L").resize((360, 360))
    picture.paste(code, (140, 60))
    grey = bytes([128]) * (SIZE[0] * SIZE[1] // 2)
    frame = b"FRAME\n" + picture.tobytes() + grey
    file.write_bytes(b"YUV4MPEG2 W%d H%d F10:1 Ip A1:1 C420\n" % SIZE + frame * FRAMES)
    return file


@pytest.fixture
def badge(site: Site) -> str:
    return site.at(f"/badges/{award(site.world, now=NOW)}")


@pytest.fixture
def camera(playwright: Playwright, badge: str, tmp_path: Path) -> Iterator[Browser]:
    """A browser whose camera looks at the code of the badge."""
    video = video_of(badge, tmp_path / "camera.y4m")
    running = playwright.chromium.launch(
        executable_path=CHROMIUM,
        args=[
            *FLAGS,
            "--use-fake-ui-for-media-stream",
            "--use-fake-device-for-media-stream",
            f"--use-file-for-fake-video-capture={video}",
        ],
    )
    yield running
    running.close()


def open_ask_page(browser: Browser, site: Site, **options: object) -> tuple[Page, list, list[str]]:
    page = browser.new_context(viewport={"width": 360, "height": 640}, **options).new_page()
    sent: list = []
    said: list[str] = []
    page.on("request", lambda request: sent.append(request))
    page.on("console", lambda message: said.append(message.text))
    page.goto(site.at("/verify"))
    return page, sent, said


def test_p10_the_camera_reads_a_code_and_sends_its_text_alone(site: Site, camera: Browser, badge):
    page, sent, said = open_ask_page(camera, site)
    assert [] == [one.url for one in sent if "zxing" in one.url or "detector" in one.url]

    page.get_by_role("button", name="Lire le code QR avec la caméra").click()
    page.locator(".banner").wait_for(timeout=30_000)
    assert "Badge authentique" in page.locator(".banner").inner_text()

    assert [] == [one.url for one in sent if not one.url.startswith(site.base_url)]
    (post,) = [one for one in sent if one.method == "POST"]
    body = post.post_data_buffer or b""
    assert badge.encode() in body
    # The form as it is, with no picture in it: a frame has 300,000 bytes.
    assert len(body) < 4_000
    assert [] == [text for text in said if "Content Security" in text]


def test_p10_the_camera_stops_when_it_is_told(site: Site, camera: Browser):
    page, _, _ = open_ask_page(camera, site)
    # A decoder that never answers: the camera goes on until it is told.
    page.evaluate(
        "() => { window.Worker = function () { this.postMessage = this.terminate ="
        " this.addEventListener = () => {}; } }"
    )
    page.get_by_role("button", name="Lire le code QR avec la caméra").click()
    page.locator("#camera-video").wait_for()
    expect(page.locator("#camera-word")).to_contain_text("Placez le code QR")
    page.get_by_role("button", name="Arrêter la caméra").click()
    expect(page.locator("#camera-video")).to_be_hidden()
    page.wait_for_function("document.getElementById('camera-video').srcObject === null")


def test_a_camera_that_is_refused_leaves_the_photo(site: Site):
    page = site.open_page()
    page.goto(site.at("/verify"))
    page.get_by_role("button", name="Lire le code QR avec la caméra").click()
    page.get_by_text("Vous pouvez prendre une photo").wait_for()
