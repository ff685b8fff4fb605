"""What is kept about a person, as she reads it: few groups, one line for each thing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from badger.json_value import JsonObject
from badger.privacy.export import PersonalData
from badger.web.language import gettext
from badger.web.presenters.dates import day_short

# Words that say something by themselves; the whole stands in the file to keep.
SPOKEN: Final = (
    "display_name",
    "email",
    "name",
    "title",
    "what_happened",
    "what_i_did",
    "what_i_learned",
    "note",
    "relation",
    "comment",
    "criterion",
    "session",
    "version",
    "partner",
    "signatory",
)
DAYS: Final = (
    "entered_at",
    "received_at",
    "issued_at",
    "proposed_at",
    "added_at",
    "written_at",
    "allowed_at",
    "given_at",
    "granted_at",
    "signed_at",
    "asked_at",
    "created_at",
)
MOST_CHARACTERS: Final = 300


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of thing that is kept: how it is called, its pictogram, a line for each."""

    title: str
    icon: str
    lines: tuple[str, ...]


def groups_of(data: PersonalData) -> tuple[Group, ...]:
    """Put what is kept into groups; what has no group of its own stands in the last."""
    named = {name for _, _, names in _groups() for name in names}
    rest = tuple(name for name in data.tables if name not in named)
    found = [
        Group(title, icon, tuple(_lines(data.tables, names)))
        for title, icon, names in (*_groups(), (gettext("Autres traces"), "file-text", rest))
    ]
    return tuple(group for group in found if group.lines)


def _groups() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return (
        (gettext("Vous"), "hand", ("people", "role_grants", "trainings")),
        (gettext("Votre carte"), "key-round", ("login_codes",)),
        (
            gettext("Vos façons d'entrer"),
            "log-in",
            ("emails", "passkeys", "outside_identities", "sign_in_links", "mails"),
        ),
        (gettext("Vos accords"), "check", ("guardian_consents", "picture_consents", "sign_offs")),
        (gettext("Vos séances"), "calendar", ("session_participants",)),
        (gettext("Ce qui a été vu"), "eye", ("observations", "agreements", "self_assessments")),
        (gettext("Vos mots"), "pencil", ("reflections",)),
        (gettext("Les mots des autres"), "users", ("feedback", "feedback_requests")),
        (gettext("Vos photos"), "camera", ("pictures",)),
        (gettext("Vos badges"), "award", ("proposals", "credentials", "holdings", "endorsements")),
    )


def _lines(tables: Mapping[str, tuple[JsonObject, ...]], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        for row in tables.get(name, ()):
            yield _line(row)


def _line(row: JsonObject) -> str:
    """Say one row: its words, then its day."""
    words = [str(row[column]) for column in SPOKEN if row.get(column)]
    day = next((str(row[column]) for column in DAYS if row.get(column)), "")
    if day:
        words.append(day_short(datetime.fromisoformat(day)))
    return " · ".join(words)[:MOST_CHARACTERS] or gettext("une trace")
