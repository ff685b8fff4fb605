"""Play who accompanies whom: three people chose the Maison d'accompagnement (domain 5.2, P7)."""

from dataclasses import dataclass
from typing import Final

from badger.accompaniment.companions import Permission, allow_companion
from badger.accompaniment.consents import CONSENT_VERSION
from badger.accompaniment.directory import DIRECTORY_VERSION, Entry, show_in_directory
from badger.accompaniment.help_contact import set_help_contact
from badger.accompaniment.journeys import add_step, mark_step, set_commitments, set_goal
from badger.accompaniment.messages import Message, leave_message
from badger.db.base import Session
from badger.demo.cast import ACTOR, Cast, Office
from badger.issuer.queries import credentials_of_person

# Days from the loading.
CHOSEN_DAY: Final = -12
DONE_DAY: Final = -3


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom one person lets look, at what; then her goal and steps, the first one done.

    steps: area and words.
    """

    person: str
    companion: str
    role: str
    subjects: tuple[str, ...]
    goal: str = ""
    steps: tuple[tuple[str, str], ...] = ()
    beside: bool = False


WRITTEN_DAY: Final = -1
# Who asked to be found: sector, commune.
SHOWN: Final = (
    ("Trois", "restauration", "Exemple-le-Haut"),
    ("Quatre", "industrie", "Exemple-sur-Val"),
)
PHONE, HOURS = "02 00 00 00 00", "Du lundi au vendredi, de 9 h à 17 h (exemple)"
PLACES: Final = """Maison d'accompagnement du Bocage, tous les matins (exemple)
Médiathèque d'Exemple-le-Haut, jeudi après-midi (exemple)"""
WORDS: Final = """Bonjour,
votre badge nous a plu. Voulez-vous visiter notre atelier jeudi ?"""

CHOICES: Final = (
    Choice(
        "Un",
        "referent",
        "referent",
        ("badges", "map", "words", "steps", "messages"),
        goal="Travailler près de chez moi, avec d'autres.",
        steps=(
            ("perso", "Noter ce que j'aime faire"),
            ("co", "Venir à la séance de football"),
            ("pro", "Visiter l'atelier Bois et Réemploi"),
        ),
    ),
    Choice("Deux", "referent", "referent", ("badges", "map", "steps"), beside=True),
    Choice(
        "Quatre",
        "referent",
        "referent",
        ("badges", "messages"),
    ),
    Choice("Un", "passeur", "passeur", ("badges", "map", "steps"), beside=True),
    # What is still proposed to her may be answered beside the passeur.
    Choice("Deux", "passeur", "passeur", ("badges", "map"), beside=True),
)


def play_companions(db: Session, *, cast: Cast, office: Office) -> None:
    """Let people choose who looks beside them, and write where they are heading."""
    for choice in CHOICES:
        _choose(db, choice, cast=cast, office=office)
        if choice.goal:
            _head_for(db, choice, cast=cast, office=office)
    now = office.calendar.at(CHOSEN_DAY, hour=9)
    set_help_contact(db, phone=PHONE, hours=HOURS, places=PLACES, actor=ACTOR, now=now)
    _write_to(db, cast.people["Quatre"], office=office)
    for shown in SHOWN:
        _show(db, shown, cast=cast, office=office)


def _show(db: Session, shown: tuple[str, str, str], *, cast: Cast, office: Office) -> None:
    """Put somebody who asked for it into the directory, with all her badges that stand."""
    person, sector, commune = shown
    rows = credentials_of_person(db, cast.people[person])
    entry = Entry(
        person_id=cast.people[person],
        shown_name=f"Exemple {person[0]}.",
        sector=sector,
        commune=commune,
        words="Je cherche un lieu où apprendre en faisant (exemple).",
        credential_ids=[row.id for row in rows if row.revoked_at is None],
        consent_version=DIRECTORY_VERSION,
    )
    show_in_directory(db, entry, now=office.calendar.at(WRITTEN_DAY, hour=10))


def _write_to(db: Session, person_id: str, *, office: Office) -> None:
    """Let an employer write to somebody from the page of her newest badge."""
    message = Message(
        person_id=person_id,
        credential_id=credentials_of_person(db, person_id)[0].id,
        name="Exemple Employeuse",
        organisation="Tôlerie du Haut Bocage (exemple)",
        email="employeuse@exemple.invalid",
        text=WORDS,
    )
    leave_message(db, message, now=office.calendar.at(WRITTEN_DAY, hour=14))


def _choose(db: Session, choice: Choice, *, cast: Cast, office: Office) -> None:
    given = Permission(
        person_id=cast.people[choice.person],
        companion_id=cast.people[choice.companion],
        role=choice.role,
        subjects=choice.subjects,
        consent_version=CONSENT_VERSION,
        beside=choice.beside,
    )
    allow_companion(db, given, now=office.calendar.at(CHOSEN_DAY, hour=10))


def _head_for(db: Session, choice: Choice, *, cast: Cast, office: Office) -> None:
    person, companion = cast.people[choice.person], cast.people[choice.companion]
    now = office.calendar.at(CHOSEN_DAY, hour=10, minute=30)
    set_goal(db, person, goal=choice.goal, by=person, now=now)
    set_commitments(db, person, kept=("step",), now=now)
    steps = [
        add_step(
            db,
            person,
            area=area,
            text=text,
            by=companion,
            now=office.calendar.at(CHOSEN_DAY, hour=11, minute=minute),
        )
        for minute, (area, text) in enumerate(choice.steps)
    ]
    day = office.calendar.at(DONE_DAY, hour=9)
    mark_step(db, steps[0].id, person_id=person, done=True, now=day)
