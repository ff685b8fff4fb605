"""From an untrusted document to values: every shape is checked, unknown members are kept.

The schemas of the standard let several shapes pass that nobody may act on (a language map where
a text is expected, a type that is anything, contexts in any order): they are refused here, with
the place. What the values mean is checked elsewhere.
Source: Open Badges 3.0, sections "Open Badges Data Model" and "Serialization".
"""

from typing import cast

from badger.credentials.model import (
    Achievement,
    EndorsementCredential,
    OpenBadgeCredential,
    Profile,
)
from badger.credentials.shapes import Shape, read_class, shape_error
from badger.json_value import JsonObject

__all__ = ["Shape", "read_achievement", "read_credential", "read_endorsement", "read_profile"]


def read_credential(document: JsonObject) -> OpenBadgeCredential:
    """Read an OpenBadgeCredential (VC 2.0), compacted or not; its proofs are not looked at.

    Raises: Shape, ContextNotAllowed, ContextUnknown.
    """
    found = _read_credential(document, class_name="OpenBadgeCredential")
    credential = cast("OpenBadgeCredential", found)
    subject = credential.credential_subject
    if subject.id is None and not subject.identifier:
        raise shape_error((None, "credentialSubject"), "subject")
    return credential


def read_endorsement(document: JsonObject) -> EndorsementCredential:
    """Read an EndorsementCredential (VC 2.0); its proofs are not looked at.

    Raises: Shape, ContextNotAllowed, ContextUnknown.
    """
    found = _read_credential(document, class_name="EndorsementCredential")
    return cast("EndorsementCredential", found)


def read_profile(document: JsonObject) -> Profile:
    """Read a Profile; its `@context`, where there is one, stays in `extra`.

    Raises: Shape.
    """
    return cast("Profile", read_class(document, None, class_name="Profile"))


def read_achievement(document: JsonObject) -> Achievement:
    """Read an Achievement; its `@context`, where there is one, stays in `extra`.

    Raises: Shape.
    """
    return cast("Achievement", read_class(document, None, class_name="Achievement"))


def _read_credential(document: JsonObject, *, class_name: str) -> object:
    said = {name: value for name, value in document.items() if name != "proof"}
    return read_class(said, None, class_name=class_name)
