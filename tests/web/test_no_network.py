"""The page for the day without a network, and the worker that keeps it."""

import re

import pytest

from badger.web.assets import BUILT
from tests.web_world import post


def text_of(answer):
    return answer.get_data(as_text=True)


def test_the_page_without_a_network_names_nobody_and_tells_whom_to_call(world):
    contact = {"phone": "02 00 00 00 00", "hours": "", "places": ""}
    post(world.client("cartographe"), "/team/help", **contact)
    page = text_of(world.client("un").get("/no-network"))
    assert "Montrez votre carte en papier" in page
    assert 'href="tel:0200000000"' in page
    assert "Exemple" not in page
    assert "csrf_token" not in page


def test_the_worker_of_people_keeps_that_page_in_their_language(world):
    if not (BUILT / "away.js").is_file():
        pytest.skip("the scripts are not built: run `make assets`")
    client = world.client("un")
    answer = client.get("/me-worker.js")
    assert answer.content_type.startswith("text/javascript")
    assert "Service-Worker-Allowed" not in answer.headers
    first = re.match(r'const PAGE = "(/no-network\?lang=fr&v=[0-9a-f]{10})";', text_of(answer))
    assert first
    client.get("/me?lang=en")
    assert 'const PAGE = "/no-network?lang=en&' in text_of(client.get("/me-worker.js"))
    assert "No network" in text_of(client.get("/no-network?lang=en"))
    assert 'data-scope="/me"' in text_of(client.get("/me"))
