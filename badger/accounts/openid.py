"""The language of OpenID Connect (Core 1.0, code flow with PKCE). Door to authlib and joserfc.

Pure: addresses and forms out, tokens in. Whatever does not fit ends in OpenIdRefused.
"""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from badger.errors import BadgerError
from badger.json_value import JsonObject
from badger.settings import OpenIdSettings

# Signatures that the other site alone can make; never "none", never a shared secret.
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "ES256", "ES384")
LEEWAY_S: Final = 60
SUBJECT: Final = re.compile(r"[\x21-\x7e]{1,255}")
SCOPE: Final = "openid email"
# What the libraries let through of their own parts, besides their own errors.
LIBRARY_ERRORS: Final = (JoseError, ValueError, TypeError, KeyError, AttributeError)


class OpenIdRefused(BadgerError):
    """The other site's answer is not for us, not for this browser, or not signed by it."""

    code = "openid.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """Where the other site is asked, as it publishes it."""

    authorization: str
    token: str
    keys: str
    says_issuer: bool
    takes_basic: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenIdQuestion:
    """What the answer has to fit: each part random, kept by us."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Whom the other site let in; `email` only where it says that it has confirmed it."""

    issuer: str
    subject: str
    email: str


def new_question() -> OpenIdQuestion:
    """Draw the three secrets of one round."""
    state, nonce, verifier = (secrets.token_urlsafe(48) for _ in range(3))
    return OpenIdQuestion(state=state, nonce=nonce, verifier=verifier)


def read_endpoints(document: JsonObject, settings: OpenIdSettings) -> Endpoints:
    """Read what the other site publishes of itself (OpenID Connect Discovery 1.0).

    Raises: OpenIdRefused, where it is another one's, or leads out of https.
    """
    if document.get("issuer") != settings.issuer:
        raise OpenIdRefused(part="issuer")
    methods = document.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    return Endpoints(
        authorization=_endpoint(document, "authorization_endpoint", settings),
        token=_endpoint(document, "token_endpoint", settings),
        keys=_endpoint(document, "jwks_uri", settings),
        says_issuer=document.get("authorization_response_iss_parameter_supported") is True,
        takes_basic=isinstance(methods, list) and "client_secret_basic" in methods,
    )


def authorization_address(
    endpoints: Endpoints, settings: OpenIdSettings, *, question: OpenIdQuestion, back: str
) -> str:
    """Return where the visitor goes; back: where she returns to."""
    address: str = prepare_grant_uri(
        endpoints.authorization,
        settings.client_id,
        "code",
        redirect_uri=back,
        scope=SCOPE,
        state=question.state,
        nonce=question.nonce,
        code_challenge=create_s256_code_challenge(question.verifier),
        code_challenge_method="S256",
    )
    return address


def token_request(
    endpoints: Endpoints,
    settings: OpenIdSettings,
    *,
    code: str,
    question: OpenIdQuestion,
    back: str,
) -> tuple[str, Mapping[str, str], str]:
    """Return address, headers and body of the request that changes a code for tokens."""
    method = "client_secret_basic" if endpoints.takes_basic else "client_secret_post"
    auth = ClientAuth(settings.client_id, settings.client_secret, method)
    body = prepare_token_request(
        "authorization_code", redirect_uri=back, code=code, code_verifier=question.verifier
    )
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    address, headers, body = auth.prepare("POST", endpoints.token, headers, body)
    return str(address), {str(k): str(v) for k, v in headers.items()}, str(body)


def read_identity(
    tokens: JsonObject,
    keys: JsonObject,
    *,
    settings: OpenIdSettings,
    question: OpenIdQuestion,
    now: datetime,
) -> Identity:
    """Read whom an ID token is about, signed by one of `keys` (Core 1.0, 3.1.3.7).

    Raises: OpenIdRefused.
    """
    try:
        # The library's type of a key set is narrower than what it reads and refuses.
        known = KeySet.import_key_set(keys)  # type: ignore[arg-type]
        token = jwt.decode(str(tokens["id_token"]), known, algorithms=list(ALGORITHMS))
        claims = CodeIDToken(
            token.claims,
            token.header,
            options={
                "iss": {"essential": True, "value": settings.issuer},
                "aud": {"essential": True, "value": settings.client_id},
            },
            params={
                "nonce": question.nonce,
                "client_id": settings.client_id,
                "access_token": tokens.get("access_token"),
            },
        )
        claims.validate(now=int(now.timestamp()), leeway=LEEWAY_S)
    except LIBRARY_ERRORS as error:
        raise OpenIdRefused(part="id_token") from error
    return _identity(claims, settings)


def _identity(claims: Mapping[str, object], settings: OpenIdSettings) -> Identity:
    subject, email = claims.get("sub"), claims.get("email")
    if not isinstance(subject, str) or not SUBJECT.fullmatch(subject):
        raise OpenIdRefused(part="sub")
    confirmed = isinstance(email, str) and claims.get("email_verified") is True
    return Identity(issuer=settings.issuer, subject=subject, email=str(email) if confirmed else "")


def _endpoint(document: JsonObject, name: str, settings: OpenIdSettings) -> str:
    """Return an address on https; on plain http only where the issuer itself is (loopback)."""
    value = document.get(name)
    schemes = ("https://",) if settings.issuer.startswith("https://") else ("http://", "https://")
    if not isinstance(value, str) or not value.startswith(schemes):
        raise OpenIdRefused(part=name)
    return value
