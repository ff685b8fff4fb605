"""What a wallet reads before it asks: the issuer's metadata, its authorization server's, an offer.

Source: OpenID4VCI 1.0, sections 4.1.1 and 12.2.4; RFC 8414, section 2.
"""

from collections.abc import Sequence
from typing import Final

from badger.backpack.wallet.offers import PIN_DIGITS
from badger.backpack.wallet.proofs import ALGORITHMS
from badger.credentials.build import CONTEXTS_ISSUED
from badger.json_value import JsonObject

GRANT: Final = "urn:ietf:params:oauth:grant-type:pre-authorized_code"
TYPES: Final = ("VerifiableCredential", "OpenBadgeCredential")
LDP, JWT = "OpenBadgeCredential_ldp_vc", "OpenBadgeCredential_jwt_vc_json"
FORMS: Final = (LDP, JWT)


def issuer_metadata(base_url: str, *, name: str) -> JsonObject:
    """Say where a wallet asks, and in which forms it gets a badge."""
    return {
        "credential_issuer": base_url,
        "credential_endpoint": f"{base_url}/wallet/credential",
        "nonce_endpoint": f"{base_url}/wallet/nonce",
        "display": [{"name": name, "locale": "fr-FR"}],
        "credential_configurations_supported": {
            LDP: _configuration(
                "ldp_vc",
                algorithms=["eddsa-rdfc-2022"],
                definition={"@context": [*CONTEXTS_ISSUED], "type": [*TYPES]},
            ),
            JWT: _configuration("jwt_vc_json", algorithms=["RS256"], definition={"type": [*TYPES]}),
        },
    }


def server_metadata(base_url: str) -> JsonObject:
    """Say how a code becomes an access token."""
    return {
        "issuer": base_url,
        "token_endpoint": f"{base_url}/wallet/token",
        "grant_types_supported": [GRANT],
        "response_types_supported": [],
        "token_endpoint_auth_methods_supported": ["none"],
        "pre-authorized_grant_anonymous_access_supported": True,
    }


def credential_offer(
    base_url: str, *, code: str, forms: Sequence[str], description: str
) -> JsonObject:
    """Write the offer that a QR code leads to.

    forms:       those of FORMS in which this badge is given.
    description: tells the person in her wallet where she reads the digits.
    """
    pin: JsonObject = {"length": PIN_DIGITS, "input_mode": "numeric", "description": description}
    return {
        "credential_issuer": base_url,
        "credential_configuration_ids": [*forms],
        "grants": {GRANT: {"pre-authorized_code": code, "tx_code": pin}},
    }


def _configuration(form: str, *, algorithms: list[str], definition: JsonObject) -> JsonObject:
    return {
        "format": form,
        "credential_definition": definition,
        "credential_signing_alg_values_supported": [*algorithms],
        "cryptographic_binding_methods_supported": ["jwk", "did:key", "did:jwk"],
        "proof_types_supported": {"jwt": {"proof_signing_alg_values_supported": [*ALGORITHMS]}},
        "credential_metadata": {"display": [{"name": "Open Badge", "locale": "fr-FR"}]},
    }
