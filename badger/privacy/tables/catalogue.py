"""Models of badges, frameworks and doors: nobody's."""

from typing import Final

from badger.privacy.table import Table, impersonal

TABLES: Final[dict[str, Table]] = {
    "achievements": impersonal("id code issuer_id translates_id created_at"),
    "achievement_versions": impersonal(
        "id achievement_id number state language name description kind family declared"
        " image_shape image_fill image_rim image_icon image_text image_upload rule alignments"
        " recipients created_at published_at",
        names="created_by",
    ),
    "achievement_authors": impersonal("version_id partner_id position"),
    "criteria": impersonal("id version_id position sentence icon icon_alt example"),
    "frameworks": impersonal("id name kind partner_id digest imported_at"),
    "skills": impersonal("id framework_id code name searched url description"),
    "skill_moves": impersonal("from_url to_url framework_id"),
    "doors": impersonal(
        "id code partner_id title goal place contact next_on places step confirmed_on"
        " asked_on withdrawn_at created_at"
    ),
    "needs": impersonal(
        "id partner_id words people commune contact stated_on door_id withdrawn_at created_at"
    ),
    "need_badges": impersonal("need_id achievement_id"),
    "door_keys": impersonal("door_id way achievement_id"),
}
