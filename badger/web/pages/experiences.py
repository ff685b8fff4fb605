"""What the person did elsewhere: told in three short screens, without any session (DIA#LOG)."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.db.rows import ExperienceRow
from badger.errors import BadgerError
from badger.issuer.recognition.experience_queries import badges_of_experience
from badger.issuer.recognition.experiences import (
    MAX_PLACE_CHARACTERS,
    MAX_WHAT_CHARACTERS,
    Moment,
    forget_experience,
    illustrate_experience,
    own_experience,
    place_experience,
    tell_experience,
)
from badger.web.forms import FormReader
from badger.web.language import gettext, typeset
from badger.web.photos.reading import drawn_anew
from badger.web.photos.sent import sent_picture
from badger.web.presenters.problems import problem_of
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("experiences", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/me/experiences/new")
def new() -> str:
    """Ask what she did: the first screen."""
    return _what()


@blueprint.post("/me/experiences")
def tell() -> Answer:
    """Keep what she did, and go on with where and when."""
    form = FormReader(request.form)
    what = form.text("what", label="Ce que j'ai fait", max_length=MAX_WHAT_CHARACTERS)
    if form.problems:
        return _what(form.problems), 422
    try:
        with services().writing() as db:
            row = tell_experience(db, signed_in().person_id, what=what, now=services().clock())
            experience_id = row.id
    except BadgerError as error:
        return _what(problems_of(error)), 422
    return redirect(url_for("experiences.when", experience_id=experience_id), code=303)


@blueprint.get("/me/experiences/<experience_id>/when")
def when(experience_id: str) -> str:
    """Ask where and when: the second screen."""
    return _when(_own(experience_id))


@blueprint.post("/me/experiences/<experience_id>/when")
def place(experience_id: str) -> Answer:
    """Keep where and when, and go on with a picture."""
    row, form = _own(experience_id), FormReader(request.form)
    where = form.text("place", label="Où c'était", max_length=MAX_PLACE_CHARACTERS)
    day = _day(form)
    if form.problems:
        return _when(row, form.problems), 422
    try:
        with services().writing() as db:
            place_experience(
                db, _mine(db, experience_id), moment=Moment(where, day), now=services().clock()
            )
    except BadgerError as error:
        return _when(row, problems_of(error)), 422
    return redirect(url_for("experiences.picture", experience_id=experience_id), code=303)


@blueprint.get("/me/experiences/<experience_id>/picture")
def picture(experience_id: str) -> str:
    """Offer to add a picture, or none: the third screen."""
    return _picture(_own(experience_id))


@blueprint.post("/me/experiences/<experience_id>/picture")
def illustrate(experience_id: str) -> Answer:
    """Keep the picture, drawn anew; or take it away."""
    row = _own(experience_id)
    try:
        jpeg = None if request.form.get("without") else drawn_anew(sent_picture())
        with services().writing() as db:
            illustrate_experience(db, _mine(db, experience_id), jpeg=jpeg)
    except BadgerError as error:
        return _picture(row, problems_of(error)), 422
    return redirect(url_for("experiences.show", experience_id=experience_id), code=303)


@blueprint.get("/me/experiences/<experience_id>/picture.jpg")
def file(experience_id: str) -> Response:
    """Give the picture to the person herself; to nobody else."""
    jpeg = _own(experience_id).jpeg
    if jpeg is None:
        return Response(status=404)
    answer = Response(jpeg, content_type="image/jpeg")
    answer.headers["Content-Disposition"] = "attachment; filename=photo.jpg"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/me/experiences/<experience_id>")
def show(experience_id: str) -> str:
    """Show one experience, and the badges that she finds in it."""
    with services().reading() as db:
        row = _mine(db, experience_id)
        badges = badges_of_experience(db, experience_id)
    return render_template("experiences/show.html", row=row, badges=badges)


@blueprint.post("/me/experiences/<experience_id>/forget")
def forget(experience_id: str) -> Response:
    """Erase an experience with the words about it."""
    with services().writing() as db:
        forget_experience(db, _mine(db, experience_id))
    flash(gettext("C'est effacé."))
    return redirect(url_for("my_experiences.show"), code=303)


def _own(experience_id: str) -> ExperienceRow:
    with services().reading() as db:
        return _mine(db, experience_id)


def _mine(db: Session, experience_id: str) -> ExperienceRow:
    return own_experience(db, experience_id, person_id=signed_in().person_id)


def _day(form: FormReader) -> date | None:
    return form.day("happened_on", label="Quel jour") if form.form.get("happened_on") else None


def problems_of(error: BadgerError) -> dict[str, str]:
    """Return the French sentence of an error by the field of the form where it is mended."""
    field, text = problem_of(error)
    return {field: typeset(text)}


def _what(problems: Mapping[str, str] | None = None) -> str:
    return render_template("experiences/what.html", problems=problems or {}, values=request.form)


def _when(row: ExperienceRow, problems: Mapping[str, str] | None = None) -> str:
    stored = {
        "place": row.place or "",
        "happened_on": row.happened_on.isoformat() if row.happened_on else "",
    }
    return render_template(
        "experiences/when.html",
        row=row,
        problems=problems or {},
        values={**stored, **request.form.to_dict()},
    )


def _picture(row: ExperienceRow, problems: Mapping[str, str] | None = None) -> str:
    return render_template("experiences/picture.html", row=row, problems=problems or {})
