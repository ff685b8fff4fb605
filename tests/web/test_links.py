"""Addresses that stay: a verdict by its link, a badge by its own address."""

import re
import shutil
from dataclasses import replace

import pytest
import qrcode

from badger.app import create_app
from badger.issuer.addresses import Addresses
from badger.web.presenters.qr import qr_svg
from tests.web.play import award
from tests.web_world import open_world, post

HTML = "text/html"
VC = "application/vc"


@pytest.fixture
def badge(world, now):
    return award(world, now=now)


@pytest.fixture
def link(badge) -> str:
    return f"/verify?url=http%3A%2F%2Flocalhost%3A8000%2Fbadges%2F{badge}"


def test_a_link_gives_the_verdict(world, link):
    answer = world.client().get(link)
    assert 200 == answer.status_code
    assert "Badge authentique" in answer.get_data(as_text=True)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.get_data(as_text=True)


def test_a_link_to_nothing_shows_the_form_again(world):
    answer = world.client().get("/verify?url=javascript:alert(1)")
    assert 422 == answer.status_code
    assert 'role="alert"' in answer.get_data(as_text=True)


@pytest.mark.parametrize("place", ["image", "iframe", "script", "empty"])
def test_another_page_cannot_make_us_ask_by_an_image(world, link, place):
    answer = world.client().get(link, headers={"Sec-Fetch-Dest": place})
    assert ("Badge authentique" in answer.get_data(as_text=True)) == (place == "empty")


def test_h07_links_are_counted_and_the_empty_form_is_not(tmp_path, built, now):
    folder, territory = built
    shutil.copy(folder / "web.sqlite3", tmp_path / "web.sqlite3")
    settings = open_world(tmp_path, territory, clock=lambda: now).settings
    client = create_app(replace(settings, verify_per_minute=2), clock=lambda: now).test_client()
    codes = [client.get("/verify?url=x").status_code for _ in range(3)]
    assert [422, 422, 429] == codes
    assert 200 == client.get("/verify").status_code


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", HTML),
        ("*/*", HTML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML),
        ("application/vc", VC),
        ("application/vc;q=0.9, text/html;q=0.8", VC),
        ("application/vc;q=0.8, text/html;q=0.9", HTML),
        ("text/html;q=0, application/vc", VC),
        ("application/*", VC),
        ("image/png", HTML),
        ("application/vc+ld+json", "application/vc+ld+json"),
        ("application/ld+json;q=1.0, */*;q=0.1", "application/ld+json"),
        ("application/json", "application/json"),
        (";;;,,,q=", HTML),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_address_of_a_badge_answers_people_and_machines(world, badge, method, accept, expected):
    answer = world.client().open(f"/badges/{badge}", method=method, headers={"Accept": accept})
    assert (200, expected) == (answer.status_code, answer.mimetype)
    assert "Accept" in answer.headers["Vary"]
    assert (b"" == answer.get_data()) == (method == "HEAD")


def test_r04_the_preview_of_a_badge_names_no_person(world, badge):
    page = world.client().get(f"/badges/{badge}").get_data(as_text=True)
    preview = dict(re.findall(r'<meta property="og:([a-z_:]+)" content="([^"]*)">', page))
    assert "Esprit d&#39;équipe" == preview["title"]
    assert f"http://localhost:8000/badges/{badge}" == preview["url"]
    assert f"http://localhost:8000/badges/{badge}.png" == preview["image"]
    for name in ("Exemple", "Maé", "Noa", "Bourg"):
        assert name not in "".join(preview.values())
    # What a preview says stays for months: it must not say that the badge is good.
    assert "authentique" not in "".join(preview.values())


@pytest.mark.parametrize("spaced", [False, True])
def test_the_code_of_a_badge_is_read_as_it_is_copied(world, badge, spaced):
    code = " ".join(re.findall(".{1,4}", badge)) if spaced else badge
    answer = world.client().get("/verify", query_string={"url": code})
    assert "Badge authentique" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "base_url",
    [
        "https://b.example",
        "https://badges.territoire-du-bocage.example/reconnaissance/" + "x" * 180,
    ],
)
def test_the_qr_code_of_a_badge_is_read_easily(base_url):
    """At most version 14-M: 73 modules a side, 362 bytes (ISO/IEC 18004, table 7)."""
    address = Addresses(base_url).credential("1" * 22)
    side = int(re.search(r'viewBox="0 0 (\d+) ', qr_svg(address))[1]) - 2 * 4
    assert side <= 17 + 4 * 14
    if len(base_url) < 60:
        code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)
        code.add_data(address)
        assert code.best_fit() <= 5


def test_a_page_asks_for_the_camera_and_no_other_does(world, badge):
    client = world.client()
    assert "camera=(self)" in client.get("/verify").headers["Permissions-Policy"]
    for path in ("/", f"/badges/{badge}", "/signin"):
        assert "camera=()" in client.get(path).headers["Permissions-Policy"]


def policy_of(world, path: str) -> str:
    with world.client().get(path) as answer:
        return answer.headers["Content-Security-Policy"]


def test_w02_only_the_worker_may_run_webassembly(world):
    worker = policy_of(world, "/static/built/camera-worker.js")
    assert "script-src 'self' 'wasm-unsafe-eval'" in worker
    assert "unsafe-inline" not in worker
    for path in ("/verify", "/static/built/camera.js", "/static/built/barcode-detector.js"):
        assert "wasm" not in policy_of(world, path)


def test_the_page_asks_nobody_where_a_newer_badge_is_unless_told(world, badge):
    """The default of the library is to follow; a page would follow behind a reader's back."""
    asked = []
    judge = world.app.extensions["badger"].judge

    class Listening:
        def answer(self, question):
            asked.append(question.policy.refresh)
            return judge.answer(question)

    world.app.extensions["badger"] = replace(world.app.extensions["badger"], judge=Listening())
    post(world.client(), "/verify", url=badge)
    post(world.client(), "/verify", url=badge, refresh="1")
    assert [False, True] == asked


def test_h07_whose_badge_it_is_can_be_guessed_ten_times_a_minute(world, badge):
    client = world.client()
    fields = {"url": badge, "recipient": "quelqu.un@exemple.fr"}
    answers = [post(client, "/verify", **fields) for _ in range(11)]
    assert [200] * 10 + [429] == [answer.status_code for answer in answers]
    assert 200 == post(client, "/verify", url=badge).status_code
    assert "quelqu.un" not in answers[0].get_data(as_text=True)


@pytest.mark.parametrize("data", ["%%%", "e30", "é"])
def test_bytes_that_are_none_get_a_sentence(world, data):
    assert 422 == post(world.client(), "/verify", data=data).status_code
