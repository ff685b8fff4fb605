"""How a kept badge stands, in words and signs."""

from badger.web.language import gettext


def kept_words(state: str) -> str:
    """Say how a kept badge stands in a word or two, "" where there is nothing to say."""
    said = {
        "unchecked": gettext("n'a pas pu être vérifié"),
        "revoked": gettext("retiré"),
        "suspended": gettext("suspendu pour l'instant"),
        "expired": gettext("terminé"),
        "refused": gettext("ne se vérifie plus"),
    }
    return said.get(state, "")


def standing_icon(state: str) -> str:
    """Return the pictogram of how a kept badge stands."""
    return {"valid": "badge-check", "unchecked": "clock"}.get(state, "triangle-alert")


def standing_words(state: str) -> str:
    """Say how a kept badge stands in a whole sentence."""
    said = {
        "valid": gettext("Ce badge est toujours valable."),
        "unchecked": gettext("Ce badge n'a pas pu être vérifié cette fois."),
        "revoked": gettext("Ce badge a été retiré par l'émetteur."),
        "suspended": gettext("Ce badge est suspendu pour l'instant."),
        "expired": gettext("Ce badge a pris fin à la date prévue."),
    }
    return said.get(state) or gettext("Ce badge ne se vérifie plus.")
