"""Achievements: drafted with partners, published as versions that never change."""

from dataclasses import asdict, dataclass
from datetime import datetime

from badger.db.audit import append_event
from badger.db.base import Session, new_id
from badger.db.rows import (
    AchievementAuthorRow,
    AchievementRow,
    AchievementVersionRow,
    CriterionRow,
)
from badger.issuer.achievement_queries import (
    achievement_with_code,
    criteria_of,
    highest_version_number,
)
from badger.issuer.composites import (
    check_composition,
    check_named_pieces,
    propose_to_holders,
)
from badger.issuer.errors import IssuerError
from badger.issuer.grid_checks import MAX_SENTENCE_CHARACTERS, check_grid, check_words
from badger.issuer.languages import FRENCH, LANGUAGES, check_language, check_translation
from badger.issuer.people import HOLDERS
from badger.issuer.pictures import PictureDraft, check_picture
from badger.issuer.recognition.rules import AwardRule
from badger.json_value import JsonObject

KINDS = ("potentiel", "intention", "attente", "collaboration")
FAMILIES = ("transversale", "technique", "rare", "emergente")


class AchievementInvalid(IssuerError):
    """A draft lacks something that every badge has."""

    code = "achievement.invalid"


class AchievementTaken(IssuerError):
    """Another badge has this code."""

    code = "achievement.taken"


class AchievementUnknown(IssuerError):
    """There is no such badge, or no such version."""

    code = "achievement.unknown"


class AchievementPublished(IssuerError):
    """A published version never changes: make a new one."""

    code = "achievement.published"


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
    recipients:  who may receive it, some of HOLDERS.
    language:    one of LANGUAGES, as BCP 47 writes it.
    translates:  id of the achievement that a new one says in another language, of the same
                 issuer; of a next version, nothing.
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
    picture: PictureDraft = PictureDraft()  # noqa: RUF009 - it is frozen
    declared: bool = False
    alignments: tuple[AlignmentDraft, ...] = ()
    recipients: tuple[str, ...] = ("person",)
    language: str = FRENCH
    translates: str | None = None


def draft_achievement(
    db: Session, draft: AchievementDraft, *, actor: str, now: datetime
) -> AchievementVersionRow:
    """Store a new achievement as the draft of its version 1.

    Raises: AchievementInvalid, AchievementTaken, AchievementUnknown, LanguageTaken, PiecesInvalid.
    """
    _check_draft(draft)
    check_named_pieces(db, draft.rule.pieces)
    if achievement_with_code(db, draft.code):
        raise AchievementTaken(badge=draft.code)
    root_id = _translated(db, draft)
    achievement = AchievementRow(
        code=draft.code,
        issuer_id=draft.partner_ids[0],
        translates_id=root_id,
        created_at=now,
    )
    db.add(achievement)
    db.flush()
    return _store_version(db, achievement, draft, number=1, actor=actor, now=now)


def new_version(
    db: Session, achievement_id: str, draft: AchievementDraft, *, actor: str, now: datetime
) -> AchievementVersionRow:
    """Store the draft of the next version; credentials of the former stay with it.

    The code and the issuer stay those of the achievement.
    Raises: AchievementInvalid, AchievementUnknown, LanguageTaken, PiecesInvalid.
    """
    _check_draft(draft)
    check_named_pieces(db, draft.rule.pieces)
    achievement = db.get(AchievementRow, achievement_id)
    if achievement is None:
        raise AchievementUnknown(achievement=achievement_id)
    if (draft.code, draft.partner_ids[0]) != (achievement.code, achievement.issuer_id):
        raise AchievementInvalid(member="code")
    root_id = achievement.first_edition_id
    check_language(db, draft.language, root_id=root_id, achievement_id=achievement_id)
    number = highest_version_number(db, achievement_id) + 1
    return _store_version(db, achievement, draft, number=number, actor=actor, now=now)


def publish_achievement(
    db: Session, version_id: str, *, actor: str, now: datetime, override: bool = False
) -> AchievementVersionRow:
    """Publish a draft; from then on it never changes.

    override: True where the author read the warning about discouraged words and keeps them.
    Raises:   AchievementUnknown, AchievementPublished, TooFewCriteria, CriterionInvalid,
              RuleImpossible, DiscouragedWords, LanguageTaken, TranslationDiffers, PiecesInvalid,
              PieceUnpublished, PiecesInACircle.
    Source:   domain F1 AC1, AC4, AC8, S10.
    """
    version = db.get(AchievementVersionRow, version_id)
    if version is None:
        raise AchievementUnknown(version=version_id)
    if version.state == "published":
        raise AchievementPublished(version=version_id)
    _check_version(db, version, override=override)
    version.state, version.published_at = "published", now
    db.flush()
    facts: JsonObject = {"achievement": version.achievement_id, "version": version.number}
    append_event(
        db, kind="achievement.published", actor=actor, subject=version_id, facts=facts, now=now
    )
    propose_to_holders(db, version, now=now)
    return version


def may_be_published(db: Session, version: AchievementVersionRow) -> bool:
    """Tell whether nothing hinders the publication of a draft, nor any word asks for thought."""
    try:
        _check_version(db, version, override=False)
    except IssuerError:
        return False
    return version.state != "published"


def _check_version(db: Session, version: AchievementVersionRow, *, override: bool) -> None:
    criteria = tuple(criteria_of(db, version.id))
    check_grid(version, criteria)
    check_composition(db, version)
    check_translation(db, version)
    if not override:
        check_words(version, criteria)


def _translated(db: Session, draft: AchievementDraft) -> str | None:
    """Return the achievement that the draft says again: the first of all its languages."""
    if draft.translates is None:
        return None
    original = db.get(AchievementRow, draft.translates)
    if original is None:
        raise AchievementUnknown(achievement=draft.translates)
    if original.issuer_id != draft.partner_ids[0]:
        raise AchievementInvalid(member="partner_ids")
    root_id = original.first_edition_id
    check_language(db, draft.language, root_id=root_id, achievement_id="")
    return root_id


def _check_draft(draft: AchievementDraft) -> None:
    complete = {
        "partner_ids": bool(draft.partner_ids)
        and len(set(draft.partner_ids)) == len(draft.partner_ids),
        "code": bool(draft.code.strip()),
        "name": 0 < len(draft.name.strip()) <= MAX_SENTENCE_CHARACTERS,
        "description": bool(draft.description.strip()),
        "kind": draft.kind in KINDS,
        "family": draft.family in FAMILIES,
        "language": draft.language in LANGUAGES,
        "recipients": bool(draft.recipients) and set(draft.recipients) <= set(HOLDERS),
    }
    for member, given in complete.items():
        if not given:
            raise AchievementInvalid(member=member)
    check_picture(draft.picture)


def _store_version(
    db: Session,
    achievement: AchievementRow,
    draft: AchievementDraft,
    *,
    number: int,
    actor: str,
    now: datetime,
) -> AchievementVersionRow:
    version = AchievementVersionRow(
        id=new_id(),
        achievement_id=achievement.id,
        number=number,
        state="draft",
        language=draft.language,
        name=draft.name.strip(),
        description=draft.description.strip(),
        kind=draft.kind,
        family=draft.family,
        declared=draft.declared,
        image_shape=draft.picture.shape,
        image_fill=draft.picture.fill,
        image_rim=draft.picture.rim,
        image_icon=draft.picture.icon,
        image_text=draft.picture.text.strip(),
        image_upload=draft.picture.upload or None,
        rule=draft.rule.to_json(),
        alignments=[asdict(alignment) for alignment in draft.alignments],
        recipients=list(draft.recipients),
        created_at=now,
        created_by=actor,
    )
    db.add(version)
    db.flush()
    db.add_all(_authors(version, draft))
    db.add_all(_criteria(version, draft))
    db.flush()
    return version


def _authors(version: AchievementVersionRow, draft: AchievementDraft) -> list[AchievementAuthorRow]:
    return [
        AchievementAuthorRow(version_id=version.id, partner_id=partner_id, position=position)
        for position, partner_id in enumerate(draft.partner_ids)
    ]


def _criteria(version: AchievementVersionRow, draft: AchievementDraft) -> list[CriterionRow]:
    return [
        CriterionRow(
            version_id=version.id,
            position=position,
            sentence=criterion.sentence.strip(),
            icon=criterion.icon,
            icon_alt=criterion.icon_alt.strip(),
            example=criterion.example.strip(),
        )
        for position, criterion in enumerate(draft.criteria, start=1)
    ]
