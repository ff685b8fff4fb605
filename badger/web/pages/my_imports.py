"""Bringing a badge from elsewhere: what is found at it is shown before it is kept."""

import base64
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.backpack.imports import import_badge, record_check, remove_import, require_keepable
from badger.backpack.queries import kept_bytes
from badger.backpack.receive import NotAuthentic
from badger.backpack.standing import standing_of
from badger.db.base import Session
from badger.errors import BadgerError
from badger.verify import Answer, Question, Report, UnreadableInput
from badger.web.asked import MAX_ADDRESS, MAX_AGAIN_BYTES, Asked, judged, read_form
from badger.web.bringing import bring_chosen, judged_apart
from badger.web.bringing_told import BroughtWords
from badger.web.language import gettext
from badger.web.pages.my_badges import own_badge_kept
from badger.web.presenters.report import VerdictPage, say, verdict_page
from badger.web.recipients import confirmed_addresses, recipient_words
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("my_imports", __name__)

Shown = str | tuple[str, int] | Response


@blueprint.get("/me/import")
def ask() -> str:
    """Show the form."""
    return _form()


@blueprint.post("/me/import")
def look() -> Shown:
    """Verify what was sent and show what was found; nothing is kept yet."""
    try:
        found = judged(read_form())
    except UnreadableInput as error:
        return _form(problem=say(error.reason, error.facts)), 422
    if isinstance(found, Asked):
        return render_template("me/import_codes.html", codes=found.codes)
    parts = judged_apart(found, monotonic=time.monotonic)
    return _preview(parts[0]) if len(parts) == 1 else _several(found, parts)


@blueprint.post("/me/import/keep")
def keep() -> Shown:
    """Verify the same once more, and keep it; of several badges those that were ticked."""
    try:
        found = judged(read_form())
    except UnreadableInput as error:
        return _form(problem=say(error.reason, error.facts)), 422
    if isinstance(found, Asked):
        return render_template("me/import_codes.html", codes=found.codes)
    parts = judged_apart(found, monotonic=time.monotonic)
    return _keep_one(parts[0]) if len(parts) == 1 else _keep_chosen(found, parts)


def _keep_one(found: Answer) -> Shown:
    try:
        with services().writing() as db:
            received = import_badge(
                db, found, person_id=signed_in().person_id, now=services().clock()
            )
            holding_id, change = received.row.id, received.change
    except BadgerError:
        return _preview(found)
    flash(_change_words(change))
    return redirect(url_for("my_badges.show", holding_id=holding_id), code=303)


def _keep_chosen(found: Answer, parts: Sequence[Answer]) -> Shown:
    chosen = set(request.form.getlist("chosen"))
    picked = [part for number, part in enumerate(parts) if str(number) in chosen]
    if not picked:
        return _several(found, parts, problem=gettext("Cochez au moins un badge.")), 422
    brought = bring_chosen(picked, person_id=signed_in().person_id)
    return render_template(
        "me/archive_brought.html",
        title=gettext("Vos badges sont arrivés"),
        brought=brought,
        counts=Counter(one.change for one in brought),
        words=BroughtWords(),
        told=Counter(),
        pictures=0,
    )


@blueprint.post("/me/badges/<holding_id>/check")
def check(holding_id: str) -> Response:
    """Look again at a badge from elsewhere, now."""
    kept, here = own_badge_kept(holding_id), services()
    with here.reading() as db:
        document = kept_bytes(db, kept.id)
    question = Question(data=document, policy=here.policy(), now=here.clock())
    question = replace(question, policy=replace(question.policy, refresh=False))
    report = here.judge.answer(question).report
    with here.writing() as db:
        record_check(db, kept.id, report, now=here.clock())
    flash(gettext("C'est fait. Voici ce que nous avons trouvé."))
    return redirect(url_for("my_badges.show", holding_id=holding_id), code=303)


@blueprint.post("/me/badges/<holding_id>/remove")
def remove(holding_id: str) -> Response:
    """Take a badge from elsewhere out of the backpack; those of here stay."""
    own_badge_kept(holding_id)
    with services().writing() as db:
        gone = remove_import(db, holding_id, person_id=signed_in().person_id)
    if gone:
        flash(gettext("C'est fait. Ce badge n'est plus dans votre sac."))
    return redirect(url_for("me.home"), code=303)


def _preview(found: Answer) -> Shown:
    report, person_id = found.report, signed_in().person_id
    with services().reading() as db:
        addresses = confirmed_addresses(db, person_id)
        problem = _problem_of(db, found, person_id=person_id)
    page = render_template(
        "me/import_preview.html",
        page=verdict_page(report),
        state=standing_of(report).state,
        recipient=recipient_words(report, addresses),
        problem=problem,
        data=base64.b64encode(found.data).decode("ascii"),
    )
    return (page, 422) if problem else page


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """One badge of several, as it is shown: `problem` is why it cannot be kept, "" where it can."""

    page: VerdictPage
    state: str
    recipient: str
    problem: str


def _several(found: Answer, parts: Sequence[Answer], *, problem: str = "") -> str:
    """Show each badge with its report; those that can be kept are ticked to begin with."""
    person_id = signed_in().person_id
    with services().reading() as db:
        addresses = confirmed_addresses(db, person_id)
        shown = [
            _Part(
                page=verdict_page(part.report),
                state=standing_of(part.report).state,
                recipient=recipient_words(part.report, addresses),
                problem=_problem_of(db, part, person_id=person_id),
            )
            for part in parts
        ]
    return render_template(
        "me/import_several.html",
        parts=shown,
        keepable=sum(not part.problem for part in shown),
        ticked=not problem,
        problem=problem,
        data=base64.b64encode(found.data).decode("ascii"),
    )


def _problem_of(db: Session, found: Answer, *, person_id: str) -> str:
    """Say why a badge cannot be kept, "" where it can."""
    try:
        report: Report = require_keepable(db, found, person_id=person_id)
    except BadgerError as error:
        return say(error.reason, error.facts)
    if report.credential is None:
        return say(NotAuthentic.code + "_here")
    return ""


def _change_words(change: str) -> str:
    words = {
        "new": gettext("Ce badge est dans votre sac."),
        "newer": gettext("Une version plus récente a pris sa place."),
        "same": gettext("Vous aviez déjà ce badge : il est toujours là."),
        "older": gettext("Vous avez déjà ce badge, aussi récent ou plus récent."),
    }
    return words[change]


def _form(problem: str = "") -> str:
    return render_template(
        "me/import.html",
        problem=problem,
        address=request.form.get("url", "")[:MAX_ADDRESS],
        text=request.form.get("text", "")[:MAX_AGAIN_BYTES],
    )
