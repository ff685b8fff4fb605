"""Open Badges 2 in the hands of somebody who lies: another's host, key, list, class or person.

A hosted badge is worth what its host says now; a signed one what the key of the issuer's hosted
profile signed. Nothing else counts, and nothing else is shown.
"""

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from badger.credentials.jwt import read_jws
from badger.verify import Report, Resolver, UnreadableInput, Verdict, VerificationPolicy
from badger.verify.presented import Presented
from badger.verify.sources import Fetched
from badger.verify.verification import verify
from tests.attacks.png_files import chunk, itxt, png
from tests.loopback import PublicNetwork, page
from tests.open_badges_2 import (
    CONTEXT,
    SALT,
    URN,
    OldIssuer,
    changed,
    codes,
    encoded,
    hashed_email,
    judge,
    pem,
)
from tests.world import EMAIL, World

PIRATE = "pirate.example"
SPKI = (Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


@pytest.fixture
def school(world: World) -> OldIssuer:
    """The issuer in whose name somebody else speaks."""
    return OldIssuer(world)


@pytest.fixture
def pirate(world: World, school: OldIssuer) -> OldIssuer:
    """Somebody with a host, a profile and a key of their own."""
    return OldIssuer(world, PIRATE, key=1)


def assert_refused(report: Report, **expected: str) -> None:
    """Not verified for these reasons, and nothing of the badge is shown."""
    assert Verdict.NOT_VERIFIED is report.verdict
    assert expected.items() <= codes(report).items()
    assert report.credential is None


def assert_open(report: Report, **expected: str) -> None:
    """Inconclusive for these reasons."""
    assert Verdict.INCONCLUSIVE is report.verdict
    assert expected.items() <= codes(report).items()


# Hosted badges


def test_a_badge_that_its_host_cannot_be_asked_about_is_open(world, school, now):
    document = school.host()
    world.down[str(document["id"])] = "fetch.offline"

    report = judge(world, document, now)

    assert_open(report, proof="fetch.offline", issuer="step.not_run")
    assert report.credential is None


def test_a_badge_that_its_host_never_showed_is_open(world, school, now):
    assert_open(judge(world, school.assertion(), now), proof="fetch.status")


def test_a_copy_on_another_host_shows_what_the_first_host_says(world, school, pirate, now):
    school.host()
    world.publish("https://pirate.example/a", school.assertion(narrative="Menteur"))

    report = judge(world, b"https://pirate.example/a", now)

    assert Verdict.VERIFIED is report.verdict
    assert ("proof.hosted_otherwise", {"ecole.example"}) == (
        codes(report)["proof"],
        {report.finding("proof").facts["host"]},
    )
    assert report.credential is not None
    assert "Trois séances." == report.credential.subject["narrative"]


def test_a_copy_of_a_badge_that_was_never_there_is_nothing(world, school, pirate, now):
    world.publish("https://pirate.example/a", school.assertion())

    report = judge(world, b"https://pirate.example/a", now)

    assert_open(report, proof="fetch.status")
    assert report.credential is None


def test_a_page_that_shows_another_assertion_is_refused(world, school, now):
    document = school.assertion()
    world.publish(str(document["id"]), {**document, "id": "https://ecole.example/assertion/2"})

    assert_refused(judge(world, document, now), proof="proof.other_assertion")


def test_a_hosted_badge_whose_page_says_signed_is_not_signed(world, school, now):
    document = school.assertion()
    world.publish(
        str(document["id"]),
        {**document, "verification": {"type": "SignedBadge", "creator": school.key_id}},
    )

    assert_refused(judge(world, document, now), proof="proof.missing")


def test_another_issuers_badge_class_is_not_for_a_strangers_host(world, school, pirate, now):
    report = judge(world, pirate.host(badge=school.badge), now)

    assert_refused(report, issuer="issuer.scope")
    assert {"host": PIRATE, "issuer_host": "ecole.example"} == report.finding("issuer").facts


def test_another_issuers_profile_is_not_for_a_strangers_host(world, school, pirate, now):
    pirate.publish(pirate.badge_class(issuer=school.id))

    assert_refused(judge(world, pirate.host(), now), issuer="issuer.scope")


def test_a_profile_written_out_in_place_is_fetched_all_the_same(world, school, pirate, now):
    scope = {"allowedOrigins": PIRATE}
    badge = pirate.badge_class(issuer=school.profile(verification=scope))
    pirate.publish(badge)

    assert_refused(judge(world, pirate.host(badge=badge), now), issuer="issuer.scope")


def test_the_beginning_of_a_host_is_another_host(world, school, now):
    other = OldIssuer(world, "ecole.example.evil.example", key=1)
    school.publish(school.profile(verification={"startsWith": "https://ecole.example"}))

    assert_refused(judge(world, other.host(badge=school.badge), now), issuer="issuer.scope")


def test_a_class_without_an_address_does_not_choose_its_issuer(world, school, pirate, now):
    """An embedded class names any issuer: the issuer's own profile must allow the host."""
    badge = pirate.badge_class(id="urn:uuid:1", issuer=school.id)

    assert_refused(judge(world, pirate.host(badge=badge), now), issuer="issuer.scope")


@pytest.mark.parametrize(
    "address",
    [
        "https://127.0.0.1/assertion/1",
        "https://localhost/assertion/1",
        "https://ecole.example@pirate.example/1",
        "http://ecole.example/assertion/1",
        "file:///etc/passwd",
        "https://[::1]/",
    ],
)
def test_an_id_that_may_not_be_asked_is_not_asked(world, school, now, address):
    report = judge(world, school.assertion(id=address), now)

    assert report.verdict is not Verdict.VERIFIED
    assert report.credential is None
    assert address not in world.fetched


def test_a_redirect_to_another_host_lets_nobody_speak_for_the_first(world, school, pirate, now):
    document = school.assertion()
    network = PublicNetwork()
    try:
        network.host(
            "ecole.example",
            page(b"", "Location: https://pirate.example/assertion/1", status="302 Found"),
        )
        other = network.host(PIRATE, page(json.dumps(document).encode()))
        resolver = Resolver(Fetched(network.fetcher(), max_age_s=0, failure_age_s=0))
        presented = Presented(data=b"", document=document, carrier="json")
        report = verify(presented, VerificationPolicy(), resolver, now)
    finally:
        network.close()

    assert_open(report, proof="fetch.other_host")
    assert ([], None) == (other.requests, report.credential)


WITHDRAWN = b'{"id": "https://ecole.example/assertion/1", "revoked": true}'


@pytest.mark.parametrize(
    ("status", "headers", "body", "code"),
    [
        ("410 Gone", (), WITHDRAWN, "status.revoked"),
        ("404 Not Found", (), WITHDRAWN, "status.revoked"),
        ("410 Gone", ("Content-Encoding: gzip",), WITHDRAWN, "fetch.status"),
        ("410 Gone", (), WITHDRAWN + b" " * 1_000_000, "fetch.status"),
        ("500 Oh", (), WITHDRAWN, "fetch.status"),
        ("403 Forbidden", (), WITHDRAWN, "fetch.status"),
    ],
)
def test_a_refusal_withdraws_a_badge_only_in_plain_and_short_words(
    school, now, status, headers, body, code
):
    network = PublicNetwork()
    try:
        network.host("ecole.example", page(body, *headers, status=status))
        resolver = Resolver(Fetched(network.fetcher(), max_age_s=0, failure_age_s=0))
        presented = Presented(data=b"", document=school.assertion(), carrier="json")
        report = verify(presented, VerificationPolicy(), resolver, now)
    finally:
        network.close()

    assert code == codes(report)["proof"]
    assert (Verdict.NOT_VERIFIED if code == "status.revoked" else Verdict.INCONCLUSIVE) is (
        report.verdict
    )


def test_a_file_that_claims_to_be_withdrawn_is_believed_only_from_its_host(world, school, now):
    hosted = school.host()
    stub = {"@context": CONTEXT, "type": "Assertion", "id": hosted["id"], "revoked": True}

    report = judge(world, {**stub, "revocationReason": "Menteur"}, now)

    assert Verdict.VERIFIED is report.verdict
    assert "Menteur" not in json.dumps(report.finding("structure").facts)


@pytest.mark.parametrize("identifier", [URN, 5, None, "https://127.0.0.1/"])
def test_a_file_without_a_host_withdraws_nothing(world, school, now, identifier):
    stub = {"@context": CONTEXT, "type": "Assertion", "id": identifier, "revoked": True}

    report = judge(world, stub, now)

    assert "status.revoked" not in codes(report).values()
    assert report.credential is None


# Signed badges


def hs256(data: bytes, key: bytes) -> bytes:
    """A MAC whose key is what everybody may read."""
    return hmac.new(key, data, hashlib.sha256).digest()


@pytest.mark.parametrize(
    ("alg", "sign"),
    [
        ("none", lambda _school, _data: b""),
        ("None", lambda _school, _data: b""),
        ("HS256", lambda school, data: hs256(data, pem(school.key).encode())),
        ("RS1", lambda school, data: school.signature(data)),
        ("rs256", lambda school, data: school.signature(data)),
        ("RS256 ", lambda school, data: school.signature(data)),
    ],
)
def test_an_algorithm_off_the_list_proves_nothing(world, school, now, alg: str, sign: Callable):
    token = school.sign(header={"alg": alg}, sign=lambda data: sign(school, data))

    assert_refused(judge(world, token, now), proof="jwt.alg_not_allowed")


@pytest.mark.parametrize("alg", ["RS384", "PS256", "ES512"])
def test_a_real_algorithm_that_is_not_read_is_named(world, school, now, alg):
    assert_open(
        judge(world, school.sign(header={"alg": alg}), now), proof="jwt.unsupported_algorithm"
    )


def test_an_algorithm_of_another_kind_of_key_is_refused(world, school, now):
    report = judge(world, school.sign(header={"alg": "ES256"}), now)

    assert Verdict.NOT_VERIFIED is report.verdict
    assert report.credential is None


def test_another_key_under_the_issuers_name_is_refused(world, school, pirate, now):
    token = pirate.sign(school.assertion("SignedBadge"))

    assert_refused(judge(world, token, now), proof="proof.signature")


@pytest.mark.parametrize("member", ["jwk", "jku", "x5c", "x5u", "kid"])
def test_a_key_in_the_header_is_never_used(world, school, pirate, now, member):
    """RFC 7515, 4.1: a header is written by whoever writes the token."""
    numbers = pirate.key.public_key().public_numbers()
    values = {
        "jwk": {
            "kty": "RSA",
            "n": encoded(numbers.n.to_bytes(256, "big")),
            "e": encoded(numbers.e.to_bytes(3, "big")),
        },
        "jku": "https://pirate.example/jwks",
        "x5c": ["AAAA"],
        "x5u": "https://pirate.example/x5u",
        "kid": pirate.key_id,
    }
    token = pirate.sign(
        school.assertion("SignedBadge"), header={"alg": "RS256", member: values[member]}
    )

    try:
        report = judge(world, token, now)
    except UnreadableInput as error:
        assert error.reason.startswith("jwt.")
    else:
        assert Verdict.NOT_VERIFIED is report.verdict
        assert report.credential is None
    assert not any(address.startswith("https://pirate.example/") for address in world.fetched)


def test_a_creator_of_another_issuer_is_not_the_issuers_key(world, school, pirate, now):
    verification = {"type": "SignedBadge", "creator": pirate.key_id}
    token = pirate.sign(school.assertion("SignedBadge", verification=verification))

    assert_refused(
        judge(world, token, now), proof="proof.not_the_issuers_key", issuer="issuer.binding"
    )


def test_a_key_that_says_its_owner_is_the_issuer_is_not_yet_the_issuers(world, school, pirate, now):
    pirate.publish(pirate.key_document(owner=school.id))
    verification = {"type": "SignedBadge", "creator": pirate.key_id}
    token = pirate.sign(school.assertion("SignedBadge", verification=verification))

    assert_refused(judge(world, token, now), issuer="issuer.binding")


def test_a_key_of_another_owner_in_the_profile_is_not_the_issuers(world, school, now):
    school.publish(school.key_document(owner="https://pirate.example/issuer"))

    assert_refused(judge(world, school.sign(), now), issuer="issuer.binding")


def test_a_key_page_that_calls_itself_otherwise_is_not_the_key(world, school, now):
    world.publish(school.key_id, school.key_document(id="https://ecole.example/key/2"))

    assert_refused(judge(world, school.sign(), now), issuer="issuer.binding")


def test_a_private_key_in_public_proves_nothing(world, school, now):
    form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    school.publish(school.key_document(publicKeyPem=school.key.private_bytes(*form).decode()))

    report = judge(world, school.sign(), now)

    assert_refused(report, proof="proof.not_the_issuers_key", issuer="key.private_exposed")


def test_a_changed_letter_in_a_token_is_refused(world, school, now):
    head, body, signature = school.sign().split(b".")
    changed_body = json.dumps(school.assertion("SignedBadge", narrative="Menteur")).encode()

    report = judge(world, b".".join((head, encoded(changed_body).encode(), signature)), now)

    assert body != encoded(changed_body).encode()
    assert_refused(report, proof="proof.signature")


def test_a_token_proves_no_other_document_beside_it(world, school, now):
    """Whoever calls the library may put two things side by side; the token wins."""
    token = school.sign()
    presented = Presented(
        data=token,
        document=school.assertion("SignedBadge", narrative="Menteur"),
        carrier="jws",
        jws=read_jws(token),
    )

    report = verify(presented, VerificationPolicy(), world.new_resolver(), now)

    assert_refused(report, proof="proof.signature")


def test_a_signed_assertion_without_its_signature_is_not_signed(world, school, now):
    assert_refused(judge(world, school.assertion("SignedBadge"), now), proof="proof.missing")


def test_a_signed_badge_cannot_rewrite_its_class(world, school, now):
    badge = school.badge_class(name="Faux")
    token = school.sign(school.assertion("SignedBadge", badge=badge))

    assert_refused(judge(world, token, now), issuer="issuer.signed_otherwise")


def test_a_signed_badge_of_a_withdrawn_stub_is_out_of_shape(world, school, pirate, now):
    """Anybody can write a token: it cannot say in the issuer's name that a badge is withdrawn."""
    stub = {"@context": CONTEXT, "type": "Assertion", "id": URN, "revoked": True}

    assert_refused(judge(world, pirate.sign(stub), now), structure="structure.open_badges_2_shape")


def test_the_list_of_another_issuer_says_nothing(world, school, now):
    school.publish(school.revocation_list(issuer="https://pirate.example/issuer"))

    assert_open(judge(world, school.sign(), now), status="status.other_issuer")


def test_a_list_that_is_gone_says_nothing(world, school, now):
    del world.pages[school.list]

    assert_open(judge(world, school.sign(), now), status="fetch.status")


def test_a_list_beyond_the_limits_says_nothing(world, school, now):
    school.publish(school.revocation_list(*["urn:x:1"] * 51_000))

    assert_open(judge(world, school.sign(), now), status="fetch.unreadable")


def test_a_context_in_place_gives_no_other_meaning_to_what_is_read(world, school, now):
    context = [CONTEXT, {"recipient": "https://pirate.example/x"}]

    assert_refused(
        judge(world, school.host(**{"@context": context}), now),
        structure="structure.open_badges_2_shape",
    )


def test_a_badge_for_somebody_else_stays_somebody_elses(world, school, now):
    recipient = {"type": "email", "hashed": True, "salt": SALT, "identity": hashed_email("x@y.fr")}

    report = judge(world, school.host(recipient=recipient), now, recipient=EMAIL)

    assert (Verdict.NOT_VERIFIED, "recipient.other_person") == (
        report.verdict,
        codes(report)["recipient"],
    )


# Keys and algorithms that issuers had


def test_a_key_of_pkcs_1_is_read(world, school, now):
    form = (Encoding.PEM, PublicFormat.PKCS1)
    text = school.key.public_key().public_bytes(*form).decode()
    school.publish(school.key_document(publicKeyPem=text))

    assert text.startswith("-----BEGIN RSA PUBLIC KEY-----")
    assert Verdict.VERIFIED is judge(world, school.sign(), now).verdict


def test_es256_is_read(world, school, now):
    key = ec.generate_private_key(ec.SECP256R1())

    def sign(data: bytes) -> bytes:
        r, s = decode_dss_signature(key.sign(data, ec.ECDSA(SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")

    text = key.public_key().public_bytes(*SPKI).decode()
    school.publish(school.key_document(publicKeyPem=text))

    report = judge(world, school.sign(header={"alg": "ES256"}, sign=sign), now)

    assert Verdict.VERIFIED is report.verdict
    assert "ES256" == report.finding("proof").facts["cryptosuite"]


def test_eddsa_is_read(world, school, now):
    key = ed25519.Ed25519PrivateKey.generate()
    text = key.public_key().public_bytes(*SPKI).decode()
    school.publish(school.key_document(publicKeyPem=text))

    report = judge(world, school.sign(header={"alg": "EdDSA"}, sign=key.sign), now)

    assert Verdict.VERIFIED is report.verdict


# Images

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:b="http://openbadges.org"'


def svg(body: str = "", *, told: str) -> bytes:
    """An SVG with an old badge."""
    return f"<svg {NS}><b:assertion verify='{told}'>{body}</b:assertion></svg>".encode()


def old_images(school: OldIssuer) -> dict[str, bytes]:
    """Images of before 2018 with a badge in them that is verified."""
    document = school.host()
    text, address = json.dumps(document), str(document["id"])
    return {
        "png, iTXt, json": png(itxt(text.encode(), keyword=b"openbadges")),
        "png, iTXt, address": png(itxt(address.encode(), keyword=b"openbadges")),
        "png, tEXt, address": png(chunk(b"tEXt", b"openbadges\0" + address.encode())),
        "png, iTXt, token": png(itxt(school.sign(), keyword=b"openbadges")),
        "png, tEXt, token": png(chunk(b"tEXt", b"openbadges\0" + school.sign())),
        "svg, address": svg(told=address),
        "svg, token": svg(told=school.sign().decode()),
        "svg, json beside its address": svg(f"<![CDATA[{text}]]>", told=address),
    }


IMAGES = tuple(old_images(OldIssuer(World())))


@pytest.mark.parametrize("name", IMAGES)
def test_p01_a_badge_in_an_old_image_is_verified(
    world: World, school: OldIssuer, now: datetime, name: str
):
    report = judge(world, old_images(school)[name], now, recipient=EMAIL)

    assert Verdict.VERIFIED is report.verdict
    assert report.credential is not None
    assert "Travail en équipe" == report.credential.achievement.name
    assert ("proof.verified" if "token" in name else "proof.hosted") == codes(report)["proof"]


@pytest.mark.parametrize(
    "address",
    [
        "http://ecole.example/1",
        "ftp://ecole.example/1",
        "file:///etc/passwd",
        "https://",
        "https://127.0.0.1/1",
    ],
)
def test_p01_an_address_in_an_image_must_be_one_that_may_be_asked(world, school, now, address):
    try:
        report = judge(world, png(chunk(b"tEXt", b"openbadges\0" + address.encode())), now)
    except UnreadableInput as error:
        assert "input.address" == error.reason
    else:
        assert_open(report)
    assert [] == world.fetched


def test_p06_an_address_beside_another_badge_is_two_badges(world, school, now):
    text = json.dumps(school.host())
    image = svg(f"<![CDATA[{text}]]>", told="https://ecole.example/assertion/2")

    with pytest.raises(UnreadableInput) as refused:
        judge(world, image, now)
    assert "image.several_credentials" == refused.value.reason


def test_an_address_in_an_image_may_lead_to_a_withdrawn_badge(world, school, now):
    address = "https://ecole.example/assertion/1"
    world.gone[address] = json.dumps({"id": address, "revoked": True}).encode()

    report = judge(world, png(itxt(address.encode(), keyword=b"openbadges")), now)

    assert_refused(report, structure="status.revoked")


@pytest.mark.parametrize("members", [{"type": "BadgeClass"}, {"recipient": None}, {"id": None}])
def test_an_address_that_leads_to_something_else_is_refused(world, school, now, members):
    address = "https://ecole.example/assertion/1"
    world.publish(address, changed(school.assertion(), **members))

    report = judge(world, png(itxt(address.encode(), keyword=b"openbadges")), now)

    assert_refused(report, structure="structure.open_badges_2_shape")


TWO_PEOPLE = [
    {"type": "email", "hashed": False, "identity": EMAIL},
    {"type": "email", "hashed": False, "identity": "autre@exemple.fr"},
]
TWO_WAYS = [{"type": "HostedBadge"}, {"type": "SignedBadge", "creator": "https://x.example/k"}]


@pytest.mark.parametrize(
    ("member", "value"), [("recipient", TWO_PEOPLE), ("verification", TWO_WAYS)]
)
def test_h07_of_two_people_or_ways_no_reader_takes_the_first(world, school, now, member, value):
    """Another reader may take the second."""
    document = school.host(**{member: value})

    report = judge(world, document, now)

    assert Verdict.NOT_VERIFIED is report.verdict
    finding = report.finding("structure")
    assert ("structure.open_badges_2_shape", "several") == (finding.code, finding.facts["rule"])


@pytest.mark.parametrize("member", ["recipient", "verification"])
def test_one_in_a_list_is_that_one(world, school, now, member):
    document = school.host(**{member: [school.assertion()[member]]})

    assert Verdict.VERIFIED is judge(world, document, now).verdict
