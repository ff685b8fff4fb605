"""Tokens as the verifier meets them: in files, in images, as lists."""

from datetime import datetime

import pytest

from badger.credentials.baking import bake
from badger.credentials.jwt_signing import sign_jwt, sign_vc_jose
from badger.verify import Verdict, VerificationPolicy, read_presented, verify
from badger.verify.case import STATUS_LIST, Case
from badger.verify.jwt_credentials import present_jwt
from badger.verify.proof import verified_seals
from badger.verify.steps import run_steps
from tests.attacks.png_files import png
from tests.jwt_badges import header_of, issue, token
from tests.world import World, badge_document

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'


@pytest.mark.parametrize(("image", "carrier"), [(png(), "png"), (SVG, "svg")])
def test_a_token_in_an_image_is_verified_like_the_token(
    world: World, now: datetime, image: bytes, carrier: str
):
    baked = bake(image, issue(world))
    assert (carrier == "svg") is (b'verify="ey' in baked)

    presented = read_presented(baked)

    assert (issue(world), carrier) == (presented.data, presented.carrier)
    report = verify(presented, VerificationPolicy(), world.resolver, now)
    assert Verdict.VERIFIED is report.verdict
    assert "Esprit d'équipe" == report.credential.achievement.name


def test_a_token_says_how_it_was_signed(world: World, now: datetime):
    report = verify(read_presented(issue(world)), VerificationPolicy(), world.resolver, now)

    assert {
        "form": "VC-JWT",
        "cryptosuite": "EdDSA",
        "method": world.club.method,
        "created": "2026-03-01T08:00:00Z",
    } == report.finding("proof").facts


def test_what_a_token_says_of_itself_is_not_shown_with_the_badge(world: World, now: datetime):
    report = verify(read_presented(issue(world)), VerificationPolicy(), world.resolver, now)

    assert {"iss", "jti", "nbf", "sub"}.isdisjoint(report.credential.document)


def _list_case(world: World, text: bytes, now: datetime) -> Case:
    presented = present_jwt(text)
    return Case(
        document=presented.document,
        jws=presented.jws,
        kind=STATUS_LIST,
        policy=VerificationPolicy(),
        resolver=world.resolver,
        now=now,
        judge=run_steps,
    )


def test_a_list_need_not_have_a_subject_with_an_id(world: World, now: datetime):
    payload = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "id": "https://club.example/status/revocation",
        "jti": "https://club.example/status/revocation",
        "issuer": world.club.id,
        "iss": world.club.id,
        "credentialSubject": {},
    }
    text = token(header_of(world.club), payload, world.club.key)

    (seal,) = verified_seals(_list_case(world, text, now))

    assert world.club.method == seal.method.id
    assert seal.proof.created is None


def test_a_badge_is_signed_by_the_same_key_in_both_forms(world: World, now: datetime):
    club, document = world.club, badge_document(world.club.id)
    for sign in (sign_jwt, sign_vc_jose):
        text = sign(document, signer=club.key, kid=club.method)
        report = verify(read_presented(text.encode()), VerificationPolicy(), world.resolver, now)
        assert Verdict.VERIFIED is report.verdict
