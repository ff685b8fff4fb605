"""Tokens that the doors are tried with, at least one for each id of the catalogue (J01 to J20)."""

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime

from badger.credentials.jwt_signing import sign_vc_jose
from badger.json_value import JsonObject
from tests.jwt_badges import (
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
from tests.world import World, badge_document, new_key

CLUB = "did:web:club.example"
CANARY = "https://canary.example/keys"
LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
TOMORROW_S = int(datetime(2026, 3, 15, 9, 30, tzinfo=UTC).timestamp())


def _header(**changes: object) -> Callable[[World], bytes]:
    return lambda world: made(world.club, header=changes)


def _claims(**changes: object) -> Callable[[World], bytes]:
    return lambda world: made(world.club, **changes)


def _by_the_public_key(world: World) -> bytes:
    issuer = jwk_issuer(world, "RSA")
    signing_input = token(header_of(issuer, alg="HS256"), payload_of(issuer))[:-1]
    mac = hmac.new(issuer.key.public.raw, signing_input, hashlib.sha256).digest()
    return signing_input + b"." + b64(mac).encode()


def _other_kind(world: World) -> bytes:
    issuer = jwk_issuer(world, "P-256")
    return token(header_of(issuer, alg="EdDSA"), payload_of(issuer), key_of("Ed25519"))


def _own_key(world: World) -> bytes:
    forger = new_key()
    header = header_of(world.club, kid=None, jwk=forger.public.to_jwk())
    return token(header, payload_of(world.club), forger)


def _stray_bits(world: World) -> bytes:
    head, payload, signature = issue(world).split(b".")
    # The 64 bytes of a signature end in a letter of two bits that count.
    twin = next(
        signature[:-1] + bytes([letter])
        for letter in LETTERS
        if letter != signature[-1]
        and unb64((signature[:-1] + bytes([letter])).decode()) == unb64(signature.decode())
    )
    return b".".join([head, payload, twin])


def _twice(world: World) -> bytes:
    payload = json.dumps(payload_of(world.club)).encode()
    return token(header_of(world.club), payload[:-1] + b',"iss":"x"}', world.club.key)


def _two_badges(world: World) -> bytes:
    payload = {**payload_1(world.club), "credentialSubject": {"id": "urn:x:y"}}
    return token(header_of(world.club), payload, world.club.key)


def _other_use(world: World) -> bytes:
    header = header_of(world.club, typ="at+jwt")
    return token(header, {"iss": CLUB, "sub": "x"}, world.club.key)


def _weak_key(world: World) -> bytes:
    issuer = jwk_issuer(world, "RSA")
    jwk: JsonObject = {"kty": "RSA", "n": b64(b"\xc1" + b"\x01" * 127), "e": "AQAB"}
    issuer.publish(jwk_document(issuer.id, issuer.key, publicKeyJwk=jwk))
    return token(header_of(issuer), payload_of(issuer), issuer.key)


def _zero_signature(world: World) -> bytes:
    issuer = jwk_issuer(world, "P-256")
    return token(header_of(issuer), payload_of(issuer)) + b64(bytes(64)).encode()


def _bad_proof_inside(world: World) -> bytes:
    proof = {**world.issue_badge()["proof"], "created": "2026-03-02T08:00:00Z"}
    return made(world.club, proof=proof)


def _flipped(world: World) -> bytes:
    head, payload, signature = issue(world).split(b".")
    changed = unb64(payload.decode()).replace(b"gestes observ", b"gestes 0bserv")
    return b".".join([head, b64(changed).encode(), signature])


def _of_kind(kind: str) -> Callable[[World], bytes]:
    return lambda world: made(jwk_issuer(world, kind))


def _vc_jose(world: World) -> bytes:
    club = world.club
    return sign_vc_jose(badge_document(CLUB), signer=club.key, kid=club.method).encode()


def _own_issuer(header: JsonObject) -> Callable[[World], bytes]:
    """A did:key issuer, whose own key needs no network."""

    def make(world: World) -> bytes:
        issuer = world.new_issuer()
        return made(issuer, header=header)

    return make


# Each would lead a careless reader to another machine.
LEADS = {
    "J05 jku": _own_issuer({"jku": CANARY}),
    "J05 x5u": _own_issuer({"x5u": CANARY}),
    "J06 kid": _own_issuer({"kid": CANARY}),
    "J06 kid with fragment": _own_issuer({"kid": f"{CANARY}#0"}),
    "J06 kid of a did": _own_issuer({"kid": "did:web:canary.example#0"}),
    "J06 kid of a private address": _own_issuer({"kid": "https://127.0.0.1:8000/key"}),
    "J06 kid of a file": _own_issuer({"kid": "file:///etc/passwd"}),
}

# name: (how to make it, what the verdict is, or the code of an input that is not read)
TOKENS = {
    **{name: (make, "not_verified") for name, make in LEADS.items()},
    "J00 Ed25519": (issue, "verified"),
    "J00 P-256": (_of_kind("P-256"), "verified"),
    "J00 P-384": (_of_kind("P-384"), "verified"),
    "J00 RSA": (_of_kind("RSA"), "verified"),
    "J00 vc+jwt": (_vc_jose, "verified"),
    "J01 none": (_header(alg="none"), "not_verified"),
    "J02 public key as secret": (_by_the_public_key, "not_verified"),
    "J03 other kind": (_other_kind, "not_verified"),
    "J03 not learnt": (_header(alg="PS256"), "inconclusive"),
    "J04 own key": (_own_key, "not_verified"),
    "J07 crit": (_header(crit=["exp"]), "not_verified"),
    "J08 b64": (_header(b64=False), "not_verified"),
    "J09 further member": (_header(nonce="x"), "verified"),
    "J10 five parts": (lambda w: issue(w) + b".AA.AA", "jwt.unsupported_form"),
    "J11 padding": (lambda w: issue(w) + b"=", "jwt.base64url"),
    "J11 stray bits": (_stray_bits, "jwt.base64url"),
    "J12 twice": (_twice, "json.duplicate_key"),
    "J13 iss": (_claims(iss="did:web:other.example"), "not_verified"),
    "J14 two badges": (_two_badges, "not_verified"),
    "J15 access token": (_other_use, "jwt.wrong_type"),
    "J15 for a reader": (_claims(aud="https://wallet.example"), "not_verified"),
    "J16 weak key": (_weak_key, "not_verified"),
    "J17 zero": (_zero_signature, "not_verified"),
    "J18 bad proof inside": (_bad_proof_inside, "verified"),
    "J19 signed tomorrow": (_claims(iat=TOMORROW_S), "not_verified"),
    "J19 a date in words": (_claims(exp="demain"), "not_verified"),
    "J20 header": (_header(kid="x" * 100_000), "jwt.too_large"),
    "J20 payload": (lambda _: b"aaaa." + b"a" * 355_000 + b".", "jwt.too_large"),
    "J00 one byte changed": (_flipped, "not_verified"),
}
