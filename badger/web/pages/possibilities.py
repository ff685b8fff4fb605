"""The map of possibilities: of the person who is signed in, as a map or as a list."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.issuer.declaring import declarable_badges
from badger.possibilities.wishes import like_door, put_goal_first, unlike_door
from badger.web.language import gettext
from badger.web.my_map import map_of_person, map_of_territory
from badger.web.presenters.key_marks import key_mark
from badger.web.presenters.map_drawing import lines_said, phone_drawing, wide_drawing, wide_sheets
from badger.web.presenters.map_paper import PAPERS, map_pdf
from badger.web.presenters.possibilities import MapTold
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("possibilities", __name__)


@blueprint.get("/me/possibilities")
def show() -> str:
    """Show the viewer's map as a drawing."""
    words = _told()
    return render_template(
        "possibilities/map.html",
        map=words,
        key_mark=key_mark,
        phone=phone_drawing(words),
        wide=wide_drawing(words),
        sheets=wide_sheets(words),
        lines=lines_said(words),
    )


@blueprint.get("/me/possibilities/list")
def show_list() -> str:
    """Show the same as a list, in the same order, with what changes the order."""
    with services().reading() as db:
        badges = declarable_badges(db, signed_in().person_id)
    sayable = {one.version.achievement_id for one in badges if one.proposal_id is None}
    return render_template(
        "possibilities/list.html", map=_told(), key_mark=key_mark, sayable=sayable
    )


@blueprint.get("/me/possibilities/map.pdf")
def paper() -> Response:
    """Give the viewer's map as PDF; ?paper=a3 for a poster."""
    return _pdf(_told(), title=gettext("Ma carte des possibles"))


@blueprint.get("/possibilities")
def of_territory() -> str:
    """Show anybody what the keys of the territory open."""
    words = _told_of_territory()
    return render_template(
        "possibilities/territory.html",
        map=words,
        phone=phone_drawing(words),
        wide=wide_drawing(words),
        sheets=wide_sheets(words),
        lines=lines_said(words),
    )


@blueprint.get("/possibilities/poster.pdf")
def poster() -> Response:
    """Give the map of the territory as PDF, for the wall of a town hall."""
    return _pdf(_told_of_territory(), title=gettext("La carte des possibles"))


@blueprint.post("/me/possibilities/goals")
def put_first() -> Response:
    """Let one goal come first on the viewer's map."""
    goal = request.form.get("goal", "")
    with services().writing() as db:
        put_goal_first(db, goal, person_id=signed_in().person_id)
    return redirect(url_for("possibilities.show_list", _anchor=goal), code=303)


@blueprint.post("/me/possibilities/doors/<door_id>/like")
def like(door_id: str) -> Response:
    """Let a door come first among those of its goal."""
    with services().writing() as db:
        like_door(db, door_id, person_id=signed_in().person_id, now=services().clock())
    return redirect(url_for("possibilities.show_list", _anchor=door_id), code=303)


@blueprint.post("/me/possibilities/doors/<door_id>/unlike")
def unlike(door_id: str) -> Response:
    """Put a door back where it was."""
    with services().writing() as db:
        unlike_door(db, door_id, person_id=signed_in().person_id)
    return redirect(url_for("possibilities.show_list", _anchor=door_id), code=303)


def _pdf(words: MapTold, *, title: str) -> Response:
    size = request.args.get("paper", PAPERS[0])
    if size not in PAPERS:
        abort(404)
    pdf = map_pdf(words, title=title, paper=size, moment=services().clock())
    return Response(pdf, mimetype="application/pdf")


def _told_of_territory() -> MapTold:
    return map_of_territory(now=services().clock())


def _told() -> MapTold:
    now = services().clock()
    with services().reading() as db:
        return map_of_person(db, signed_in().person_id, now=now)
