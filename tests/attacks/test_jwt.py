"""Forged, broken and confusing tokens, by the ids of the catalogue (hardening, J01 to J20).

`test_doors.py` sends a case of each id through the command line and the API.
"""

import hashlib
import hmac
import json
import time
from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_der_public_key,
)

from badger.credentials.did import PublishedKey
from badger.credentials.jwt_signing import sign_vc_jose
from badger.verify import (
    Outcome,
    Report,
    UnreadableInput,
    Verdict,
    VerificationPolicy,
    read_presented,
    verify,
)
from tests.jwt_badges import (
    ALGORITHMS,
    ISSUED_S,
    OB_300,
    b64,
    header_of,
    issue,
    jwk_document,
    jwk_issuer,
    key_of,
    made,
    payload_1,
    payload_of,
    token,
    unb64,
)
from tests.world import Issuer, World, badge_document, endorsement, new_key

CLUB = "did:web:club.example"


def report_on(world: World, data: bytes, now: datetime) -> Report:
    return verify(read_presented(data), VerificationPolicy(), world.resolver, now)


def refusal(world: World, data: bytes, now: datetime) -> str:
    """The code of what is wrong; fails when nothing is."""
    try:
        report = report_on(world, data, now)
    except UnreadableInput as error:
        return error.reason
    assert report.credential is None or report.verdict is not Verdict.VERIFIED
    bad = (Outcome.FAILED, Outcome.UNDETERMINED)
    return next(finding.code for finding in report.findings if finding.outcome in bad)


def verified(world: World, data: bytes, now: datetime) -> bool:
    return report_on(world, data, now).verdict is Verdict.VERIFIED


@pytest.mark.parametrize(
    "alg",
    ["none", "None", "NONE", "nOnE", " none", "none ", "ｎｏｎｅ", "", None, 0, ["none"], "nоne"],
)
@pytest.mark.parametrize("is_signed", [True, False])
def test_j01_a_token_without_algorithm_is_refused(
    world: World, now: datetime, alg: object, is_signed: bool
):
    header = {**header_of(world.club), "alg": alg}
    data = token(header, payload_of(world.club), world.club.key if is_signed else None)

    assert refusal(world, data, now) in ("jwt.alg_not_allowed", "jwt.header_not_allowed")


def test_j01_an_algorithm_left_out_is_refused(world: World, now: datetime):
    assert "jwt.alg_not_allowed" == refusal(world, made(world.club, header={"alg": None}), now)


def test_j01_an_empty_signature_is_refused(world: World, now: datetime):
    data = token(header_of(world.club), payload_of(world.club))

    assert data.endswith(b".")
    assert "proof.signature" == refusal(world, data, now)


@pytest.mark.parametrize("dots", [0, 1, 3, 5])
def test_j01_a_token_has_three_parts(world: World, now: datetime, dots: int):
    parts = issue(world).split(b".")
    data = b".".join([*parts, b"AA", b"AA", b"AA"][: dots + 1])

    assert refusal(world, data, now) in ("jwt.malformed", "json.syntax")


@pytest.mark.parametrize("kind", ALGORITHMS)
@pytest.mark.parametrize("form", ["pem", "der", "jwk", "raw"])
@pytest.mark.parametrize("alg", ["HS256", "HS384", "HS512"])
def test_j02_a_public_key_is_no_shared_secret(
    world: World, now: datetime, kind: str, form: str, alg: str
):
    issuer = jwk_issuer(world, kind)
    header, payload = header_of(issuer, alg=alg), payload_of(issuer)
    signing_input = token(header, payload)[:-1]
    digest = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}[alg]
    mac = hmac.new(secret_of(issuer, form), signing_input, digest).digest()

    data = signing_input + b"." + b64(mac).encode()

    assert "jwt.alg_not_allowed" == refusal(world, data, now)


def secret_of(issuer: Issuer, form: str) -> bytes:
    public = issuer.key.public
    if form == "jwk":
        return json.dumps(public.to_jwk()).encode()
    if form == "raw" or public.kind != "RSA":
        return public.raw
    encoding = Encoding.PEM if form == "pem" else Encoding.DER
    key = load_der_public_key(public.raw)
    return key.public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo)


KEYS_OF_OTHERS = {
    "X25519": {"kty": "OKP", "crv": "X25519", "x": b64(b"\x09" + bytes(31))},
    "P-521": {"kty": "EC", "crv": "P-521", "x": b64(b"\x01" * 66), "y": b64(b"\x01" * 66)},
    "secp256k1": {"kty": "EC", "crv": "secp256k1", "x": b64(b"\x01" * 32), "y": b64(b"\x01" * 32)},
}
KEYS = [*ALGORITHMS, *KEYS_OF_OTHERS]
ALGS = ["EdDSA", "ES256", "ES384", "RS256", "ES512", "PS256", "ES256K"]
DIAGONAL = {("EdDSA", "Ed25519"), ("ES256", "P-256"), ("ES384", "P-384"), ("RS256", "RSA")}


@pytest.mark.parametrize("alg", ALGS)
@pytest.mark.parametrize("kind", KEYS)
def test_j03_an_algorithm_takes_one_kind_of_key(world: World, now: datetime, alg: str, kind: str):
    """Seven algorithms, seven kinds of key: the four on the diagonal pass, and no other."""
    issuer = jwk_issuer(world, kind if kind in ALGORITHMS else "Ed25519")
    if kind in KEYS_OF_OTHERS:
        document = jwk_document(issuer.id, issuer.key, publicKeyJwk=KEYS_OF_OTHERS[kind])
        issuer.publish(document)
    data = made(issuer, header={"alg": alg, "kid": f"{issuer.id}#key"})

    if (alg, kind) in DIAGONAL:
        assert verified(world, data, now)
    elif alg in ("ES512", "PS256", "ES256K"):
        assert "jwt.unsupported_algorithm" == refusal(world, data, now)
        assert Verdict.INCONCLUSIVE is report_on(world, data, now).verdict
    elif kind in ALGORITHMS:
        assert "jwt.key_does_not_fit" == refusal(world, data, now)
    else:
        assert refusal(world, data, now).startswith("key.")


@pytest.mark.parametrize("victim", [CLUB, "did:key", "https://victim.example/issuer"])
@pytest.mark.parametrize("with_kid", [True, False])
def test_j04_a_key_in_the_header_is_not_the_victims(
    world: World, now: datetime, victim: str, with_kid: bool
):
    issuer = world.new_issuer("" if victim == "did:key" else victim)
    forger = new_key()
    header = header_of(issuer, jwk=forger.public.to_jwk(), kid=issuer.method if with_kid else None)

    data = token(header, payload_of(issuer), forger)

    assert "issuer.binding" == refusal(world, data, now)
    assert Outcome.NOT_RUN is report_on(world, data, now).finding("proof").outcome


@pytest.mark.parametrize("identifier", ["", CLUB])
def test_j04_a_key_in_the_header_that_the_issuer_publishes_is_good(
    world: World, now: datetime, identifier: str
):
    issuer = world.new_issuer(identifier)
    data = made(issuer, header={"kid": None, "jwk": issuer.key.public.to_jwk()})

    assert verified(world, data, now)


def test_j04_a_key_that_is_published_for_something_else_is_not_enough(world: World, now: datetime):
    document = world.club.document()
    document["authentication"] = document.pop("assertionMethod")
    world.club.publish(document)
    data = made(world.club, header={"kid": None, "jwk": world.club.key.public.to_jwk()})

    assert "issuer.not_for_assertion" == refusal(world, data, now)


@pytest.mark.parametrize("jwk", [None, "x", [], 1])
def test_j04_a_key_in_the_header_is_an_object(world: World, now: datetime, jwk: object):
    header = {**header_of(world.club), "jwk": jwk}
    data = token(header, payload_of(world.club), world.club.key)

    assert "jwt.kid" == refusal(world, data, now)


def test_j04_k06_a_private_key_in_the_header_is_named(world: World, now: datetime):
    jwk = {**world.club.key.public.to_jwk(), "d": b64(bytes(32))}

    assert "key.private_exposed" == refusal(
        world, made(world.club, header={"kid": None, "jwk": jwk}), now
    )


@pytest.mark.parametrize("member", ["jku", "x5u", "x5c", "x5t", "x5t#S256", "epk", "enc", "k"])
@pytest.mark.parametrize("value", ["https://canary.example/keys", ["AA"], None, {}])
def test_j05_a_header_that_brings_a_key_from_elsewhere_is_refused(
    world: World, now: datetime, member: str, value: object
):
    header = {**header_of(world.club), member: value}
    data = token(header, payload_of(world.club), world.club.key)

    assert "jwt.header_not_allowed" == refusal(world, data, now)
    assert not [url for url in world.fetched if "canary" in url]


KIDS = [
    "https://canary.example/key.json",
    "https://canary.example/key.json#club",
    "http://club.example/key",
    "file:///etc/passwd",
    "../../../../etc/passwd",
    "/dev/null",
    "' OR 1=1 --",
    "key-1",
    "#key-1",
    "",
    " ",
    "did:",
    "did:web:club.example",
    "did:web:club.example#",
    "did:web:club.example#other",
    "did:web:club.example#a#b",
    "did:web:club.example:#z6Mk",
    "did:web:CLUB.example#key",
    "did:web:canary.example#key",
    "did:key:z6MkeTG3bFFSLYVU7VqhgZxqr6YzpaGrQtFMh1uvqGy1vDnP",
    "did:key:zA#zB",
    "did:jwk:e30#0",
    "javascript:alert(1)",
    "data:application/json,{}",
    "urn:uuid:7d1f5d6e-9a3b-4f0e-8f6e-0a1b2c3d4e5f",
    "https://club.example@canary.example/key",
    "https://[::1]/key",
    "did:web:club.example#\u0000",
    "did:web:club.example#\u202e",
    "d" * 4_000,
]


@pytest.mark.parametrize("kid", KIDS)
def test_j06_a_name_of_a_key_leads_nowhere_else(world: World, now: datetime, kid: str):
    """Thirty names: none of them verifies, none of them is fetched."""
    data = made(world.club, header={"kid": kid})

    assert refusal(world, data, now) in ("issuer.binding", "jwt.kid", "json.nul_character")
    assert {"https://club.example/.well-known/did.json"} >= set(world.fetched)


@pytest.mark.parametrize("kid", [None, 1, True, [], ["did:web:club.example#key"], {}])
def test_j06_a_name_of_a_key_is_a_text(world: World, now: datetime, kid: object):
    data = token({**header_of(world.club), "kid": kid}, payload_of(world.club), world.club.key)

    assert "jwt.kid" == refusal(world, data, now)


def test_j06_a_token_names_or_shows_its_key(world: World, now: datetime):
    assert "jwt.kid" == refusal(world, made(world.club, header={"kid": None}), now)


def test_j06_a_name_of_a_megabyte_is_not_read(world: World, now: datetime):
    assert "jwt.too_large" == refusal(world, made(world.club, header={"kid": "x" * 1_000_000}), now)


def test_j06_the_key_of_another_issuer_proves_nothing(world: World, now: datetime):
    other = world.new_issuer("did:web:other.example")
    data = token(header_of(other), payload_of(world.club), other.key)

    assert "issuer.binding" == refusal(world, data, now)


@pytest.mark.parametrize(
    "crit", [[], ["x"], ["b64"], ["exp"], "b64", None, {}, ["alg", "kid"], [["b64"]]]
)
def test_j07_a_header_that_asks_to_be_understood_is_refused(
    world: World, now: datetime, crit: object
):
    header = {**header_of(world.club), "crit": crit}
    data = token(header, payload_of(world.club), world.club.key)

    assert "jwt.header_not_allowed" == refusal(world, data, now)


@pytest.mark.parametrize(
    "header",
    [
        {"b64": False},
        {"b64": True},
        {"b64": False, "crit": ["b64"]},
        {"zip": "DEF"},
        {"cty": "JWT"},
        {"cty": "jwt"},
        {"cty": "application/vc+jwt"},
        {"cty": 5},
        {"typ": 5},
    ],
)
def test_j08_a_payload_in_another_form_is_refused(world: World, now: datetime, header: dict):
    assert "jwt.header_not_allowed" == refusal(world, made(world.club, header=header), now)


def test_j08_a_detached_payload_is_refused(world: World, now: datetime):
    header, _, signature = issue(world).split(b".")

    assert "json.syntax" == refusal(world, header + b".." + signature, now)


def test_j08_a_payload_that_is_not_encoded_is_refused(world: World, now: datetime):
    header, payload, signature = issue(world).split(b".")
    plain = unb64(payload.decode()).replace(b".", b"")

    data = b".".join([header, plain, signature])

    assert "jwt.base64url" == refusal(world, data, now)


@pytest.mark.parametrize(
    "member", ["foo", "nonce", "iat", "ALG", "Kid", "x" * 500, "é", "http://x"]
)
def test_j09_a_further_member_of_the_header_is_told(world: World, now: datetime, member: str):
    report = report_on(world, made(world.club, header={member: "x"}), now)

    assert Verdict.VERIFIED is report.verdict
    assert [member[:64]] == report.finding("proof").facts["unknown_headers"]


def test_j09_members_that_belong_there_are_not_told(world: World, now: datetime):
    report = report_on(world, made(world.club, header={"cty": "vc"}), now)

    assert "unknown_headers" not in report.finding("proof").facts


@pytest.mark.parametrize(
    "document",
    [
        {"payload": "AA", "protected": "AA", "signature": "AA"},
        {"payload": "AA", "signatures": [{"protected": "AA", "signature": "AA"}]},
        {"payload": "AA", "signatures": [{"signature": "AA"}, {"signature": "AA"}]},
        {"protected": "AA", "ciphertext": "AA", "iv": "AA", "tag": "AA"},
    ],
)
def test_j10_a_token_as_json_is_another_form(world: World, now: datetime, document: dict):
    whole = {**badge_document(CLUB), **document}

    for one in (document, whole):
        assert "jwt.unsupported_form" == refusal(world, json.dumps(one).encode(), now)


def test_j10_an_encrypted_token_is_another_form(world: World, now: datetime):
    data = b".".join([issue(world), b"AA", b"AA"])

    assert "jwt.unsupported_form" == refusal(world, data, now)


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda part: part + b"=",
        lambda part: part + b"==",
        lambda part: b"+" + part[1:],
        lambda part: b"/" + part[1:],
        lambda part: part[:4] + b" " + part[4:],
        lambda part: part[:4] + b"\n" + part[4:],
        lambda part: part[:4] + b"\r\n" + part[4:],
        lambda part: part[:4] + "\u0661".encode() + part[4:],
        lambda part: part[:4] + b"\x00" + part[4:],
        lambda part: part[:4] + b"%41" + part[4:],
        lambda part: part + b"A" if len(part) % 4 == 0 else part + b"A" * (5 - len(part) % 4),
    ],
)
def test_j11_a_second_spelling_of_the_same_bytes_is_refused(
    world: World, now: datetime, place: int, spoil
):
    parts = issue(world).split(b".")
    parts[place] = spoil(parts[place])

    assert refusal(world, b".".join(parts), now) in ("jwt.base64url", "json.syntax")


@pytest.mark.parametrize("place", [0, 1, 2])
def test_j11_stray_bits_at_the_end_are_refused(world: World, now: datetime, place: int):
    """Every last letter that gives the same bytes, save the one that the standard writes."""
    letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    tried = 0
    for space in range(3):
        header = json.dumps(header_of(world.club)).encode() + b" " * space
        payload = json.dumps(payload_of(world.club)).encode() + b" " * space
        parts = token(header, payload, world.club.key).split(b".")
        part = parts[place]
        for letter in letters:
            twin = part[:-1] + bytes([letter])
            if twin == part or unb64(twin.decode()) != unb64(part.decode()):
                continue
            tried += 1
            changed = [*parts[:place], twin, *parts[place + 1 :]]
            assert "jwt.base64url" == refusal(world, b".".join(changed), now)
    assert 18 <= tried


def test_j11_spaces_around_a_token_in_a_file_are_no_part_of_it(world: World, now: datetime):
    assert verified(world, b"\n " + issue(world) + b"\r\n", now)


NOT_JSON = [
    (b"\xff\xfe", "json.encoding"),
    (b"\xef\xbb\xbf{}", "json.encoding"),
    ('{"alg":"EdDSA"}'.encode("utf-16"), "json.encoding"),
    (b'{"alg":"none","alg":"EdDSA"}', "json.duplicate_key"),
    (b'{"alg":"EdDSA","\\u0061lg":"none"}', "json.duplicate_key"),
    (b'{"a":' * 40 + b"1" + b"}" * 40, "json.too_deep"),
    (b'{"a":"\\ud800"}', "json.lone_surrogate"),
    (b'{"a":"\\u0000"}', "json.nul_character"),
    (b'{"a":NaN}', "json.number_out_of_range"),
    (b'{"a":1e400}', "json.number_out_of_range"),
    (b"[]", "json.not_an_object"),
    (b'"text"', "json.not_an_object"),
    (b"{} {}", "json.syntax"),
    (b"{'alg':'EdDSA'}", "json.syntax"),
    (b"", "json.syntax"),
]


@pytest.mark.parametrize(("content", "code"), NOT_JSON)
def test_j12_a_payload_is_strict_json(world: World, now: datetime, content: bytes, code: str):
    assert code == refusal(world, token(header_of(world.club), content, world.club.key), now)


@pytest.mark.parametrize(("content", "code"), [case for case in NOT_JSON if case[0]])
def test_j12_a_header_is_strict_json(world: World, now: datetime, content: bytes, code: str):
    assert code == refusal(world, token(content, payload_of(world.club), world.club.key), now)


OTHER_CLAIMS = {
    "iss": "did:web:other.example",
    "jti": "https://club.example/badges/2",
    "sub": "urn:uuid:00000000-0000-4000-8000-000000000000",
    "nbf": ISSUED_S + 1,
    "exp": ISSUED_S + 10**8,
}


@pytest.mark.parametrize("claim", OTHER_CLAIMS)
def test_j13_a_claim_that_says_otherwise_is_refused(world: World, now: datetime, claim: str):
    data = made(world.club, **{claim: OTHER_CLAIMS[claim]})

    assert "jwt.claim_mismatch" == refusal(world, data, now)


def _other_subject() -> dict:
    return {**badge_document(CLUB)["credentialSubject"], "id": OTHER_CLAIMS["sub"]}


@pytest.mark.parametrize(
    "members",
    [
        {"issuer": {"id": "did:web:other.example", "type": ["Profile"]}},
        {"id": OTHER_CLAIMS["jti"]},
        {"credentialSubject": _other_subject()},
        {"validFrom": "2026-03-01T08:00:01Z"},
        {"validFrom": "2026-03-01T08:00:00.5Z"},
        {"validUntil": "2027-03-01T08:00:00Z", "exp": ISSUED_S},
    ],
)
def test_j13_a_badge_that_says_otherwise_is_refused(world: World, now: datetime, members: dict):
    assert "jwt.claim_mismatch" == refusal(world, made(world.club, **members), now)


@pytest.mark.parametrize("claim", ["iss", "jti", "sub", "nbf"])
def test_j13_a_claim_left_out_is_refused(world: World, now: datetime, claim: str):
    assert "jwt.claim_missing" == refusal(world, made(world.club, **{claim: None}), now)


def test_j13_an_end_that_no_claim_repeats_is_refused(world: World, now: datetime):
    data = made(world.club, validUntil="2027-03-01T08:00:00Z")

    assert "jwt.claim_missing" == refusal(world, data, now)


def test_j13_instants_are_compared_and_not_letters(world: World, now: datetime):
    data = made(
        world.club,
        validFrom="2026-03-01T09:00:00.000+01:00",
        validUntil="2027-03-01T08:00:00Z",
        exp=ISSUED_S + 365 * 86_400,
    )

    assert verified(world, data, now)


@pytest.mark.parametrize("name", ["iss", "sub", "aud"])
def test_j13_a_claim_in_the_header_says_the_same(world: World, now: datetime, name: str):
    same = {"iss": CLUB, "sub": payload_of(world.club)["sub"], "aud": None}[name]

    data = made(world.club, header={name: "did:web:other.example"})
    assert "jwt.claim_mismatch" == refusal(world, data, now)
    assert verified(world, made(world.club, header={name: same}), now)


def test_j14_a_badge_of_version_1_in_vc_is_verified(world: World, now: datetime):
    data = token(header_of(world.club), payload_1(world.club), world.club.key)

    assert verified(world, data, now)


@pytest.mark.parametrize(
    "beside",
    [
        badge_document("did:web:other.example"),
        {"issuer": CLUB},
        {"credentialSubject": {}},
        {"type": ["VerifiableCredential"]},
        {"@context": [OB_300]},
        {"validUntil": "2030-01-01T00:00:00Z"},
    ],
)
def test_j14_a_badge_in_vc_and_one_beside_it_are_two(world: World, now: datetime, beside: dict):
    payload = {**payload_1(world.club), **beside}
    data = token(header_of(world.club), payload, world.club.key)

    assert "jwt.two_credentials" == refusal(world, data, now)


@pytest.mark.parametrize("typ", ["JWT", "vc+jwt"])
def test_j14_a_badge_of_version_2_never_stands_in_vc(world: World, now: datetime, typ: str):
    payload = payload_of(world.club)
    claims = {name: payload[name] for name in ("iss", "jti", "sub", "nbf")}
    inside = {**claims, "vc": badge_document(CLUB)}
    both = {**payload, "vc": badge_document(CLUB)}

    for one in (inside, both):
        data = token(header_of(world.club, typ=typ), one, world.club.key)
        assert "jwt.vc_claim" == refusal(world, data, now)


@pytest.mark.parametrize("vc", [None, [], "x", 5])
def test_j14_what_stands_in_vc_is_an_object(world: World, now: datetime, vc: object):
    payload = {**payload_1(world.club), "vc": vc}
    data = token(header_of(world.club), payload, world.club.key)

    assert "jwt.claim_malformed" == refusal(world, data, now)


@pytest.mark.parametrize(
    ("header", "payload"),
    [
        ({"typ": "at+jwt"}, {"iss": CLUB, "sub": "x", "exp": 1}),
        ({"typ": "JWT"}, {"iss": CLUB, "sub": "x", "aud": "badger", "nonce": "1"}),
        ({}, {"user": 5, "csrf": "x"}),
        ({"typ": "statuslist+jwt"}, {"iss": CLUB, "status_list": {"bits": 1, "lst": "x"}}),
    ],
)
def test_j15_a_token_of_another_use_is_no_badge(
    world: World, now: datetime, header: dict, payload: dict
):
    data = token({**header_of(world.club), **header}, payload, world.club.key)

    assert "jwt.wrong_type" == refusal(world, data, now)


@pytest.mark.parametrize(
    "typ", ["at+jwt", "kb+jwt", "statuslist+jwt", "dpop+jwt", "JOSE", "vc+sd-jwt"]
)
def test_j15_a_badge_in_a_token_of_another_use_is_refused(world: World, now: datetime, typ: str):
    assert "jwt.wrong_type" == refusal(world, made(world.club, header={"typ": typ}), now)


@pytest.mark.parametrize("typ", ["JWT", "jwt", "application/jwt", None])
def test_j15_the_usual_names_of_a_token_are_taken(world: World, now: datetime, typ: str | None):
    assert verified(world, made(world.club, header={"typ": typ}), now)


@pytest.mark.parametrize(
    ("header", "payload"),
    [
        ({}, {"vp": {"type": ["VerifiablePresentation"]}}),
        ({"typ": "vp+jwt"}, {"type": ["VerifiablePresentation"]}),
    ],
)
def test_j15_a_presentation_as_a_token_is_named(
    world: World, now: datetime, header: dict, payload: dict
):
    data = token({**header_of(world.club), **header}, payload, world.club.key)

    assert "jwt.unsupported_form" == refusal(world, data, now)


def test_j15_a_token_for_somebody_in_particular_is_refused(world: World, now: datetime):
    assert "jwt.audience" == refusal(world, made(world.club, aud="https://wallet.example"), now)


RSA_KEYS = {
    "1024 bits": (b"\xc1" + b"\x01" * 127, 65537),
    "e is 1": (b"\xc1" + b"\x01" * 255, 1),
    "e is 3": (b"\xc1" + b"\x01" * 255, 3),
    "16,384 bits": (b"\xc1" + b"\x01" * 2047, 65537),
    "an even modulus": (b"\xc1" + b"\x02" * 255, 65537),
    "nothing": (b"\x00", 65537),
}


@pytest.mark.parametrize("name", RSA_KEYS)
@pytest.mark.parametrize("place", ["header", "document"])
def test_j16_a_weak_key_is_refused(world: World, now: datetime, name: str, place: str):
    modulus, exponent = RSA_KEYS[name]
    number = exponent.to_bytes((exponent.bit_length() + 7) // 8, "big")
    jwk = {"kty": "RSA", "n": b64(modulus), "e": b64(number)}
    issuer = jwk_issuer(world, "RSA")
    header = header_of(issuer)
    if place == "header":
        header = header_of(issuer, kid=None, jwk=jwk)
    else:
        issuer.publish(jwk_document(issuer.id, issuer.key, publicKeyJwk=jwk))

    code = refusal(world, token(header, payload_of(issuer), issuer.key), now)

    assert code.startswith("key.") or code == "issuer.binding"


def _ecdsa(world: World, signature: bytes, kind: str = "P-256") -> bytes:
    issuer = jwk_issuer(world, kind)
    unsigned = token(header_of(issuer), payload_of(issuer))
    return unsigned + b64(signature).encode()


ORDER_256 = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@pytest.mark.parametrize(
    "signature",
    [
        bytes(64),
        ORDER_256.to_bytes(32, "big") * 2,
        bytes(32) + b"\x01" * 32,
        b"\x01" * 32 + bytes(32),
        b"\xff" * 64,
        b"\x01" * 63,
        b"\x01" * 65,
        bytes.fromhex("3006020101020101"),
        b"",
    ],
)
def test_j17_a_signature_on_a_curve_has_two_good_numbers(
    world: World, now: datetime, signature: bytes
):
    assert "proof.signature" == refusal(world, _ecdsa(world, signature), now)


def test_j17_a_signature_in_der_is_refused(world: World, now: datetime):
    """A good signature in the other spelling."""
    raw = unb64(made(jwk_issuer(world, "P-256")).rpartition(b".")[2].decode())
    numbers = [int.from_bytes(half, "big") for half in (raw[:32], raw[32:])]
    parts = [n.to_bytes(n.bit_length() // 8 + 1, "big") for n in numbers]
    inside = b"".join(b"\x02" + bytes([len(part)]) + part for part in parts)

    data = _ecdsa(world, b"\x30" + bytes([len(inside)]) + inside)

    assert "proof.signature" == refusal(world, data, now)


@pytest.mark.parametrize("point", [(bytes(32), bytes(32)), (b"\x01" * 32, b"\x01" * 32)])
def test_j17_a_point_that_is_not_on_the_curve_is_no_key(world: World, now: datetime, point):
    issuer = jwk_issuer(world, "P-256")
    jwk = {"kty": "EC", "crv": "P-256", "x": b64(point[0]), "y": b64(point[1])}
    issuer.publish(jwk_document(issuer.id, issuer.key, publicKeyJwk=jwk))

    assert refusal(world, made(issuer), now).startswith("key.")


def test_j18_a_bad_proof_inside_a_token_is_told(world: World, now: datetime):
    proof = {**world.issue_badge()["proof"], "created": "2026-03-02T08:00:00Z"}

    report = report_on(world, made(world.club, proof=proof), now)

    finding = report.finding("proof")
    assert Verdict.VERIFIED is report.verdict
    assert "jwt.embedded_proof_failed" == finding.code
    assert "proof.signature" == finding.facts["cause"]


def test_j18_a_good_proof_inside_a_token_is_told(world: World, now: datetime):
    document = world.issue_badge()

    report = report_on(world, made(world.club, **document), now)

    assert Verdict.VERIFIED is report.verdict
    assert "verified" == report.finding("proof").facts["embedded"]


def test_j18_a_good_proof_does_not_make_up_for_a_bad_token(world: World, now: datetime):
    document = world.issue_badge()
    data = token(header_of(world.club), {**payload_of(world.club), **document}, new_key())

    assert "proof.signature" == refusal(world, data, now)


@pytest.mark.parametrize(
    "exp",
    ["1803945600", 1803945600.0, 1.5, -1, True, None, [], {}, 10**12, 253402300800, 2**53 - 1],
)
@pytest.mark.parametrize("claim", ["exp", "nbf", "iat"])
def test_j19_a_date_is_a_whole_number_of_seconds(
    world: World, now: datetime, claim: str, exp: object
):
    payload = {**payload_of(world.club), claim: exp}
    data = token(header_of(world.club), payload, world.club.key)

    assert "jwt.claim_malformed" == refusal(world, data, now)


@pytest.mark.parametrize("number", [b"1e400", b"-1e400", b"9" * 5_000, b"9007199254740993"])
def test_j19_a_date_beyond_all_numbers_is_refused(world: World, now: datetime, number: bytes):
    payload = json.dumps(payload_of(world.club)).encode()
    data = token(header_of(world.club), payload[:-1] + b',"exp":' + number + b"}", world.club.key)

    assert "json.number_out_of_range" == refusal(world, data, now)


def test_j19_a_badge_of_tomorrow_is_not_yet_valid(world: World, now: datetime):
    tomorrow = now + timedelta(days=1)
    text = tomorrow.isoformat().replace("+00:00", "Z")

    data = made(world.club, validFrom=text, nbf=int(tomorrow.timestamp()))

    assert "validity.not_yet" == refusal(world, data, now)


def test_j19_a_token_signed_tomorrow_is_refused(world: World, now: datetime):
    tomorrow = int((now + timedelta(days=1)).timestamp())

    assert "proof.created_in_future" == refusal(world, made(world.club, iat=tomorrow), now)


def test_j19_a_badge_that_has_ended_is_refused(world: World, now: datetime):
    data = made(world.club, validUntil="2026-03-02T08:00:00Z", exp=ISSUED_S + 86_400)

    assert "validity.expired" == refusal(world, data, now)


@pytest.mark.parametrize(
    "data",
    [
        b"ey" * 2_621_440,
        b"eyJ." * 100_000,
        b"eyJh" + b"." * 100_000,
        b"a" * 1_000_000 + b".." + b"a",
        b"aaaa." + b"a" * 400_000 + b".",
        b"aaaa.aaaa." + b"a" * 4_096,
    ],
)
def test_j20_a_token_of_any_size_is_answered_at_once(world: World, now: datetime, data: bytes):
    start = time.process_time()

    code = refusal(world, data, now)

    assert code in ("input.too_large", "json.too_large", "jwt.too_large", "jwt.malformed")
    # A bound against work that grows faster than the input, not a measure.
    assert time.process_time() - start < 1


def test_j20_the_largest_badge_that_is_read_as_json_is_read_as_a_token(world: World, now: datetime):
    issuer = world.club
    room = 262_144 - len(json.dumps(payload_of(issuer))) - len(', "evidence2": []')
    chunks = [
        {"id": f"https://club.example/{n}", "type": ["Evidence"], "name": "x" * 60_000}
        for n in range(4)
    ]
    room -= len(json.dumps(chunks))
    chunks[0]["description"] = "x" * (room - len(', "description": ""') - 200)

    assert verified(world, made(issuer, evidence=chunks), now)


def _vc_jose(world: World, **claims: object) -> bytes:
    payload = {**badge_document(CLUB), **claims}
    return token(header_of(world.club, typ="vc+jwt", cty="vc"), payload, world.club.key)


def test_a_badge_as_vc_jose_is_verified(world: World, now: datetime):
    club = world.club
    text = sign_vc_jose(badge_document(CLUB), signer=club.key, kid=club.method)

    report = report_on(world, text.encode(), now)

    assert Verdict.VERIFIED is report.verdict
    assert "VC-JOSE" == report.finding("proof").facts["form"]


@pytest.mark.parametrize("typ", ["vc+jwt", "vc+ld+jwt", "vc+ld+json+jwt", "VC+JWT"])
def test_a_badge_as_vc_jose_may_repeat_its_values(world: World, now: datetime, typ: str):
    assert verified(world, made(world.club, header={"typ": typ}), now)


@pytest.mark.parametrize("claim", ["iss", "jti", "sub"])
def test_j13_vc_jose_a_claim_that_says_otherwise_is_refused(
    world: World, now: datetime, claim: str
):
    data = _vc_jose(world, **{claim: OTHER_CLAIMS[claim]})

    assert "jwt.claim_mismatch" == refusal(world, data, now)


@pytest.mark.parametrize(
    ("days", "claim", "code"),
    [
        (1, "nbf", "jwt.not_yet"),
        (-1, "exp", "proof.expired"),
        (1, "iat", "proof.created_in_future"),
    ],
)
def test_j19_vc_jose_dates_are_those_of_the_signature(
    world: World, now: datetime, days: int, claim: str, code: str
):
    moment = int((now + timedelta(days=days)).timestamp())
    good = int((now - timedelta(days=days)).timestamp())

    assert code == refusal(world, _vc_jose(world, **{claim: moment}), now)
    assert verified(world, _vc_jose(world, **{claim: good}), now)


def test_d08_a_token_signed_after_its_key_was_replaced_is_refused(world: World, now: datetime):
    expires = now - timedelta(days=5)
    world.club.published = (PublishedKey(world.club.key.public, expires=expires),)
    world.club.publish()

    assert verified(world, made(world.club), now)
    late = made(world.club, iat=int((now - timedelta(days=1)).timestamp()))
    assert "issuer.key_expired" == refusal(world, late, now)


def test_an_endorsement_inside_a_token_is_not_proved_by_the_token(world: World, now: datetime):
    """Each embedded endorsement has a proof of its own, or none."""
    unsigned = endorsement(world.club, "https://club.example/badges/1")
    del unsigned["proof"]

    report = report_on(world, made(world.club, endorsement=[unsigned]), now)

    finding = report.finding("endorsements")
    assert 0 == finding.facts["verified"]
    assert "proof.missing" == finding.facts["endorsements"][0]["code"]


def test_a_token_proves_the_document_that_it_carries_and_no_other(world: World, now: datetime):
    one, other = read_presented(issue(world)), read_presented(issue(world, name="Autre"))
    presented = type(one)(data=one.data, document=other.document, carrier="jws", jws=one.jws)

    report = verify(presented, VerificationPolicy(), world.resolver, now)

    assert "proof.signature" == report.finding("proof").code


def test_d16_no_bit_of_a_token_can_be_changed(world: World, now: datetime):
    data = issue(world)
    for place in range(0, len(data), 7):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[place] ^= 1 << bit
            assert refusal(world, bytes(flipped), now)


def test_a_term_that_no_context_knows_is_covered_by_the_signature(world: World, now: datetime):
    """Every byte of a token is signed, so nothing can be lost on the way."""
    assert verified(world, made(world.club, grade="A+"), now)


@pytest.mark.parametrize("kind", ALGORITHMS)
def test_every_algorithm_is_verified_from_the_key_in_the_header(
    world: World, now: datetime, kind: str
):
    issuer = jwk_issuer(world, kind)
    other = jwk_document(issuer.id, key_of("Ed25519" if kind != "Ed25519" else "P-256"))
    first = {**other["verificationMethod"][0], "id": f"{issuer.id}#first"}
    unusable = {**first, "id": f"{issuer.id}#old", "publicKeyJwk": {"kty": "oct"}}
    own = jwk_document(issuer.id, issuer.key)
    own["verificationMethod"] = [unusable, first, *own["verificationMethod"], 5]
    issuer.publish({**own, "verificationMethod": own["verificationMethod"][:3]})

    data = made(issuer, header={"kid": None, "jwk": issuer.key.public.to_jwk()})

    assert verified(world, data, now)
