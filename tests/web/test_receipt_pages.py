"""The receipt: given by the page, checked by the page and by the command."""

import io
import json
import re
from datetime import UTC, datetime
from unittest import mock

import pytest

from badger.credentials.strict_json import parse_object
from badger.verify.receipts import read_receipt
from badger.web.presenters import receipt_pdf, typesetting
from tests.pdf_words import words_of_pdf
from tests.terminal import Terminal
from tests.web.play import award
from tests.web.test_endorsements import endorse, rows_of
from tests.web_world import post

HOSTILE = (
    '#panic("x")',
    '#import "@preview/x:1.0.0"',
    "*gras* = Titre _x_ $y$ <l> @r \\ /* // ``` ]]] }}} #[",
    "W" * 5000,
    "徽章 😀 \U000e0041",
    "عربى \u202e\u2066\ufeff",
    "\u0301" * 500,
    "\x00\x01\x1b\ue000\uffff",
    "\n\r\t\u2028" * 50,
)


@pytest.fixture
def badge(world, now):
    return award(world, now=now)


@pytest.fixture
def address(world, badge) -> str:
    return f"http://localhost:8000/badges/{badge}"


def receipt(world, lang="", **fields):
    return post(world.client(), f"/verify/receipt{lang}", **fields)


def test_a_receipt_is_a_signed_pdf_of_one_page(world, address):
    answer = receipt(world, url=address)
    assert (200, "application/pdf") == (answer.status_code, answer.mimetype)
    assert "badge-verification-2026-03-14.pdf" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    pdf = answer.get_data()
    assert 1 == len(re.findall(rb"/Type\s?/Page\b", pdf))
    # PDF/A-3a and PDF/UA-1 announce themselves in the metadata (ISO 19005-3, ISO 14289-1).
    assert b"pdfaid:part" in pdf and b"pdfuaid:part" in pdf
    statement = read_receipt(pdf)
    assert address == statement["address"] == statement["results"][0]["badge"]["id"]
    assert "did:web:localhost%3A8000" == statement["verifier"]


def test_a_receipt_names_nobody(world, address):
    pdf = receipt(world, url=address).get_data()
    for name in ("Exemple Un", "Maé Coach", "Noa Formateur"):
        assert name not in json.dumps(read_receipt(pdf), ensure_ascii=False)


def test_the_page_says_that_a_receipt_is_genuine(world, address):
    pdf = receipt(world, url=address).get_data()
    page = post(world.client(), "/verify", file=(io.BytesIO(pdf), "x.pdf")).get_data(as_text=True)
    assert "Reçu authentique" in page
    assert "Badge authentique, délivré par Club omnisports du Bocage" in page


def test_the_page_refuses_a_receipt_that_was_changed(world, address, now):
    pdf = receipt(world, url=address).get_data()
    statement = read_receipt(pdf)
    statement["results"][0]["badge"]["name"] = "Esprlt"
    changed = receipt_pdf.receipt_pdf(page_of("mot"), json.dumps(statement), moment=now)
    page = post(world.client(), "/verify", file=(io.BytesIO(changed), "x.pdf"))
    text = page.get_data(as_text=True)
    assert "Ne pas se fier à ce reçu" in text
    assert "Esprlt" not in text


def test_a_pdf_without_receipt_is_no_receipt(world):
    answer = post(world.client(), "/verify", file=(io.BytesIO(b"%PDF-1.7\n"), "x.pdf"))
    assert 422 == answer.status_code
    assert "Ce PDF est abîmé" in answer.get_data(as_text=True)
    # A card on paper is a PDF as well: its code is what to read.
    assert "prenez-le en photo" in answer.get_data(as_text=True)


def test_the_command_checks_the_receipt_without_network(world, address, tmp_path, capfdbinary):
    (tmp_path / "receipt.pdf").write_bytes(receipt(world, url=address).get_data())
    documents = tmp_path / "documents"
    documents.mkdir()
    did = world.client().get("/.well-known/did.json").get_data()
    (documents / "did.json").write_bytes(did)
    terminal = Terminal(capfdbinary)

    answer = terminal.run("receipt", tmp_path / "receipt.pdf", "--documents", documents)
    assert 0 == answer.code
    assert "Badge authentique" in answer.out.decode()
    answer = terminal.run("receipt", tmp_path / "receipt.pdf", "--documents", documents, "--json")
    assert "VerificationReceipt" == parse_object(answer.out)["type"]
    answer = terminal.run("receipt", tmp_path / "receipt.pdf", "--offline")
    assert (2, b"") == (answer.code, answer.out)
    (tmp_path / "none.pdf").write_bytes(b"%PDF-1.7")
    assert 3 == terminal.run("receipt", tmp_path / "none.pdf", "--offline").code


@pytest.mark.parametrize("hostile", HOSTILE, ids=range(len(HOSTILE)))
def test_w01_no_text_of_a_badge_is_markup_in_a_receipt(world, address, hostile):
    """What a stranger writes stays text: the page has our headings alone, and is one page."""
    with mock.patch.object(typesetting, "_compiled", wraps=typesetting._compiled) as compiled:
        pdf = set_receipt(hostile)
    assert 1 == len(re.findall(rb"/Type\s?/Page\b", pdf))
    assert compiled.call_count <= 4
    # A heading of the stranger's would be one more structure element of that kind.
    assert 1 == pdf.count(b"/S/H1")
    assert 1 == pdf.count(b"/S/H2")


def test_a_receipt_is_given_at_any_microsecond():
    moment = datetime(2026, 3, 14, 9, 30, 0, 123_456, tzinfo=UTC)
    assert receipt_pdf.receipt_pdf(page_of("mot"), "{}", moment=moment).startswith(b"%PDF-1.7")


def set_receipt(words: str) -> bytes:
    """Set a page in which every text of a badge is the same hostile one."""
    text = words[:220]
    page = page_of(text)
    moment = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
    return receipt_pdf.receipt_pdf(page, json.dumps({"name": words}), moment=moment)


def page_of(text: str) -> dict:
    """Give the template the same text in every place."""
    return {
        "title": "Reçu de vérification",
        "lang": "fr",
        "moment": "14 mars 2026",
        "tone": "alert",
        "sentence": text,
        "domain": text[:120],
        "lines": [text, text],
        "warnings": [text],
        "pictogram": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"></svg>',
        "verifier": "did:web:localhost",
        "rows": [{"name": "Badge", "value": text[:120], "mono": False}] * 4,
        "qr": "",
        "checks": [{"title": "x", "outcome": "x", "sentence": text, "code": "x.y"}],
        "words": dict.fromkeys(
            ("attached", "qr", "today", "checks", "meaning", "diploma", "signed"), "mot"
        ),
    }


@pytest.mark.parametrize("lang", ["", "?lang=en", "?lang=fr-x-facile"])
def test_a_receipt_is_given_in_each_language(world, address, lang):
    assert "application/pdf" == receipt(world, lang, url=address).mimetype


def test_a_refused_badge_has_a_receipt_that_says_so(world, badge):
    signed = world.client().get(f"/badges/{badge}.json").get_data()
    pdf = receipt(world, text=signed.decode().replace("Joue pour", "Joua pour")).get_data()
    (result,) = read_receipt(pdf)["results"]
    assert "not_verified" == result["verdict"]
    assert result["badge"] is None


def test_f9_the_receipt_of_a_lone_endorsement_says_who_stands_behind_what(world):
    endorse(world, "/issuers/club")
    (row,) = rows_of(world)

    words = words_of_pdf(receipt(world, text=row.signed.decode()).get_data())

    assert "Qui soutient Atelier Bois et Réemploi (exemple)" in words
    assert "did:web:localhost%3A8000:issuers:atelier" in words
    assert "Ce qui est soutenu Club omnisports du Bocage (exemple)" in words
    assert "(did:web:localhost%3A8000:issuers:club)" in words.replace(" ", "")
    assert "cherchons" not in words


def test_f9_the_receipt_of_an_endorsement_that_does_not_hold_names_nobody(world):
    endorse(world, "/issuers/club")
    (row,) = rows_of(world)
    changed = row.signed.decode().replace("cherchons", "cherchion")

    words = words_of_pdf(receipt(world, text=changed).get_data())

    assert "Ne pas se fier à ce soutien" in words
    assert "Qui soutient" not in words
    assert "Atelier Bois" not in words


def test_nothing_to_verify_gives_no_receipt(world):
    assert 422 == receipt(world).status_code
