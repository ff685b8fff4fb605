"""What a person reads where there is no network: one page that names nobody (ADR 0056)."""

from hashlib import sha256
from typing import Final

from flask import Blueprint, Response, abort, render_template, url_for

from badger.accompaniment.help_contact import help_contact
from badger.web.assets import BUILT
from badger.web.language import language_tag
from badger.web.services import services

blueprint = Blueprint("no_network", __name__)

WORKER: Final = "away.js"
# Asked again once a day at most: a telephone with little data pays for each look.
LOOKS_AGAIN: Final = "private, max-age=86400"


@blueprint.get("/no-network")
def show() -> str:
    """Say what still works without a network, and whom to call."""
    return _page()


@blueprint.get("/me-worker.js")
def worker() -> Response:
    """Serve the service worker of a person's pages, which shows that page and keeps no other.

    It begins with the address of the page in the visitor's language and a digest of what the page
    says: a browser that finds other bytes takes the page anew.
    """
    file = BUILT / WORKER
    if not file.is_file():
        abort(404)
    said = sha256(_page().encode()).hexdigest()[:10]
    page = url_for("no_network.show", lang=language_tag(), v=said)
    script = f'const PAGE = "{page}";\n{file.read_text(encoding="utf-8")}'
    answer = Response(script, content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = LOOKS_AGAIN
    return answer


def _page() -> str:
    with services().reading() as db:
        contact = help_contact(db)
    return render_template("no_network.html", contact=contact)
