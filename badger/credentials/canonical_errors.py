"""Why a document has no canonical form that could be trusted."""

from badger.credentials.errors import CredentialError
from badger.schemas.errors import ContextUnknown

__all__ = [
    "ContextNotAllowed",
    "ContextUnknown",
    "DataLoss",
    "InvalidIri",
    "TooComplex",
    "UnreadableNquads",
]


class DataLoss(CredentialError):
    """Something in the document would not be covered by a signature; `path` says where."""

    code = "proof.data_loss"


class InvalidIri(CredentialError):
    """An identifier, a link or a type is no absolute IRI; `path` says where."""

    code = "proof.invalid_iri"


class ContextNotAllowed(CredentialError):
    """A context is inline, repeated, one of too many, missing, or where none may stand."""

    code = "structure.context_not_allowed"


class TooComplex(CredentialError):
    """The unnamed parts look too much alike, or the work exceeds its bound."""

    code = "proof.complexity"


class UnreadableNquads(CredentialError):
    """A line of N-Quads does not follow the grammar; `line` shows its beginning."""

    code = "proof.nquads"
