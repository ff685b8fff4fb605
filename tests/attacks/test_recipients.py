"""The badge of somebody else, shown as one's own (H07)."""

import json
from datetime import datetime

import pytest

from badger.verify import Report, Verdict, VerificationPolicy
from badger.verify.report import to_json
from tests.world import EMAIL, World, badge_document

SUBJECT = "urn:uuid:7d1f5d6e-9a3b-4f0e-8f6e-0a1b2c3d4e5f"


def _asked(
    world: World, now: datetime, typed: str, *, subject: str | None = SUBJECT, **identity: object
) -> Report:
    """Ask for a person; `identity` changes the badge's identifier, None leaves it out."""

    def change(document: dict) -> None:
        own = document["credentialSubject"]
        own["id"] = subject
        if subject is None:
            del own["id"]
        if identity:
            own["identifier"][0].update(identity)
        if identity.get("type") == "none":
            del own["identifier"]

    document = world.issue_badge(change=change, cryptosuite="eddsa-jcs-2022")
    return world.verify(document, now, policy=VerificationPolicy(recipient=typed))


def _code(report: Report) -> str:
    return report.finding("recipient").code


def test_h07_without_a_question_nothing_is_said_of_the_person(world: World, now: datetime):
    report = world.verify(world.issue_badge(), now)

    assert ("recipient.not_asked", Verdict.VERIFIED) == (_code(report), report.verdict)


@pytest.mark.parametrize(
    "typed",
    ["autre@exemple.fr", "personne@exemple.fr.evil.example", "ersonne@exemple.fr", "@", "a@b"],
)
def test_h07_the_badge_of_somebody_else_is_not_verified(world: World, now: datetime, typed: str):
    report = _asked(world, now, typed)

    assert ("recipient.other_person", Verdict.NOT_VERIFIED) == (_code(report), report.verdict)


def test_h07_what_was_typed_stands_nowhere_in_the_report(world: World, now: datetime):
    typed = "quelqu-un@exemple.fr"

    report = _asked(world, now, typed)

    assert typed not in json.dumps(to_json(report))
    assert typed not in repr(VerificationPolicy(recipient=typed))


@pytest.mark.parametrize(
    "typed",
    [
        EMAIL,
        f"  {EMAIL}\n",
        "PERSONNE@exemple.fr",
        "personne@EXEMPLE.FR",
        SUBJECT,
        "MAILTO:personne@exemple.fr",
    ],
)
def test_h07_the_person_is_recognised_however_she_writes(world: World, now: datetime, typed: str):
    assert "recipient.matches" == _code(_asked(world, now, typed))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("personne@exemple.fr", "recipient.matches"),
        ("Personne@Exemple.fr", "recipient.matches"),
        ("mailto:personne@exemple.fr", "recipient.matches"),
        ("mailto:autre@exemple.fr", "recipient.other_person"),
        ("autre@exemple.fr", "recipient.other_person"),
    ],
)
def test_h07_a_subject_that_is_an_address_of_mail_is_compared(
    world: World, now: datetime, typed: str, code: str
):
    report = _asked(world, now, typed, subject="mailto:personne@exemple.fr", type="none")

    assert code == _code(report)


def test_h07_a_badge_that_does_not_say_leaves_the_person_open(world: World, now: datetime):
    report = _asked(world, now, EMAIL, type="none")

    assert ("recipient.no_address", Verdict.INCONCLUSIVE) == (_code(report), report.verdict)


NUMBER = {"identityType": "sourcedId", "hashed": False, "identityHash": "A-1789"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("A-1789", "recipient.matches"),
        ("a-1789", "recipient.other_person"),
        ("A-1790", "recipient.other_person"),
        # The badge names a number and no address: nothing was compared.
        (EMAIL, "recipient.no_address"),
    ],
)
def test_h07_another_identifier_is_compared_as_it_is_written(
    world: World, now: datetime, typed: str, code: str
):
    assert code == _code(_asked(world, now, typed, **NUMBER))


def test_h07_a_number_is_not_compared_with_an_address(world: World, now: datetime):
    assert "recipient.no_address" == _code(_asked(world, now, "A-1789"))


@pytest.mark.parametrize(
    ("subject", "code"),
    [(SUBJECT, "recipient.other_person"), (None, "recipient.no_address")],
)
def test_h07_an_address_of_a_thing_is_compared_with_the_subject(
    world: World, now: datetime, subject: str | None, code: str
):
    assert code == _code(_asked(world, now, "did:key:z6Mk", subject=subject))


@pytest.mark.parametrize(
    "identity",
    [
        {"hashed": True, "identityHash": "sha256$" + "0" * 64},
        {"hashed": True, "identityHash": EMAIL},
        {"hashed": True, "identityHash": "sha999$00"},
    ],
)
def test_h07_an_identity_of_another_shape_is_nobodys(world: World, now: datetime, identity: dict):
    assert "recipient.other_person" == _code(_asked(world, now, EMAIL, **identity))


def test_h07_a_question_of_a_megabyte_is_answered(world: World, now: datetime):
    assert Verdict.VERIFIED is not _asked(world, now, "a" * 1_000_000 + "@exemple.fr").verdict


def test_h07_one_of_several_identifiers_is_enough(world: World, now: datetime):
    document = badge_document(world.club.id)
    document["credentialSubject"]["identifier"].append({"type": "IdentityObject", **NUMBER})

    for typed in (EMAIL, "A-1789"):
        policy = VerificationPolicy(recipient=typed)
        report = world.verify(
            world.club.sign(document, cryptosuite="eddsa-jcs-2022"), now, policy=policy
        )
        assert "recipient.matches" == _code(report)
