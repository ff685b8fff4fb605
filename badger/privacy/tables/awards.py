"""Badges proposed, issued and kept."""

from typing import Final

from badger.privacy.table import Table, deleted, impersonal, kept

_PLACE: Final = "a place of a status list says nothing about anybody, and is never given again"

TABLES: Final[dict[str, Table]] = {
    "proposals": deleted(
        whose="person_id",
        hers="id person_id version_id session_id state proposed_at answered_at consent_version"
        " names_pieces own_words",
        names="in_presence_of",
        sealed="own_words",
    ),
    "status_lists": impersonal(
        "id partner_id number length reserved version published published_at suspensions"
        " suspensions_at created_at"
    ),
    "status_entries": impersonal("list_id list_index reserved_at revoked_at suspended_at"),
    "credentials": kept(
        whose="person_id",
        emptied={
            "proposal_id": None,
            "request_key": None,
            "state": "erased",
            "unsigned": None,
            "signed": None,
            "revocation_reason": None,
            "suspension_reason": None,
        },
        names="person_id revoked_by suspended_by",
        because={
            "id list_id list_index": _PLACE,
            "issuer_id version_id key_id reserved_at issued_at revoked_at suspended_at": (
                "who holds the badge elsewhere may still ask whether it stands"
            ),
        },
        unshown="unsigned request_key",
        sealed="unsigned signed",
    ),
    "endorsements": kept(
        whose="credential_id=credentials.id",
        emptied={"comment": "", "signed": None, "withdrawal_reason": None, "state": "erased"},
        names="written_by withdrawn_by",
        because={
            "id list_id list_index key_id": _PLACE,
            "endorser_id version_id partner_id credential_id asked_by asked_at reminded_at"
            " written_at consented_at issued_at withdrawn_at": (
                "who holds the endorsement elsewhere may still ask whether it stands"
            ),
        },
    ),
    "wallet_offers": deleted(
        whose="person_id",
        hers="id person_id credential_id offer_digest code_digest pin_digest pin_tries made_at"
        " until redeemed_at token_digest token_until",
        unshown="id offer_digest code_digest pin_digest pin_tries token_digest",
    ),
    "wallet_nonces": impersonal("digest until"),
}
