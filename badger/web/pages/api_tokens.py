"""The tokens of a partner's programs: made, told once, taken back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.issuer.api_token_queries import tokens_of_partner
from badger.issuer.api_tokens import (
    MAX_NAME_CHARACTERS,
    MOST_DAYS,
    SCOPES,
    USUAL_DAYS,
    TokenDraft,
    is_open,
    make_token,
    revoke_token,
)
from badger.sentences import sentence
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.pages.partners import managed_partner
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("api_tokens", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/partners/<slug>/tokens")
def show(slug: str) -> str:
    """Show the tokens of a partner: what each may ask, until when, used last on which day."""
    return _page(slug)


@blueprint.post("/partners/<slug>/tokens")
def make(slug: str) -> Answer:
    """Make a token; it is shown this once."""
    form = FormReader(request.form)
    name = form.text("name", label="Quel logiciel", max_length=MAX_NAME_CHARACTERS)
    scopes = form.choices("scope", among=SCOPES)
    days = form.number("days", label="Pour combien de jours", low=1, high=MOST_DAYS)
    if not scopes:
        label = "Ce qu'il pourra demander"
        form.problems["scope-1"] = sentence("form.missing", {"label": label})
    with services().reading() as db:
        partner_id = managed_partner(db, slug).id
    if form.problems:
        return _page(slug, problems=form.problems), 422
    draft = TokenDraft(partner_id=partner_id, name=name, scopes=scopes, days=days)
    with services().writing() as db:
        _, token = make_token(db, draft, actor=signed_in().person_id, now=services().clock())
    return _page(slug, token=token), 201


@blueprint.post("/partners/<slug>/tokens/<token_id>/revoke")
def revoke(slug: str, token_id: str) -> Response:
    """Take a token back: it opens nothing at the next request."""
    with services().writing() as db:
        partner = managed_partner(db, slug)
        who, now = signed_in().person_id, services().clock()
        revoke_token(db, token_id, partner_id=partner.id, actor=who, now=now)
    flash(gettext("Cette clé d'accès n'ouvre plus rien."))
    return redirect(url_for("api_tokens.show", slug=slug), code=303)


def _page(slug: str, *, problems: dict[str, str] | None = None, token: str = "") -> str:
    now = services().clock()
    with services().reading() as db:
        partner = managed_partner(db, slug)
        tokens = [(row, is_open(row, now=now)) for row in tokens_of_partner(db, partner.id)]
    return render_template(
        "api_tokens/index.html",
        partner=partner,
        tokens=tokens,
        scopes=SCOPES,
        most_days=MOST_DAYS,
        usual_days=USUAL_DAYS,
        problems=problems or {},
        # What was typed is shown again only where something is left to do.
        values=request.form if problems else {},
        token=token,
    )
