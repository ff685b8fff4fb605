"""Goal, steps and pauses, written beside the person who opened them to her companion."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from badger.accompaniment.journeys import (
    AREAS,
    MAX_GOAL,
    MAX_STEP,
    StepInvalid,
    TooManySteps,
    add_step,
    mark_step,
    pause_journey,
    remove_step,
    resume_journey,
    set_goal,
)
from badger.db.base import Session
from badger.sentences import sentence
from badger.web.companion_access import shared_with_me
from badger.web.forms import FormReader
from badger.web.language import gettext, typeset
from badger.web.security.viewer import signed_in
from badger.web.services import services
from badger.web.together import page_together

blueprint = Blueprint("caseload_steps", __name__, url_prefix="/caseload/<accompaniment_id>")

Answer = str | tuple[str, int] | Response
# What is done for a person, by the id of the person.
Change = Callable[[Session, str], object]


@blueprint.post("/goal")
def save_goal(accompaniment_id: str) -> Answer:
    """Write the goal with her."""
    form, me, now = FormReader(request.form), signed_in().person_id, services().clock()
    goal = form.text("goal", label="Son but", max_length=MAX_GOAL, required=False)
    return _answer(
        accompaniment_id, form, lambda db, one: set_goal(db, one, goal=goal, by=me, now=now)
    )


@blueprint.post("/steps")
def add(accompaniment_id: str) -> Answer:
    """Add a step with her."""
    form, me, now = FormReader(request.form), signed_in().person_id, services().clock()
    text = form.text("text", label="L'étape", max_length=MAX_STEP)
    area = form.choice("area", label="L'étape", among=AREAS)
    return _answer(
        accompaniment_id,
        form,
        lambda db, one: add_step(db, one, area=area, text=text, by=me, now=now),
    )


@blueprint.post("/steps/<step_id>/done")
def mark(accompaniment_id: str, step_id: str) -> Answer:
    """Mark a step as done, or as not done yet."""
    form, now = FormReader(request.form), services().clock()
    done = form.ticked("done")
    return _answer(
        accompaniment_id,
        form,
        lambda db, one: mark_step(db, step_id, person_id=one, done=done, now=now),
    )


@blueprint.post("/steps/<step_id>/remove")
def remove(accompaniment_id: str, step_id: str) -> Answer:
    """Take a step away."""
    form = FormReader(request.form)
    return _answer(accompaniment_id, form, lambda db, one: remove_step(db, step_id, person_id=one))


@blueprint.post("/pause")
def pause(accompaniment_id: str) -> Answer:
    """Pause with her: everything stays."""
    form, me, now = FormReader(request.form), signed_in().person_id, services().clock()
    return _answer(accompaniment_id, form, lambda db, one: pause_journey(db, one, by=me, now=now))


@blueprint.post("/resume")
def resume(accompaniment_id: str) -> Answer:
    """Go on with her."""
    form, me, now = FormReader(request.form), signed_in().person_id, services().clock()
    return _answer(accompaniment_id, form, lambda db, one: resume_journey(db, one, by=me, now=now))


def _answer(accompaniment_id: str, form: FormReader, change: Change) -> Answer:
    """Do what was asked where the steps are open to the viewer; elsewhere 404."""
    try:
        with services().writing() as db:
            row = shared_with_me(db, accompaniment_id)
            if "steps" not in row.subjects:
                abort(404)
            if not form.problems:
                change(db, row.person_id)
    except (StepInvalid, TooManySteps) as error:
        form.problems["form"] = typeset(sentence(error.reason, error.facts))
    if form.problems:
        return page_together(accompaniment_id, form.problems), 422
    flash(gettext("C'est noté."))
    return redirect(url_for("caseload.show", accompaniment_id=accompaniment_id), code=303)
