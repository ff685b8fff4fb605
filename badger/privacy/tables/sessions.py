"""Sessions: what was seen of people, what they and others said."""

from typing import Final

from badger.privacy.table import Table, deleted, impersonal

TABLES: Final[dict[str, Table]] = {
    "observation_sessions": impersonal(
        "id partner_id accompanying_partner_id family title situation starts_on ends_on place"
        " commune stage hours activity full_day cycle role_to_hold cancelled_at cancelled_word"
        " join_code short_code joining_until opening_number created_at meeting_point transport"
        " to_bring childcare interpreter",
        names="created_by",
    ),
    "situations": impersonal(
        "id partner_id name family aim description stage hours activity full_day role_to_hold"
        " created_at retired_at meeting_point transport to_bring childcare interpreter",
        names="created_by",
    ),
    "situation_criteria": impersonal("situation_id criterion_id position"),
    "session_criteria": impersonal("session_id criterion_id position"),
    "continued_sessions": impersonal("session_id continues_id linked_at", names="linked_by"),
    "session_participants": deleted(
        whose="person_id", hers="session_id person_id observed added_at"
    ),
    # Whoever observed stays, without a name: what she saw of others is theirs.
    "session_observers": impersonal(
        "session_id role partner_id grid_code added_at", names="person_id"
    ),
    "session_openings": deleted(
        whose="passeur_id", hers="id session_id passeur_id opened_at until ended_at"
    ),
    "observations": deleted(
        whose="person_id",
        hers="id session_id person_id criterion_id observer_role level note idempotency_key"
        " entered_at withdrawn_at",
        names="observer_id",
        unshown="idempotency_key",
        sealed="note",
    ),
    "self_assessments": deleted(
        whose="person_id", hers="id person_id criterion_id level entered_at"
    ),
    "feedback": deleted(
        whose="person_id",
        hers="id session_id experience_id person_id version_id relation note entered_at"
        " approved_at",
        names="author_id",
        sealed="note",
    ),
    "feedback_requests": deleted(
        whose="person_id",
        hers="id code_digest session_id experience_id person_id version_id asked_at expires_at"
        " used_at withdrawn_at",
        names="asked_by",
        unshown="code_digest",
    ),
    "experiences": deleted(
        whose="person_id",
        hers="id person_id what place happened_on jpeg told_at",
        sealed="what place jpeg",
    ),
    "experience_badges": deleted(
        whose="experience_id=experiences.id", hers="experience_id version_id chosen_at"
    ),
    "reflections": deleted(
        whose="person_id",
        hers="id session_id person_id what_happened what_i_did what_i_learned entered_at",
        names="dictated_to",
        sealed="what_happened what_i_did what_i_learned",
    ),
    "agreements": deleted(
        whose="person_id",
        hers="id session_id person_id criterion_id note written_at",
        names="written_by",
        sealed="note",
    ),
    "sign_offs": deleted(
        whose="person_id", hers="session_id person_id party signed_at", names="signed_by"
    ),
    "picture_consents": deleted(whose="person_id", hers="session_id person_id allowed_at"),
    "pictures": deleted(
        whose="person_id",
        hers="id session_id person_id jpeg received_at",
        names="taken_by",
        sealed="jpeg",
    ),
    # The key of an observer's telephone: what it signed of others is checked with it.
    "devices": impersonal("id public_key registered_at", names="person_id"),
    "device_events": deleted(
        whose="person_id",
        hers="id device_id sequence kind session_id person_id criterion_id session_date"
        " entered_on_device_at received_at clock_skew_s payload signature observation_id",
        unshown="payload signature",
        sealed="payload",
    ),
}
