"""Partners, their keys, teams and programs."""

from typing import Final

from badger.privacy.table import Table, deleted, impersonal, kept

TABLES: Final[dict[str, Table]] = {
    "partners": impersonal(
        "id slug code name kind description created_at mandate_since mandate_until archived_at"
    ),
    "signing_keys": impersonal(
        "id partner_id public_multikey sealed_seed wrapped_by created_at retired_at"
        " compromised_at register"
    ),
    "token_keys": impersonal(
        "id partner_id public_key sealed_seed wrapped_by created_at retired_at compromised_at"
    ),
    "selective_keys": impersonal(
        "id partner_id public_multikey sealed_seed wrapped_by created_at retired_at compromised_at"
    ),
    "territory_keys": impersonal(
        "id owner public_multikey sealed_seed wrapped_by created_at retired_at compromised_at"
    ),
    "trust_lists": impersonal("id url kind signed_by name document issued_at stored_at"),
    "charters": impersonal("number text published_at", names="published_by"),
    "charter_signatures": kept(
        whose="signed_by",
        emptied={"signatory": ""},
        names="signed_by",
        because={"number partner_id signed_at": "the partner signed its charter, not the person"},
    ),
    "invitations": kept(
        whose="used_by",
        emptied={"meant_for": "", "used_by": None},
        names="invited_by",
        because={
            "id partner_id roles invited_at expires_at used_at withdrawn_at": (
                "that a team invited somebody is the team's"
            ),
            "code_digest": "a code that was used opens nothing",
        },
        unshown="code_digest",
    ),
    "api_tokens": impersonal(
        "id partner_id token_digest name scopes made_at expires_at revoked_at last_used_on",
        names="made_by",
    ),
    "brought_awards": deleted(
        whose="person_id",
        hers="id partner_id token_id request_key body_digest version_id person_id asked_at",
        unshown="body_digest request_key",
    ),
    # `rows` names people until the file is done; those who wait are looked through by hand.
    "bulk_imports": impersonal(
        "id partner_id version_id digest rows situations session_ids total done kept_at"
        " started_at finished_at stopped_code",
        names="kept_by",
    ),
}
