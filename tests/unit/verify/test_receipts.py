"""Receipts: what is signed, where it is found in a file, and who must have signed it."""

import json
import zlib
from dataclasses import replace
from datetime import timedelta

import pytest

from badger.credentials.did import PublishedKey
from badger.verify import Answer, LocalJudge, Question, VerificationPolicy
from badger.verify.receipts import (
    GENUINE,
    MAX_PDF_BYTES,
    RECEIPT_TYPE,
    ReceiptUnreadable,
    read_receipt,
    receipt_code,
    receipt_of,
    sign_receipt,
)
from tests.world import ISSUED, World

VERIFIER = "did:web:verifier.example"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def verifier(world: World):
    return world.new_issuer(VERIFIER)


@pytest.fixture
def answer(world: World) -> Answer:
    data = json.dumps(world.issue_badge(world.new_issuer())).encode()
    question = Question(data=data, policy=VerificationPolicy(), now=ISSUED)
    return LocalJudge(world.resolver, world).answer(question)


@pytest.fixture
def receipt(answer, verifier):
    plain = receipt_of(answer, verifier=VERIFIER, address="", sentences=["Signature valide"])
    return sign_receipt(plain, signer=verifier.key, now=ISSUED)


def deflated_pdf(text: bytes, tail: bytes = b"", cut: int = 0) -> bytes:
    """Write a longer attachment as typst does; `tail` and `cut` spoil it."""
    stream = zlib.compress(text)[: -cut or None] + tail
    head = b"<</Length %d/Type/EmbeddedFile/Filter/FlateDecode/Subtype/application#2Fjson>>"
    return b"%PDF-1.7\n" + head % len(stream) + b"\nstream\n" + stream + b"\nendstream\n"


def in_pdf(text: bytes, times: int = 1) -> bytes:
    """Write an attachment as typst does (ISO 32000-1, 7.11.4)."""
    head = b"<</Length %d/Type/EmbeddedFile/Subtype/application#2Fjson>>"
    one = head + b"\nstream\n%b\nendstream\n"
    return b"%PDF-1.7\n" + times * (one % (len(text), text))


def test_a_receipt_says_what_was_verified_and_nothing_of_the_person(receipt, answer):
    (result,) = receipt["results"]
    assert "verified" == result["verdict"]
    assert "Signature valide" == result["sentence"]
    assert 8 == len(result["checks"])
    assert receipt["address"] is None
    assert "credentialSubject" not in json.dumps(receipt)
    assert answer.report.credential.subject["id"] not in json.dumps(receipt)


def test_the_digest_is_that_of_the_bytes(answer):
    known = replace(answer, data=b"abc")
    receipt = receipt_of(known, verifier=VERIFIER, address="https://x.example/b", sentences=[""])
    # FIPS 180-4, the example "abc".
    expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert {"algorithm": "sha-256", "value": expected} == receipt["digest"]
    assert "https://x.example/b" == receipt["address"]


def test_a_refused_badge_is_named_by_nothing_but_its_digest(world, verifier):
    badge = world.issue_badge(world.new_issuer())
    badge["name"] = "Autre"
    question = Question(data=json.dumps(badge).encode(), policy=VerificationPolicy(), now=ISSUED)
    answer = LocalJudge(world.resolver, world).answer(question)
    receipt = receipt_of(answer, verifier=VERIFIER, address="", sentences=["Modifié"])
    assert receipt["results"][0]["badge"] is None


def test_a_receipt_is_found_in_its_pdf_and_alone(world, receipt):
    text = json.dumps(receipt).encode()
    for file in (in_pdf(text), deflated_pdf(text), text):
        found = read_receipt(file)
        assert GENUINE == receipt_code(found, resolver=world.resolver)


@pytest.mark.parametrize(
    "file",
    [
        b"",
        b"%PDF-1.7\n",
        b"[]",
        b"{",
        b'{"type": "VerificationReceipt"}',
        b'{"type": "Other", "verifier": "did:web:x.example"}',
        in_pdf(b'{"type": "VerificationReceipt", "verifier": "did:web:x.example"}', 2),
        in_pdf(b'{"a": 1, "a": 2}'),
        deflated_pdf(b'{"type": "VerificationReceipt", "verifier": "x"}', tail=b"more"),
        deflated_pdf(b'{"type": "VerificationReceipt", "verifier": "x"}', cut=3),
        deflated_pdf(b'{"a": "' + b"x" * 300_000 + b'"}'),
        deflated_pdf(b"{}").replace(b"x\x9c", b"\x00\x00"),
        b" " * (MAX_PDF_BYTES + 1),
    ],
)
def test_a_file_without_one_receipt_is_unreadable(file):
    with pytest.raises(ReceiptUnreadable):
        read_receipt(file)


@pytest.mark.parametrize(
    ("member", "value"),
    [("checkedAt", "2027-03-01T08:00:00Z"), ("results", []), ("added", "word"), ("address", "x")],
)
def test_a_receipt_with_one_member_changed_is_refused(world, receipt, member, value):
    changed = {**receipt, member: value}
    assert "receipt.refused" == receipt_code(changed, resolver=world.resolver)


def test_a_receipt_of_somebody_else_is_refused(world, receipt, verifier):
    other = world.new_issuer("did:web:other.example")
    plain = {name: value for name, value in receipt.items() if name != "proof"}
    forged = sign_receipt(plain, signer=other.key, now=ISSUED)
    assert "receipt.refused" == receipt_code(forged, resolver=world.resolver)
    assert "receipt.refused" == receipt_code(plain, resolver=world.resolver)


def test_a_verifier_that_does_not_answer_leaves_it_open(world, receipt):
    world.pages.clear()
    world.down["https://verifier.example/.well-known/did.json"] = "fetch.timeout"
    assert "receipt.unchecked" == receipt_code(receipt, resolver=world.resolver)


def test_a_verifier_that_there_cannot_be_is_refused(world):
    receipt = {"type": RECEIPT_TYPE, "verifier": "did:key:zzz"}
    assert "receipt.refused" == receipt_code(receipt, resolver=world.resolver)


def test_a_suite_that_leaves_words_out_is_refused(world, verifier):
    """eddsa-rdfc-2022 covers no member that no context defines: here, all of them."""
    contexts = ["https://www.w3.org/ns/credentials/v2"]
    plain = {"@context": contexts, "type": RECEIPT_TYPE, "verifier": VERIFIER}
    plain["proof"] = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "verificationMethod": verifier.method,
        "proofPurpose": "assertionMethod",
        "proofValue": "z" + "1" * 64,
    }
    assert "receipt.refused" == receipt_code(plain, resolver=world.resolver)


@pytest.mark.parametrize("member", ["expires", "revoked"])
def test_a_key_that_was_taken_back_signs_no_receipt_any_more(world, receipt, verifier, member):
    verifier.published = (PublishedKey(verifier.key.public, **{member: ISSUED}),)
    verifier.publish()
    assert "receipt.refused" == receipt_code(receipt, resolver=world.resolver)


def test_a_key_that_was_replaced_later_is_good_for_what_it_signed(world, receipt, verifier):
    later = ISSUED + timedelta(seconds=1)
    verifier.published = (PublishedKey(verifier.key.public, expires=later),)
    verifier.publish()
    assert GENUINE == receipt_code(receipt, resolver=world.resolver)
