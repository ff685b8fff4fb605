"""Badges as partners write them: list, form, preview, publication."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.db.base import Session, new_id
from badger.errors import BadgerError
from badger.issuer.achievements import (
    FAMILIES,
    KINDS,
    AchievementDraft,
    draft_achievement,
    new_version,
    publish_achievement,
)
from badger.issuer.grid_checks import DiscouragedWords
from badger.issuer.languages import LANGUAGES, language_name
from badger.issuer.page_queries import (
    VersionPage,
    all_partners,
    latest_versions,
)
from badger.issuer.pictures import COLOURS, PictureDraft
from badger.issuer.recognition.rules import LEVELS
from badger.issuer.sample import require_good_sample
from badger.possibilities.queries import badges_without_door
from badger.sentences import sentence
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.pages.achievement_access import my_page, original_of, partners_of
from badger.web.pages.achievement_form import (
    CriterionField,
    keep_unasked,
    read_draft,
    read_picture,
    sketch_query,
    stored_fields,
    stored_values,
    typed_fields,
)
from badger.web.pages.achievement_preview import preview
from badger.web.pages.alignment_form import (
    AlignmentLine,
    found_skills,
    stored_alignments,
    typed_alignments,
)
from badger.web.pages.badge_upload import KEPT, as_text, kept_upload
from badger.web.pages.piece_fields import (
    PieceChoice,
    offered_pieces,
    read_pieces,
    stored_pieces,
    typed_pieces,
)
from badger.web.presenters.badge_image import SHAPE_LABELS, badge_svg, look_from
from badger.web.presenters.icons import CHOICES
from badger.web.presenters.problems import problem_of
from badger.web.presenters.text import alphabetical
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("achievements", __name__)

Answer = str | tuple[str, int] | Response
# What the list may be narrowed to.
PARTS: Final = ("", "doorless")
NOT_KEPT: Final = {"Cache-Control": "no-store"}


@blueprint.get("/achievements")
def index() -> str:
    """List the badges that the viewer's partners wrote, or all for a cartographe.

    ?part=doorless: of a cartographe's, those that open no door.
    """
    who = signed_in()
    part = request.args.get("part", "")
    of_all = "cartographe" in who.roles
    if part not in (PARTS if of_all else ("",)):
        abort(404)
    with services().reading() as db:
        versions = latest_versions(db, None if of_all else partners_of(who))
        alone = {row.id for row in badges_without_door(db)} if of_all else set[str]()
    by_name = sorted(versions, key=lambda version: alphabetical(version.name))
    doorless = [version for version in by_name if version.achievement_id in alone]
    return render_template(
        "achievements/index.html",
        versions=[] if part else by_name,
        doorless=doorless,
        is_part=bool(part),
    )


@blueprint.get("/achievements/new")
def new() -> str:
    """Show the empty form, or that of a badge which says another in a second language."""
    original = original_of(request.args)
    with services().reading() as db:
        return _form(db, page=None, original=original)


@blueprint.post("/achievements")
def create() -> Answer:
    """Store a new badge as a draft."""
    form = FormReader(request.form)
    who = signed_in()
    original = original_of(request.form)
    if _searches(form):
        return _again(form, page=None)[0]
    own = (original.achievement.issuer_id,) if original else partners_of(who)
    draft = _read(form, code=new_id()[:8].upper(), partners=own)
    if original:
        draft = replace(keep_unasked(draft, original), translates=original.achievement.id)
    if form.problems:
        return _again(form, page=None)
    try:
        with services().writing() as db:
            row = draft_achievement(db, draft, actor=who.person_id, now=services().clock())
            achievement_id = row.achievement_id
    except BadgerError as error:
        return _again(form, page=None, error=error)
    return redirect(url_for("achievements.show", achievement_id=achievement_id), code=303)


@blueprint.get("/achievements/<achievement_id>")
def show(achievement_id: str) -> str:
    """Show the newest version: what it asks, and how to publish it."""
    page = my_page(achievement_id)
    return preview(page)


@blueprint.get("/achievements/<achievement_id>/edit")
def edit(achievement_id: str) -> str:
    """Show the form with the newest version in it."""
    page = my_page(achievement_id)
    with services().reading() as db:
        return _form(db, page=page)


@blueprint.get("/achievements/sketch.svg")
def sketch() -> Response:
    """Draw the picture that the form describes just now; what cannot be drawn is not chosen."""
    form = FormReader(request.args)
    picture = read_picture(form)
    if form.problems:
        picture = PictureDraft()
    look = look_from(
        picture,
        family=request.args.get("family", ""),
        first_icon=request.args.get("icon-0", ""),
    )
    return Response(badge_svg(look), mimetype="image/svg+xml", headers=NOT_KEPT)


@blueprint.post("/achievements/<achievement_id>")
def save(achievement_id: str) -> Answer:
    """Store the changes as the draft of a next version; what was awarded stays as it was."""
    page = my_page(achievement_id)
    form = FormReader(request.form)
    who = signed_in()
    if _searches(form):
        return _again(form, page=page)[0]
    issuer = (page.achievement.issuer_id,)
    draft = _read(form, code=page.achievement.code, partners=issuer, but=achievement_id)
    draft = keep_unasked(draft, page)
    if form.problems:
        return _again(form, page=page)
    try:
        with services().writing() as db:
            new_version(
                db, achievement_id, draft=draft, actor=who.person_id, now=services().clock()
            )
    except BadgerError as error:
        return _again(form, page=page, error=error)
    return redirect(url_for("achievements.show", achievement_id=achievement_id), code=303)


@blueprint.post("/achievements/<achievement_id>/publish")
def publish(achievement_id: str) -> Answer:
    """Publish the newest version, or say what still has to be done."""
    page = my_page(achievement_id)
    override = request.form.get("override") == "on"
    try:
        here = services()
        with here.writing() as db:
            require_good_sample(db, page.version.id, addresses=here.addresses, now=here.clock())
            publish_achievement(
                db,
                page.version.id,
                actor=signed_in().person_id,
                now=here.clock(),
                override=override,
            )
    except DiscouragedWords as error:
        return preview(page, warning=sentence(error.reason, error.facts)), 409
    except BadgerError as error:
        return preview(page, problem=problem_of(error)[1]), 409
    if page.criteria:
        flash(gettext("Le badge est publié. On peut maintenant l'observer en séance."))
    else:
        flash(gettext("Le badge est publié."))
    return redirect(url_for("achievements.show", achievement_id=achievement_id), code=303)


def _searches(form: FormReader) -> bool:
    """Tell whether the button that looks for skills was pressed: nothing is stored then."""
    return bool(form.form.get("search"))


def _read(
    form: FormReader, *, code: str, partners: tuple[str, ...], but: str | None = None
) -> AchievementDraft:
    with services().reading() as db:
        everybody = {partner.id for partner in all_partners(db)}
        pieces = read_pieces(form, among=offered_pieces(db, but=but))
    return read_draft(form, code=code, partners=partners, co_authors=everybody, pieces=pieces)


def _form(db: Session, *, page: VersionPage | None, original: VersionPage | None = None) -> str:
    values = stored_values(page or original)
    if original:
        values = {**values, "translates": original.achievement.id, "language": ""}
    return _render(
        db,
        page=page,
        values=values,
        lines=stored_fields(page or original),
        alignments=stored_alignments(page or original),
        pieces=stored_pieces(page or original, _offered(db, page)),
    )


def _offered(db: Session, page: VersionPage | None) -> dict[str, str]:
    return offered_pieces(db, but=page.achievement.id if page else None)


def _again(
    form: FormReader, *, page: VersionPage | None, error: BadgerError | None = None
) -> tuple[str, int]:
    """Show the form once more, with everything that was typed."""
    problems = dict(form.problems)
    if error is not None:
        field, text = problem_of(error)
        problems[field] = text
    with services().reading() as db:
        return _render(
            db,
            page=page,
            values={**form.values(), KEPT: as_text(kept_upload(form))},
            lines=typed_fields(form),
            problems=problems,
            alignments=typed_alignments(form),
            pieces=typed_pieces(form, _offered(db, page)),
        ), 422


def _render(
    db: Session,
    *,
    page: VersionPage | None,
    values: Mapping[str, str],
    lines: Sequence[CriterionField],
    problems: dict[str, str] | None = None,
    alignments: Sequence[AlignmentLine],
    pieces: Sequence[PieceChoice],
) -> str:
    own = set(partners_of(signed_in()))
    partners = all_partners(db)
    return render_template(
        "achievements/form.html",
        page=page,
        values=values,
        lines=lines,
        problems=problems or {},
        partners=partners,
        own=[partner for partner in partners if partner.id in own],
        kinds=KINDS,
        tongues=[(tag, language_name(tag)) for tag in LANGUAGES],
        families=FAMILIES,
        shapes=SHAPE_LABELS,
        colours=tuple(COLOURS),
        sketch_query=sketch_query(values, lines),
        alignments=alignments or stored_alignments(page),
        pieces=pieces,
        found=found_skills(db, values.get("skill_words", "")),
        icons=CHOICES,
        levels=LEVELS,
    )
