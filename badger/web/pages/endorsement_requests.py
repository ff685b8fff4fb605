"""Asking another partner to stand behind one's badge or one's structure."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.errors import BadgerError
from badger.issuer.endorsement_targets import Target
from badger.issuer.endorsements import ask_endorsement
from badger.issuer.page_queries import all_partners, latest_versions
from badger.issuer.people_queries import partners_by_ids
from badger.web.forms import FormReader
from badger.web.pages.endorsement_mail import write_to_endorser
from badger.web.pages.endorsements import told_of_mails
from badger.web.presenters.problems import problem_of
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("endorsement_requests", __name__)

Answer = str | tuple[str, int] | Response


@blueprint.get("/endorsements/ask")
def ask() -> str:
    """Ask for whom to ask, and about what."""
    return _form()


@blueprint.post("/endorsements/ask")
def send() -> Answer:
    """Send the request; a mail leaves to those who sign for the partner."""
    form, here = FormReader(request.form), services()
    with here.reading() as db:
        offered = _targets(db)
        others = {row.id for row in all_partners(db)} - set(signed_in().partners_as("issuer"))
    about = form.choice("about", label="Pour quoi", among=offered)
    endorser = form.choice("endorser", label="À qui", among=others)
    if form.problems:
        return _form(form.problems), 422
    target, asked_by, _ = offered[about]
    try:
        with here.writing() as db:
            ask_endorsement(
                db,
                target,
                endorser_id=endorser,
                asked_by=asked_by,
                addresses=here.addresses,
                now=here.clock(),
            )
            sent = write_to_endorser(db, endorser)
    except BadgerError as error:
        return _form(dict([problem_of(error)])), 422
    here.run_tasks()
    flash(told_of_mails(sent))
    return redirect(url_for("endorsements.index"), code=303)


def _targets(db: Session) -> dict[str, tuple[Target, str, str]]:
    """Return what the viewer may ask support for: target, the partner that asks, the name."""
    mine = signed_in().partners_as("issuer")
    found: dict[str, tuple[Target, str, str]] = {}
    for partner in partners_by_ids(db, mine).values():
        found[f"partner-{partner.id}"] = (Target(partner_id=partner.id), partner.id, partner.name)
        for version in latest_versions(db, [partner.id]):
            if version.state == "published":
                target = Target(version_id=version.id)
                found.setdefault(f"version-{version.id}", (target, partner.id, version.name))
    return found


def _form(problems: dict[str, str] | None = None) -> str:
    with services().reading() as db:
        targets = [(key, name) for key, (_, _, name) in _targets(db).items()]
        mine = signed_in().partners_as("issuer")
        others = [row for row in all_partners(db) if row.id not in mine]
    return render_template(
        "endorsements/ask.html",
        targets=targets,
        others=others,
        problems=problems or {},
        values=request.form,
    )
