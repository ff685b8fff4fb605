"""C23: page, receipt and API say the same of a credential that its issuer calls a diploma."""

import json

import pytest

from badger.verify.receipts import read_receipt
from tests.pdf_words import words_of_pdf
from tests.web_world import post
from tests.world import World

WORDS = {
    "fr": "L'émetteur l'appelle « diplôme ». Nous vérifions la signature, pas la valeur officielle",
    "fr-x-facile": "Nous ne savons pas ce que vaut ce titre.",
    "en": "The issuer calls it “diploma”. We check the signature, not the official value",
}


@pytest.fixture
def diploma() -> str:
    """A diploma of a key of its own: it needs no network."""
    elsewhere = World()

    def named(unsigned: dict) -> None:
        unsigned["credentialSubject"]["achievement"]["achievementType"] = "Diploma"

    return json.dumps(elsewhere.issue_badge(elsewhere.new_issuer(), change=named))


@pytest.mark.parametrize("lang", WORDS)
def test_c23_the_page_neither_denies_nor_vouches_for_a_diploma(world, diploma, lang):
    page = post(world.client(), f"/verify?lang={lang}", text=diploma).get_data(as_text=True)
    said = (
        page.replace("&#39;", "'").replace("\u00a0", " ").replace("\u202f", " ").replace("’", "'")
    )

    assert WORDS[lang] in said
    assert "n'est pas un diplôme" not in said
    assert "france-education-international.fr" in said


def test_c23_the_signed_receipt_and_the_api_name_its_nature(world, diploma):
    pdf = post(world.client(), "/verify/receipt", text=diploma).get_data()
    answer = world.client().post("/api/v1/verify", data=diploma.encode(), content_type="text/plain")

    assert "vérifions la signature, pas la valeur officielle du titre" in words_of_pdf(pdf)
    achievement = answer.get_json()["credential"]["achievement"]
    (result,) = read_receipt(pdf)["results"]
    assert ("Diploma", "title") == (result["badge"]["achievementType"], result["badge"]["nature"])
    assert ("Diploma", "title") == (achievement["achievementType"], achievement["nature"])
