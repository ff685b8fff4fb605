"""Who belongs to a partner's team: invitations, and roles taken back."""

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from badger.accompaniment.companions import role_was_taken
from badger.errors import BadgerError
from badger.issuer.invitation_queries import invitation_by_id
from badger.issuer.invitations import (
    MAX_MEANT_FOR,
    PARTNER_ROLES,
    InvitationDraft,
    InvitationUnknown,
    withdraw_invitation,
)
from badger.issuer.people import take_role
from badger.sentences import sentence
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.pages.invitation_mail import make_invitation
from badger.web.pages.partners import managed_partner, partner_page
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("members", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.post("/partners/<slug>/invitations")
def invite(slug: str) -> Answer:
    """Invite somebody to the team; the code is shown once, to hand over or to print."""
    form = FormReader(request.form)
    meant_for = form.text("meant_for", label="Pour qui", max_length=MAX_MEANT_FOR)
    roles = form.choices("role", among=PARTNER_ROLES)
    if not roles:
        form.problems["role-issuer"] = sentence("form.missing", {"label": "Son rôle"})
    email = form.text("email", label="Son adresse électronique", max_length=254, required=False)
    with services().reading() as db:
        partner_id = managed_partner(db, slug).id
    if form.problems:
        return partner_page(slug, problems=form.problems, values=request.form), 422
    draft = InvitationDraft(partner_id=partner_id, roles=roles, meant_for=meant_for)
    try:
        code = make_invitation(draft, email=email)
    except BadgerError as error:
        problems = {"email" if email else "form": sentence(error.reason, error.facts)}
        return partner_page(slug, problems=problems, values=request.form), 422
    return partner_page(slug, code=code), 201


@blueprint.post("/partners/<slug>/invitations/<invitation_id>/withdraw")
def withdraw(slug: str, invitation_id: str) -> Response:
    """Let an invitation of this team open nothing any more."""
    with services().writing() as db:
        partner = managed_partner(db, slug)
        row = invitation_by_id(db, invitation_id)
        if row is None or row.partner_id != partner.id:
            raise InvitationUnknown
        withdraw_invitation(db, invitation_id, actor=signed_in().person_id, now=services().clock())
    flash(gettext("Cette invitation n'ouvre plus rien."))
    return redirect(url_for("partners.show", slug=slug), code=303)


@blueprint.post("/partners/<slug>/members/<person_id>/leave")
def leave(slug: str, person_id: str) -> Answer:
    """Take a role back; it is gone at the person's next click (hardening A13)."""
    role = request.form.get("role", "")
    try:
        with services().writing() as db:
            partner, now = managed_partner(db, slug), services().clock()
            take_role(
                db,
                person_id=person_id,
                role=role,
                partner_id=partner.id,
                actor=signed_in().person_id,
                now=now,
            )
            role_was_taken(db, person_id, now=now)
    except BadgerError as error:
        flash(sentence(error.reason, error.facts))
    else:
        flash(gettext("C'est noté : ce rôle est repris."))
    return redirect(url_for("partners.show", slug=slug), code=303)
