"""What accompaniments, journeys and messages hold about people."""

from collections.abc import Mapping
from typing import Final

from badger.privacy.table import Table, deleted

TABLES: Final[Mapping[str, Table]] = {
    "accompaniments": deleted(
        whose="person_id",
        hers=(
            "id person_id role subjects asked_at consent_version agreed_at beside until "
            "replaces_id looked_at ended_at"
        ),
        names="companion_id asked_by ended_by",
    ),
    "journeys": deleted(
        whose="person_id",
        hers="person_id goal commitments paused_at changed_at",
        names="changed_by",
    ),
    "journey_steps": deleted(
        whose="person_id",
        hers="id person_id area text added_at done_at",
        names="added_by",
    ),
}
