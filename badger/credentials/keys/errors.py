"""What can be wrong with a key, one class per meaning."""

from badger.credentials.errors import CredentialError


class UnusableKey(CredentialError):
    """Say that something is not a public key that badger uses."""

    code = "key.malformed"


class WeakKey(UnusableKey):
    """Say that anybody could sign under a key, or find its private half."""

    code = "key.weak_key"


class WrongKeyLength(UnusableKey):
    """Say that a key, or one of its numbers, has too few or too many bytes."""

    code = "key.length"


class WrongModulus(UnusableKey):
    """Say that an RSA key is too short to be safe, or too long to be worked with."""

    code = "key.modulus"


class NotOnCurve(UnusableKey):
    """Say that the numbers of a key are no point of its curve."""

    code = "key.not_on_curve"


class UnsupportedKey(UnusableKey):
    """Say that a key is of another kind than those that badger uses, or for another use."""

    code = "key.unsupported"


class PrivateKeyExposed(UnusableKey):
    """Say that a private key stands where a public one belongs: it is no secret any more."""

    code = "key.private_exposed"
