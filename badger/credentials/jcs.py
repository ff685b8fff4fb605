"""RFC 8785 canonical JSON: the door to the rfc8785 package."""

import rfc8785

from badger.credentials.errors import CredentialError
from badger.json_value import JsonValue


class NotCanonical(CredentialError):
    """Say that a document has no RFC 8785 form: a number or a string that JSON cannot carry."""

    code = "proof.no_canonical_form"


def canonical_json(document: JsonValue) -> bytes:
    """Write a document in its only RFC 8785 form.

    Raises: NotCanonical; never after strict_json, whose limits are tighter.
    """
    try:
        return rfc8785.dumps(document)
    except (ValueError, RecursionError):
        raise NotCanonical() from None
