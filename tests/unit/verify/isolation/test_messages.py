"""What the two processes say to each other: read as it was written, or refused."""

import json
from dataclasses import replace
from datetime import datetime

import pytest

from badger.errors import BadgerError
from badger.verify import Answer, Question, VerificationPolicy
from badger.verify.errors import Missing, Undetermined, UnreadableInput
from badger.verify.isolation import messages
from badger.verify.isolation.frames import Frame
from badger.verify.isolation.messages import LookUp, Place, Shown
from badger.verify.isolation.typed_json import WrongType
from tests.world import World


def test_a_question_comes_over_without_the_lists_of_issuers(now: datetime):
    policy = VerificationPolicy(trust=("a list",), recipient="a@b.example")  # type: ignore[arg-type]
    asked = Question(policy=policy, now=now, data=b"\x00x", address="https://a.example/")
    frame = messages.question_frame(asked, stamp="7")

    assert messages.ASK == frame.kind
    assert b"a list" not in frame.content
    expected = replace(asked, policy=replace(policy, trust=()))
    assert (expected, "7") == messages.read_question(frame)


def test_an_answer_comes_over(world: World, now: datetime):
    answer = Answer(data=b"x", carrier="json", reports=(world.verify(world.issue_badge(), now),))
    assert answer == messages.read_answer(messages.answer_frame(answer))


def test_an_answer_about_several_badges_comes_over(world: World, now: datetime):
    report = world.verify(world.issue_badge(), now)
    answer = Answer(
        data=b"whole", carrier="json", reports=(report,) * 3, contained=(b"one", b"", b"three")
    )
    assert answer == messages.read_answer(messages.answer_frame(answer))


def test_an_answer_without_a_report_is_none():
    with pytest.raises(WrongType):
        messages.read_answer(Frame(messages.ANSWER, b'{"carrier": "json", "reports": []}'))


def test_an_answer_whose_moments_have_no_zone_is_none(world: World, now: datetime):
    report = world.verify(world.issue_badge(), now)
    assert report.credential is not None
    bare = replace(report.credential, valid_from=datetime(2026, 3, 14))
    for odd in (
        replace(report, checked_at=now.replace(tzinfo=None)),
        replace(report, credential=bare),
    ):
        frame = messages.answer_frame(Answer(data=b"x", carrier="json", reports=(odd,)))
        with pytest.raises(WrongType):
            messages.read_answer(frame)


@pytest.mark.parametrize("sizes", [[1, 1], [-1], [6]])
def test_an_answer_whose_sizes_do_not_fit_is_none(world: World, now: datetime, sizes: list[int]):
    whole = Answer(data=b"whole", carrier="json", reports=(world.verify(world.issue_badge(), now),))
    content = {**json.loads(messages.answer_frame(whole).content), "sizes": sizes}
    with pytest.raises(WrongType):
        messages.read_answer(Frame(messages.ANSWER, json.dumps(content).encode(), b"whole"))


def test_what_is_looked_up_comes_over():
    asked = LookUp(place=Place.DOCUMENT, address="did:web:a.example", seconds=1.5, max_age_s=9.0)
    frame = messages.look_up_frame(asked)
    assert messages.LOOK_UP == frame.kind
    assert asked == messages.read_look_up(frame)
    assert messages.FETCH == messages.look_up_frame(asked, kind=messages.FETCH).kind


@pytest.mark.parametrize("shown", [Shown(b"x"), Shown(b"", 1.5), Shown(b"x", 0.0, 30.0)])
def test_what_was_found_comes_over(shown: Shown):
    assert shown == messages.read_found(messages.found_frame(shown))


@pytest.mark.parametrize(
    "frame",
    [
        Frame(messages.NONE, b'{"age_s": null, "fresh_s": null}'),
        Frame(messages.FOUND),
        Frame(messages.FOUND, b'{"age_s": null}'),
        Frame(messages.FOUND, b'{"age_s": "1", "fresh_s": null}'),
        Frame(messages.FOUND, b'{"age_s": null, "fresh_s": true}'),
        Frame(messages.FOUND, b"[null, null]"),
    ],
)
def test_what_was_found_must_look_like_it(frame: Frame):
    with pytest.raises(WrongType):
        messages.read_found(frame)


@pytest.mark.parametrize(
    "error",
    [
        Undetermined("fetch.timeout", host="a.example"),
        Missing(body=b"withdrawn", host="a.example", status=410),
        UnreadableInput("input.missing"),
    ],
)
def test_a_refusal_comes_over_with_its_kind_and_facts(error: BadgerError):
    found = messages.read_error(messages.error_frame(error))
    assert (type(error), error.reason, error.facts) == (type(found), found.reason, found.facts)
    assert getattr(error, "body", b"") == getattr(found, "body", b"")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b'{"kind": "missing", "code": "x"}',
        b'{"kind": 5, "code": "x", "facts": {}}',
        b'{"kind": "SystemExit", "code": "x", "facts": {}}',
        b'{"kind": "missing", "code": 5, "facts": {}}',
        b'{"kind": "missing", "code": "x", "facts": []}',
    ],
)
def test_a_refusal_must_look_like_one(content: bytes):
    with pytest.raises(WrongType):
        messages.read_error(Frame(messages.REFUSED, content))


def test_a_fact_cannot_stand_in_for_the_body():
    facts = b'{"body": "forged", "code": 1, "self": 2}'
    content = b'{"kind": "missing", "code": "x", "facts": %b}' % facts
    frame = Frame(messages.REFUSED, content, b"b")
    error = messages.read_error(frame)
    assert isinstance(error, Missing)
    assert (b"b", {"code": 1, "self": 2}) == (error.body, error.facts)


def test_only_unreadable_input_is_unreadable_input():
    wrong = messages.error_frame(Undetermined("fetch.timeout"), kind=messages.UNREADABLE)
    with pytest.raises(WrongType):
        messages.read_unreadable(wrong)
    right = messages.error_frame(UnreadableInput("input.missing"), kind=messages.UNREADABLE)
    assert "input.missing" == messages.read_unreadable(right).reason
