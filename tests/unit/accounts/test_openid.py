"""What another site says of a visitor is signed by it, for us and for this round."""

import hmac
import json
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey

from badger.accounts.openid import (
    Identity,
    OpenIdQuestion,
    OpenIdRefused,
    authorization_address,
    new_question,
    read_endpoints,
    read_identity,
    token_request,
)
from badger.accounts.openid_provider import Provider
from badger.settings import OpenIdSettings
from tests.devices import b64

ISSUER, CLIENT = "https://login.example", "badger"
SETTINGS = OpenIdSettings(issuer=ISSUER, client_id=CLIENT, client_secret="s&cret", name="Login")
BACK = "https://badges.example/signin/openid/answer"
# RFC 7636, appendix B.
VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
CODE_CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
QUESTION = OpenIdQuestion(state="s" * 64, nonce="n" * 64, verifier=VERIFIER)
KEY = RSAKey.generate_key(2048, {"kid": "1"})
EC_KEY = ECKey.generate_key("P-256", {"kid": "2"})
OTHER = RSAKey.generate_key(2048, {"kid": "1"})
KEYS = KeySet([KEY, EC_KEY]).as_dict(private=False)
METADATA = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/keys",
}


def claims(now, **changes) -> dict:
    told = {
        "iss": ISSUER,
        "sub": "alice",
        "aud": CLIENT,
        "iat": int(now.timestamp()),
        "exp": int((now + timedelta(minutes=5)).timestamp()),
        "nonce": QUESTION.nonce,
        "email": "un@example.org",
        "email_verified": True,
        **changes,
    }
    return {name: value for name, value in told.items() if value is not None}


def signed(told: dict, key=KEY, alg: str = "RS256", kid: str | None = "1") -> dict:
    header = {"alg": alg, **({"kid": kid} if kid else {})}
    return {"id_token": jwt.encode(header, told, key, algorithms=[alg])}


def read(tokens: dict, now, keys: dict = KEYS) -> Identity:
    return read_identity(tokens, keys, settings=SETTINGS, question=QUESTION, now=now)


def test_a_token_tells_whom_the_other_site_let_in(now):
    identity = read(signed(claims(now)), now)

    assert Identity(issuer=ISSUER, subject="alice", email="un@example.org") == identity


def test_a_token_by_an_elliptic_key_is_read(now):
    assert "alice" == read(signed(claims(now), EC_KEY, "ES256", "2"), now).subject


@pytest.mark.parametrize("said", [False, "true", 1, None])
def test_an_address_that_the_other_site_did_not_confirm_is_not_told(now, said):
    assert "" == read(signed(claims(now, email_verified=said)), now).email


@pytest.mark.parametrize("email", [None, 7, ["un@example.org"]])
def test_an_address_that_is_none_is_not_told(now, email):
    assert "" == read(signed(claims(now, email=email)), now).email


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://evil.example"},
        {"iss": None},
        {"aud": "another client"},
        {"aud": ["another client"]},
        {"aud": [CLIENT, "another client"]},
        {"aud": None},
        {"azp": "another client"},
        {"nonce": "x"},
        {"nonce": None},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"sub": "x" * 256},
        {"sub": "é"},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": None},
        {"at_hash": "x"},
    ],
)
def test_a_token_for_somebody_else_or_another_round_is_refused(now, changes):
    tokens = {**signed(claims(now, **changes)), "access_token": "abc"}

    with pytest.raises(OpenIdRefused):
        read(tokens, now)


def test_several_audiences_with_us_as_the_party_are_read(now):
    told = claims(now, aud=[CLIENT, "another client"], azp=CLIENT)
    assert "alice" == read(signed(told), now).subject


def test_a_token_ends_with_its_time(now):
    tokens = signed(claims(now))

    assert "alice" == read(tokens, now + timedelta(minutes=5)).subject
    with pytest.raises(OpenIdRefused):
        read(tokens, now + timedelta(minutes=7))


def test_a_token_of_the_future_is_refused(now):
    with pytest.raises(OpenIdRefused):
        read(signed(claims(now)), now - timedelta(minutes=5))


def _by_hand(told: dict, alg: str, secret: bytes) -> str:
    """A token as an attacker makes it: not signed, or with the public key for a secret."""
    header = {"alg": alg, "kid": "1"}
    text = ".".join(b64(json.dumps(part).encode()) for part in (header, told))
    signature = hmac.digest(secret, text.encode(), "sha256") if secret else b""
    return f"{text}.{b64(signature)}"


def test_a_token_that_another_key_signed_is_refused(now):
    hostile = [
        signed(claims(now), OTHER),
        {"id_token": _by_hand(claims(now), "HS256", KEY.as_pem(private=False))},
        signed(claims(now), KEY, "RS256", "unknown"),
        {"id_token": _by_hand(claims(now), "none", b"")},
    ]
    for tokens in hostile:
        with pytest.raises(OpenIdRefused):
            read(tokens, now)


@pytest.mark.parametrize(
    "tokens",
    [
        {},
        {"id_token": None},
        {"id_token": ""},
        {"id_token": "a.b.c"},
        {"id_token": "a.b.c.d.e"},
        {"id_token": "é"},
        {"id_token": ["x"]},
        {"id_token": "e30.e30."},
        {"error": "invalid_grant"},
    ],
)
def test_what_is_no_token_is_refused(now, tokens):
    with pytest.raises(OpenIdRefused):
        read(tokens, now)


@pytest.mark.parametrize(
    "keys", [{}, {"keys": []}, {"keys": "x"}, {"keys": [{}]}, {"keys": [{"kty": "RSA"}]}]
)
def test_what_are_no_keys_open_nothing(now, keys):
    with pytest.raises(OpenIdRefused):
        read(signed(claims(now)), now, keys)


def test_the_visitor_is_sent_with_pkce_state_and_nonce():
    address = authorization_address(
        read_endpoints(METADATA, SETTINGS), SETTINGS, question=QUESTION, back=BACK
    )

    asked = parse_qs(urlsplit(address).query)
    assert f"{ISSUER}/authorize" == address.partition("?")[0]
    assert {
        "response_type": ["code"],
        "client_id": [CLIENT],
        "redirect_uri": [BACK],
        "scope": ["openid email"],
        "state": [QUESTION.state],
        "nonce": [QUESTION.nonce],
        "code_challenge": [CODE_CHALLENGE],
        "code_challenge_method": ["S256"],
    } == asked
    assert QUESTION.verifier not in address


def test_a_question_is_drawn_anew():
    first, second = new_question(), new_question()
    drawn = {first.state, first.nonce, first.verifier, second.state, second.nonce, second.verifier}
    assert 6 == len(drawn)
    assert all(43 <= len(one) <= 128 for one in drawn)


@pytest.mark.parametrize(
    ("methods", "in_header"),
    [(None, True), (["client_secret_basic"], True), (["client_secret_post"], False)],
)
def test_the_secret_travels_as_the_other_site_takes_it(methods, in_header):
    said = {"token_endpoint_auth_methods_supported": methods} if methods else {}
    document = {**METADATA, **said}
    address, headers, body = token_request(
        read_endpoints(document, SETTINGS), SETTINGS, code="c&1", question=QUESTION, back=BACK
    )

    sent = parse_qs(body)
    assert (f"{ISSUER}/token", ["c&1"], [QUESTION.verifier], [BACK]) == (
        address,
        sent["code"],
        sent["code_verifier"],
        sent["redirect_uri"],
    )
    assert in_header == headers.get("Authorization", "").startswith("Basic ")
    assert in_header != ("client_secret" in sent)


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "https://evil.example"},
        {"issuer": f"{ISSUER}/"},
        {"authorization_endpoint": "http://login.example/authorize"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": None},
        {"jwks_uri": ["https://login.example"]},
    ],
)
def test_a_site_that_leads_elsewhere_is_refused(changes):
    with pytest.raises(OpenIdRefused):
        read_endpoints({**METADATA, **changes}, SETTINGS)


class Told:
    """A site that answers what it is told to; `asked` keeps the addresses."""

    def __init__(self, tokens: dict, keys: dict = KEYS, **metadata: object) -> None:
        self.tokens, self.keys = tokens, keys
        self.metadata = {**METADATA, **metadata}
        self.asked: list[str] = []

    def get(self, url: str) -> dict:
        self.asked.append(url)
        return self.keys if url == METADATA["jwks_uri"] else self.metadata

    def post(self, url: str, **_form: object) -> dict:
        self.asked.append(url)
        return self.tokens


def _identity(provider: Provider, now) -> Identity:
    return provider.identity_for("code", question=QUESTION, now=now)


def test_what_a_site_publishes_is_kept_for_an_hour(now):
    moment = [0.0]
    site = Told(signed(claims(now)))
    provider = Provider(SETTINGS, site, back=BACK, monotonic=lambda: moment[0])
    for moment[0] in (0.0, 3_599.0, 3_601.0):
        assert "alice" == _identity(provider, now).subject

    told = [url.removeprefix(ISSUER) for url in site.asked]
    discovery = "/.well-known/openid-configuration"
    assert [discovery, "/token", "/keys", "/token", discovery, "/token", "/keys"] == told


def test_new_keys_are_fetched_when_the_kept_ones_do_not_fit(now):
    site = Told(signed(claims(now)))
    provider = Provider(SETTINGS, site, back=BACK)
    _identity(provider, now)
    new = RSAKey.generate_key(2048, {"kid": "9"})
    site.tokens, site.keys = signed(claims(now), new, kid="9"), KeySet([new]).as_dict(private=False)

    assert "alice" == _identity(provider, now).subject
    site.tokens = signed(claims(now), OTHER)
    with pytest.raises(OpenIdRefused):
        _identity(provider, now)


def test_keys_that_were_just_fetched_are_not_fetched_again(now):
    site = Told(signed(claims(now), OTHER))
    with pytest.raises(OpenIdRefused):
        _identity(Provider(SETTINGS, site, back=BACK), now)

    assert 1 == sum(url.endswith("/keys") for url in site.asked)


@pytest.mark.parametrize(
    ("says_issuer", "said", "refused"),
    [
        (False, "", False),
        (False, ISSUER, False),
        (True, ISSUER, False),
        (True, "", True),
        (False, "https://evil.example", True),
    ],
)
def test_an_answer_of_another_site_is_refused(says_issuer, said, refused):
    site = Told({}, authorization_response_iss_parameter_supported=says_issuer)
    provider = Provider(SETTINGS, site, back=BACK)
    if refused:
        with pytest.raises(OpenIdRefused):
            provider.require_issuer(said)
    else:
        provider.require_issuer(said)
