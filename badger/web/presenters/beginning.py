"""The next step of a new territory, in words, for its cartographe's first page."""

from dataclasses import dataclass

from badger.issuer.beginning import Step
from badger.web.language import gettext


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldStep:
    """What to do next: why, what the button says, its pictogram and the view it opens."""

    about: str
    button: str
    icon: str
    view: str


def told_step(step: Step | None) -> ToldStep | None:
    """Say one step of beginning; None when there is none."""
    match step:
        case "charter":
            about = gettext("Une charte d'abord : elle dit ce qui se partage.")
            button, icon, view = gettext("Écrire la charte"), "file-text", "charter.write"
        case "partner":
            about = gettext("La charte est là. Qui vient le premier ?")
            button, icon, view = gettext("Accueillir un partenaire"), "handshake", "partners.new"
        case "signature":
            about = gettext("Un partenaire est là. Invitez qui signera la charte.")
            button, icon, view = gettext("Voir les partenaires"), "handshake", "partners.index"
        case None:
            return None
    return ToldStep(about=about, button=button, icon=icon, view=view)
