"""A person's page as her companion sees it: what she ticked, and nothing else (domain C10)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template, request

from badger.accompaniment.journeys import Journey, journey_of
from badger.accompaniment.message_queries import messages_of
from badger.accompaniment.queries import relays_of
from badger.db.base import Session
from badger.db.rows import AccompanimentRow, CredentialRow, FeedbackRow, MessageRow, ReflectionRow
from badger.issuer.own_words_queries import feedback_kept, reflections_of_person
from badger.issuer.page_queries import names_of_people, versions_by_id
from badger.issuer.queries import credentials_of_person
from badger.issuer.recognition.queries import sessions_by_ids
from badger.web.companion_access import shared_with_me
from badger.web.my_map import map_of_person
from badger.web.presenters.accompaniment import area_choices
from badger.web.presenters.key_marks import key_mark
from badger.web.presenters.possibilities import MapTold
from badger.web.services import services


@dataclass(frozen=True, slots=True)
class ShownBadge:
    """One badge that stands."""

    credential: CredentialRow
    name: str


@dataclass(frozen=True, slots=True)
class ShownWords:
    """What she told, and the words of others that she keeps.

    titles: of sessions and badges, by id.
    """

    told: Sequence[ReflectionRow]
    kept: Sequence[FeedbackRow]
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Together:
    """What two people look at side by side; None: she did not tick it."""

    badges: tuple[ShownBadge, ...] | None
    map: MapTold | None
    words: ShownWords | None
    journey: Journey | None
    messages: Sequence[MessageRow] | None


def look_together(db: Session, row: AccompanimentRow, *, now: datetime) -> Together:
    """Gather the subjects that an accompaniment opens."""
    person, subjects = row.person_id, frozenset(row.subjects)
    return Together(
        badges=_badges(db, person) if "badges" in subjects else None,
        map=map_of_person(db, person, now=now) if "map" in subjects else None,
        words=_words(db, person) if "words" in subjects else None,
        journey=journey_of(db, person) if "steps" in subjects else None,
        messages=messages_of(db, person) if "messages" in subjects else None,
    )


def page_together(accompaniment_id: str, problems: Mapping[str, str] | None = None) -> str:
    """Show the page of somebody whom the viewer accompanies; forms come back filled in.

    Raises: AccompanimentUnknown, CharterUnsigned.
    """
    here = services()
    with here.reading() as db:
        row = shared_with_me(db, accompaniment_id)
        return render_template(
            "caseload/show.html",
            row=row,
            name=names_of_people(db, [row.person_id])[row.person_id],
            seen=look_together(db, row, now=here.clock()),
            waiting=relays_of(db, row.id, now=here.clock()),
            areas=area_choices(),
            key_mark=key_mark,
            values=request.form,
            problems=problems or {},
        )


def _badges(db: Session, person_id: str) -> tuple[ShownBadge, ...]:
    rows = [row for row in credentials_of_person(db, person_id) if row.revoked_at is None]
    names = versions_by_id(db, [row.version_id for row in rows])
    return tuple(ShownBadge(row, names[row.version_id].name) for row in rows)


def _words(db: Session, person_id: str) -> ShownWords:
    told, kept = reflections_of_person(db, person_id), feedback_kept(db, person_id)
    titles = {row.id: row.title for row in sessions_by_ids(db, [one.session_id for one in told])}
    versions = versions_by_id(db, [one.version_id for one in kept])
    titles |= {version: row.name for version, row in versions.items()}
    return ShownWords(told, kept, titles)
