"""When two credentials are the same one, and when one takes the place of another."""

from urllib.parse import unquote

from badger.credentials.datetimes import parse_timestamp
from badger.credentials.errors import CredentialError
from badger.json_value import JsonObject, JsonValue

# Open Badges on VC 1.1 dates credentials by the second name.
_BEGINNINGS = ("validFrom", "issuanceDate")


def same_credential(first: JsonObject, second: JsonObject) -> bool:
    """Tell whether two credentials have the same issuer and the same id.

    Both compared after undoing percent escapes and trimming; without ids nothing is the same.
    Source: Open Badges 3.0, credential equality and containment.
    """
    names = _names(first)
    return names is not None and names == _names(second)


def same_subject(first: JsonObject, second: JsonObject) -> bool:
    """Tell whether two credentials are about the same person or thing.

    By the subject's id; where one has none, by its identifiers, which are then all the same.
    """
    one, other = _subject(first), _subject(second)
    if "id" in one or "id" in other:
        return plain_name(one.get("id")) == plain_name(other.get("id"))
    return "identifier" in one and one["identifier"] == other.get("identifier")


def why_not_replaced(older: JsonObject, newer: JsonObject) -> str | None:
    """Say why `newer` may not take the place of `older`; None when it may.

    Returns "credential" (another one), "subject" (about somebody else) or "date" (not newer).
    Source: Open Badges 3.0, credential equality: a newer `validFrom` supersedes. That both are
            signed by their issuer is the caller's business.
    """
    if not same_credential(older, newer):
        return "credential"
    if not same_subject(older, newer):
        return "subject"
    return None if _is_newer(older, newer) else "date"


def plain_name(value: JsonValue) -> str:
    """Return an id without percent escapes and blanks around it; "" for what is no text."""
    return unquote(value).strip() if isinstance(value, str) else ""


def _is_newer(older: JsonObject, newer: JsonObject) -> bool:
    try:
        return parse_timestamp(_beginning(newer)) > parse_timestamp(_beginning(older))
    except CredentialError:
        return False


def _beginning(document: JsonObject) -> str:
    return next((text for name in _BEGINNINGS if isinstance(text := document.get(name), str)), "")


def _names(document: JsonObject) -> tuple[str, str] | None:
    issuer = document.get("issuer")
    issuer_id = plain_name(issuer.get("id") if isinstance(issuer, dict) else issuer)
    credential_id = plain_name(document.get("id"))
    return (issuer_id, credential_id) if issuer_id and credential_id else None


def _subject(document: JsonObject) -> JsonObject:
    subject = document.get("credentialSubject")
    return subject if isinstance(subject, dict) else {}
