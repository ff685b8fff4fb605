"""Every form of badge that circulates, one example each, through the verifier that every door uses.

What badger does not read is here as well: it says so by name, and never that the badge is false.
"""

import json
from datetime import datetime
from pathlib import Path

import pytest

from badger.credentials.jwt_signing import sign_jwt
from badger.json_value import JsonObject
from badger.verify import (
    LocalJudge,
    Outcome,
    Question,
    Report,
    UnreadableInput,
    Verdict,
    VerificationPolicy,
)
from tests.conformance.circulating_badges import (
    CIRCULATING,
    SUBJECT,
    V2,
    Made,
    Make,
    hosted,
    token_of,
)
from tests.jwt_badges import payload_of, token
from tests.open_badges_2 import EMAIL as OLD_EMAIL
from tests.terminal import Terminal
from tests.world import EMAIL, Issuer, World, status_entry


@pytest.fixture
def world() -> World:
    """An internet of its own for each test."""
    return World()


def _answer(world: World, made: Made, now: datetime, recipient: str | None = None) -> Report:
    data = made if isinstance(made, bytes) else json.dumps(made).encode()
    policy = VerificationPolicy(recipient=recipient)
    question = Question(data=data, policy=policy, now=now)
    if data.startswith(b"https://"):
        question = Question(address=data.decode(), policy=policy, now=now)
    return LocalJudge(world.new_resolver(), world).answer(question).report


@pytest.mark.parametrize("name", CIRCULATING)
def test_every_badge_in_circulation_is_verified(name: str, world: World, now: datetime):
    report = _answer(world, CIRCULATING[name](world), now)

    assert Verdict.VERIFIED is report.verdict, report.findings


@pytest.mark.parametrize("name", [name for name in CIRCULATING if not name.startswith("Open")])
def test_not_one_of_them_is_verified_for_somebody_else(name: str, world: World, now: datetime):
    report = _answer(world, CIRCULATING[name](world), now, recipient="else@nobody.example")

    assert Verdict.VERIFIED is not report.verdict


PLAIN = {"type": "email", "hashed": False, "identity": "a@b.example"}


@pytest.mark.parametrize(
    ("make", "recipient"),
    [
        (lambda world: world.issue_badge(), EMAIL),
        (lambda world: world.issue_badge(), f" {EMAIL.upper()} "),
        (token_of("Ed25519", sign_jwt), SUBJECT),
        (hosted(), OLD_EMAIL),
        (
            hosted(recipient={"type": "email", "hashed": False, "identity": "a@b.example"}),
            "a@b.example",
        ),
    ],
)
def test_the_recipient_is_compared(make: Make, recipient: str, world: World, now: datetime):
    assert Verdict.VERIFIED is _answer(world, make(world), now, recipient=recipient).verdict


OFFLINE = [
    name for name in CIRCULATING if name.startswith(("VC 1.1", "VC 2.0", "ec", "ed", "Ed", "did:j"))
]


@pytest.mark.parametrize("name", OFFLINE)
def test_badges_of_keys_are_verified_without_network(name: str, now: datetime):
    """What is made in one world is judged in another, which holds nothing and answers nothing."""
    report = _answer(World(), CIRCULATING[name](World()), now)

    assert Verdict.VERIFIED is report.verdict, report.findings


@pytest.mark.parametrize("name", ["VC 2.0, context 3.0.3", "VC 1.1, context 3.0.3", OFFLINE[-1]])
def test_the_command_verifies_them_too(
    name: str, world: World, tmp_path: Path, capfdbinary: object
):
    file = tmp_path / "badge.json"
    file.write_text(json.dumps(CIRCULATING[name](world)))

    answer = Terminal(capfdbinary).run("verify", "--offline", "--at", "2026-03-14T09:30:00Z", file)

    assert 0 == answer.code, answer.out


def _proof(**members: object) -> Make:
    def make(world: World) -> JsonObject:
        badge = world.issue_badge()
        return {**badge, "proof": {**badge["proof"], **members}}

    return make


def _by_unknown_method(world: World) -> JsonObject:
    return world.issue_badge(Issuer(world, "did:ion:EiClkZMDxPKqC9c"))


def _other(**members: object) -> Make:
    return lambda world: {**world.issue_badge(), **members}


def _text(text: str) -> Make:
    return lambda _world: text.encode()


def _by_unlearnt_algorithm(world: World) -> bytes:
    header = {"alg": "ES256K", "typ": "JWT", "kid": world.club.method}
    return token(header, payload_of(world.club), world.club.key)


def _another_status(world: World) -> JsonObject:
    """The kind of 2020, whose word no context here defines: canonical JSON covers it."""
    status = {**status_entry(LIST), "type": "RevocationList2020Status"}
    return world.issue_badge(credentialStatus=status, cryptosuite="eddsa-jcs-2022")


LIST = "https://club.example/status"
# What is not read: the example, the code that names it, and what the code names.
UNSUPPORTED: dict[str, tuple[Make, str, str]] = {
    "bbs-2023": (_proof(cryptosuite="bbs-2023"), "proof.unsupported_suite", "bbs-2023"),
    "ecdsa-xi-2023": (_proof(cryptosuite="ecdsa-xi-2023"), "proof.unsupported_suite", "ecdsa-xi"),
    "RsaSignature2018": (_proof(type="RsaSignature2018"), "proof.unsupported_suite", "RsaSig"),
    "JsonWebSignature2020": (
        _proof(type="JsonWebSignature2020"),
        "proof.unsupported_suite",
        "JsonWebSignature2020",
    ),
    "ES256K": (_by_unlearnt_algorithm, "jwt.unsupported_algorithm", "ES256K"),
    "did:ion": (_by_unknown_method, "issuer.unsupported_method", "did:ion"),
    "another status": (
        _another_status,
        "status.unsupported_type",
        "RevocationList2020Status",
    ),
    "another credential": (
        _other(type=["VerifiableCredential", "UniversityDegreeCredential"]),
        "structure.not_a_badge",
        "UniversityDegreeCredential",
    ),
    "CLR 2": (
        _other(type=["VerifiableCredential", "ClrCredential"]),
        "structure.not_a_badge",
        "ClrCredential",
    ),
    "Open Badges 1": (
        lambda _world: {
            "@context": "https://w3id.org/openbadges/v1",
            "type": "Assertion",
            "id": "https://ecole.example/1",
        },
        "structure.unsupported_format",
        "Open Badges 1",
    ),
    "SD-JWT": (
        _text("e30.e30.AAAA~WyJhIl0~"),
        "structure.unsupported_format",
        "SD-JWT",
    ),
    "envelope of a presentation": (
        lambda _world: {
            "@context": V2,
            "type": "EnvelopedVerifiablePresentation",
            "id": "data:application/vp+jwt,a.b.c",
        },
        "structure.unsupported_format",
        "EnvelopedVerifiablePresentation",
    ),
}


@pytest.mark.parametrize("name", UNSUPPORTED)
def test_what_is_not_read_is_named_and_never_called_false(name: str, world: World, now: datetime):
    make, code, named = UNSUPPORTED[name]

    report = _answer(world, make(world), now)

    assert Verdict.INCONCLUSIVE is report.verdict, report.findings
    (finding,) = [f for f in report.findings if f.outcome is Outcome.UNDETERMINED]
    assert code == finding.code
    assert any(named in str(value) for value in finding.facts.values())


@pytest.mark.parametrize("text", ["%PDF-1.7", "<html></html>", "hello", "", "{}"])
def test_what_is_no_badge_at_all_is_unreadable(text: str, world: World, now: datetime):
    with pytest.raises(UnreadableInput):
        _answer(world, text.encode(), now)
