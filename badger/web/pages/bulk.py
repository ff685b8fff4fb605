"""Observations of many people as a file: looked at, begun, followed to its end."""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from badger.db.base import Session
from badger.db.rows import AchievementVersionRow, BulkImportRow, PartnerRow
from badger.errors import BadgerError
from badger.issuer.achievement_queries import (
    achievement_by_id,
    criteria_of,
    newest_published_version,
    published_versions,
    version_by_id,
)
from badger.issuer.csv_text import write_table
from badger.issuer.elsewhere.bulk import (
    begin_import,
    digest_of_file,
    keep_file,
    look_at_file,
    shape_of,
)
from badger.issuer.elsewhere.bulk_csv import GENRES, BulkFile
from badger.issuer.elsewhere.bulk_queries import (
    import_by_digest,
    import_by_id,
    imports_of_partner,
)
from badger.issuer.people_queries import partner_with_slug
from badger.issuer.recognition.sessions import OBSERVER_ROLES
from badger.sentences import sentence
from badger.web.language import typeset
from badger.web.pages.session_access import partners_led
from badger.web.presenters.problems import line_said
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("bulk", __name__)

Answer = str | tuple[str, int] | AnyResponse
MOST_PROBLEMS_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Told:
    """Where a file stands, in numbers; state: "kept", "running", "stopped" or "done"."""

    state: str
    done: int
    total: int

    @property
    def percent(self) -> int:
        """Return the share of rows that are done, rounded down."""
        return 100 * self.done // self.total


@blueprint.get("/partners/<slug>/imports")
def index(slug: str) -> str:
    """Ask for a file, and list those that were begun."""
    return _page(slug)


@blueprint.get("/partners/<slug>/imports/<achievement_id>/model.csv")
def model(slug: str, achievement_id: str) -> Response:
    """Give the first line of a badge's file, to fill in."""
    with services().reading() as db:
        partner = _led(db, slug)
        version = _issued(db, achievement_id, partner=partner)
        shape = shape_of(db, version.id, partner_id=partner.id)
    return _csv(write_table([shape.header]), name="observations.csv")


@blueprint.get("/partners/<slug>/imports/people.csv")
def people(slug: str) -> Response:
    """Give the people whom a partner knows, with the codes that its files name them by."""
    with services().reading() as db:
        partner = _led(db, slug)
        known = shape_of(db, "", partner_id=partner.id).people
    return _csv(write_table([("code", "personne"), *known.items()]), name="personnes.csv")


@blueprint.post("/partners/<slug>/imports")
def look(slug: str) -> Answer:
    """Show what a file brings, or what has to be corrected in it, line by line."""
    if not request.form.get("achievement", ""):
        return _page(slug, badge_problem=typeset(sentence("bulk.badge_not_chosen"))), 422
    data = _sent()
    with services().reading() as db:
        partner = _led(db, slug)
        version = _issued(db, request.form.get("achievement", ""), partner=partner)
        digest = digest_of_file(data, version_id=version.id)
        before = import_by_digest(db, partner.id, digest=digest)
    if before is not None:
        return redirect(url_for("bulk.show", slug=slug, import_id=before.id), code=303)
    try:
        file, encoding, row_id = _looked_at(data, version=version, partner_id=partner.id)
    except BadgerError as error:
        problem = typeset(sentence(error.reason, error.facts))
        return _page(slug, lines=[problem]), 422
    if row_id is None:
        return _to_correct(slug, file)
    old = encoding != "utf-8" or None
    address = url_for("bulk.show", slug=slug, import_id=row_id, old=old)
    return redirect(address, code=303)


@blueprint.get("/partners/<slug>/imports/<import_id>")
def show(slug: str, import_id: str) -> str:
    """Show a file that is kept, or how far its rows are done."""
    with services().reading() as db:
        partner = _led(db, slug)
        row = _import(db, import_id, partner=partner)
        version = version_by_id(db, row.version_id)
    return render_template(
        "bulk/show.html",
        partner=partner,
        row=row,
        version=version,
        told=_told(row),
        new_people=len({one[0] for one in row.rows if one[2]}),
        people=len({one[0] for one in row.rows}),
        old_encoding=bool(request.args.get("old")),
        stopped=typeset(sentence(row.stopped_code)) if row.stopped_code else "",
    )


@blueprint.post("/partners/<slug>/imports/<import_id>/begin")
def begin(slug: str, import_id: str) -> Answer:
    """Let the rows of a file be done, one after the other; asked twice, they are done once."""
    try:
        with services().writing() as db:
            partner = _led(db, slug)
            begin_import(
                db,
                import_id,
                partner_id=partner.id,
                actor=signed_in().person_id,
                now=services().clock(),
                badge=services().settings.needed_observer_badge,
            )
    except BadgerError as error:
        if error.reason == "bulk.not_found":
            abort(404)
        return _page(slug, lines=[typeset(sentence(error.reason, error.facts))]), 422
    return redirect(url_for("bulk.show", slug=slug, import_id=import_id), code=303)


@blueprint.get("/partners/<slug>/imports/<import_id>/progress")
def progress(slug: str, import_id: str) -> Response:
    """Tell a page that is open how far a file is."""
    with services().reading() as db:
        told = _told(_import(db, import_id, partner=_led(db, slug)))
    return jsonify(state=told.state, done=told.done, total=told.total)


def _told(row: BulkImportRow) -> Told:
    if row.finished_at is not None:
        state = "done"
    elif row.stopped_code is not None:
        state = "stopped"
    else:
        state = "running" if row.started_at is not None else "kept"
    return Told(state, row.done, row.total)


def _sent() -> bytes:
    sent = request.files.get("file")
    if sent is None:
        return b""
    with sent.stream as stream:
        return stream.read()


def _looked_at(
    data: bytes, *, version: AchievementVersionRow, partner_id: str
) -> tuple[BulkFile, str, str | None]:
    """Read a file and keep it where nothing is to be corrected.

    Returns: what it says, how it was encoded, and the id under which it is kept.
    """
    who, now = signed_in().person_id, services().clock()
    with services().writing() as db:
        file, encoding = look_at_file(
            db,
            data,
            version_id=version.id,
            partner_id=partner_id,
            now=now,
            badge=services().settings.needed_observer_badge,
        )
        if file.problems:
            return file, encoding, None
        row = keep_file(
            db,
            file,
            digest=digest_of_file(data, version_id=version.id),
            version_id=version.id,
            partner_id=partner_id,
            actor=who,
            now=now,
        )
        return file, encoding, row.id


def _to_correct(slug: str, file: BulkFile) -> tuple[str, int]:
    shown = file.problems[:MOST_PROBLEMS_SHOWN]
    lines = [line_said(one) for one in shown]
    return _page(slug, lines=lines, more=len(file.problems) - len(shown)), 422


def _page(
    slug: str, *, lines: list[str] | None = None, more: int = 0, badge_problem: str = ""
) -> str:
    with services().reading() as db:
        partner = _led(db, slug)
        badges = [
            (achievement, version)
            for version, achievement in published_versions(db)
            if achievement.issuer_id == partner.id
            and not version.declared
            and criteria_of(db, version.id)
        ]
        begun = [(row, _told(row)) for row in imports_of_partner(db, partner.id)]
        observers = shape_of(db, "", partner_id=partner.id).observers
    return render_template(
        "bulk/index.html",
        partner=partner,
        badges=badges,
        begun=begun,
        genres=GENRES,
        observers=[name for _, name in observers],
        roles=OBSERVER_ROLES,
        lines=lines or [],
        more=more,
        badge_problem=badge_problem,
        chosen=request.form.get("achievement", ""),
    )


def _led(db: Session, slug: str) -> PartnerRow:
    """Return a partner for which the viewer prepares or issues; 404 for all others."""
    partner = partner_with_slug(db, slug)
    if partner is None or partner.id not in partners_led(signed_in()):
        abort(404)
    return partner


def _issued(db: Session, achievement_id: str, *, partner: PartnerRow) -> AchievementVersionRow:
    achievement = achievement_by_id(db, achievement_id)
    version = newest_published_version(db, achievement_id) if achievement else None
    if achievement is None or version is None or achievement.issuer_id != partner.id:
        abort(404)
    return version


def _import(db: Session, import_id: str, *, partner: PartnerRow) -> BulkImportRow:
    row = import_by_id(db, import_id)
    if row is None or row.partner_id != partner.id:
        abort(404)
    return row


def _csv(data: bytes, *, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, content_type="text/csv; charset=utf-8", headers=headers)
