"""Partners, people, badges and sessions for tests, made through the real functions.

The names are those of the fictional territory; only what a test is about is given to it.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count

from badger.db.base import Session
from badger.db.rows import (
    AchievementVersionRow,
    ObservationSessionRow,
    PartnerRow,
    PersonRow,
)
from badger.issuer.achievement_queries import criteria_of
from badger.issuer.achievements import (
    AchievementDraft,
    CriterionDraft,
    draft_achievement,
    publish_achievement,
)
from badger.issuer.addresses import Addresses
from badger.issuer.keyring import Keyring
from badger.issuer.partners import create_partner
from badger.issuer.people import create_person
from badger.issuer.recognition.rules import AwardRule

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
KEK = bytes(range(32))
KEYRING = Keyring(KEK)
ADDRESSES = Addresses("http://localhost:8000")
RULE = AwardRule(criteria_needed=3)

_NUMBERS = count(1)


def make_partner(db: Session, slug: str = "", *, name: str = "") -> PartnerRow:
    """A partner with its first key."""
    number = next(_NUMBERS)
    return create_partner(
        db,
        slug=slug or f"partenaire-{number}",
        code=f"P{number}",
        name=name or "Club omnisports du Bocage (exemple)",
        kind="association sportive",
        description="Un club où l'on apprend ensemble.",
        actor="test",
        now=NOW,
        keyring=KEYRING,
    )


def make_person(db: Session, name: str = "Exemple Deux") -> PersonRow:
    """Someone."""
    return create_person(db, display_name=name, actor="test", now=NOW)


TEAM_SPIRIT = (
    CriterionDraft(
        "Laisse une place ou passe à un partenaire mieux placé", "pass", "Une personne passe"
    ),
    CriterionDraft("Encourage un partenaire après une action ratée", "cheer", "Un pouce levé"),
    CriterionDraft("Partage la parole et le matériel", "share", "Deux mains qui partagent"),
    CriterionDraft("Explique une consigne à quelqu'un", "explain", "Une bulle"),
)


def team_spirit_draft(*partner_ids: str, **changes: object) -> AchievementDraft:
    """The draft of « Esprit d'équipe », with whatever a test changes in it."""
    draft = AchievementDraft(
        partner_ids=partner_ids,
        code=f"B{next(_NUMBERS)}",
        name="Esprit d'équipe",
        description="Agit avec et pour son équipe.",
        kind="potentiel",
        family="transversale",
        criteria=TEAM_SPIRIT,
        rule=RULE,
    )
    return replace(draft, **changes)  # type: ignore[arg-type]


def make_badge(db: Session, *partner_ids: str, **changes: object) -> AchievementVersionRow:
    """A published version of « Esprit d'équipe »."""
    draft = team_spirit_draft(*partner_ids, **changes)
    version = draft_achievement(db, draft, actor="test", now=NOW)
    return publish_achievement(db, version.id, actor="test", now=NOW)
