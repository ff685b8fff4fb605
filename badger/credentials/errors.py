"""The root of every error about the language of the standard."""

from badger.errors import BadgerError


class CredentialError(BadgerError):
    """Say that a document, a key, a proof, a list or an image is not what the standard asks."""

    code = "credential.error"
