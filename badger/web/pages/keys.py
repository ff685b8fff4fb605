"""The partners' signing keys: replaced in time, taken back when they fell into other hands."""

from datetime import UTC, datetime, time

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.db.rows import PartnerRow
from badger.errors import BadgerError
from badger.issuer.compromise import declare_key_compromised
from badger.issuer.compromise_queries import standing_with_compromised_keys
from badger.issuer.page_queries import all_partners
from badger.issuer.people_queries import keys_of_partner, partner_with_slug
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.paused import paused
from badger.web.presenters.problems import problem_of
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("keys", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/keys")
def index() -> str:
    """List the partners, each with how many keys it has had."""
    with services().reading() as db:
        found = [(row, keys_of_partner(db, row.id)) for row in all_partners(db)]
    return render_template("keys/index.html", found=found)


@blueprint.get("/keys/<slug>")
def show(slug: str) -> str:
    """Show a partner's keys, oldest first, and what can be done."""
    return _page(slug)


@blueprint.post("/keys/<slug>/rotate")
def rotate(slug: str) -> Response:
    """Give the partner a new key; what the old one has signed still verifies."""
    here = services()
    with here.writing() as db:
        partner = _partner(db, slug)
        here.keyring.rotate(db, partner.id, actor=signed_in().person_id, now=here.clock())
    flash(gettext("Une nouvelle clé signe désormais. Les anciens badges restent vérifiables."))
    return redirect(url_for("keys.show", slug=slug), code=303)


@blueprint.post("/keys/<slug>/compromise")
def compromise(slug: str) -> Answer:
    """Take a key back as of a day: the register says what it had signed before."""
    form, here = FormReader(request.form), services()
    with here.reading() as db:
        keys = {row.public_multikey for row in keys_of_partner(db, _partner(db, slug).id)}
    multikey = form.choice("key", label="Quelle clé", among=keys)
    since = form.day("since", label="Depuis quel jour")
    if not form.problems and not form.ticked("sure"):
        form.problems["sure"] = gettext("Cochez la case : cela ne se reprend pas.")
    if form.problems:
        return _page(slug, problems=form.problems), 422
    try:
        with here.writing() as db:
            declare_key_compromised(
                db,
                _partner(db, slug),
                since=datetime.combine(since, time(), tzinfo=UTC),
                actor=signed_in().person_id,
                now=here.clock(),
                keyring=here.keyring,
                addresses=here.addresses,
                multikey=multikey,
            )
    except BadgerError as error:
        return _page(slug, problems=dict([problem_of(error)])), 409
    flash(gettext("La clé est reprise. Ce qui a été délivré avant reste valable."))
    return redirect(url_for("keys.show", slug=slug), code=303)


def _partner(db: Session, slug: str) -> PartnerRow:
    partner = partner_with_slug(db, slug)
    if partner is None:
        abort(404)
    return partner


def _page(slug: str, problems: dict[str, str] | None = None) -> str:
    here = services()
    with here.reading() as db:
        partner = _partner(db, slug)
        keys = keys_of_partner(db, partner.id)
        to_renew = standing_with_compromised_keys(db, partner.id)
    return render_template(
        "keys/show.html",
        partner=partner,
        keys=keys,
        to_renew=len(to_renew),
        paused=paused(),
        problems=problems or {},
        values=request.form,
    )
