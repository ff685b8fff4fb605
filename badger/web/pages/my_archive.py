"""Taking everything along in one file, and bringing it here from elsewhere."""

import time
from collections import Counter

from flask import Blueprint, Response, render_template, request

from badger.backpack.archive import read_archive
from badger.errors import BadgerError
from badger.web.bringing import bring_archive
from badger.web.kept_archive import backpack_archive
from badger.web.language import gettext
from badger.web.presenters.report import say
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("my_archive", __name__)

FILE_NAME = "mon-sac-a-badges.zip"


@blueprint.get("/me/archive")
def show() -> str:
    """Offer the archive, and ask for one from elsewhere."""
    return render_template("me/archive.html", problem="")


@blueprint.get("/me/archive/file")
def take() -> Response:
    """Give everything in one file."""
    who = signed_in()
    data = backpack_archive(who.person_id, name=who.display_name, now=services().clock())
    answer = Response(data, mimetype="application/zip")
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer


@blueprint.post("/me/archive")
def bring() -> str | tuple[str, int]:
    """Bring the badges of an archive in, each verified."""
    file = request.files.get("archive")
    try:
        unpacked = read_archive(b"" if file is None else file.stream.read())
    except BadgerError as error:
        return render_template("me/archive.html", problem=say(error.reason, error.facts)), 422
    brought = bring_archive(unpacked, person_id=signed_in().person_id, monotonic=time.monotonic)
    counts = Counter(one.change for one in brought)
    return render_template(
        "me/archive_brought.html",
        title=gettext("Votre sac est arrivé"),
        brought=brought,
        counts=counts,
    )
