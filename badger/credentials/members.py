"""Which field of a value is which member of a document, from the table of classes."""

import re
from dataclasses import dataclass
from functools import cache

from badger.credentials import model
from badger.schemas.classes import CLOSED, CREDENTIAL_TYPES, Member, members_of

# The entry of a status list; its values are judged by `status_list.py`, with its own errors.
_STATUS_LIST_MEMBERS = tuple(
    Member(name, "LooseString", required=False, many=False)
    for name in ("statusPurpose", "statusListIndex", "statusListCredential")
)

# One entry until Open Badges 3.1, says the standard's schema; its own validator reads several, and
# a verifier that read one would not see a suspension beside a revocation.
_STATUSES = Member("credentialStatus", "CredentialStatus", required=False, many=True)
_CONTEXTS = Member("@context", "Contexts", required=True, many=False)

# Read and written elsewhere: a proof is never part of what the credential says.
_NOT_MODELLED = frozenset({"proof"})


@dataclass(frozen=True, slots=True)
class Plan:
    """How values of one class are read and written.

    model:    the dataclass.
    members:  member of the document -> (field of the value, member).
    required: fields that must be there.
    closed:   True where an unknown member is refused.
    """

    model: type
    members: dict[str, tuple[str, Member]]
    required: frozenset[str]
    closed: bool


@cache
def plan_of(class_name: str) -> Plan:
    """Match the members of a class with the fields of its dataclass."""
    members = [
        _STATUSES if m.name == "credentialStatus" else m
        for m in members_of(class_name)
        if m.name not in _NOT_MODELLED
    ]
    if class_name in CREDENTIAL_TYPES:
        members.insert(0, _CONTEXTS)
    if class_name == "CredentialStatus":
        members += _STATUS_LIST_MEMBERS
    return Plan(
        model=getattr(model, class_name),
        members={m.name: (snake_case(m.name), m) for m in members},
        required=frozenset(snake_case(m.name) for m in members if m.required),
        closed=class_name in CLOSED,
    )


def snake_case(name: str) -> str:
    """Spell a member as a field: `validFrom` becomes `valid_from`, `@context` `contexts`."""
    if name == "@context":
        return "contexts"
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()
