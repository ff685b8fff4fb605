"""The credential issuer that a wallet talks to: OpenID4VCI 1.0, pre-authorized code."""

from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, abort, json, request

from badger.backpack.wallet.errors import (
    BadgeNotGiven,
    ConfigurationUnknown,
    CredentialRequestMalformed,
    GrantUnsupported,
    NonceRefused,
    ProofRefused,
    RequestMalformed,
    TokenRefused,
    WalletError,
)
from badger.backpack.wallet.offers import (
    TOKEN_FOR,
    new_nonce,
    offer_of_token,
    redeem_code,
    require_token,
    take_nonce,
    waiting_offer,
)
from badger.backpack.wallet.proofs import nonce_of_proof
from badger.credentials.errors import CredentialError
from badger.credentials.strict_json import JsonLimits, parse_object
from badger.db.base import Session
from badger.db.rows import CredentialRow
from badger.issuer.queries import credential_by_id
from badger.issuer.second_form import as_token, has_second_form, require_authentic
from badger.json_value import JsonObject
from badger.sentences import sentence
from badger.web.language import gettext
from badger.web.oauth.wallet_metadata import (
    FORMS,
    GRANT,
    LDP,
    credential_offer,
    issuer_metadata,
    server_metadata,
)
from badger.web.services import services

blueprint = Blueprint("wallet", __name__)

HEADERS: Final = {"Access-Control-Allow-Origin": "*", "Cache-Control": "no-store"}
SCHEME: Final = "bearer "
MAX_FIELD: Final = 256
LIMITS: Final = JsonLimits(max_bytes=16_384, max_depth=6, max_keys=64, max_items=64)


@blueprint.errorhandler(WalletError)
def refuse(error: WalletError) -> Response:
    """Answer in the words of the standard, with our own code and sentence beside them."""
    status = HTTPStatus.UNAUTHORIZED if isinstance(error, TokenRefused) else HTTPStatus.BAD_REQUEST
    told: JsonObject = {
        "error": error.standard,
        "error_description": error.reason,
        "detail": sentence(error.reason, error.facts),
    }
    answer = _json(told, status=status)
    if status == HTTPStatus.UNAUTHORIZED:
        answer.headers["WWW-Authenticate"] = f'Bearer error="{error.standard}"'
    return answer


@blueprint.get("/.well-known/openid-credential-issuer")
def issuer() -> Response:
    """Tell wallets where and what they may ask."""
    return _json(_issuer_metadata())


@blueprint.get("/.well-known/openid-credential-issuer/<path:place>")
def issuer_of_a_path(place: str) -> Response:
    """Tell the same where the site stands below a path of its host (section 12.2.2)."""
    _require_own(place)
    return _json(_issuer_metadata())


@blueprint.get("/.well-known/oauth-authorization-server")
def server() -> Response:
    """Tell how a code becomes a token."""
    return _json(server_metadata(services().addresses.base_url))


@blueprint.get("/.well-known/oauth-authorization-server/<path:place>")
def server_of_a_path(place: str) -> Response:
    """Tell the same where the site stands below a path (RFC 8414, section 3.1)."""
    _require_own(place)
    return _json(server_metadata(services().addresses.base_url))


@blueprint.get("/wallet/offers/<token>")
def offer(token: str) -> Response:
    """Give the offer that a QR code leads to, while it waits."""
    here = services()
    with here.reading() as db:
        found = waiting_offer(db, token, now=here.clock())
        forms = forms_of(db, credential_by_id(db, found.credential_id))
    description = gettext("Les six chiffres affichés à côté du code.")
    base_url = here.addresses.base_url
    return _json(credential_offer(base_url, code=found.code, forms=forms, description=description))


@blueprint.post("/wallet/token")
def token() -> Response:
    """Give an access token for a code and its six digits, once."""
    here = services()
    code, pin = _token_request()
    with here.writing() as db:
        given = redeem_code(db, code, pin=pin, now=here.clock())
    return _json(
        {
            "access_token": require_token(given),
            "token_type": "Bearer",
            "expires_in": int(TOKEN_FOR.total_seconds()),
        }
    )


@blueprint.post("/wallet/nonce")
def nonce() -> Response:
    """Give a nonce for the next key proof."""
    here = services()
    with here.writing() as db:
        return _json({"c_nonce": new_nonce(db, now=here.clock())})


@blueprint.post("/wallet/credential")
def credential() -> Response:
    """Give the badge that an access token opens, to a wallet that shows a key."""
    here, now = services(), services().clock()
    with here.reading() as db:
        opened = offer_of_token(db, _bearer(), now=now)
    form, proof = _credential_request()
    found = nonce_of_proof(proof, audience=here.addresses.base_url, now=now)
    with here.writing() as db:
        is_fresh = take_nonce(db, found, now=now)
    if not is_fresh:
        raise NonceRefused
    with here.reading() as db:
        row = credential_by_id(db, opened.credential_id)
        forms = forms_of(db, row)
    if form not in forms:
        raise ConfigurationUnknown
    if row is None or row.signed is None or row.revoked_at is not None:
        raise BadgeNotGiven
    return _given(row, form)


def forms_of(db: Session, row: CredentialRow | None) -> tuple[str, ...]:
    """Return the forms in which a badge is given: the token is signed anew, in nobody's name
    who has left (docs/adr/0032)."""
    return FORMS if row is not None and has_second_form(db, row) else (LDP,)


def token_of_badge(row: CredentialRow) -> str:
    """Write an issued badge as a token that our own verifier accepts.

    Raises: KeyringLocked, SignatureRefused, PartnerArchived.
    """
    here = services()
    # What somebody has slipped into the database gets no fresh signature.
    require_authentic(row.signed or b"", resolver=here.own, now=here.clock())
    with here.writing() as db:
        text = as_token(db, row, keyring=here.keyring, now=here.clock(), addresses=here.addresses)
    require_authentic(text.encode(), resolver=here.own, now=here.clock())
    return text


def _given(row: CredentialRow, form: str) -> Response:
    """Answer with the badge: the very bytes that were signed, or the token."""
    badge = (row.signed or b"") if form == LDP else json.dumps(token_of_badge(row)).encode()
    text = b'{"credentials": [{"credential": ' + badge + b"}]}"
    return Response(text, mimetype="application/json", headers=HEADERS)


def _token_request() -> tuple[str, str]:
    """Read the code and the digits. Raises: RequestMalformed, GrantUnsupported."""
    if request.mimetype != "application/x-www-form-urlencoded":
        raise RequestMalformed
    if any(len(values) != 1 or len(values[0]) > MAX_FIELD for _, values in request.form.lists()):
        raise RequestMalformed
    if "grant_type" not in request.form:
        raise RequestMalformed
    if request.form["grant_type"] != GRANT:
        raise GrantUnsupported
    code, pin = request.form.get("pre-authorized_code"), request.form.get("tx_code")
    if not code or not pin:
        raise RequestMalformed
    return code, pin


def _credential_request() -> tuple[str, str]:
    """Read which form is asked for, and the one key proof.

    Raises: CredentialRequestMalformed, ConfigurationUnknown, ProofRefused.
    """
    if request.mimetype != "application/json":
        raise CredentialRequestMalformed
    try:
        body = parse_object(request.get_data(), limits=LIMITS)
    except CredentialError as error:
        raise CredentialRequestMalformed from error
    form = body.get("credential_configuration_id")
    if not isinstance(form, str) or "credential_identifier" in body:
        raise CredentialRequestMalformed
    if form not in FORMS:
        raise ConfigurationUnknown
    if "credential_response_encryption" in body:
        raise CredentialRequestMalformed
    return form, _proof_in(body)


def _proof_in(body: JsonObject) -> str:
    if "proofs" not in body:
        raise ProofRefused(rule="proofs")
    proofs = body["proofs"]
    listed = proofs.get("jwt") if isinstance(proofs, dict) and len(proofs) == 1 else None
    if not isinstance(listed, list) or len(listed) != 1 or not isinstance(listed[0], str):
        raise ProofRefused(rule="proofs")
    return listed[0]


def _bearer() -> str:
    """Return the access token. Raises: TokenRefused."""
    sent = request.headers.get("Authorization", "")
    if sent[: len(SCHEME)].lower() != SCHEME or len(sent) > MAX_FIELD:
        raise TokenRefused
    return sent[len(SCHEME) :].strip()


def _issuer_metadata() -> JsonObject:
    here = services()
    return issuer_metadata(here.addresses.base_url, name=here.settings.territory_name)


def _require_own(place: str) -> None:
    """Refuse the path of another issuer on this host."""
    if not services().addresses.base_url.endswith(f"/{place.strip('/')}"):
        abort(404)


def _json(told: JsonObject, *, status: int = HTTPStatus.OK) -> Response:
    text = json.dumps(told, ensure_ascii=False)
    return Response(text, status=status, mimetype="application/json", headers=HEADERS)
