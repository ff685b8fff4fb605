"""A person's whole backpack as one archive: files for machines, a page for people."""

from datetime import datetime

from flask import render_template

from badger.backpack.archive import ArchivedBadge, write_archive
from badger.backpack.collection_queries import collections_of, items_of
from badger.backpack.queries import Kept, kept_bytes, shelf_of
from badger.credentials.baking import bake
from badger.db.base import Session
from badger.issuer.own_words_queries import feedback_kept, reflections_of_person
from badger.issuer.recognition.queries import sessions_by_ids
from badger.web.badge_story import BadgeStory, story_of_kept
from badger.web.kept_files import is_token, look_of_kept
from badger.web.presenters.badge_image import badge_png, badge_svg
from badger.web.services import services

PAGE = "mon-sac-a-badges.html"


def backpack_archive(person_id: str, *, name: str, now: datetime) -> bytes:
    """Write everything that a person keeps into one archive.

    name: what she is called on the page.
    """
    with services().reading() as db:
        shelf = shelf_of(db, person_id)
        documents = [kept_bytes(db, kept.id) for kept in shelf]
        collections = _collections(db, person_id, shelf=shelf)
        words = _words(db, person_id)
    stories = [story_of_kept(kept, person_id=person_id) for kept in shelf]
    page = render_template(
        "me/archive_page.html",
        name=name,
        now=now,
        stories=list(enumerate(stories, 1)),
        no_icon=lambda *_, **__: "",
        **words,
    )
    badges = [
        _archived(kept, document, story=story)
        for kept, document, story in zip(shelf, documents, stories, strict=True)
    ]
    return write_archive(badges, collections=collections, pages={PAGE: page.encode()}, now=now)


def _archived(kept: Kept, document: bytes, *, story: BadgeStory) -> ArchivedBadge:
    look = look_of_kept(kept)
    return ArchivedBadge(
        about={
            "id": kept.credential_id,
            "issuer": kept.issuer,
            "name": kept.name,
            "state": story.state,
        },
        document=document,
        is_token=is_token(document),
        pictures={
            "png": bake(badge_png(look), document),
            "svg": bake(badge_svg(look), document),
        },
    )


def _collections(db: Session, person_id: str, *, shelf: list[Kept]) -> list[tuple[str, list[int]]]:
    places = {kept.id: place for place, kept in enumerate(shelf)}
    rows = collections_of(db, person_id)
    items = items_of(db, *(row.id for row in rows))
    return [
        (row.name, [places[item.holding_id] for item in items if item.collection_id == row.id])
        for row in rows
    ]


def _words(db: Session, person_id: str) -> dict[str, object]:
    told = reflections_of_person(db, person_id)
    sessions = sessions_by_ids(db, [row.session_id for row in told])
    return {
        "told": told,
        "said": feedback_kept(db, person_id),
        "sessions": {row.id: row for row in sessions},
    }
