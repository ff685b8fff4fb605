"""Groups and organisations: a list, a card for each, and what each has received."""

from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.errors import BadgerError
from badger.issuer.group_queries import groups_registered_by
from badger.issuer.groups import GROUP_KINDS, group_of_partners, group_told, register_group
from badger.issuer.login_codes import draw_code
from badger.issuer.memberships import ask_members, draw_group_code, end_membership
from badger.issuer.people import MAX_NAME_CHARACTERS, set_login_code
from badger.issuer.recognition.short_codes import spaced
from badger.web.forms import FormReader
from badger.web.language import gettext, ngettext
from badger.web.pages.people import partner_of_cards, partners_to_choose
from badger.web.pages.session_access import partners_led
from badger.web.presenters.cards import card_of
from badger.web.presenters.problems import problem_of
from badger.web.presenters.qr import qr_data
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("groups", __name__)

Answer = str | tuple[str, int]


@blueprint.get("/groups")
def index() -> str:
    """List the groups and organisations of the viewer's partners, and ask for another."""
    return _page({}, {})


@blueprint.post("/groups")
def create() -> Answer:
    """Register one; the code of its card is shown this once, to print."""
    form, here = FormReader(request.form), services()
    name = form.text("name", label="Le nom", max_length=MAX_NAME_CHARACTERS)
    kind = form.choice("kind", label="Ce que c'est", among=GROUP_KINDS)
    partner = partner_of_cards(form)
    if form.problems or partner is None:
        return _page(form.values(), form.problems), 422
    me, now, code = signed_in().person_id, here.clock(), draw_code()
    try:
        with here.writing() as db:
            group = register_group(db, name=name, kind=kind, partner_id=partner, actor=me, now=now)
            set_login_code(db, person_id=group.id, code=code, now=now)
            card = card_of(group.display_name, code)
    except BadgerError as error:
        return _page(form.values(), {"name": problem_of(error)[1]}), 422
    return render_template("people/cards.html", cards=[card]), 201


@blueprint.get("/groups/<person_id>")
def show(person_id: str) -> str:
    """Show one: who answers for it, who is in it, its badges, its sessions."""
    here = services()
    with here.reading() as db:
        partners = partners_led(signed_in())
        told = group_told(db, person_id, partner_ids=partners, now=here.clock())
    if told is None:
        abort(404)
    code = told.code.code if told.code else ""
    return render_template(
        "groups/show.html",
        told=told,
        code=spaced(code) if code else "",
        qr=qr_data(here.addresses.joining_group(code)) if code else "",
    )


@blueprint.post("/groups/<person_id>/code")
def draw(person_id: str) -> Response:
    """Give a group a new code to come in by; the one before leads nowhere."""
    here = services()
    with here.writing() as db:
        _require_own(db, person_id)
        draw_group_code(db, person_id, actor=signed_in().person_id, now=here.clock())
    flash(gettext("Le code est prêt, pour trente jours."))
    return redirect(url_for("groups.show", person_id=person_id), code=303)


@blueprint.post("/groups/<person_id>/members")
def ask(person_id: str) -> Response:
    """Ask people of the group's sessions whether they are of it; each answers on her page."""
    here = services()
    with here.writing() as db:
        _require_own(db, person_id)
        count = ask_members(
            db,
            person_id,
            request.form.getlist("member"),
            partner_ids=partners_led(signed_in()),
            actor=signed_in().person_id,
            now=here.clock(),
        )
    flash(
        ngettext(
            "%(num)s personne lira la question sur sa page.",
            "%(num)s personnes liront la question sur leur page.",
            count,
        )
        if count
        else gettext("Cochez au moins une personne.")
    )
    return redirect(url_for("groups.show", person_id=person_id), code=303)


@blueprint.post("/groups/<person_id>/members/<member_id>/end")
def end(person_id: str, member_id: str) -> Response:
    """Take somebody out of a group, or its question back; a member reads it on her page."""
    here = services()
    with here.writing() as db:
        _require_own(db, person_id)
        was_in = end_membership(
            db, person_id, person_id=member_id, actor=signed_in().person_id, now=here.clock()
        )
    flash(
        gettext("C'est noté. La personne le lira sur sa page.")
        if was_in
        else gettext("C'est noté. La personne ne lit plus la question.")
    )
    return redirect(url_for("groups.show", person_id=person_id), code=303)


def _require_own(db: Session, group_id: str) -> None:
    """Answer 404 for a group of another partner, and for what is none."""
    if group_of_partners(db, group_id, partner_ids=partners_led(signed_in())) is None:
        abort(404)


def _page(values: Mapping[str, str], problems: Mapping[str, str]) -> str:
    led = partners_led(signed_in())
    with services().reading() as db:
        groups = groups_registered_by(db, led)
        partners = partners_to_choose(db)
    return render_template(
        "groups/index.html",
        groups=groups,
        partners=partners,
        values=values,
        problems=problems,
    )
