"""The families of sessions as people read them, and the fields that each one shows."""

from dataclasses import dataclass
from typing import Final

from badger.web.language import gettext


@dataclass(frozen=True, slots=True)
class FamilyField:
    """One field of a family.

    name:   in the form; detail: of the draft. Kinds: text, hours, cycle, stage, partner.
    label:  in the form; hint: an example.
    """

    name: str
    detail: str
    kind: str
    label: str
    hint: str = ""
    needed: bool = False


FAMILY_LABELS: Final = {
    "sport": "sport",
    "production": "production",
    "immersion": "immersion",
    "loisir": "loisir",
    "benevolat": "bénévolat",
    "atelier": "atelier",
    "creee": "situation créée",
}
FAMILY_ICONS: Final = {
    "sport": "volleyball",
    "production": "hammer",
    "immersion": "briefcase",
    "loisir": "smile",
    "benevolat": "heart-handshake",
    "atelier": "wrench",
    "creee": "lightbulb",
}
STAGE_LABELS: Final = {"accompagnee": "accompagnée", "autonome": "autonome"}
FAMILY_FIELDS: Final[dict[str, tuple[FamilyField, ...]]] = {
    "sport": (
        FamilyField(
            "activity",
            "activity",
            "text",
            "Activité (sport)",
            "Par exemple : escalade, sports collectifs, remise en forme.",
            needed=True,
        ),
    ),
    "production": (
        FamilyField(
            "hours",
            "hours",
            "hours",
            "Heures (production)",
            "De toute la mission : 70 heures au plus, sauf exception.",
            needed=True,
        ),
        FamilyField("product", "activity", "text", "Ce qui est produit"),
        FamilyField(
            "cycle", "cycle", "cycle", "Cycle n°", "Le groupe revient sur ce travail : 2, 3…"
        ),
    ),
    "immersion": (
        FamilyField("stage", "stage", "stage", "Étape (immersion)", needed=True),
        FamilyField(
            "accompanying",
            "accompanying_partner_id",
            "partner",
            "Structure qui accompagne (immersion)",
            "Trois parties : la personne, l'entreprise qui accueille, la structure qui accompagne.",
            needed=True,
        ),
        FamilyField(
            "role_to_hold",
            "role_to_hold",
            "text",
            "Le rôle que la personne occupera",
            "Elle le lira avant de venir.",
        ),
        FamilyField("immersion_hours", "hours", "hours", "Heures en entreprise"),
    ),
    "loisir": (FamilyField("leisure", "activity", "text", "Activité (loisir)"),),
    "benevolat": (
        FamilyField("task", "activity", "text", "Mission (bénévolat)"),
        FamilyField("task_hours", "hours", "hours", "Heures (bénévolat)"),
    ),
    "atelier": (FamilyField("theme", "activity", "text", "Thème de l'atelier"),),
    "creee": (
        FamilyField(
            "support",
            "activity",
            "text",
            "Support de la situation",
            "Par exemple : jeu sérieux, drone, fabrication.",
        ),
    ),
}
LOGISTICS_FIELDS: Final = (
    ("meeting_point", "Rendez-vous", "L'heure et le lieu. Par exemple : 9 h, devant le gymnase."),
    ("transport", "Transport", "Par exemple : navette à 8 h 30, place de la mairie."),
    ("to_bring", "À apporter", "Par exemple : une bouteille d'eau, des chaussures fermées."),
    ("childcare", "Garde d'enfants", "Ce qui est proposé pendant la séance."),
    ("interpreter", "Interprète", "Les langues proposées, pour tout le groupe."),
)
LOGISTICS_ICONS: Final = {
    "meeting_point": "clock",
    "transport": "truck",
    "to_bring": "package",
    "childcare": "users",
    "interpreter": "messages-square",
}


def logistics_rows() -> list[tuple[str, str, str]]:
    """Return what may be said of coming to a session: column, pictogram, label."""
    return [
        (name, LOGISTICS_ICONS[name], gettext(f"{label} :")) for name, label, _ in LOGISTICS_FIELDS
    ]
