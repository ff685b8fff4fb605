"""Partners of the territory: their list, a new one, and the page of their team."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.db.rows import PartnerRow
from badger.errors import BadgerError
from badger.issuer.charter_queries import current_charter, sharing_partners, signature_of
from badger.issuer.invitation_queries import open_invitations
from badger.issuer.invitations import PARTNER_ROLES
from badger.issuer.page_queries import all_partners, names_of_people
from badger.issuer.partners import KINDS, MAX_NAME_CHARACTERS, create_partner, free_slug
from badger.issuer.people_queries import grants_of_partner, partner_with_slug
from badger.web.forms import FormReader
from badger.web.pages.session_access import partners_led
from badger.web.presenters.problems import problem_of
from badger.web.presenters.team import team_of
from badger.web.security.viewer import Viewer, signed_in
from badger.web.services import services

blueprint = Blueprint("partners", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/partners")
def index() -> str:
    """List the viewer's partners, or all for a cartographe, and who signed the charter."""
    who = signed_in()
    with services().reading() as db:
        seen = [row for row in all_partners(db) if _is_mine(row, who)]
        signed = sharing_partners(db)
        charter = current_charter(db)
    return render_template("partners/index.html", partners=seen, signed=signed, charter=charter)


@blueprint.get("/partners/new")
def new() -> str:
    """Ask for what a partner's public page says."""
    return _form({}, {})


@blueprint.post("/partners")
def create() -> Answer:
    """Register a partner with its first signing key (domain W1)."""
    form = FormReader(request.form)
    name = form.text("name", label="Nom", max_length=MAX_NAME_CHARACTERS)
    kind = form.choice("kind", label="Genre de structure", among=KINDS)
    description = form.text("description", label="En une phrase", max_length=300)
    if form.problems:
        return _form(form.values(), form.problems), 422
    here = services()
    try:
        with here.writing() as db:
            slug = free_slug(db, name)
            create_partner(
                db,
                slug=slug,
                code=slug,
                name=name,
                kind=kind,
                description=description,
                actor=signed_in().person_id,
                now=here.clock(),
                keyring=here.keyring,
            )
    except BadgerError as error:
        return _form(form.values(), dict([problem_of(error)])), 422
    return redirect(url_for("partners.show", slug=slug), code=303)


@blueprint.get("/partners/<slug>")
def show(slug: str) -> str:
    """Show a partner's team, its invitations, and where it stands with the charter."""
    return partner_page(slug)


def partner_page(
    slug: str, *, problems: dict[str, str] | None = None, code: str = "", values: object = None
) -> str:
    """Make the page of a partner's team.

    code: of an invitation that was just made; it is shown this once.
    """
    with services().reading() as db:
        partner = own_partner(db, slug)
        grants = grants_of_partner(db, partner.id)
        names = names_of_people(db, [grant.person_id for grant in grants])
        charter = current_charter(db)
        signature = signature_of(db, charter.number, partner_id=partner.id) if charter else None
        waiting = open_invitations(db, partner.id, now=services().clock())
    return render_template(
        "partners/show.html",
        partner=partner,
        team=team_of(grants, names),
        charter=charter,
        signature=signature,
        invitations=waiting,
        roles=PARTNER_ROLES,
        sends=services().sends_mail,
        may_manage=may_manage(partner),
        may_bring=partner.id in partners_led(signed_in()),
        may_sign=partner.id in signed_in().partners_as("issuer"),
        problems=problems or {},
        values=values or {},
        code=code,
    )


def own_partner(db: Session, slug: str) -> PartnerRow:
    """Return a partner of the viewer's, any for a cartographe; 404 for all others."""
    partner = partner_with_slug(db, slug)
    if partner is None or not _is_mine(partner, signed_in()):
        abort(404)
    return partner


def managed_partner(db: Session, slug: str) -> PartnerRow:
    """Return a partner whose team the viewer looks after; 404 for all others."""
    partner = own_partner(db, slug)
    if not may_manage(partner):
        abort(404)
    return partner


def may_manage(partner: PartnerRow) -> bool:
    """Tell whether the viewer looks after a partner's team."""
    who = signed_in()
    return "cartographe" in who.roles or partner.id in who.partners_as("issuer")


def _is_mine(partner: PartnerRow, who: Viewer) -> bool:
    return "cartographe" in who.roles or partner.id in (
        *who.partners_as("issuer"),
        *who.partners_as("pedagogue"),
    )


def _form(values: object, problems: dict[str, str]) -> str:
    return render_template("partners/form.html", values=values, problems=problems, kinds=KINDS)
