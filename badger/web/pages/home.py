"""The first page: what badger is, and the two things that most people come for."""

from typing import Final

from flask import Blueprint, Response, render_template

from badger.web.static_files import send

blueprint = Blueprint("home", __name__)

# The address says no digest of the file: a new icon is seen the next day.
ICON_KEPT_S: Final = 86_400


@blueprint.get("/")
def show() -> str:
    """Show the first page."""
    return render_template("home/home.html")


@blueprint.get("/favicon.ico")
def icon() -> Response:
    """Give our icon to a program that asks at the usual place, without reading a page."""
    answer = send("favicon.svg")
    answer.cache_control.max_age = ICON_KEPT_S
    return answer
