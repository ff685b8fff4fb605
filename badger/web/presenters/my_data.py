"""What is kept about a person, as she reads it: few groups, in them one entry for each thing."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from badger.json_value import JsonObject
from badger.privacy.export import PersonalData
from badger.web.language import gettext
from badger.web.presenters.dates import day_short
from badger.web.presenters.text import plain, quoted

# Words that say something by themselves, the heading first; the whole stands in the file to keep.
SPOKEN: Final = (
    "display_name",
    "shown_name",
    "email",
    "name",
    "title",
    "version",
    "session",
    "criterion",
    "what",
    "place",
    "what_happened",
    "what_i_did",
    "what_i_learned",
    "sender_name",
    "sender_organisation",
    "text",
    "answer",
    "note",
    "relation",
    "comment",
    "words",
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
    "sent_at",
    "told_at",
    "asked_at",
    "made_at",
    "created_at",
)
# Names of people and addresses are said as they are: they have no language.
NAMES: Final = frozenset(("display_name", "shown_name", "email", "sender_name"))
MOST_CHARACTERS: Final = 300
BADGES: Final = ("proposals", "credentials", "holdings", "endorsements")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that is kept: its heading, and what else is known of it."""

    title: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of thing that is kept: how it is called, its pictogram, what there is."""

    title: str
    icon: str
    entries: tuple[Entry, ...]


def groups_of(data: PersonalData) -> tuple[Group, ...]:
    """Put what is kept into groups; what has no group of its own stands in the last."""
    named = {name for _, _, names in _groups() for name in names} | {*BADGES}
    rest = tuple(name for name in data.tables if name not in named)
    found = [
        Group(gettext("Vos badges"), "award", tuple(_badges(data.tables))),
        *(
            Group(title, icon, tuple(_entries(data.tables, names)))
            for title, icon, names in (*_groups(), (gettext("Autres traces"), "file-text", rest))
        ),
    ]
    return tuple(group for group in found if group.entries)


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
        (
            gettext("Ce qui a été vu de vous"),
            "eye",
            ("observations", "agreements", "self_assessments"),
        ),
        (gettext("Vos expériences"), "footprints", ("experiences",)),
        (gettext("Vos mots"), "pencil", ("reflections",)),
        (gettext("Les mots des autres"), "users", ("feedback", "feedback_requests")),
        (gettext("Vos messages"), "mail", ("messages",)),
        (gettext("Vos liens de partage"), "send", ("shares",)),
        (gettext("Votre but, vos étapes"), "list-checks", ("journeys", "journey_steps")),
        (gettext("Qui vous accompagne"), "hand-heart", ("accompaniments",)),
        (gettext("Vos photos"), "camera", ("pictures",)),
    )


def _badges(tables: Mapping[str, tuple[JsonObject, ...]]) -> Iterator[Entry]:
    """Tell each badge once: proposed, answered, issued, kept, endorsed."""
    proposals = {row["id"]: row for row in tables.get("proposals", ())}
    kept = {row.get("badge_id") or row["id"]: row for row in tables.get("holdings", ())}
    endorsed = tables.get("endorsements", ())
    for row in tables.get("credentials", ()):
        asked, held = proposals.pop(row.get("proposal_id"), {}), kept.pop(row["id"], {})
        said = [one for one in endorsed if one.get("credential_id") == row["id"]]
        yield Entry(_name(row, held), tuple(_story(asked, row, held, said)))
    for held in kept.values():
        yield Entry(_name(held), tuple(_story({}, {}, held, ())))
    for asked in proposals.values():
        yield Entry(_name(asked), tuple(_story(asked, {}, {}, ())))


def _name(*rows: JsonObject) -> str:
    names = [str(row[word]) for row in rows for word in ("version", "name") if row.get(word)]
    return quoted(names[0], MOST_CHARACTERS) if names else gettext("un badge")


def _story(
    asked: JsonObject, issued: JsonObject, held: JsonObject, said: Iterable[JsonObject]
) -> Iterator[str]:
    moments = (
        (asked, "proposed_at", gettext("Proposé le %(day)s")),
        (asked, "answered_at", gettext("Vous avez répondu le %(day)s")),
        (issued, "issued_at", gettext("Délivré le %(day)s")),
        (held, "received_at", gettext("Gardé dans votre sac le %(day)s")),
        (issued, "revoked_at", gettext("Retiré le %(day)s")),
    )
    for row, column, words in moments:
        if row.get(column):
            yield words % {"day": _day(row[column])}
    if asked.get("own_words"):
        yield quoted(str(asked["own_words"]), MOST_CHARACTERS)
    for one in said:
        yield gettext("Soutenu par une autre personne")
        if one.get("comment"):
            yield quoted(str(one["comment"]), MOST_CHARACTERS)


def _entries(
    tables: Mapping[str, tuple[JsonObject, ...]], names: tuple[str, ...]
) -> Iterator[Entry]:
    for name in names:
        for row in tables.get(name, ()):
            yield _entry(row)


def _entry(row: JsonObject) -> Entry:
    """Say one row: its words, then its day."""
    words = [_words(row, column) for column in SPOKEN if row.get(column)]
    day = next((_day(row[column]) for column in DAYS if row.get(column)), "")
    title, *facts = [*words, *([day] if day else [])] or [gettext("une trace")]
    return Entry(title, tuple(facts))


def _words(row: JsonObject, column: str) -> str:
    said = str(row[column])
    return (plain if column in NAMES else quoted)(said, MOST_CHARACTERS)


def _day(value: object) -> str:
    return day_short(datetime.fromisoformat(str(value)))
