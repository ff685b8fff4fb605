"""The person's goal, steps and light commitments: hers to write, to change, to leave empty."""

from collections.abc import Callable, Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.accompaniment.journeys import (
    AREAS,
    COMMITMENTS,
    MAX_GOAL,
    MAX_STEP,
    StepInvalid,
    TooManySteps,
    add_step,
    journey_of,
    mark_step,
    pause_journey,
    remove_step,
    resume_journey,
    set_commitments,
    set_goal,
)
from badger.db.base import Session
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.presenters.accompaniment import area_choices, commitment_choices
from badger.web.presenters.spoken_findings import say
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("journey", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/me/journey")
def show() -> str:
    """Show the goal, the steps, the commitments."""
    return _page({})


@blueprint.post("/me/journey/goal")
def save_goal() -> Answer:
    """Write the goal; an empty one takes it away."""
    form, me, now = FormReader(request.form), signed_in().person_id, services().clock()
    goal = form.text("goal", label="Mon but", max_length=MAX_GOAL, required=False)
    return _answer(form, lambda db: set_goal(db, me, goal=goal, by=me, now=now))


@blueprint.post("/me/journey/steps")
def add() -> Answer:
    """Add a step."""
    form, me, now = FormReader(request.form), signed_in().person_id, services().clock()
    text = form.text("text", label="L'étape", max_length=MAX_STEP)
    area = form.choice("area", label="L'étape", among=AREAS)
    return _answer(form, lambda db: add_step(db, me, area=area, text=text, by=me, now=now))


@blueprint.post("/me/journey/steps/<step_id>/done")
def mark(step_id: str) -> Answer:
    """Mark a step as done, or as not done yet."""
    form, me, now = FormReader(request.form), signed_in().person_id, services().clock()
    done = form.ticked("done")
    return _answer(form, lambda db: mark_step(db, step_id, person_id=me, done=done, now=now))


@blueprint.post("/me/journey/steps/<step_id>/remove")
def remove(step_id: str) -> Answer:
    """Take a step away."""
    form, me = FormReader(request.form), signed_in().person_id
    return _answer(form, lambda db: remove_step(db, step_id, person_id=me))


@blueprint.post("/me/journey/commitments")
def commit() -> Answer:
    """Keep which of the three she ticked, maybe none."""
    form, me, now = FormReader(request.form), signed_in().person_id, services().clock()
    kept = form.choices("commitment", among=COMMITMENTS)
    return _answer(form, lambda db: set_commitments(db, me, kept=kept, now=now))


@blueprint.post("/me/journey/pause")
def pause() -> Answer:
    """Pause: everything stays."""
    form, me, now = FormReader(request.form), signed_in().person_id, services().clock()
    return _answer(form, lambda db: pause_journey(db, me, by=me, now=now))


@blueprint.post("/me/journey/resume")
def resume() -> Answer:
    """Go on where she was."""
    form, me, now = FormReader(request.form), signed_in().person_id, services().clock()
    return _answer(form, lambda db: resume_journey(db, me, by=me, now=now))


def _answer(form: FormReader, change: Callable[[Session], object]) -> Answer:
    if form.problems:
        return _page(form.problems), 422
    try:
        with services().writing() as db:
            change(db)
    except (StepInvalid, TooManySteps) as error:
        return _page({"form": say(error.reason, error.facts)}), 422
    flash(gettext("C'est noté."))
    return redirect(url_for("journey.show"), code=303)


def _page(problems: Mapping[str, str]) -> str:
    with services().reading() as db:
        journey = journey_of(db, signed_in().person_id)
    return render_template(
        "journey/show.html",
        journey=journey,
        areas=area_choices(),
        commitments=commitment_choices(),
        values=request.form,
        problems=problems,
    )
