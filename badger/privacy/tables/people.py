"""People, their roles and cards."""

from typing import Final

from badger.privacy.table import Table, deleted

TABLES: Final[dict[str, Table]] = {
    "people": deleted(
        whose="id",
        hers="id display_name minor kind sign_in_number registered_by created_at",
        unshown="sign_in_number",
    ),
    "role_grants": deleted(
        whose="person_id",
        hers="id person_id role partner_id granted_at",
        names="granted_by",
    ),
    "login_codes": deleted(
        whose="person_id",
        hers="selector person_id code_hash created_at",
        unshown="selector code_hash",
    ),
    "guardian_consents": deleted(
        whose="person_id",
        hers="id person_id text_version given_at withdrawn_at",
        names="recorded_by withdrawn_by",
    ),
    "group_members": deleted(
        whose="person_id group_id",
        hers="group_id person_id asked_at consent_version joined_at",
        names="asked_by",
        # A group reads no ids of its members.
        unshown="person_id",
    ),
    "group_partings": deleted(
        whose="person_id group_id",
        hers="group_id person_id parted_at",
        names="ended_by",
        unshown="person_id",
    ),
    "group_codes": deleted(whose="group_id", hers="group_id code until", unshown="code"),
    "last_seen": deleted(whose="person_id", hers="person_id seen_on warned_on"),
    "person_goals": deleted(whose="person_id", hers="person_id goal position"),
    "wished_doors": deleted(whose="person_id", hers="person_id door_id wished_at"),
    "trainings": deleted(
        whose="person_id",
        hers="person_id role trained_on recorded_at",
        names="recorded_by",
    ),
}
