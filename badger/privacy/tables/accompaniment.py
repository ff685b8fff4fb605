"""What accompaniments, journeys and messages hold about people."""

from collections.abc import Mapping
from typing import Final

from badger.privacy.table import Table, deleted, impersonal

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
        sealed="goal",
    ),
    "journey_steps": deleted(
        whose="person_id",
        hers="id person_id area text added_at done_at",
        names="added_by",
        sealed="text",
    ),
    # The sender's address served one answer: nobody is shown it, in no export either.
    "messages": deleted(
        whose="person_id",
        hers=(
            "id person_id credential_id sender_name sender_organisation sender_email text sent_at "
            "put_aside_at handed_at answer answered_at"
        ),
        names="answered_by",
        unshown="sender_email",
        sealed="sender_name sender_organisation sender_email text answer",
    ),
    "closed_letter_boxes": deleted(whose="person_id", hers="person_id closed_at"),
    "directory_entries": deleted(
        whose="person_id",
        hers=(
            "person_id id shown_name sector commune words credential_ids consent_version shown_at "
            "until"
        ),
    ),
    "welcome_cards": deleted(whose="made_by", hers="id made_by code place phone made_at used"),
    "help_contact": impersonal("id phone hours places changed_at", names="changed_by"),
}
