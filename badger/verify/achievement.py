"""What is recognised, and what kind of thing its issuer calls it (`achievementType`).

A badge of this territory is no diploma, and says so. A credential from elsewhere may be one: it
is neither denied nor vouched for, because a signature says who speaks and not what a title is
worth.
"""

from dataclasses import dataclass
from typing import Final

from badger.json_value import JsonObject

BADGE: Final = "badge"
TITLE: Final = "title"
OTHER: Final = "other"
OWN_WORD: Final = "own_word"
UNSAID: Final = "unsaid"
NATURES: Final = (BADGE, TITLE, OTHER, OWN_WORD, UNSAID)

# AchievementType, Open Badges 3.0: the words that name what is also given officially.
TITLES: Final = frozenset(
    (
        *("ApprenticeshipCertificate", "AssociateDegree", "BachelorDegree", "Certificate"),
        *("CertificateOfCompletion", "Certification", "Degree", "Diploma", "DoctoralDegree"),
        *("GeneralEducationDevelopment", "JourneymanCertificate", "License", "MasterCertificate"),
        *("MasterDegree", "MicroCredential", "ProfessionalDoctorate", "ResearchDoctorate"),
        *("QualityAssuranceCredential", "SecondarySchoolDiploma"),
    )
)
OTHERS: Final = frozenset(
    (
        *("Achievement", "Assessment", "Assignment", "Award", "CoCurricular", "CommunityService"),
        *("Competency", "Course", "Fieldwork", "LearningProgram", "Membership"),
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedAchievement:
    """What is recognised; `criteria` is the standard's object (`id`, `narrative`).

    type:   the issuer's word of AchievementType, None where it gives none.
    nature: one of NATURES.
    """

    id: str
    name: str
    description: str
    criteria: JsonObject
    type: str | None = None
    nature: str = UNSAID


def nature_of(achievement_type: str | None) -> str:
    """Return what a word of AchievementType means for whoever asks for a diploma.

    BADGE; TITLE, which the signature says nothing about; OTHER, which its issuer does not call a
    title; OWN_WORD, of no list; UNSAID.
    """
    if achievement_type is None:
        return UNSAID
    if achievement_type in TITLES:
        return TITLE
    if achievement_type in OTHERS:
        return OTHER
    return BADGE if achievement_type == "Badge" else OWN_WORD


def achievement_json(achievement: VerifiedAchievement) -> JsonObject:
    """Return what is recognised as JSON, for the report."""
    return {
        "id": achievement.id,
        "name": achievement.name,
        "description": achievement.description,
        "criteria": achievement.criteria,
        "achievementType": achievement.type,
        "nature": achievement.nature,
    }
