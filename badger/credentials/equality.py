"""When two credentials are the same one."""

from urllib.parse import unquote

from badger.json_value import JsonObject, JsonValue


def same_credential(first: JsonObject, second: JsonObject) -> bool:
    """Tell whether two credentials have the same issuer and the same id.

    Both compared after undoing percent escapes and trimming; without ids nothing is the same.
    Source: Open Badges 3.0, credential equality and containment.
    """
    names = _names(first)
    return names is not None and names == _names(second)


def _names(document: JsonObject) -> tuple[str, str] | None:
    issuer = document.get("issuer")
    issuer_id = _plain(issuer.get("id") if isinstance(issuer, dict) else issuer)
    credential_id = _plain(document.get("id"))
    return (issuer_id, credential_id) if issuer_id and credential_id else None


def _plain(value: JsonValue) -> str:
    return unquote(value).strip() if isinstance(value, str) else ""
