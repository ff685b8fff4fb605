"""A person's backpack and everything else about her as one archive (hardening G04).

Badges as files, her data as JSON, her pictures, and pages to read without us.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import IO

from flask import render_template

from badger.backpack.archive_writing import ArchivedBadge, write_archive
from badger.backpack.collection_queries import collections_of, items_of
from badger.backpack.queries import Kept, kept_bytes, shelf_of
from badger.backpack.told_archive import DATA
from badger.credentials.baking import bake
from badger.db.base import Session
from badger.issuer.own_words_queries import feedback_kept, reflections_of_person
from badger.issuer.recognition.queries import sessions_by_ids
from badger.json_value import JsonObject, JsonValue
from badger.privacy.export import as_json, personal_data
from badger.web.badge_story import BadgeStory, story_of_kept
from badger.web.kept_files import is_token, look_of_kept
from badger.web.presenters.badge_image import badge_png, badge_svg
from badger.web.presenters.my_data import Group, groups_of
from badger.web.services import services

PAGE = "mon-sac-a-badges.html"
DATA_PAGE = "mes-donnees.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """Everything that is kept about her: for machines, to read, and her pictures by file.

    pictures: in base64, as they stand in the data.
    """

    whole: JsonObject
    groups: tuple[Group, ...]
    pictures: dict[str, str]


def write_backpack(into: IO[bytes], person_id: str, *, name: str, now: datetime) -> None:
    """Write everything that is kept of a person into one archive.

    name: what she is called on the page.
    """
    with services().reading() as db:
        shelf = shelf_of(db, person_id)
        documents = [kept_bytes(db, kept.id) for kept in shelf]
        collections = _collections(db, person_id, shelf=shelf)
        words = _words(db, person_id)
        told = _told(db, person_id, now=now)
    stories = [story_of_kept(kept, person_id=person_id) for kept in shelf]
    page = render_template(
        "me/archive_page.html",
        name=name,
        now=now,
        stories=list(enumerate(stories, 1)),
        no_icon=lambda *_, **__: "",
        data_page=DATA_PAGE,
        **words,
    )
    badges = (
        _archived(kept, document, story=story)
        for kept, document, story in zip(shelf, documents, stories, strict=True)
    )
    pages = chain([(PAGE, page.encode())], _data_files(told, name=name, now=now))
    write_archive(into, badges, collections=collections, pages=pages, now=now)


def _told(db: Session, person_id: str, *, now: datetime) -> _Told:
    data, pictures = personal_data(db, person_id), dict[str, str]()
    whole = as_json(data, now=now)
    whole["data"] = _with_files(whole["data"], pictures)
    return _Told(whole=whole, groups=groups_of(data), pictures=pictures)


def _with_files(value: JsonValue, pictures: dict[str, str]) -> JsonValue:
    """Name a file where a picture stood, and put the picture into `pictures`."""
    if isinstance(value, list):
        return [_with_files(one, pictures) for one in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"base64"}:
        file = f"photos/{len(pictures) + 1:04d}.jpg"
        pictures[file] = str(value["base64"])
        return {"file": file}
    return {name: _with_files(one, pictures) for name, one in value.items()}


def _data_files(told: _Told, *, name: str, now: datetime) -> Iterator[tuple[str, bytes]]:
    page = render_template(
        "me/archive_data.html", name=name, now=now, groups=told.groups, pictures=told.pictures
    )
    whole = json.dumps(told.whole, ensure_ascii=False, indent=1)
    yield DATA, whole.encode()
    yield DATA_PAGE, page.encode()
    for file, picture in told.pictures.items():
        yield file, base64.b64decode(picture)


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
