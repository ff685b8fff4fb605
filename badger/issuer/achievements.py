"""Achievements: drafted with partners, published as versions that never change."""

from dataclasses import dataclass
from datetime import datetime

from badger.db.base import Session
from badger.db.rows import AchievementVersionRow
from badger.issuer.recognition.rules import AwardRule

KINDS = ("potentiel", "intention", "attente", "collaboration")
FAMILIES = ("transversale", "technique", "rare", "emergente")


@dataclass(frozen=True, slots=True)
class CriterionDraft:
    """One thing that can be seen: a sentence that begins with a verb, ≤ 120 characters."""

    sentence: str
    icon: str
    icon_alt: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class AlignmentDraft:
    """A skill of some framework; none is ever required."""

    target_name: str
    target_url: str
    target_framework: str = ""
    target_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AchievementDraft:
    """What partners write together.

    partner_ids: the first is the issuer, the others are co-authors.
    kind:        one of KINDS; family one of FAMILIES.
    declared:    True for what a person declares herself, without observer nor criteria.
    """

    partner_ids: tuple[str, ...]
    code: str
    name: str
    description: str
    kind: str
    family: str
    criteria: tuple[CriterionDraft, ...]
    rule: AwardRule
    image_shape: str = "hexagon"
    declared: bool = False
    alignments: tuple[AlignmentDraft, ...] = ()


def draft_achievement(
    db: Session, draft: AchievementDraft, *, actor: str, now: datetime
) -> AchievementVersionRow:
    """Store a new achievement as the draft of its version 1. Raises: AchievementInvalid."""
    raise NotImplementedError


def new_version(
    db: Session, achievement_id: str, draft: AchievementDraft, *, actor: str, now: datetime
) -> AchievementVersionRow:
    """Store the draft of the next version; credentials of the former stay with it."""
    raise NotImplementedError


def publish_achievement(
    db: Session, version_id: str, *, actor: str, now: datetime, override: bool = False
) -> AchievementVersionRow:
    """Publish a draft; from then on it never changes.

    override: True where the author read the warning about discouraged words and keeps them.
    Raises:   AchievementIncomplete, DiscouragedWords, AchievementPublished.
    Source:   domain F1 AC1, AC4, AC8.
    """
    raise NotImplementedError
