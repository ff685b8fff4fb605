"""Receipts written to attack: signed by strangers, or of letters that no font draws (H02, H04)."""

import io
import json
import re
from datetime import UTC, datetime

import pytest

from badger.credentials.did import did_key, issuer_document
from badger.json_value import JsonObject
from badger.verify.receipts import RECEIPT_TYPE, sign_receipt
from badger.web.presenters.receipt_pdf import receipt_pdf
from badger.web.presenters.typesetting import SCRIPTS, drawn_letter
from tests.attacks.test_doors import Doors, database, doors  # noqa: F401 - fixtures
from tests.web.test_receipt_pages import page_of
from tests.web_world import post
from tests.world import Issuer, new_key

# ruff: noqa: F811 - fixtures of another file

CLAIM = "Badge authentique, délivré par France Travail"
NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


def claimed(verifier: str) -> JsonObject:
    """What a stranger would like this site to say."""
    badge = {"id": "https://francetravail.fr/b/1", "name": "Agent", "issuer": {"id": "x"}}
    return {
        "type": RECEIPT_TYPE,
        "verifier": verifier,
        "checkedAt": "2026-03-14T09:00:00Z",
        "digest": {"algorithm": "sha-256", "value": "0" * 64},
        "results": [{"verdict": "verified", "sentence": CLAIM, "badge": badge}],
    }


def shown(doors: Doors, statement: JsonObject) -> str:
    pdf = receipt_pdf(page_of("mot"), json.dumps(statement), moment=NOW)
    answer = post(doors.client, "/verify", file=(io.BytesIO(pdf), "recu.pdf"))
    assert 200 == answer.status_code
    return answer.get_data(as_text=True)


def test_h04_a_receipt_of_a_mere_key_never_looks_like_ours(doors: Doors):
    key = new_key()
    page = shown(doors, sign_receipt(claimed(did_key(key.public)), signer=key, now=NOW))

    assert 'class="banner neutral"' in page
    assert "Reçu anonyme (clé sans identité)" in page
    assert "Reçu authentique" not in page
    assert "Ce que ce reçu affirme" in page


def test_h02_a_receipt_of_another_site_begins_with_its_host(doors: Doors):
    other = Issuer(doors.world, "did:web:verification.example")
    doors.world.publish(
        "https://verification.example/.well-known/did.json",
        issuer_document(other.id, other.published),
    )
    page = shown(doors, sign_receipt(claimed(other.id), signer=other.key, now=NOW))

    banner = page[page.index('class="banner neutral"') :].partition("</section>")[0]
    assert "Reçu signé par un autre site" in banner
    assert re.search(r'class="domain"><bdi>verification\.example', banner)
    assert "Reçu authentique" not in page
    assert CLAIM not in banner


def test_h04_a_receipt_in_our_name_by_another_key_is_refused(doors: Doors):
    statement = sign_receipt(claimed("did:web:localhost%3A8000"), signer=new_key(), now=NOW)

    page = shown(doors, statement)

    assert "Reçu authentique" not in page
    assert CLAIM not in page


@pytest.mark.parametrize("letter", ["Ԁ", "ⷠ", "ꙷ", "ꝟ", "Ꟈ", "𐆠", "𝼓", "\U00011367"])
def test_t05_a_letter_that_no_font_draws_is_spelt_out_in_the_receipt(letter: str):
    pdf = receipt_pdf(page_of(f"Équipe {letter}"), "{}", moment=NOW)

    assert 1 == len(re.findall(rb"/Type\s?/Page\b", pdf))
    assert f"[U+{ord(letter):04X}]" == drawn_letter(letter)


def test_t05_every_letter_that_is_not_spelt_out_is_drawn():
    drawn = [
        chr(number) for number in range(0x20, 0x20000) if chr(number) == drawn_letter(chr(number))
    ]

    assert set("aéœßΩжŁ").issubset(drawn)
    assert "LATIN" in SCRIPTS
    for start in range(0, len(drawn), 200):
        assert receipt_pdf(page_of("".join(drawn[start : start + 200])), "{}", moment=NOW)
