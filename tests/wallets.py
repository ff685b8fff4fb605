"""A wallet as OpenID4VCI 1.0 describes one: it reads what an issuer publishes, and asks by that.

Written against the text of the standard, over HTTP as the site answers it; nothing of ours inside.
"""

import base64
import json
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from flask.testing import FlaskClient

GRANT = "urn:ietf:params:oauth:grant-type:pre-authorized_code"


def _part(value: bytes) -> str:
    return base64.urlsafe_b64encode(value).rstrip(b"=").decode()


class Ed25519Key:
    """A key of a wallet, and its name in a header."""

    alg = "EdDSA"

    def __init__(self) -> None:
        self.private = ed25519.Ed25519PrivateKey.generate()
        raw = self.private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        self.jwk = {"kty": "OKP", "crv": "Ed25519", "x": _part(raw)}

    def sign(self, data: bytes) -> bytes:
        return self.private.sign(data)


class P256Key:
    """The same on P-256."""

    alg = "ES256"

    def __init__(self) -> None:
        self.private = ec.generate_private_key(ec.SECP256R1())
        numbers = self.private.public_key().public_numbers()
        x, y = (_part(number.to_bytes(32, "big")) for number in (numbers.x, numbers.y))
        self.jwk = {"kty": "EC", "crv": "P-256", "x": x, "y": y}

    def sign(self, data: bytes) -> bytes:
        r, s = decode_dss_signature(self.private.sign(data, ec.ECDSA(SHA256())))
        return r.to_bytes(32, "big") + s.to_bytes(32, "big")


def did_jwk_name(key: Ed25519Key | P256Key) -> str:
    """Name a key as did:jwk does."""
    return f"did:jwk:{_part(json.dumps(key.jwk).encode())}#0"


@dataclass
class Wallet:
    """A wallet in front of one site.

    http: asks the site; now: its clock.
    """

    http: FlaskClient
    now: datetime
    key: Ed25519Key | P256Key = field(default_factory=Ed25519Key)

    def read_offer(self, link: str) -> dict:
        """Open a link of a QR code (section 4.1.3), then the offer that it leads to."""
        parts = urlsplit(link)
        assert ("openid-credential-offer", "") == (parts.scheme, parts.netloc)
        (address,) = parse_qs(parts.query)["credential_offer_uri"]
        answer = self.http.get(self._path(address))
        told = (answer.status_code, answer.mimetype)
        assert (200, "application/json") == told, answer.get_data(as_text=True)
        return answer.get_json()

    def read_metadata(self, offer: dict) -> tuple[dict, dict]:
        """Read what the issuer and its authorization server publish (12.2.2; RFC 8414, 3)."""
        issuer = offer["credential_issuer"]
        own = self.http.get(well_known(issuer, "openid-credential-issuer")).get_json()
        assert issuer == own["credential_issuer"]
        server = self.http.get(well_known(issuer, "oauth-authorization-server")).get_json()
        assert issuer == server["issuer"]
        return own, server

    def ask_token(self, offer: dict, server: dict, *, pin: str, **other: str):
        """Redeem the code of an offer (section 6.1)."""
        form = {
            "grant_type": GRANT,
            "pre-authorized_code": offer["grants"][GRANT]["pre-authorized_code"],
            "tx_code": pin,
            **other,
        }
        return self.http.post(self._path(server["token_endpoint"]), data=form)

    def ask_nonce(self, own: dict) -> str:
        """Ask for a nonce (section 7)."""
        answer = self.http.post(self._path(own["nonce_endpoint"]))
        assert "no-store" in answer.headers["Cache-Control"]
        return answer.get_json()["c_nonce"]

    def proof(
        self, own: dict, nonce: str, /, *, header: dict | None = None, **claims: object
    ) -> str:
        """Write a key proof (appendix F.1)."""
        head = {"typ": "openid4vci-proof+jwt", "alg": self.key.alg, "jwk": self.key.jwk}
        said = {"aud": own["credential_issuer"], "iat": int(self.now.timestamp()), "nonce": nonce}
        written = {k: v for k, v in {**head, **(header or {})}.items() if v is not None}
        body = {k: v for k, v in {**said, **claims}.items() if v is not None}
        signed = ".".join(_part(json.dumps(part).encode()) for part in (written, body))
        return f"{signed}.{_part(self.key.sign(signed.encode()))}"

    def ask_credential(self, own: dict, token: str, *, form: str, proof: str, **other: object):
        """Ask for a credential in one form (section 8.2)."""
        body = {"credential_configuration_id": form, "proofs": {"jwt": [proof]}, **other}
        return self.http.post(
            self._path(own["credential_endpoint"]),
            json={name: value for name, value in body.items() if value is not None},
            headers={"Authorization": f"Bearer {token}"},
        )

    def _path(self, address: str) -> str:
        return urlsplit(address).path


def well_known(issuer: str, name: str) -> str:
    """Put the well-known path between host and path."""
    return f"/.well-known/{name}{urlsplit(issuer).path}"
