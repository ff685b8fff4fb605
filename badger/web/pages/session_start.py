"""What the form of a session begins with: a badge, a situation kept, or a former session."""

from collections.abc import Iterable, Sequence

from flask import abort
from werkzeug.datastructures import MultiDict

from badger.db.base import Session
from badger.db.rows import ObservationSessionRow, SituationRow
from badger.db.rows.sessions import LogisticsColumns
from badger.issuer.page_queries import VersionPage, published_pages
from badger.issuer.queries import session_board
from badger.issuer.recognition.families import Details
from badger.issuer.recognition.situation_queries import (
    criteria_rows,
    situation_by_id,
    wording_of_criteria,
)
from badger.web.pages.family_fields import detail_values
from badger.web.pages.session_access import access_to_session, partners_led
from badger.web.pages.session_form import FULL_DAY
from badger.web.presenters.families import LOGISTICS_FIELDS
from badger.web.security.viewer import signed_in

Pairs = list[tuple[str, str]]


def from_badge(db: Session, version_id: str) -> MultiDict[str, str]:
    """Tick the criteria of one version."""
    offered = next((page for page in published_pages(db) if page.version.id == version_id), None)
    return MultiDict([("criterion", row.id) for row in (offered.criteria if offered else ())])


def from_situation(db: Session, situation_id: str) -> MultiDict[str, str]:
    """Begin with a situation that the viewer's partner keeps; 404 for all others."""
    row = situation_by_id(db, situation_id)
    if row is None or row.partner_id not in partners_led(signed_in()):
        abort(404)
    chosen = [one.criterion_id for one in criteria_rows(db, situation_id)]
    pairs = [
        ("title", row.name),
        ("situation", row.description),
        *_shared(row, situation_details(row)),
        *_criteria(db, chosen),
    ]
    return MultiDict(pairs)


def from_session(db: Session, session_id: str) -> MultiDict[str, str]:
    """Begin with a former session that the viewer led: all of it but its days."""
    access = access_to_session(db, session_id)
    if not access.leads:
        abort(404)
    board, row = session_board(db, session_id), access.session
    pairs = [
        ("title", row.title),
        ("situation", row.situation),
        ("place", row.place),
        ("commune", row.commune),
        *_shared(row, session_details(row)),
        *_criteria(db, [criterion.id for criterion in board.criteria]),
        *(("participant", person.id) for person in board.participants),
    ]
    for n, (duty, person) in enumerate(board.observers):
        pairs += [(f"observer-{n}", person.id), (f"role-{n}", duty.role)]
    return MultiDict(pairs)


def _shared(row: SituationRow | ObservationSessionRow, details: Details) -> Pairs:
    """Return what sessions and situations have in common, by the fields of the form."""
    return [
        ("family", row.family),
        ("partner", row.partner_id),
        ("length", FULL_DAY if row.full_day else ""),
        *detail_values(row.family, details).items(),
        *logistics_values(row),
    ]


def situation_details(row: SituationRow) -> Details:
    """Return what a situation says for its family."""
    return Details(
        activity=row.activity,
        hours=row.hours,
        stage=row.stage,
        role_to_hold=row.role_to_hold,
    )


def session_details(row: ObservationSessionRow) -> Details:
    """Return what a session says for its family."""
    return Details(
        activity=row.activity,
        hours=row.hours,
        cycle=row.cycle,
        stage=row.stage,
        accompanying_partner_id=row.accompanying_partner_id,
        role_to_hold=row.role_to_hold,
    )


def logistics_values(row: LogisticsColumns) -> Pairs:
    """Return what is said of coming, by the fields of the form."""
    said = {name: getattr(row, name) for name, _, _ in LOGISTICS_FIELDS}
    return [(name, text) for name, text in said.items() if text]


def _criteria(db: Session, criterion_ids: Sequence[str]) -> Pairs:
    """Tick the criteria as they are offered today: a newer version of a badge has its own."""
    offered = offered_today(published_pages(db))
    wording = wording_of_criteria(db, criterion_ids)
    found = [offered.get(wording[one]) for one in criterion_ids if one in wording]
    ticked = [("criterion", one) for one in found if one is not None]
    lost = [("lost", "yes")] if len(ticked) < len(criterion_ids) else []
    return [*ticked, *lost]


def offered_today(pages: Iterable[VersionPage]) -> dict[tuple[str, str], str]:
    """Return the criteria that can be chosen: id by (achievement, sentence)."""
    return {(page.achievement.id, row.sentence): row.id for page in pages for row in page.criteria}
