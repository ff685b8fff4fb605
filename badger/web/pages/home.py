"""The first page: what badger is, and the two things that most people come for."""

from flask import Blueprint, render_template

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def show() -> str:
    """Show the first page."""
    return render_template("home/home.html")
