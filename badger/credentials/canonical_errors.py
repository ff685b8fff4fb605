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


class Placed(CredentialError):
    """Something at one place of a document; `path` grows while the error rises.

    path: members and indices from the top, "credentialSubject.result[0].id".
    why:  one word for the rule: "undefined", "null", "repeated", "relative", "inline", ...
    """

    code = "proof.data_loss"

    def below(self, key: str | int) -> None:
        """Say that the place is below a member or an item of an array."""
        step = f"[{key}]" if isinstance(key, int) else key
        rest = self.facts.get("path")
        if rest is not None:
            step += str(rest) if str(rest).startswith("[") else f".{rest}"
        self.facts["path"] = step


class DataLoss(Placed):
    """Something in the document would not be covered by a signature; `path` says where."""

    code = "proof.data_loss"


class InvalidIri(Placed):
    """An identifier, a link or a type is no absolute IRI; `path` says where."""

    code = "proof.invalid_iri"


class ContextNotAllowed(Placed):
    """A context is inline, repeated, one of too many, missing, or where none may stand."""

    code = "structure.context_not_allowed"


class TooComplex(CredentialError):
    """The unnamed parts look too much alike, or the work exceeds its bound."""

    code = "proof.complexity"


class UnreadableNquads(CredentialError):
    """A line of N-Quads does not follow the grammar; `line` shows its beginning."""

    code = "proof.nquads"
