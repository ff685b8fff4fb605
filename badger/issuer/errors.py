"""The root of every error of the issuer's path."""

from badger.errors import BadgerError


class IssuerError(BadgerError):
    """Say why something could not be defined, observed, awarded or taken back."""
