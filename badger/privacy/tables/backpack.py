"""Badges kept, what was found at them, and how a person puts them together."""

from typing import Final

from badger.privacy.table import Table, deleted

TABLES: Final[dict[str, Table]] = {
    "holdings": deleted(
        whose="person_id",
        hers="id person_id badge_id issuer credential_id achievement_id name valid_from document"
        " received_at",
        sealed="document",
    ),
    "holding_checks": deleted(
        whose="holding_id=holdings.id",
        hers="holding_id state code report reported_at checked_at due_at tries",
    ),
    "collections": deleted(whose="person_id", hers="id person_id name created_at"),
    "collection_items": deleted(
        whose="collection_id=collections.id", hers="collection_id holding_id position"
    ),
}
