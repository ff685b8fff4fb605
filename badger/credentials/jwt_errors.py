"""What can be wrong with a signed token, one class per meaning."""

from badger.credentials.errors import CredentialError


class TokenError(CredentialError):
    """Say that a token is not one that badger believes."""

    code = "jwt.malformed"


class UnsupportedForm(TokenError):
    """Say that a token is written in another form than the compact one of a signature."""

    code = "jwt.unsupported_form"


class TokenTooLarge(TokenError):
    """Say that a part of a token has more letters than any that badger reads."""

    code = "jwt.too_large"


class BadBase64Url(TokenError):
    """Say that a part of a token is not the one base64url text of its bytes."""

    code = "jwt.base64url"


class HeaderNotAllowed(TokenError):
    """Say that a header asks for what a badge may not ask: a key or rules from elsewhere."""

    code = "jwt.header_not_allowed"


class AlgorithmNotAllowed(TokenError):
    """Say that a token is not signed, or by a secret that a verifier would have to know."""

    code = "jwt.alg_not_allowed"


class UnsupportedAlgorithm(TokenError):
    """Say that a signature is of a kind that badger cannot check; that does not make it wrong."""

    code = "jwt.unsupported_algorithm"


class WrongKind(TokenError):
    """Say that a token was made for another use than to carry a badge."""

    code = "jwt.wrong_type"


class BadKeyName(TokenError):
    """Say that a header names its key in no way that can be followed, or not at all."""

    code = "jwt.kid"


class KeyDoesNotFit(TokenError):
    """Say that a key is of another kind than the algorithm of the token."""

    code = "jwt.key_does_not_fit"


class MalformedClaim(TokenError):
    """Say that a claim has a value that claims of its name never have."""

    code = "jwt.claim_malformed"


class ClaimMissing(TokenError):
    """Say that a token leaves out what it must repeat of its badge."""

    code = "jwt.claim_missing"


class ClaimMismatch(TokenError):
    """Say that a token and the badge in it contradict each other."""

    code = "jwt.claim_mismatch"


class WrongAudience(TokenError):
    """Say that a token is addressed to somebody: a badge is for whoever it is shown to."""

    code = "jwt.audience"


class TwoCredentials(TokenError):
    """Say that a token holds a badge in `vc` and members of a badge beside it."""

    code = "jwt.two_credentials"


class MisplacedCredential(TokenError):
    """Say that a token holds its badge in `vc`, where this kind of token has none."""

    code = "jwt.vc_claim"


class NotSignable(TokenError):
    """Say why a document cannot be written as a token: a member that no claim can repeat."""

    code = "jwt.not_signable"
