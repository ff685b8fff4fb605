"""A partner's own framework of skills: a CSV file looked at before it counts, stored whole."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.errors import BadgerError
from badger.issuer.frameworks.importing import MAX_NAME, import_framework
from badger.issuer.frameworks.queries import frameworks_with_sizes
from badger.issuer.frameworks.reading import ReadFramework, read_own
from badger.sentences import sentence
from badger.web.forms import FormReader
from badger.web.language import gettext, typeset
from badger.web.pages.partners import own_partner
from badger.web.presenters.problems import line_said
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("frameworks", __name__)

Answer = str | tuple[str, int] | Response
MOST_SHOWN: Final = 50
KIND: Final = "own"


@blueprint.get("/partners/<slug>/frameworks")
def index(slug: str) -> str:
    """List the frameworks of the territory, and ask for a file of the partner's own."""
    return _page(slug)


@blueprint.post("/partners/<slug>/frameworks/preview")
def preview(slug: str) -> Answer:
    """Show what a file holds, and line by line what has to be corrected; nothing is stored."""
    with services().reading() as db:
        own_partner(db, slug)
    sent = request.files.get("file")
    return _looked_at(slug, sent.read() if sent is not None else b"")


@blueprint.post("/partners/<slug>/frameworks")
def store(slug: str) -> Answer:
    """Store a file that was looked at, all or nothing; the same file twice counts once."""
    form = FormReader(request.form)
    name = form.text("name", label="Nom du référentiel", max_length=MAX_NAME)
    data = request.form.get("content", "").encode("utf-8", "replace")
    if form.problems:
        return _looked_at(slug, data, problems=form.problems)
    try:
        with services().writing() as db:
            count = import_framework(
                db,
                read_own(data),
                name=name,
                kind=KIND,
                partner_id=own_partner(db, slug).id,
                actor=signed_in().person_id,
                now=services().clock(),
            )
    except BadgerError as error:
        return _page(slug, problem=sentence(error.reason, error.facts)), 422
    flash(gettext("%(count)s compétences importées.", count=count))
    return redirect(url_for("frameworks.index", slug=slug), code=303)


def _looked_at(slug: str, data: bytes, *, problems: dict[str, str] | None = None) -> Answer:
    try:
        read = read_own(data)
    except BadgerError as error:
        return _page(slug, problem=sentence(error.reason, error.facts)), 422
    content = data.decode("utf-8-sig")
    page = _page(slug, read=read, content=content, problems=problems)
    return page, 422 if read.problems or problems else 200


def _page(
    slug: str,
    *,
    problem: str = "",
    read: ReadFramework | None = None,
    content: str = "",
    problems: dict[str, str] | None = None,
) -> str:
    with services().reading() as db:
        partner = own_partner(db, slug)
        known = [
            (framework, count)
            for framework, count in frameworks_with_sizes(db)
            if framework.partner_id in (None, partner.id)
        ]
    return render_template(
        "frameworks/index.html",
        partner=partner,
        known=known,
        problem=typeset(problem),
        read=read,
        content=content,
        problems=problems or {},
        name=request.form.get("name", ""),
        lines=[line_said(one) for one in (read.problems if read else ())[:MOST_SHOWN]],
    )
