"""Containers: what they hold is judged alone; what they say themselves counts for nothing."""

import json
from datetime import datetime

import pytest

from badger.credentials.did import did_key
from badger.json_value import JsonObject, JsonValue
from badger.verify import Answer, LocalJudge, Question, UnreadableInput, Verdict, VerificationPolicy
from badger.verify.judge import answer_json
from tests.attacks.signed_badges import ED25519, badges
from tests.world import World

V2 = "https://www.w3.org/ns/credentials/v2"
TOKEN = badges()["JWT EdDSA"].decode()


def _presentation(*members: JsonValue, **more: JsonValue) -> JsonObject:
    return {
        "@context": [V2],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [*members],
        **more,
    }


def _envelope(token: str = TOKEN, start: str = "data:application/vc+jwt,") -> JsonObject:
    return {"@context": [V2], "type": "EnvelopedVerifiableCredential", "id": start + token}


def _answer(world: World, now: datetime, document: JsonObject) -> Answer:
    judge = LocalJudge(world.resolver, world)
    data = json.dumps(document).encode()
    return judge.answer(Question(data=data, policy=VerificationPolicy(), now=now))


def _refusal(world: World, now: datetime, document: JsonObject) -> str:
    with pytest.raises(UnreadableInput) as caught:
        _answer(world, now, document)
    return caught.value.reason


def test_each_badge_of_a_presentation_is_judged_alone(world: World, now: datetime):
    changed = {**world.issue_badge(), "name": "x"}

    answer = _answer(world, now, _presentation(world.issue_badge(), changed, _envelope(), TOKEN))

    assert answer.is_container
    assert [
        Verdict.VERIFIED,
        Verdict.NOT_VERIFIED,
        Verdict.VERIFIED,
        Verdict.VERIFIED,
    ] == [report.verdict for report in answer.reports]


def test_an_envelope_is_opened(world: World, now: datetime):
    answer = _answer(world, now, _envelope())

    assert ([Verdict.VERIFIED], True) == (
        [report.verdict for report in answer.reports],
        answer.is_container,
    )
    assert did_key(ED25519.public) == answer.report.credential.issuer.id


def test_a_single_badge_may_stand_without_its_list(world: World, now: datetime):
    document = {**_presentation(), "verifiableCredential": world.issue_badge()}

    assert Verdict.VERIFIED is _answer(world, now, document).report.verdict


def test_d15_the_proof_of_a_presentation_says_nothing_about_its_badges(world, now):
    unsigned = {name: v for name, v in world.issue_badge().items() if name != "proof"}
    proof = world.issue_badge()["proof"]

    answer = _answer(world, now, _presentation(unsigned, proof=proof))

    assert Verdict.NOT_VERIFIED is answer.report.verdict
    assert "not_checked" == answer_json(answer)["presentation"]["proof"]


def test_a_credential_of_another_kind_is_named(world, now):
    other: JsonObject = {
        "@context": [V2],
        "type": ["VerifiableCredential"],
        "issuer": world.club.id,
        "credentialSubject": {"id": "urn:x"},
    }

    answer = _answer(world, now, _presentation(world.club.sign(other)))

    assert "structure.not_a_badge" == answer.report.findings[0].code


@pytest.mark.parametrize(
    ("members", "code"), [([], "presentation.empty"), ([TOKEN] * 17, "presentation.too_many")]
)
def test_d15_none_and_too_many_are_refused_by_name(world, now, members, code):
    assert code == _refusal(world, now, _presentation(*members))


@pytest.mark.parametrize(
    ("member", "verdict", "code"),
    [
        ({"type": ["VerifiablePresentation"]}, Verdict.NOT_VERIFIED, "presentation.member"),
        (5, Verdict.NOT_VERIFIED, "presentation.member"),
        (["a"], Verdict.NOT_VERIFIED, "presentation.member"),
        (None, Verdict.NOT_VERIFIED, "presentation.member"),
        (_envelope(start="https://a.example/"), Verdict.NOT_VERIFIED, "presentation.member"),
        (
            {"type": "EnvelopedVerifiableCredential", "id": 5},
            Verdict.NOT_VERIFIED,
            "presentation.member",
        ),
        (_envelope(token="a.b"), Verdict.NOT_VERIFIED, "jwt.malformed"),
        ("a.b.c.d.e", Verdict.INCONCLUSIVE, "jwt.unsupported_form"),
        ("eyJh.eyJi.c2ln~ZGlz~", Verdict.INCONCLUSIVE, "structure.unsupported_format"),
    ],
)
def test_d15_a_member_that_is_no_badge_is_named_and_hides_none_of_the_others(
    world, now, member, verdict, code
):
    answer = _answer(world, now, _presentation(world.issue_badge(), member, TOKEN))

    assert [Verdict.VERIFIED, verdict, Verdict.VERIFIED] == [one.verdict for one in answer.reports]
    assert code == answer.reports[1].findings[0].code
    assert verdict is answer.verdict
    assert {"proof": "not_checked", "verdict": verdict.value} == answer_json(answer)["presentation"]


def test_an_envelope_alone_that_cannot_be_opened_is_unreadable(world, now):
    assert "jwt.malformed" == _refusal(world, now, _envelope(token="a.b"))


def test_each_member_is_given_with_its_own_bytes(world, now):
    document = world.issue_badge()
    parts = _answer(world, now, _presentation(document, TOKEN, 5)).apart()

    assert [document, True, 5] == [
        json.loads(parts[0].data),
        TOKEN.encode() == parts[1].data,
        json.loads(parts[2].data),
    ]
    assert [1, 1, 1] == [len(part.reports) for part in parts]


def test_sixteen_badges_are_taken(world, now):
    assert 16 == len(_answer(world, now, _presentation(*[TOKEN] * 16)).reports)


def test_a_presentation_without_badges_is_a_format_that_we_do_not_judge(world, now):
    document = {name: v for name, v in _presentation().items() if name != "verifiableCredential"}

    answer = _answer(world, now, document)

    assert (Verdict.INCONCLUSIVE, False) == (answer.report.verdict, answer.is_container)


def test_one_badge_alone_answers_with_its_report(world, now):
    answer = _answer(world, now, world.issue_badge())

    assert "verified" == answer_json(answer)["verdict"]
