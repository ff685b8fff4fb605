"""Open Badges 2 issuers in the world of the tests: what they host, what they sign by hand."""

import base64
import copy
import hashlib
import json
from collections.abc import Callable
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from badger.json_value import JsonObject, JsonValue
from badger.verify import LocalJudge, Question, Report, VerificationPolicy
from tests.world import EMAIL, World

CONTEXT = "https://w3id.org/openbadges/v2"
SALT = "sel"
URN = "urn:uuid:3b1c0e9a-6c53-4d36-9e6e-9ad3fca8f8c1"
# Made once: an RSA key costs as much as all tests of a file.
KEYS = tuple(rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))


def encoded(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def hashed_email(email: str = EMAIL, *, method: str = "sha256", salt: str = SALT) -> str:
    """The identity of a hashed recipient, by hand."""
    return f"{method}${hashlib.new(method, (email + salt).encode()).hexdigest()}"


def pem(key: rsa.RSAPrivateKey) -> str:
    """The public half as PEM."""
    form = (Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return key.public_key().public_bytes(*form).decode()


class OldIssuer:
    """An issuer of Open Badges 2 on one host."""

    def __init__(self, world: World, host: str = "ecole.example", *, key: int = 0) -> None:
        self.world = world
        self.base = f"https://{host}"
        self.key = KEYS[key]
        self.id = f"{self.base}/issuer"
        self.badge = f"{self.base}/badge/1"
        self.key_id = f"{self.base}/key/1"
        self.list = f"{self.base}/revoked"
        for document in (
            self.profile(),
            self.badge_class(),
            self.key_document(),
            self.revocation_list(),
        ):
            self.publish(document)

    def publish(self, document: JsonObject) -> JsonObject:
        """Host a document at its id."""
        self.world.publish(str(document["id"]), document)
        return document

    def profile(self, **members: JsonValue) -> JsonObject:
        """Its profile."""
        return {
            "@context": CONTEXT,
            "type": "Issuer",
            "id": self.id,
            "name": "L'école",
            "url": self.base,
            "email": "contact@ecole.example",
            "publicKey": self.key_id,
            "revocationList": self.list,
            **members,
        }

    def badge_class(self, **members: JsonValue) -> JsonObject:
        """What it recognises."""
        return {
            "@context": CONTEXT,
            "type": "BadgeClass",
            "id": self.badge,
            "name": "Travail en équipe",
            "description": "Agit avec les autres.",
            "image": f"{self.base}/image.png",
            "criteria": {"id": f"{self.base}/criteria", "narrative": "Trois gestes observés."},
            "issuer": self.id,
            "tags": ["équipe"],
            "alignment": [{"targetName": "Coopérer", "targetUrl": "https://cadre.example/1"}],
            **members,
        }

    def key_document(self, **members: JsonValue) -> JsonObject:
        """Its key."""
        return {
            "@context": CONTEXT,
            "type": "CryptographicKey",
            "id": self.key_id,
            "owner": self.id,
            "publicKeyPem": pem(self.key),
            **members,
        }

    def revocation_list(self, *revoked: JsonValue, **members: JsonValue) -> JsonObject:
        """What it withdrew."""
        return {
            "@context": CONTEXT,
            "type": "RevocationList",
            "id": self.list,
            "issuer": self.id,
            "revokedAssertions": list(revoked),
            **members,
        }

    def assertion(self, way: str = "HostedBadge", **members: JsonValue) -> JsonObject:
        """One badge of one person, not published yet."""
        is_hosted = way in ("HostedBadge", "hosted")
        verification: JsonObject = {"type": way}
        if not is_hosted:
            verification["creator"] = self.key_id
        return {
            "@context": CONTEXT,
            "type": "Assertion",
            "id": f"{self.base}/assertion/1" if is_hosted else URN,
            "recipient": {
                "type": "email",
                "hashed": True,
                "salt": SALT,
                "identity": hashed_email(),
            },
            "badge": self.badge,
            "verification": verification,
            "issuedOn": "2026-02-01T08:00:00+00:00",
            "evidence": [{"id": f"{self.base}/travail", "narrative": "Un tournoi."}],
            "narrative": "Trois séances.",
            **members,
        }

    def host(self, **members: JsonValue) -> JsonObject:
        """Publish an assertion at its id."""
        return self.publish(self.assertion(**members))

    def sign(
        self,
        document: "JsonObject | None" = None,
        *,
        header: "JsonObject | None" = None,
        sign: Callable[[bytes], bytes] | None = None,
    ) -> bytes:
        """Sign an assertion as a compact JWS, by hand."""
        head: JsonObject = {"alg": "RS256"} if header is None else header
        body = self.assertion("SignedBadge") if document is None else document
        signed = ".".join(encoded(json.dumps(part).encode()) for part in (head, body)).encode()
        signature = (sign or self.signature)(signed)
        return signed + b"." + encoded(signature).encode()

    def signature(self, data: bytes) -> bytes:
        """RS256 by its key."""
        return self.key.sign(data, PKCS1v15(), SHA256())


def judge(
    world: World,
    presented: "JsonObject | bytes",
    now: datetime,
    *,
    recipient: str | None = None,
) -> Report:
    """Show a document, a file or an address to the verifier, as every door does."""
    policy = VerificationPolicy(recipient=recipient)
    data = presented if isinstance(presented, bytes) else json.dumps(presented).encode()
    asked = Question(data=data, policy=policy, now=now)
    if data.startswith(b"https://"):
        asked = Question(address=data.decode(), policy=policy, now=now)
    return LocalJudge(world.new_resolver(), world).answer(asked).report


def codes(report: Report) -> dict[str, str]:
    """The code of every step."""
    return {finding.step: finding.code for finding in report.findings}


def changed(document: JsonObject, **members: JsonValue) -> JsonObject:
    """A copy with other members; None takes a member away."""
    whole = {**copy.deepcopy(document), **members}
    return {name: value for name, value in whole.items() if value is not None}
