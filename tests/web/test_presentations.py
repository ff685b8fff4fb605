"""Several badges in one document: one banner for each, and one form for all."""

import json

import pytest

from badger.verify.receipts import read_receipt
from tests.web.play import award
from tests.web_world import post


@pytest.fixture
def presentation(world, now) -> str:
    """A genuine badge and one that was changed, in a container that nobody signed."""
    badge = award(world, now=now)
    signed = world.client().get(f"/badges/{badge}.json").get_data(as_text=True)
    both = [json.loads(signed), json.loads(signed.replace("Joue pour", "Joua pour"))]
    return json.dumps(
        {
            "@context": ["https://www.w3.org/ns/credentials/v2"],
            "type": ["VerifiablePresentation"],
            "verifiableCredential": both,
        }
    )


def test_each_badge_of_a_presentation_has_its_own_banner(world, presentation):
    page = post(world.client(), "/verify", text=presentation).get_data(as_text=True)
    assert "2 badges dans ce document" in page
    assert 1 == page.count('class="banner open"')
    assert 1 == page.count('class="banner alert"')
    assert 1 == page.count("<h1")
    assert 1 == page.count('id="verdict-1"') == page.count('id="verdict-2"')
    assert 1 == page.count('id="again"')
    assert "Joua pour" not in page


def test_a_part_that_is_no_badge_hides_none_of_the_others(world, presentation):
    shown = json.loads(presentation)
    shown["verifiableCredential"][1:] = [5, "a.b.c.d.e"]
    page = post(world.client(), "/verify", text=json.dumps(shown)).get_data(as_text=True)
    assert "3 badges dans ce document" in page
    assert [1, 1, 1] == [page.count(f'class="banner {tone}"') for tone in ("open", "alert", "key")]
    assert "Une partie de ce qui est présenté" in page
    assert "Format non pris en charge" in page


def test_a_receipt_of_a_presentation_tells_each_badge(world, presentation):
    pdf = post(world.client(), "/verify/receipt", text=presentation).get_data()
    verdicts = [result["verdict"] for result in read_receipt(pdf)["results"]]
    assert ["verified", "not_verified"] == verdicts
