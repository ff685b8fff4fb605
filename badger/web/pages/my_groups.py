"""The person's groups: come in by a code, say yes or no to a group, go out again."""

from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.errors import BadgerError
from badger.issuer.membership_queries import groups_of
from badger.issuer.memberships import (
    CONSENT_TEXTS,
    CONSENT_VERSION,
    agree_to_group,
    forget_ending,
    group_of_code,
    join_group,
    leave_group,
)
from badger.web.language import gettext
from badger.web.presenters.spoken_findings import say
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("my_groups", __name__)

MAX_CODE: Final = 64
Answer = str | tuple[str, int] | Response


@blueprint.get("/me/groups")
def index() -> str:
    """Show the groups that she is in or was asked to, and the field for a code."""
    return _page(request.args.get("code", "")[:MAX_CODE])


@blueprint.post("/me/groups/find")
def find() -> Answer:
    """Show the group of a code, and what coming in means; tries are counted."""
    code, here = request.form.get("code", "")[:MAX_CODE], services()
    try:
        with here.reading() as db:
            group = group_of_code(db, code, now=here.clock())
    except BadgerError as error:
        return _page(code, problem=say(error.reason, error.facts)), 422
    return render_template(
        "my_groups/join.html", name=group.display_name, code=code, consent=_consent()
    )


@blueprint.post("/me/groups")
def join() -> Answer:
    """Let her come in; twice is once."""
    code, here = request.form.get("code", "")[:MAX_CODE], services()
    try:
        with here.writing() as db:
            join_group(db, code, person_id=signed_in().person_id, now=here.clock())
    except BadgerError as error:
        return _page(code, problem=say(error.reason, error.facts)), 422
    return _back(gettext("C'est noté. Vous êtes dans le groupe."))


@blueprint.post("/me/groups/<person_id>/yes")
def agree(person_id: str) -> Response:
    """Say yes to a group that asked her."""
    here = services()
    with here.writing() as db:
        agree_to_group(db, person_id, person_id=signed_in().person_id, now=here.clock())
    return _back(gettext("C'est noté. Vous êtes dans le groupe."))


@blueprint.post("/me/groups/<person_id>/leave")
def leave(person_id: str) -> Response:
    """Go out, or say no, at once and without a question."""
    here = services()
    with here.writing() as db:
        leave_group(db, person_id, person_id=signed_in().person_id, now=here.clock())
    return _back(gettext("C'est noté. Vous n'êtes pas dans ce groupe."))


@blueprint.post("/me/groups/<person_id>/read")
def read(person_id: str) -> Response:
    """Note that she has read that she is out of a group."""
    with services().writing() as db:
        forget_ending(db, person_id, person_id=signed_in().person_id)
    return redirect(url_for("my_groups.index"), code=303)


def _consent() -> str:
    return CONSENT_TEXTS[CONSENT_VERSION]


def _page(code: str, *, problem: str = "") -> str:
    with services().reading() as db:
        groups = groups_of(db, signed_in().person_id)
    return render_template(
        "my_groups/index.html",
        asked=[group for group in groups if not group.joined and not group.ended_at],
        joined=[group for group in groups if group.joined],
        ended=[group for group in groups if group.ended_at],
        consent=_consent(),
        code=code,
        problem=problem,
    )


def _back(words: str) -> Response:
    flash(words)
    return redirect(url_for("my_groups.index"), code=303)
