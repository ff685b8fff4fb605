"""The audit chain and the outbox."""

from typing import Final

from badger.privacy.table import Table, impersonal

TABLES: Final[dict[str, Table]] = {
    # Entries hold ids, which point at nobody once the person's own row is gone (hardening G03).
    "audit_events": impersonal("seq at kind actor subject facts previous_hash hash"),
    "audit_head": impersonal("id seq hash"),
    # Facts are ids of credentials and links.
    "outbox": impersonal("id task facts asked_at attempts done_at last_code"),
}
