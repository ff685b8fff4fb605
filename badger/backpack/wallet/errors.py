"""What may be wrong with what a wallet asks, with the standard's own name for it."""

from typing import ClassVar

from badger.errors import BadgerError


class WalletError(BadgerError):
    """A wallet asked something that cannot be done.

    standard: value of `error` in the answer (RFC 6749, 5.2; RFC 6750, 3.1; OpenID4VCI 1.0,
              6.3 and 8.3.1.2).
    """

    standard: ClassVar[str] = "invalid_request"


class RequestMalformed(WalletError):
    """The token request has not the form of the standard."""

    code = "wallet.request"


class GrantUnsupported(WalletError):
    """The token request asks by another way than the pre-authorized code."""

    code = "wallet.grant"
    standard = "unsupported_grant_type"


class CodeRefused(WalletError):
    """The code opens nothing: unknown, used, too old, wrong digits; nobody is told which."""

    code = "wallet.code"
    standard = "invalid_grant"


class TokenRefused(WalletError):
    """The access token opens nothing."""

    code = "wallet.token"
    standard = "invalid_token"


class CredentialRequestMalformed(WalletError):
    """The credential request has not the form of the standard."""

    code = "wallet.credential_request"
    standard = "invalid_credential_request"


class ConfigurationUnknown(WalletError):
    """The wallet asks for a form of the badge that was not offered."""

    code = "wallet.configuration"
    standard = "unknown_credential_configuration"


class ProofRefused(WalletError):
    """The wallet does not show that it holds a key."""

    code = "wallet.proof"
    standard = "invalid_proof"


class NonceRefused(WalletError):
    """The nonce of the proof is not ours, was used, or is too old."""

    code = "wallet.nonce"
    standard = "invalid_nonce"


class BadgeNotGiven(WalletError):
    """The badge is not handed over any more: it was taken back meanwhile."""

    code = "wallet.badge"
    standard = "credential_request_denied"


class OfferOver(BadgerError):
    """The offer is not there (any more)."""

    code = "wallet_offer.not_found"
