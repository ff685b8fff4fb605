"""A badge's grid in what the person did: she places herself, and asks for words of others."""

from base64 import b64encode
from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.db.rows import ExperienceRow
from badger.errors import BadgerError
from badger.here import here_on
from badger.issuer.feedback_request_queries import open_requests
from badger.issuer.feedback_requests import ask_feedback_on_experience
from badger.issuer.page_queries import published_pages, self_assessments, version_page
from badger.issuer.proposal_queries import kinds_of
from badger.issuer.recognition.decide import decide
from badger.issuer.recognition.experience_queries import (
    experience_badge,
    next_sessions,
    words_on_experience,
)
from badger.issuer.recognition.experiences import find_badge_in, own_experience, place_oneself
from badger.issuer.recognition.facts import award_facts
from badger.issuer.recognition.rules import LEVELS, AwardRule, Level
from badger.issuer.word_proposals import propose_if_met
from badger.web.language import gettext
from badger.web.pages.experiences import problems_of
from badger.web.presenters.board import grid_lines
from badger.web.presenters.qr import qr_svg
from badger.web.presenters.text import alphabetical
from badger.web.presenters.to_come import to_come
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("experience_badges", __name__)

Answer = str | tuple[str, int] | Response
LEVEL_VALUES = frozenset(str(int(level)) for level in LEVELS)


@blueprint.get("/me/experiences/<experience_id>/badges")
def choose(experience_id: str) -> str:
    """Offer the badges whose grid may be found in an experience."""
    with services().reading() as db:
        row = _mine(db, experience_id)
        pages = published_pages(db)
        kind = kinds_of(db, [row.person_id])[row.person_id]
    offered = [page for page in pages if kind in page.version.recipients]
    by_name = sorted(offered, key=lambda page: alphabetical(page.version.name))
    return render_template("experiences/badges.html", row=row, pages=by_name)


@blueprint.post("/me/experiences/<experience_id>/badges")
def find(experience_id: str) -> Response:
    """Take a badge's grid up."""
    version_id = request.form.get("version", "")
    with services().writing() as db:
        row = _mine(db, experience_id)
        find_badge_in(db, row, version_id=version_id, now=services().clock())
    return redirect(_here(experience_id, version_id), code=303)


@blueprint.get("/me/experiences/<experience_id>/badges/<version_id>")
def show(experience_id: str, version_id: str) -> str:
    """Show the grid, the words received, and what may still come."""
    return _page(experience_id, version_id)


@blueprint.post("/me/experiences/<experience_id>/badges/<version_id>")
def place(experience_id: str, version_id: str) -> Response:
    """Keep how she places herself; a criterion without answer stays blank."""
    now, who = services().clock(), signed_in().person_id
    with services().writing() as db:
        row = _mine(db, experience_id)
        levels = _levels()
        place_oneself(db, row, version_id=version_id, levels=levels, now=now)
        proposed = propose_if_met(db, who, version_id=version_id, now=now)
    flash(gettext("Un badge vous est proposé.") if proposed else gettext("C'est noté. Merci."))
    return redirect(_here(experience_id, version_id), code=303)


@blueprint.post("/me/experiences/<experience_id>/badges/<version_id>/link")
def ask(experience_id: str, version_id: str) -> Answer:
    """Make a link for a word; it is shown once, to hand over or to read out."""
    here = services()
    try:
        with here.writing() as db:
            row = _mine(db, experience_id)
            _, code = ask_feedback_on_experience(db, row, version_id=version_id, now=here.clock())
    except BadgerError as error:
        return _page(experience_id, version_id, problems=problems_of(error)), 422
    return _page(experience_id, version_id, link=here.addresses.feedback(code)), 201


def _mine(db: Session, experience_id: str) -> ExperienceRow:
    return own_experience(db, experience_id, person_id=signed_in().person_id)


def _here(experience_id: str, version_id: str) -> str:
    return url_for("experience_badges.show", experience_id=experience_id, version_id=version_id)


def _levels() -> dict[str, Level]:
    """Read the levels that were tapped, by criterion."""
    return {
        name.removeprefix("level-"): Level(int(value))
        for name, value in request.form.items()
        if name.startswith("level-") and value in LEVEL_VALUES
    }


def _page(
    experience_id: str,
    version_id: str,
    *,
    problems: Mapping[str, str] | None = None,
    link: str = "",
) -> str:
    who, now = signed_in().person_id, services().clock()
    with services().reading() as db:
        row = _mine(db, experience_id)
        page = version_page(db, version_id)
        if page is None or experience_badge(db, experience_id, version_id=version_id) is None:
            abort(404)
        facts, _ = award_facts(db, [(who, version_id)])[who, version_id]
        decision = decide(facts, AwardRule.from_json(page.version.rule))
        lines = grid_lines(page.criteria, self_assessments(db, who))
        words = words_on_experience(db, experience_id, version_id=version_id)
        sessions = next_sessions(db, version_id, today=here_on(now))
        open_ones = open_requests(db, who, now=now)
    return render_template(
        "experiences/badge.html",
        row=row,
        page=page,
        lines=lines,
        words=words,
        coming=to_come(decision),
        sessions=sessions,
        waiting=[one for one in open_ones if one.experience_id == experience_id],
        problems=problems or {},
        link=link,
        qr="data:image/svg+xml;base64," + b64encode(qr_svg(link).encode()).decode() if link else "",
    )
