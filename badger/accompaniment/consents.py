"""What a person agrees to when she lets somebody look beside her, and on which subjects (C10)."""

from typing import Final

SUBJECTS: Final = ("badges", "map", "words", "steps", "messages")
ROLES: Final = ("passeur", "referent")

# The versions of what she reads or is read before she agrees; never edited.
CONSENT_TEXTS: Final = {
    "2026-11": (
        "Cette personne voit ce que j'ai coché, et rien d'autre. Elle m'aide à avancer. "
        "Elle n'en parle à personne sans mon accord. "
        "J'arrête quand je veux, sans dire pourquoi."
    ),
}
CONSENT_VERSION: Final = "2026-11"
