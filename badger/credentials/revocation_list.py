"""1EdTechRevocationList: unsigned JSON that names the credentials an issuer took back.

Deprecated since October 2025, and still in many badges. Nothing in it is signed: who may be
believed to speak for the issuer is decided where it is fetched.
Source: 1EdTech Revocation List Status Method v1.0.
"""

from badger.credentials.equality import plain_name
from badger.credentials.status_entries import read_url
from badger.credentials.status_errors import MalformedStatusList
from badger.json_value import JsonObject, JsonValue

REVOCATION_LIST_TYPE = "1EdTechRevocationList"
# Both spellings are met. Empty lists are left out in the JSON of Open Badges: a document that
# holds nothing else names nobody.
_MEMBERS = ("revokedCredential", "revokedCredentials")
_ENVELOPE = frozenset(("@context", "id", "type", "issuer"))


def revocation_list_url(entry: JsonObject) -> str:
    """Return the address of the list that a status entry names by its id.

    Raises: MalformedStatusEntry.
    """
    return read_url(entry, "id")


def is_revoked(revocations: JsonObject, credential_id: str) -> bool:
    """Tell whether a revocation list names a credential as taken back.

    One that is listed with `revoked` false was given back; without `revoked` it is taken back.
    When it is listed twice, the worse entry counts.
    Raises: MalformedStatusList.
    """
    wanted = plain_name(credential_id)
    return any(plain_name(name) == wanted for name in _revoked(revocations))


def _revoked(revocations: JsonObject) -> list[str]:
    listed = [revocations[member] for member in _MEMBERS if member in revocations]
    if not listed and not revocations.keys() <= _ENVELOPE:
        raise MalformedStatusList()
    names: list[str] = []
    for value in listed:
        for item in value if isinstance(value, list) else [value]:
            names += _named(item)
    return names


def _named(item: JsonValue) -> list[str]:
    """Give the id of an entry that takes a credential back, none for one that gives it back."""
    entry: JsonObject = item if isinstance(item, dict) else {"id": item}
    name, revoked = entry.get("id"), entry.get("revoked", True)
    if not isinstance(name, str) or not isinstance(revoked, bool):
        raise MalformedStatusList()
    return [name] if revoked else []
