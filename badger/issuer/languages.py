"""The languages that badges are written in, and what their editions have in common.

An achievement in another language is one of its own, beside the one that it says again: who
holds either has shown the same things. Source: Open Badges 3.0, "Related".
"""

from collections.abc import Sequence
from typing import Final

from badger.db.base import Session
from badger.db.rows import AchievementRow, AchievementVersionRow
from badger.issuer.achievement_queries import (
    criteria_of,
    newest_published_version,
    newest_versions_beside,
)
from badger.issuer.errors import IssuerError

FRENCH: Final = "fr"
# BCP 47 tag -> the name in French, and in the language itself: those that people here read.
LANGUAGES: Final = {
    FRENCH: ("français", "français"),
    "sq": ("albanais", "shqip"),
    "de": ("allemand", "Deutsch"),
    "en": ("anglais", "English"),
    "ar": ("arabe", "العربية"),
    "es": ("espagnol", "español"),
    "ka": ("géorgien", "ქართული"),
    "it": ("italien", "italiano"),
    "ps": ("pachto", "پښتو"),
    "fa": ("persan", "فارسی"),
    "pl": ("polonais", "polski"),
    "pt": ("portugais", "português"),
    "ro": ("roumain", "română"),
    "ru": ("russe", "русский"),
    "tr": ("turc", "Türkçe"),
    "uk": ("ukrainien", "українська"),
}


class LanguageTaken(IssuerError):
    """The badge is already written in this language: that one gets a next version."""

    code = "achievement.language_taken"


class TranslationDiffers(IssuerError):
    """What a badge asks for is the same in every language; only its words are others."""

    code = "achievement.translation_differs"


def language_name(tag: str) -> str:
    """Say a language in French, then as those who speak it do; a tag not known stays itself."""
    french, own = LANGUAGES.get(tag, (tag, tag))
    return french if french == own else f"{french} · {own}"


def check_language(db: Session, language: str, *, root_id: str, achievement_id: str) -> None:
    """Refuse a language that another edition is written in.

    root_id:        the achievement that the others say again.
    achievement_id: the one that is being written, "" where it is new.
    Raises: LanguageTaken.
    """
    taken = {row.language for row in newest_versions_beside(db, root_id, but=achievement_id)}
    if language in taken:
        raise LanguageTaken(language=language_name(language))


def check_translation(db: Session, version: AchievementVersionRow) -> None:
    """Refuse to publish what asks for something else than the badge that it says again.

    The original's newest published version counts; where there is none, nothing is compared.
    Raises: TranslationDiffers (`member` names the first point), LanguageTaken.
    """
    achievement = db.get_one(AchievementRow, version.achievement_id)
    root_id = achievement.first_edition_id
    check_language(db, version.language, root_id=root_id, achievement_id=achievement.id)
    original = newest_published_version(db, root_id)
    if achievement.translates_id is None or original is None:
        return
    ours, theirs = _substance(db, version), _substance(db, original)
    for (member, mine), (_, asked) in zip(ours, theirs, strict=True):
        if mine != asked:
            raise TranslationDiffers(member=member)


def _substance(db: Session, version: AchievementVersionRow) -> Sequence[tuple[str, object]]:
    """Name what no translation changes."""
    return (
        ("kind", version.kind),
        ("family", version.family),
        ("declared", version.declared),
        ("recipients", sorted(version.recipients)),
        ("rule", version.rule),
        ("icons", [criterion.icon for criterion in criteria_of(db, version.id)]),
    )
