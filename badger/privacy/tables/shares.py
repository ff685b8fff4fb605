"""What people show by a link."""

from typing import Final

from badger.privacy.table import Table, deleted

TABLES: Final[dict[str, Table]] = {
    "shares": deleted(
        whose="person_id",
        hers="id person_id code_digest shown_name with_doors made_at expires_at withdrawn_at",
        unshown="code_digest",
    ),
    "shared_badges": deleted(
        whose="share_id=shares.id",
        hers="share_id holding_id position with_reflection with_evidence with_endorsements",
    ),
    "share_openings": deleted(whose="share_id=shares.id", hers="share_id opened_on times"),
}
