"""How a check ended, in words."""

from badger.web.language import gettext


def outcome_words(outcome: str) -> str:
    """Say how one check ended, for those who do not see its pictogram."""
    words = {
        "passed": gettext("Contrôlé : oui"),
        "failed": gettext("Contrôlé : non"),
        "undetermined": gettext("Pas pu être contrôlé"),
        "not_applicable": gettext("Sans objet"),
        "not_run": gettext("Pas contrôlé"),
    }
    return words.get(outcome, outcome)
