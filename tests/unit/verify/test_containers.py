"""A PDF as a bag of credentials: each is judged alone, and what else is in it is nothing."""

import json
from datetime import datetime

import pytest

from badger.credentials.baking import bake
from badger.verify import Answer, LocalJudge, Question, UnreadableInput, Verdict, VerificationPolicy
from badger.verify.containers import open_shown
from badger.verify.intake import MAX_FILE_BYTES
from badger.verify.isolation import Desk, IsolatedJudge, Staff
from badger.verify.presentations import MAX_CONTAINED
from badger.verify.sources import OwnDocuments
from tests.attacks.png_files import png
from tests.attacks.signed_badges import badges
from tests.pdf_files import deflated, specification, with_files, written
from tests.world import World

TOKEN = badges()["JWT EdDSA"]
OTHER_FILES = (
    b"",
    b"a;b\n1;2\n",
    b"www.example.com",
    b"<rsm:CrossIndustryInvoice xmlns:rsm='x'/>",
    b'{"type": "FeatureCollection", "features": []}',
    b'{"a": 1}',
    b"%PDF-1.7\n",
)


def _asked(data: bytes, now: datetime) -> Question:
    return Question(data=data, policy=VerificationPolicy(), now=now)


def _answer(world: World, now: datetime, pdf: bytes) -> Answer:
    return LocalJudge(world.resolver, world).answer(_asked(pdf, now))


def _refusal(pdf: bytes) -> str:
    with pytest.raises(UnreadableInput) as caught:
        open_shown(pdf)
    return caught.value.reason


def _badge(world: World) -> bytes:
    return json.dumps(world.issue_badge(world.new_issuer())).encode()


def test_the_one_badge_of_a_pdf_is_judged_as_if_it_had_come_alone(world: World, now: datetime):
    badge = _badge(world)

    answer = _answer(world, now, with_files(*OTHER_FILES, badge))

    assert (Verdict.VERIFIED, "pdf") == (answer.verdict, answer.carrier)
    assert (badge, False) == (answer.data, answer.is_container)


def test_several_badges_of_a_pdf_are_judged_each_alone(world: World, now: datetime):
    good, changed = _badge(world), _badge(world).replace(b"Geste 1", b"Geste 9")
    pdf = with_files(good, changed, TOKEN, bake(png(), good.replace(b'": ', b'":  ')), b"{")

    answer = _answer(world, now, pdf)

    assert [
        Verdict.VERIFIED,
        Verdict.NOT_VERIFIED,
        Verdict.VERIFIED,
        Verdict.VERIFIED,
        Verdict.NOT_VERIFIED,
    ] == [report.verdict for report in answer.reports]
    assert (pdf, True, Verdict.NOT_VERIFIED) == (answer.data, answer.is_container, answer.verdict)
    assert "json.syntax" == answer.reports[-1].finding("structure").code
    assert (good, changed, TOKEN) == answer.contained[:3]


def test_the_members_of_an_attached_presentation_are_judged(world: World, now: datetime):
    presentation = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [json.loads(_badge(world)), json.loads(_badge(world))],
    }
    answer = _answer(world, now, with_files(json.dumps(presentation).encode()))
    assert [Verdict.VERIFIED] * 2 == [report.verdict for report in answer.reports]


def test_p01_a_badge_that_is_attached_twice_is_one(world: World, now: datetime):
    badge = _badge(world)
    assert not _answer(world, now, with_files(badge, badge, names=("a", "a"))).is_container


def test_p07_a_part_that_cannot_be_read_is_told_even_alone(world: World, now: datetime):
    answer = _answer(world, now, with_files(b'{"type": ["VerifiableCredential"'))
    assert (True, Verdict.NOT_VERIFIED) == (answer.is_container, answer.verdict)


def test_p07_a_pdf_in_which_no_file_claims_to_be_a_badge_holds_none():
    assert "input.pdf" == _refusal(with_files(*OTHER_FILES))
    assert "input.pdf" == _refusal(with_files(png()))


def test_p02_badges_of_a_pdf_are_counted():
    some = [b'{"type": ["VerifiableCredential"], "n": %d}' % n for n in range(MAX_CONTAINED + 1)]
    assert MAX_CONTAINED == len(open_shown(with_files(*some[1:])).members)
    assert "pdf.too_many" == _refusal(with_files(*some))


def test_p07_a_pdf_that_is_too_large_is_not_opened():
    assert "pdf.unreadable" == _refusal(b"%PDF-".ljust(MAX_FILE_BYTES))
    assert "input.too_large" == _refusal(b"%PDF-".ljust(MAX_FILE_BYTES + 1))


def test_a_pdf_at_an_address_is_opened(world: World, now: datetime):
    world.pages["https://club.example/card.pdf"] = with_files(_badge(world))
    question = Question(
        address="https://club.example/card.pdf", policy=VerificationPolicy(), now=now
    )
    assert Verdict.VERIFIED is LocalJudge(world.resolver, world).answer(question).verdict


def test_p02_the_verifying_process_opens_pdfs_and_stays(world: World, now: datetime):
    """It may open no file any more: what reads a PDF was loaded before."""
    desk = Desk(own=OwnDocuments(lambda _address: None))
    judge = IsolatedJudge(desk, staff=Staff(words=("--offline",), patience_s=30.0))
    bomb = written(f"<</Type/Catalog/AF[{specification(2)}]>>", deflated(b" " * (3 * 1024 * 1024)))
    try:
        good = judge.answer(_asked(with_files(_badge(world), TOKEN), now))
        before = judge.processes()
        with pytest.raises(UnreadableInput) as caught:
            judge.answer(_asked(bomb, now))
        assert "pdf.too_large" == caught.value.reason
        assert [Verdict.VERIFIED] * 2 == [report.verdict for report in good.reports]
        assert before == judge.processes()
    finally:
        judge.close()
