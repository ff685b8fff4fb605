"""What partners say of each other's badges: asked for, written, withdrawn (domain F9)."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.db.rows import EndorsementRow
from badger.errors import BadgerError
from badger.issuer.endorsement_queries import endorsements_asked_by, endorsements_of
from badger.issuer.endorsement_targets import (
    Described,
    TargetUnknown,
    describe,
    target_at,
    target_of,
)
from badger.issuer.endorsements import (
    MAX_COMMENT_CHARACTERS,
    refuse_request,
    remind,
    withdraw_endorsement,
    write_endorsement,
)
from badger.issuer.people_queries import partners_by_ids
from badger.web.forms import FormReader
from badger.web.language import gettext, ngettext
from badger.web.pages.endorsement_mail import write_to_endorser
from badger.web.presenters.problems import problem_of
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("endorsements", __name__)

Answer = str | tuple[str, int] | Response
Line = tuple[EndorsementRow, Described]


@blueprint.get("/endorsements")
def index() -> str:
    """List what the viewer's partners are asked, have signed, and have asked others for."""
    mine = signed_in().partners_as("issuer")
    with services().reading() as db:
        written, asked = endorsements_of(db, mine), endorsements_asked_by(db, mine)
        ids = {row.endorser_id for row in (*written, *asked)}
        partners = partners_by_ids(db, {*ids, *(row.asked_by or "" for row in written)})
        lines, sent = _described(db, written), _described(db, asked)
    return render_template(
        "endorsements/index.html",
        received=[line for line in lines if line[0].state == "asked"],
        signed=[line for line in lines if line[0].state != "asked"],
        sent=[line for line in sent if line[0].state == "asked"],
        partners=partners,
    )


@blueprint.get("/endorsements/new")
def new() -> str:
    """Ask for what is endorsed, by the address of its page, and for the words."""
    return _form()


@blueprint.post("/endorsements/new")
def sign() -> Answer:
    """Write an endorsement: signed at once, or after the person's yes for her badge."""
    form, here, mine = FormReader(request.form), services(), signed_in().partners_as("issuer")
    address = form.text("address", label="Adresse de la page", max_length=500)
    comment = form.text("comment", label="Vos mots", max_length=MAX_COMMENT_CHARACTERS)
    endorser = form.choice("endorser", label="Au nom de", among=mine)
    if form.problems:
        return _form(form.problems), 422
    try:
        with here.writing() as db:
            row = write_endorsement(
                db,
                target_at(db, address, addresses=here.addresses),
                endorser_id=endorser,
                comment=comment,
                actor=signed_in().person_id,
                now=here.clock(),
                keyring=here.keyring,
                addresses=here.addresses,
            )
            waits = row.state == "waiting"
    except BadgerError as error:
        return _form(dict([problem_of(error)])), 422
    flash(
        gettext("C'est écrit. La personne dira si elle garde ce soutien.")
        if waits
        else gettext("Votre soutien est signé et visible.")
    )
    return redirect(url_for("endorsements.index"), code=303)


@blueprint.post("/endorsements/<endorsement_id>/remind")
def remind_partner(endorsement_id: str) -> Response:
    """Remind a partner of what it was asked for, once a week at most."""
    here, mine = services(), frozenset(signed_in().partners_as("issuer"))
    with here.writing() as db:
        row = remind(db, endorsement_id, asked_by=mine, now=here.clock())
        sent = write_to_endorser(db, row.endorser_id)
    here.run_tasks()
    flash(told_of_mails(sent))
    return redirect(url_for("endorsements.index"), code=303)


@blueprint.post("/endorsements/<endorsement_id>/refuse")
def refuse(endorsement_id: str) -> Response:
    """Let a request go; nobody is told."""
    mine = frozenset(signed_in().partners_as("issuer"))
    with services().writing() as db:
        refuse_request(db, endorsement_id, endorsers=mine)
    flash(gettext("La demande est rangée. Personne n'en est averti."))
    return redirect(url_for("endorsements.index"), code=303)


@blueprint.post("/endorsements/<endorsement_id>/withdraw")
def withdraw(endorsement_id: str) -> Response:
    """Take an endorsement back: from now on nobody reads it; the badge stays as it is."""
    here, form = services(), FormReader(request.form)
    reason = form.text("reason", label="Raison", max_length=MAX_COMMENT_CHARACTERS)
    with here.writing() as db:
        withdraw_endorsement(
            db,
            endorsement_id,
            endorsers=frozenset(signed_in().partners_as("issuer")),
            reason=reason,
            actor=signed_in().person_id,
            now=here.clock(),
            keyring=here.keyring,
            addresses=here.addresses,
        )
    flash(gettext("Le soutien est repris. Le badge, lui, vaut toujours."))
    return redirect(url_for("endorsements.index"), code=303)


def told_of_mails(sent: int) -> str:
    """Say how many people a mail leaves for."""
    if not sent:
        return gettext("C'est noté. Personne n'y a donné d'adresse : appelez-les.")
    return ngettext("Un message part.", "%(num)s messages partent.", sent)


def _described(db: Session, rows: Sequence[EndorsementRow]) -> list[Line]:
    found = []
    for row in rows:
        try:
            told = describe(db, target_of(row), addresses=services().addresses)
        except TargetUnknown:
            continue  # The badge was taken back since: nothing is left to stand behind.
        found.append((row, told))
    return found


def _form(problems: dict[str, str] | None = None) -> str:
    mine = signed_in().partners_as("issuer")
    address = request.form.get("address") or request.args.get("about", "")[:500]
    with services().reading() as db:
        partners = partners_by_ids(db, mine)
        named = _name_at(db, address)
    return render_template(
        "endorsements/new.html",
        named=named,
        partners=list(partners.values()),
        problems=problems or {},
        values=request.form,
        address=address,
        longest=MAX_COMMENT_CHARACTERS,
    )


def _name_at(db: Session, address: str) -> str:
    """Return the name of what is to be endorsed, "" where nothing here has that address."""
    addresses = services().addresses
    try:
        return describe(db, target_at(db, address, addresses=addresses), addresses=addresses).name
    except TargetUnknown:
        return ""
