"""Being accompanied, in words: subjects, roles, areas of a step, commitments, a full hand."""

from dataclasses import dataclass

from badger.accompaniment.companions import CASELOAD_FROM, CASELOAD_TO
from badger.web.language import gettext, ngettext


@dataclass(frozen=True, slots=True)
class Choice:
    """One box to tick: what is sent, its pictogram and its words."""

    name: str
    icon: str
    label: str


def subject_choices() -> list[Choice]:
    """Return what a person may open, in the order of `SUBJECTS`."""
    return [
        Choice("badges", "award", gettext("Mes badges")),
        Choice("map", "globe", gettext("Ma carte des possibles")),
        Choice("words", "message-circle", gettext("Ce que je raconte de mes expériences")),
        Choice("steps", "list-checks", gettext("Mon but et mes étapes")),
        Choice("messages", "mail", gettext("Les messages que je reçois")),
    ]


def subject_words(name: str) -> str:
    """Say one subject."""
    return next((one.label for one in subject_choices() if one.name == name), name)


def companion_role(role: str) -> str:
    """Say as what somebody accompanies."""
    return {
        "passeur": gettext("passeur ou passeuse"),
        "referent": gettext("référent·e fil rouge"),
    }.get(role, role)


def area_choices() -> list[tuple[str, str]]:
    """Return the three areas of a step."""
    return [
        ("perso", gettext("pour moi")),
        ("co", gettext("avec d'autres")),
        ("pro", gettext("pour le travail")),
    ]


def area_words(area: str) -> str:
    """Say one area."""
    return dict(area_choices()).get(area, area)


def commitment_choices() -> list[Choice]:
    """Return the three light commitments; none of them opens or closes anything."""
    return [
        Choice("come", "calendar", gettext("Je viens aux rendez-vous, ou je préviens.")),
        Choice("say", "message-circle", gettext("Je dis ce qui me va, et ce qui ne me va pas.")),
        Choice("step", "list-checks", gettext("J'avance étape par étape, à mon rythme.")),
    ]


def caseload_words(active: int) -> str:
    """Say how many people are on their way with somebody, and when a relay would be good.

    active: people without a pause.
    """
    said = ngettext(
        "%(num)s personne en route avec vous.", "%(num)s personnes en route avec vous.", active
    )
    if active < CASELOAD_FROM:
        return said
    if active <= CASELOAD_TO:
        more = gettext("De 15 à 20, c'est une bonne taille.")
    else:
        more = gettext("Au-delà de 20, parlez d'un relais avec l'équipe.")
    return f"{said} {more}"
