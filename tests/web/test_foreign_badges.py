"""Badges of others that borrow what is ours."""

import io
import json
from dataclasses import replace

import pytest

from badger.web.presenters.report import domain_of
from tests.web.play import award
from tests.web_world import make_app, post
from tests.world import World


@pytest.fixture
def badge(world, now):
    return award(world, now=now)


def test_h03_our_picture_is_not_shown_beside_a_foreign_badge_with_our_address(world, badge):
    ours = f"http://localhost:8000/badges/{badge}"
    foreign = World().new_issuer()
    document = World().issue_badge(foreign, id=ours)
    page = post(world.client(), "/verify", text=json.dumps(document)).get_data(as_text=True)
    assert "Signature valide" in page
    assert f"/badges/{badge}/picture.svg" not in page


@pytest.mark.parametrize("ending", ["json", "png", "svg"])
def test_h03_our_picture_is_shown_beside_the_bytes_that_we_signed(world, badge, ending):
    data = world.client().get(f"/badges/{badge}.{ending}").get_data()
    page = post(world.client(), "/verify", file=(io.BytesIO(data), "badge"))
    assert f"/badges/{badge}/picture.svg" in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("issuer", "host"),
    [
        ("https://evil.example", "evil.example"),
        ("https://evil.example/club.example", "evil.example"),
        ("https://evil.example?club.example", "evil.example"),
        ("https://evil.example#club.example", "evil.example"),
        ("https://evil.example\\club.example", "evil.example"),
        ("https://club.example@evil.example/x", "evil.example"),
        ("https://club.example:x@evil.example:8443/x@y", "evil.example:8443"),
        ("did:web:evil.example%3A8443:club.example", "evil.example:8443"),
        ("did:web:evil.example%2Fclub.example", "evil.example"),
        ("did:web:evil.example#club.example", "evil.example"),
        ("did:web:club.example%40evil.example", "evil.example"),
        ("did:key:z6Mk", ""),
    ],
)
def test_h02_the_domain_shown_is_the_host_and_nothing_else(issuer, host):
    assert host == domain_of(issuer)


def test_h02_a_recognised_issuer_is_called_what_the_list_calls_it(world, now, tmp_path):
    outside = World()
    trust = tmp_path / "trust.json"
    entry = {"id": outside.club.id, "name": "Club de Bressuire", "since": "2025-01-01"}
    trust.write_text(json.dumps({"name": "le territoire voisin", "issuers": [entry]}))
    settings = replace(world.settings, trust_file=trust)
    app = make_app(settings, clock=lambda: now, fetcher=outside)
    page = post(app.test_client(), "/verify", text=json.dumps(outside.issue_badge()))
    text = page.get_data(as_text=True)
    assert "Badge authentique, délivré par Club de Bressuire" in text
    assert "Nom affiché" in text and "Le club" in text
