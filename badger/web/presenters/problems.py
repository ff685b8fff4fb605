"""What is missing in a form, in the words of the form, with the field where it is mended."""

from typing import Final

from badger.errors import BadgerError
from badger.issuer.line_problems import LineProblem
from badger.web.language import gettext
from badger.web.presenters.spoken_findings import say

# (code, member) -> field of the form, what the form calls it.
FIELDS: Final = {
    ("session.invalid", "family"): ("family", "Famille"),
    ("session.invalid", "title"): ("title", "Titre"),
    ("session.invalid", "situation"): ("situation", "Ce que les gens vont faire"),
    ("session.invalid", "place"): ("place", "Lieu"),
    ("session.invalid", "commune"): ("commune", "Commune"),
    ("session.invalid", "dates"): ("ends_on", "Dernier jour, après le premier"),
    ("session.invalid", "criteria"): ("criterion", "Ce que l'on va regarder"),
    ("session.invalid", "stage"): ("stage", "Étape (immersion)"),
    ("session.invalid", "accompanying_partner"): (
        "accompanying",
        "Structure qui accompagne (immersion)",
    ),
    ("session.invalid", "hours"): ("hours", "Heures (production)"),
    ("session.invalid", "activity"): ("activity", "Activité (sport)"),
    ("session.invalid", "partner"): ("partner", "Partenaire qui accueille"),
    ("session.invalid", "logistics"): ("meeting_point", "Pour venir"),
    ("session.invalid", "cycle"): ("cycle", "Cycle n°"),
    ("situation.invalid", "name"): ("title", "Nom du modèle"),
    ("situation.invalid", "description"): ("situation", "Ce que les gens vont faire"),
    ("situation.invalid", "family"): ("family", "Famille"),
    ("situation.invalid", "aim"): ("aim", "À quoi sert cette situation"),
    ("situation.invalid", "stage"): ("stage", "Étape (immersion)"),
    ("situation.invalid", "partner"): ("partner", "Partenaire qui le garde"),
    ("situation.invalid", "criteria"): ("criterion", "Ce que l'on regarde d'habitude"),
    ("session.invalid", "role"): ("observer-0", "Rôle de la personne qui observe"),
    ("session.invalid", "person"): ("participant", "Qui participe"),
    ("door.too_many_keys", "keys"): ("way-1", ""),
    ("door.many_keys", ""): ("many_keys", ""),
    ("door.day_past", "next_on"): ("next_on", "Prochaine date"),
    ("need.invalid", "badges"): ("badge", "Quels badges aideraient"),
    ("achievement.invalid", "partner_ids"): ("partner", "Délivré par"),
    ("achievement.invalid", "name"): ("name", "Nom du badge"),
    ("achievement.invalid", "description"): ("description", "En une phrase"),
    ("achievement.invalid", "kind"): ("kind", "Genre de badge"),
    ("achievement.invalid", "family"): ("family", "Famille"),
    ("achievement.invalid", "language"): ("language", "Langue"),
    ("achievement.invalid", "recipients"): ("recipient-person", "Pour qui ?"),
    ("picture.invalid", "shape"): ("image_shape", "la forme"),
    ("picture.invalid", "fill"): ("image_fill", "la couleur du fond"),
    ("picture.invalid", "rim"): ("image_rim", "la couleur du bord"),
    ("picture.invalid", "colours"): ("image_rim", "deux couleurs différentes"),
    ("picture.invalid", "upload"): ("image_upload", "une photo plus simple"),
    ("picture.invalid", "text"): ("image_text", "18 lettres simples au plus"),
    ("achievement.rule_impossible", "criteria_needed"): (
        "criteria_needed",
        "Critères vus, au moins",
    ),
    ("achievement.rule_impossible", "observers_needed"): (
        "observers_needed",
        "Observateurs, au moins",
    ),
    ("experience.invalid", "what"): ("what", "Ce que j'ai fait"),
    ("experience.invalid", "place"): ("place", "Où c'était"),
    ("experience.invalid", "day"): ("happened_on", "Un jour déjà passé"),
    ("achievement.rule_impossible", "pieces"): ("piece", "Badges à réunir, deux au moins"),
}
# Its sentence says what to change, instead of what is not there.
PICTURE: Final = "picture.invalid"
# What a criterion lacks, said shortly.
CRITERION: Final = {
    "sentence": "120 signes au plus",
    "verb": "un verbe d'abord",
    "icon": "un pictogramme décrit",
}
# What a badge in another language says otherwise than the first.
TRANSLATION: Final = {
    "kind": "le genre",
    "family": "la famille",
    "declared": "le genre",
    "recipients": "pour qui il est",
    "rule": "quand il peut être proposé",
    "icons": "les critères et leurs pictogrammes",
}
WORDS: Final = {**TRANSLATION, **CRITERION}


def problem_of(error: BadgerError) -> tuple[str, str]:
    """Return the field of the form and the French sentence; "form" where no field is meant."""
    member = str(error.facts.get("member", ""))
    field, label = FIELDS.get((error.reason, member), ("form", WORDS.get(member, member)))
    if field != "form" and error.reason.endswith(".invalid") and error.reason != PICTURE:
        return field, say("form.missing", {"label": gettext(label)})
    return field, say(error.reason, {**error.facts, "member": gettext(label)})


def line_said(problem: LineProblem) -> str:
    """Say what has to be corrected in a line of a file."""
    said = say(problem.code, problem.facts)
    return say("file.line", {"line": problem.line, "said": said})
