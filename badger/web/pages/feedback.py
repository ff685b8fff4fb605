"""The page behind a link that asks for a word: no account, one answer (domain F4 AC3)."""

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.db.rows import FeedbackRequestRow
from badger.errors import BadgerError
from badger.issuer.achievement_queries import criteria_of
from badger.issuer.feedback_requests import (
    MAX_NOTE_CHARACTERS,
    RELATIONS,
    FeedbackRequestUnknown,
    answer_request,
    request_of,
)
from badger.issuer.page_queries import names_of_people
from badger.issuer.recognition.experience_queries import told_in
from badger.web.forms import FormReader
from badger.web.presenters.spoken_findings import say
from badger.web.security.viewer import viewer
from badger.web.services import services

blueprint = Blueprint("feedback", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/feedback/<code>")
def show(code: str) -> Answer:
    """Show what is asked; nothing is used up."""
    return _page(code)


@blueprint.post("/feedback/<code>")
def answer(code: str) -> Answer:
    """Keep the word, once; the person reads it and chooses whether it counts."""
    form, who = FormReader(request.form), viewer()
    relation = form.choice("relation", label="Vous êtes", among=RELATIONS)
    note = form.text("note", label="Ce que vous avez vu", max_length=MAX_NOTE_CHARACTERS)
    if form.problems:
        return _page(code, problems=form.problems)
    try:
        with services().writing() as db:
            name = _name(db, request_of(db, code, now=services().clock()))
            answer_request(
                db,
                code,
                relation=relation,
                note=note,
                author_id=who.person_id if who else None,
                now=services().clock(),
            )
    except FeedbackRequestUnknown as error:
        return _over(error)
    except BadgerError as error:
        return _page(code, problems={"form": say(error.reason, error.facts)})
    return render_template("feedback/done.html", name=name)


def _page(code: str, problems: dict[str, str] | None = None) -> Answer:
    try:
        with services().reading() as db:
            row = request_of(db, code, now=services().clock())
            page = render_template(
                "feedback/answer.html",
                code=code,
                name=_name(db, row),
                told=told_in(db, row),
                criteria=criteria_of(db, row.version_id),
                relations=RELATIONS,
                problems=problems or {},
                values=request.form,
            )
    except FeedbackRequestUnknown as error:
        return _over(error)
    return page, 422 if problems else 200


def _over(error: BadgerError) -> tuple[str, int]:
    """Say that the link serves no more, with the word that was typed meanwhile."""
    problem = say(error.reason, error.facts)
    typed = request.form.get("note", "")[:MAX_NOTE_CHARACTERS]
    return render_template("feedback/over.html", problem=problem, typed=typed), 404


def _name(db: Session, row: FeedbackRequestRow) -> str:
    return names_of_people(db, [row.person_id])[row.person_id]
