"""A companion proposes who stands in for her, or takes over; the person answers on her page."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.accompaniment.companions import companions_to_choose
from badger.accompaniment.relays import propose_relay
from badger.errors import BadgerError
from badger.here import HERE, here_on
from badger.issuer.page_queries import names_of_people
from badger.sentences import sentence
from badger.web.companion_access import shared_with_me
from badger.web.forms import FormReader
from badger.web.language import gettext, typeset
from badger.web.pages.companion_mail import tell_of_relay
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("relays", __name__)

Answer = str | tuple[str, int] | Response
LONGEST: Final = timedelta(days=366)
KINDS: Final = ("substitute", "handover")


@blueprint.get("/caseload/<accompaniment_id>/relay")
def ask(accompaniment_id: str) -> str:
    """Ask who, and for how long."""
    return _page(accompaniment_id, {})


@blueprint.post("/caseload/<accompaniment_id>/relay")
def propose(accompaniment_id: str) -> Answer:
    """Propose it to the person, who is told and may refuse."""
    here, form = services(), FormReader(request.form)
    kind = form.choice("kind", label="Pour combien de temps", among=KINDS)
    until = _last_moment(form) if kind == KINDS[0] and not form.problems else None
    try:
        with here.writing() as db:
            row = shared_with_me(db, accompaniment_id)
            if not form.problems:
                propose_relay(
                    db,
                    row.id,
                    companion_id=signed_in().person_id,
                    to_id=request.form.get("companion", "")[:64],
                    until=until,
                    now=here.clock(),
                )
                tell_of_relay(db, row.person_id)
    except BadgerError as error:
        if error.reason.endswith(".unknown"):
            raise
        form.problems["form"] = typeset(sentence(error.reason, error.facts))
    if form.problems:
        return _page(accompaniment_id, form.problems), 422
    flash(gettext("C'est proposé. La personne répond sur sa page."))
    return redirect(url_for("caseload.show", accompaniment_id=accompaniment_id), code=303)


def _last_moment(form: FormReader) -> datetime:
    """Read the substitute's last day, to its end, at most a year from now."""
    day, today = form.day("until", label="Jusqu'au"), here_on(services().clock())
    if not form.problems and not today <= day <= today + LONGEST:
        form.problems["until"] = sentence("accompaniment.relay_until")
    return datetime.combine(today if form.problems else day, time(23, 59), HERE)


def _page(accompaniment_id: str, problems: Mapping[str, str]) -> str:
    with services().reading() as db:
        row = shared_with_me(db, accompaniment_id)
        me = signed_in().person_id
        others = companions_to_choose(db, for_person=row.person_id)
        name = names_of_people(db, [row.person_id])[row.person_id]
    return render_template(
        "caseload/relay.html",
        row=row,
        name=name,
        others=[one for one in others if one.role == row.role and one.person_id != me],
        values=request.form,
        problems=problems,
    )
