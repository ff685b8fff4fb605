"""The public directory of those who asked to be found, and writing to one of them (S8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, abort, render_template, request, url_for

from badger.accompaniment.directory import SECTORS, entries_of_day
from badger.accompaniment.directory_queries import live_entry
from badger.db.base import Session
from badger.db.rows import DirectoryEntryRow
from badger.here import here_on
from badger.issuer.page_queries import names_of_standing
from badger.web.letter import Recipient, letter_form, send_letter
from badger.web.services import services

blueprint = Blueprint("directory", __name__)

MOST_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Shown:
    """One entry with the badges that stand today: address of the page, name."""

    entry: DirectoryEntryRow
    badges: tuple[tuple[str, str], ...]


@blueprint.get("/directory")
def index() -> str:
    """Show the entries that fit, in the order of the day."""
    now = services().clock()
    with services().reading() as db:
        shown = _shown(db, entries_of_day(db, here_on(now), now=now))
    asked = {name: request.args.get(name, "")[:120] for name in ("sector", "commune", "badge")}
    found = [one for one in shown if _fits(one, asked)]
    return render_template(
        "directory/index.html",
        found=found[:MOST_SHOWN],
        more=len(found) > MOST_SHOWN,
        asked=asked,
        sectors=SECTORS,
        communes=sorted({one.entry.commune for one in shown}),
        badges=sorted({name for one in shown for _, name in one.badges}),
    )


@blueprint.get("/directory/<entry_id>/message")
def ask(entry_id: str) -> Response:
    """Show the form to write to somebody of the directory."""
    return letter_form(lambda db: _found(db, entry_id))


@blueprint.post("/directory/<entry_id>/message")
def send(entry_id: str) -> Response:
    """Leave the message."""
    return send_letter(lambda db: _found(db, entry_id))


def _shown(db: Session, entries: Sequence[DirectoryEntryRow]) -> list[Shown]:
    """Add to each entry the badges of hers that stand: one question for all of them."""
    chosen = {badge for entry in entries for badge in entry.credential_ids}
    standing = names_of_standing(db, chosen)
    return [Shown(entry, _badges(entry, standing)) for entry in entries]


def _badges(
    entry: DirectoryEntryRow, standing: Mapping[str, tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    found = ((badge, *standing[badge]) for badge in entry.credential_ids if badge in standing)
    hers = ((badge, name) for badge, person_id, name in found if person_id == entry.person_id)
    return tuple(sorted(hers, key=lambda badge: badge[1]))


def _fits(one: Shown, asked: Mapping[str, str]) -> bool:
    return (
        asked["sector"] in ("", one.entry.sector)
        and asked["commune"] in ("", one.entry.commune)
        and (not asked["badge"] or asked["badge"] in {name for _, name in one.badges})
    )


def _found(db: Session, entry_id: str) -> Recipient:
    entry = live_entry(db, entry_id, now=services().clock())
    if entry is None:
        abort(404)
    return Recipient(
        person_id=entry.person_id,
        credential_id=None,
        back=url_for("directory.index"),
        back_name=entry.shown_name,
        send_to=url_for("directory.send", entry_id=entry_id),
    )
