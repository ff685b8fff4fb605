"""A badge goes into a person's digital wallet: OpenID4VCI 1.0, as a wallet asks it."""

import json
import re
from base64 import urlsafe_b64decode
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openbadgeslib.ob3.verifier import OB3Verifier
from sqlalchemy import select

from badger.backpack.wallet.offers import make_offer
from badger.credentials.did import did_key
from badger.credentials.keys import PublicKey
from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import CredentialRow, WalletNonceRow, WalletOfferRow
from badger.issuer.departures import archive_partner
from badger.issuer.keyring import Keyring
from badger.verify import VerificationPolicy, read_presented, verify
from tests.wallets import P256Key, Wallet, did_jwk_name
from tests.web.play import award
from tests.web_world import KEK, WebWorld, open_world, post

LDP, JWT = "OpenBadgeCredential_ldp_vc", "OpenBadgeCredential_jwt_vc_json"
PAST = {"offer": timedelta(minutes=10), "token": timedelta(minutes=5)}


@dataclass
class Shown:
    """What the person's page shows."""

    link: str
    pin: str


@pytest.fixture
def badge_id(world: WebWorld, now) -> str:
    return award(world, now=now)


def show(world: WebWorld, badge_id: str) -> Shown:
    answer = post(world.client("un"), f"/me/badges/{badge_id}/wallet")
    assert 201 == answer.status_code
    page = answer.get_data(as_text=True)
    (link,) = re.findall(r'href="(openid-credential-offer:[^"]+)"', page)
    (pin,) = re.findall(r"<strong[^>]*>(\d{6})</strong>", page)
    return Shown(unescape(link), pin)


@dataclass
class Ready:
    """A wallet that has redeemed its code."""

    wallet: Wallet
    own: dict
    token: str

    def ask(self, form: str = LDP, *, proof: str | None = None, token: str = "", **other: object):
        proof = proof or self.wallet.proof(self.own, self.wallet.ask_nonce(self.own))
        return self.wallet.ask_credential(
            self.own, token or self.token, form=form, proof=proof, **other
        )


def prepare(world: WebWorld, badge_id: str, now, **made) -> Ready:
    shown = show(world, badge_id)
    wallet = Wallet(world.client(), now, **made)
    offer = wallet.read_offer(shown.link)
    own, server = wallet.read_metadata(offer)
    answer = wallet.ask_token(offer, server, pin=shown.pin)
    assert 200 == answer.status_code, answer.get_data(as_text=True)
    assert "Bearer" == answer.get_json()["token_type"]
    return Ready(wallet, own, answer.get_json()["access_token"])


@pytest.fixture
def ready(world: WebWorld, badge_id: str, now) -> Ready:
    return prepare(world, badge_id, now)


def stored(world: WebWorld, badge_id: str) -> bytes:
    engine = open_database(world.settings)
    with read_session(engine) as db:
        row = db.get(CredentialRow, badge_id)
        signed = row.signed if row else b""
    engine.dispose()
    return signed or b""


def rows_of(world: WebWorld, kind: type) -> list:
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = list(db.scalars(select(kind)).all())
    engine.dispose()
    return found


def error_of(answer) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["error"]


def test_a_wallet_gets_the_very_bytes_that_were_signed(world, badge_id, ready):
    answer = ready.ask(LDP)

    assert 200 == answer.status_code
    assert stored(world, badge_id) in answer.get_data()
    assert json.loads(stored(world, badge_id)) == answer.get_json()["credentials"][0]["credential"]
    assert "no-store" == answer.headers["Cache-Control"]


def test_a_wallet_gets_the_same_award_as_a_token_that_verifies(world, badge_id, ready, now):
    answer = ready.ask(JWT)

    (given,) = answer.get_json()["credentials"]
    header, payload = (
        json.loads(urlsafe_b64decode(part + "==")) for part in given["credential"].split(".")[:2]
    )
    badge = json.loads(stored(world, badge_id))
    assert "RS256" == header["alg"]
    assert badge["id"] == payload["id"] == payload["jti"]
    for member in ("credentialStatus", "awardedDate", "credentialSubject", "validFrom"):
        assert badge[member] == payload[member]
    assert "verified" == verdict(world, given["credential"], now)


def test_what_somebody_slipped_into_the_database_is_not_signed_anew(world, badge_id):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        row = db.get_one(CredentialRow, badge_id)
        row.signed = row.signed.replace("Esprit d'équipe".encode(), b"Esprit d'attaque")
    engine.dispose()

    answer = world.client("un").get(f"/me/badges/{badge_id}/token")

    assert (409, "text/html") == (answer.status_code, answer.mimetype)


def test_openbadgeslib_accepts_the_token_under_the_published_key(world, badge_id, ready):
    token = ready.ask(JWT).get_json()["credentials"][0]["credential"]

    document = world.client().get("/issuers/club/did.json").get_json()
    (method,) = [one for one in document["verificationMethod"] if one["type"] == "JsonWebKey"]
    n, e = (
        int.from_bytes(urlsafe_b64decode(method["publicKeyJwk"][name] + "=="), "big")
        for name in ("n", "e")
    )
    key = rsa.RSAPublicNumbers(e, n).public_key()
    pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    assert method["id"] in document["assertionMethod"]
    assert json.loads(stored(world, badge_id))["id"] == OB3Verifier(pem).verify(token).id


def verdict(world: WebWorld, token: str, now) -> str:
    services = world.app.extensions["badger"]
    report = verify(read_presented(token.encode()), VerificationPolicy(), services.resolver, now)
    return report.verdict.value


def test_a_key_on_p_256_or_named_by_a_did_is_taken(world, badge_id, now):
    ready = prepare(world, badge_id, now, key=P256Key())
    nonce = ready.wallet.ask_nonce(ready.own)
    named = {"jwk": None, "kid": did_jwk_name(ready.wallet.key)}
    did = did_key(PublicKey.from_jwk(ready.wallet.key.jwk))
    by_key = {"jwk": None, "kid": f"{did}#{did.removeprefix('did:key:')}"}
    other = ready.wallet.ask_nonce(ready.own)

    assert 200 == ready.ask().status_code
    assert 200 == ready.ask(proof=ready.wallet.proof(ready.own, nonce, header=named)).status_code
    assert 200 == ready.ask(proof=ready.wallet.proof(ready.own, other, header=by_key)).status_code


def test_both_forms_stand_in_the_metadata_with_what_a_proof_needs(world, badge_id, now):
    wallet = Wallet(world.client(), now)
    own, server = wallet.read_metadata(wallet.read_offer(show(world, badge_id).link))

    forms = own["credential_configurations_supported"]
    assert {LDP: "ldp_vc", JWT: "jwt_vc_json"} == {n: f["format"] for n, f in forms.items()}
    for form in forms.values():
        algorithms = form["proof_types_supported"]["jwt"]["proof_signing_alg_values_supported"]
        assert ["EdDSA", "ES256"] == algorithms
        assert "OpenBadgeCredential" in form["credential_definition"]["type"]
    assert server["grant_types_supported"] == [
        "urn:ietf:params:oauth:grant-type:pre-authorized_code"
    ]


def test_a_site_below_a_path_is_found_by_the_path_behind_the_well_known_part(tmp_path, built, now):
    folder, territory = built
    base_url = "https://sites.example/badges/ici"
    world = open_world(folder, territory, clock=lambda: now, base_url=base_url)
    browser = world.client()

    for name in ("openid-credential-issuer", "oauth-authorization-server"):
        for path in ("", "/badges/ici"):
            told = browser.get(f"/.well-known/{name}{path}").get_json()
            assert base_url == told.get("credential_issuer", told.get("issuer"))
        assert 404 == browser.get(f"/.well-known/{name}/badges/ailleurs").status_code


def redeem(world: WebWorld, shown: Shown, now, *, pin: str = "", **other: str):
    wallet = Wallet(world.client(), now)
    offer = wallet.read_offer(shown.link)
    _, server = wallet.read_metadata(offer)
    return wallet.ask_token(offer, server, pin=pin or shown.pin, **other)


def test_a_code_opens_once_and_its_second_use_ends_the_first(world, badge_id, now):
    shown = show(world, badge_id)
    wallet = Wallet(world.client(), now)
    offer = wallet.read_offer(shown.link)
    own, server = wallet.read_metadata(offer)
    token = wallet.ask_token(offer, server, pin=shown.pin).get_json()["access_token"]

    assert (400, "invalid_grant") == error_of(wallet.ask_token(offer, server, pin=shown.pin))
    assert 404 == world.client().get(wallet._path(_address(shown))).status_code
    ready = Ready(wallet, own, token)
    assert (401, "invalid_token") == error_of(ready.ask())


def _address(shown: Shown) -> str:
    return parse_qs(urlsplit(shown.link).query)["credential_offer_uri"][0]


def test_a_wrong_pin_is_counted_and_the_sixth_try_comes_too_late(world, badge_id, now):
    shown = show(world, badge_id)
    wrong = f"{(int(shown.pin) + 1) % 1_000_000:06d}"

    for _ in range(5):
        assert (400, "invalid_grant") == error_of(redeem(world, shown, now, pin=wrong))
    assert (400, "invalid_grant") == error_of(redeem(world, shown, now))


def test_a_new_offer_closes_the_one_before(world, badge_id, now):
    first, second = show(world, badge_id), show(world, badge_id)
    wallet = Wallet(world.client(), now)

    assert 404 == world.client().get(wallet._path(_address(first))).status_code
    assert 200 == redeem(world, second, now).status_code


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"grant_type": "authorization_code"}, "unsupported_grant_type"),
        ({"grant_type": ""}, "unsupported_grant_type"),
        ({"tx_code": ""}, "invalid_request"),
        ({"pre-authorized_code": ""}, "invalid_request"),
        ({"pre-authorized_code": "x" * 300}, "invalid_request"),
        ({"pre-authorized_code": "é<script>"}, "invalid_grant"),
        ({"tx_code": "12345a"}, "invalid_grant"),
    ],
)
def test_a_token_request_of_another_form_is_refused_by_name(world, badge_id, now, change, expected):
    assert (400, expected) == error_of(redeem(world, show(world, badge_id), now, **change))


def test_a_token_request_that_is_no_form_is_refused(world):
    assert (400, "invalid_request") == error_of(world.client().post("/wallet/token", json={}))
    assert (400, "invalid_request") == error_of(world.client().post("/wallet/token", data={}))


def test_after_ten_minutes_an_offer_opens_nothing(tmp_path, world, badge_id, now):
    shown = show(world, badge_id)
    late = later(world, tmp_path, now + PAST["offer"] + timedelta(seconds=1))

    assert 404 == late.client().get(Wallet(late.client(), now)._path(_address(shown))).status_code


def later(world: WebWorld, folder, moment) -> WebWorld:
    return open_world(folder, world.territory, clock=lambda: moment)


def test_an_expired_code_and_an_expired_token_are_refused(tmp_path, world, badge_id, now):
    shown = show(world, badge_id)
    offer = Wallet(world.client(), now).read_offer(shown.link)
    own, server = Wallet(world.client(), now).read_metadata(offer)
    too_late = now + PAST["offer"] + timedelta(seconds=1)
    late = Wallet(later(world, tmp_path, too_late).client(), too_late)
    assert (400, "invalid_grant") == error_of(late.ask_token(offer, server, pin=shown.pin))

    token = prepare(world, badge_id, now).token
    too_late = now + PAST["token"] + timedelta(seconds=1)
    late = Wallet(later(world, tmp_path, too_late).client(), too_late)
    assert (401, "invalid_token") == error_of(Ready(late, own, token).ask())


def test_a_nonce_serves_once(ready):
    nonce = ready.wallet.ask_nonce(ready.own)

    assert 200 == ready.ask(proof=ready.wallet.proof(ready.own, nonce)).status_code
    again = ready.ask(proof=ready.wallet.proof(ready.own, nonce))
    assert (400, "invalid_nonce") == error_of(again)


def test_a_nonce_of_nobody_and_an_old_one_are_refused(tmp_path, world, ready, now):
    strange = ready.ask(proof=ready.wallet.proof(ready.own, "from elsewhere"))
    assert (400, "invalid_nonce") == error_of(strange)

    engine = open_database(world.settings)
    nonce = ready.wallet.ask_nonce(ready.own)
    with write_session(engine) as db:
        for row in db.scalars(select(WalletNonceRow)):
            row.until = now
    engine.dispose()
    old = ready.ask(proof=ready.wallet.proof(ready.own, nonce))
    assert (400, "invalid_nonce") == error_of(old)


@pytest.mark.parametrize(
    ("header", "claims"),
    [
        ({}, {"aud": "https://other.example"}),
        ({}, {"aud": None}),
        ({}, {"iat": None}),
        ({}, {"iat": "1773480600"}),
        ({}, {"iat": 2**70}),
        ({}, {"iat": 1}),
        ({}, {"iat": 4_102_444_800}),
        ({}, {"nonce": None}),
        ({}, {"nonce": 7}),
        ({"alg": "none"}, {}),
        ({"alg": "HS256"}, {}),
        ({"alg": "ES256"}, {}),
        ({"typ": "JWT"}, {}),
        ({"typ": None}, {}),
        ({"jwk": None}, {}),
        ({"kid": "did:web:wallet.example#1"}, {}),
        ({"jwk": None, "kid": "did:web:wallet.example#1"}, {}),
        ({"jwk": None, "kid": "did:key:z6Mk"}, {}),
        ({"jwk": {"kty": "oct", "k": "AAAA"}}, {}),
        ({"x5c": ["AAAA"]}, {}),
        ({"crit": ["b64"], "b64": False}, {}),
    ],
)
def test_j01_a_proof_that_is_not_of_this_key_for_this_issuer_now_is_refused(ready, header, claims):
    nonce = ready.wallet.ask_nonce(ready.own)
    proof = ready.wallet.proof(ready.own, nonce, header=header, **claims)

    assert (400, "invalid_proof") == error_of(ready.ask(proof=proof))


def test_a_proof_by_another_key_than_the_one_it_shows_is_refused(ready):
    proof = ready.wallet.proof(ready.own, ready.wallet.ask_nonce(ready.own))
    other = ready.wallet.proof(
        ready.own, ready.wallet.ask_nonce(ready.own), header={"jwk": P256Key().jwk}
    )

    assert (400, "invalid_proof") == error_of(ready.ask(proof=other))
    assert (400, "invalid_proof") == error_of(ready.ask(proof=proof[:-8] + "AAAAAAAA"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"credential_configuration_id": "Diploma"}, "unknown_credential_configuration"),
        ({"credential_configuration_id": None}, "invalid_credential_request"),
        ({"credential_identifier": "x"}, "invalid_credential_request"),
        ({"credential_response_encryption": {}}, "invalid_credential_request"),
        ({"proofs": None}, "invalid_proof"),
        ({"proofs": []}, "invalid_proof"),
        ({"proofs": {"jwt": []}}, "invalid_proof"),
        ({"proofs": {"jwt": ["a.b.c", "a.b.c"]}}, "invalid_proof"),
        ({"proofs": {"jwt": [7]}}, "invalid_proof"),
        ({"proofs": {"di_vp": [{}]}}, "invalid_proof"),
    ],
)
def test_a_credential_request_of_another_form_is_refused_by_name(ready, body, expected):
    assert (400, expected) == error_of(ready.ask(**body))


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b'{"a":1,"a":2}', b"\xff" * 40, b"[" * 9_000])
def test_hostile_bytes_are_no_credential_request(ready, data):
    answer = ready.wallet.http.post(
        "/wallet/credential",
        data=data,
        content_type="application/json",
        headers={"Authorization": f"Bearer {ready.token}"},
    )

    assert (400, "invalid_credential_request") == error_of(answer)


@pytest.mark.parametrize("sent", ["", "Bearer ", "Bearer x", "Basic dW46", "Bearer " + "x" * 999])
def test_without_the_access_token_nothing_is_given(ready, sent):
    answer = ready.wallet.http.post("/wallet/credential", json={}, headers={"Authorization": sent})

    assert (401, "invalid_token") == error_of(answer)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_badge_taken_back_meanwhile_is_not_given(world, badge_id, ready, now):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        db.get_one(CredentialRow, badge_id).revoked_at = now
    engine.dispose()

    assert (400, "credential_request_denied") == error_of(ready.ask())
    assert 404 == world.client("un").get(f"/me/badges/{badge_id}/wallet").status_code


def test_f6_ac6_of_a_partner_that_left_the_badge_is_given_and_nothing_new_is_signed(
    world, badge_id, ready, now
):
    signed = world.client("un").get(f"/me/badges/{badge_id}/token").get_data(as_text=True)
    engine = open_database(world.settings)
    with write_session(engine) as db:
        archive_partner(db, "club", actor="test", now=now)
    engine.dispose()

    assert (400, "unknown_credential_configuration") == error_of(ready.ask(JWT))
    given = ready.ask().get_json()["credentials"][0]["credential"]
    assert "verified" == verdict(world, json.dumps(given), now)
    # What was taken before goes on verifying; nobody gets another.
    assert "verified" == verdict(world, signed, now)
    refused = world.client("un").get(f"/me/badges/{badge_id}/token")
    assert 409 == refused.status_code
    assert "a quitté le territoire" in refused.get_data(as_text=True)


def test_the_offer_of_a_partner_that_left_names_the_one_form(world, badge_id, now):
    def offered() -> tuple[list[str], bool]:
        shown = show(world, badge_id)
        page = world.client("un").get(f"/me/badges/{badge_id}/wallet").get_data(as_text=True)
        offer = Wallet(world.client(), now).read_offer(shown.link)
        return offer["credential_configuration_ids"], f"{badge_id}/token" in page

    assert ([LDP, JWT], True) == offered()
    engine = open_database(world.settings)
    with write_session(engine) as db:
        archive_partner(db, "club", actor="test", now=now)
    engine.dispose()
    assert ([LDP], False) == offered()


@pytest.mark.parametrize("path", ["wallet", "token"])
def test_a_badge_of_somebody_else_does_not_exist_here(world, badge_id, path):
    assert 404 == world.client("deux").get(f"/me/badges/{badge_id}/{path}").status_code
    assert 404 == world.client("issuer").get(f"/me/badges/{badge_id}/{path}").status_code


def test_somebody_else_prepares_no_code(world, badge_id):
    assert 404 == post(world.client("deux"), f"/me/badges/{badge_id}/wallet").status_code
    assert [] == rows_of(world, WalletOfferRow)


def test_the_person_downloads_her_badge_as_a_token(world, badge_id, now):
    answer = world.client("un").get(f"/me/badges/{badge_id}/token")

    assert "application/jwt" == answer.mimetype
    assert answer.headers["Content-Disposition"].endswith('.jwt"')
    assert "verified" == verdict(world, answer.get_data(as_text=True), now)


def test_the_page_of_the_badge_leads_the_person_alone_to_her_wallet(world, badge_id):
    address = f"/me/badges/{badge_id}/wallet"

    assert address in world.client("un").get(f"/badges/{badge_id}").get_data(as_text=True)
    assert address not in world.client("deux").get(f"/badges/{badge_id}").get_data(as_text=True)
    assert address not in world.client().get(f"/badges/{badge_id}").get_data(as_text=True)
    assert "Préparer mon code" in world.client("un").get(address).get_data(as_text=True)


def test_the_kept_badge_leads_to_the_wallet_as_well(world, badge_id):
    world.app.extensions["badger"].run_tasks()
    browser = world.client("un")
    (kept,) = set(re.findall(r'href="(/me/badges/\w+)"', browser.get("/me").get_data(as_text=True)))

    assert f"/me/badges/{badge_id}/wallet" in browser.get(kept).get_data(as_text=True)


def test_nothing_that_opens_is_stored(world, badge_id, now, ready):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        made = make_offer(db, badge_id, person_id=world.people["un"], now=now)
    engine.dispose()
    nonce = ready.wallet.ask_nonce(ready.own)

    kept = " ".join(
        str(value)
        for row in (*rows_of(world, WalletOfferRow), *rows_of(world, WalletNonceRow))
        for value in vars(row).values()
    )
    for secret in (made.secret, made.pin, ready.token, nonce):
        assert secret not in kept.split()


def test_what_is_over_is_deleted_with_the_next_nonce(tmp_path, world, badge_id, ready, now):
    ready.wallet.ask_nonce(ready.own)
    late = later(world, tmp_path, now + timedelta(minutes=11))
    Wallet(late.client(), now).ask_nonce(ready.own)

    assert [] == rows_of(world, WalletOfferRow)
    assert 1 == len(rows_of(world, WalletNonceRow))


def test_wallets_are_kept_from_trying_without_end(world):
    browser = world.client()
    statuses = {browser.post("/wallet/token", data={}).status_code for _ in range(121)}

    assert {400, 429} == statuses


def test_the_rsa_key_is_sealed_moved_and_ended_like_the_others(world, badge_id, now):
    world.client("un").get(f"/me/badges/{badge_id}/token")
    club = world.territory.partners["club"]
    engine = open_database(world.settings)
    moved = Keyring(bytes(32), former_key=KEK)
    with write_session(engine) as db:
        assert 5 == moved.left_to_rewrap(db)
        moved.rewrap(db)
        first = moved.token_signer(db, club, now=now).public
        assert first == moved.token_signer(db, club, now=now).public
        moved.rotate(db, club, actor="test", now=now)
        assert first != moved.token_signer(db, club, now=now).public
        moved.require_unlocked(db)
    engine.dispose()
