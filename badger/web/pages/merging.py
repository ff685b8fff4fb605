"""Two pages of one person become one: she shows that the other is hers too, sees both, chooses.

She shows it as she would come in there: by its card, by its passkey, or by a code that is sent to
its address (`account.confirm`). Nothing happens before she has seen the two sides.
"""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.accounts.emails import tell_change
from badger.accounts.queries import person_by_id
from badger.backpack.queries import shelf_of
from badger.db.base import Session
from badger.db.rows import PersonRow
from badger.errors import BadgerError
from badger.issuer.people import person_by_login_code
from badger.privacy.merging import AccountGone, merge_accounts
from badger.web.forms import FormReader
from badger.web.language import gettext, typeset
from badger.web.merging_proof import CARD, PASSKEY, Proof, forget_proof, keep_proof, kept_proof
from badger.web.passkey_answers import asked_signature, passkey_person
from badger.web.presenters.spoken_findings import say
from badger.web.security.entering import came_in_recently
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("merging", __name__)

MAX_CODE: Final = 64
Answer = str | tuple[str, int] | Response


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two pages: its name, and how many badges it keeps."""

    name: str
    badges: int


@blueprint.get("/me/account/merge")
def ask() -> str:
    """Ask how she shows that the other page is hers."""
    return _ask_page()


@blueprint.post("/me/account/merge")
def prove() -> Answer:
    """Take the code of the other card."""
    form = FormReader(request.form)
    code = form.text("code", label="Le code de l'autre carte", max_length=MAX_CODE)
    if not came_in_recently():
        form.problems["form"] = say("merging.enter_again")
    if form.problems:
        return _ask_page(problems=form.problems, code=code), 422
    with services().reading() as db:
        other = person_by_login_code(db, code)
    if other is None:
        return _ask_page(problems={"code": say("signin.unknown_code")}, code=code), 422
    return _proven(other, by=CARD)


@blueprint.post("/me/account/merge/passkey")
def ask_passkey() -> str:
    """Ask the device that opens the other page for a signature."""
    return _passkey_page()


@blueprint.post("/me/account/merge/passkey/enter")
def prove_passkey() -> Answer:
    """Take the signature of the other page's key."""
    found = passkey_person(FormReader(request.form))
    if isinstance(found, str):
        return _passkey_page(problem=say(found)), 422
    return _proven(found, by=PASSKEY)


@blueprint.get("/me/account/merge/both")
def show() -> Answer:
    """Show both pages, and what will happen; where nothing was shown lately, begin anew."""
    return _both_page() if kept_proof() else redirect(url_for("merging.ask"), code=303)


@blueprint.post("/me/account/merge/both")
def merge() -> Answer:
    """Make one page of two, where she has just come in and just shown the other."""
    form, proof = FormReader(request.form), kept_proof()
    problem = "" if form.ticked("understood") else "merging.tick"
    problem = problem if came_in_recently() else "merging.enter_again"
    if problem or proof is None:
        return _both_page(problem=say(problem or "merging.over"))
    try:
        with services().writing() as db:
            _merge(db, proof)
    except BadgerError as error:
        return _both_page(problem=say(error.reason, error.facts))
    forget_proof()
    flash(gettext("C'est fait : vos deux pages n'en font qu'une."))
    return redirect(url_for("me.home"), code=303)


def _merge(db: Session, proof: Proof) -> None:
    """Merge, and tell all her addresses. Raises: the errors of `merge_accounts`."""
    me, here = signed_in().person_id, services()
    if _other(db, proof) is None:
        raise AccountGone
    now = here.clock()
    merge_accounts(db, kept=me, former=proof.person_id, shown_by=proof.by, now=now)
    tell_change(db, person_id=me, page=here.addresses.account_page, now=now)


def _other(db: Session, proof: Proof) -> PersonRow | None:
    """Return the other page's person, while it stands as it stood when it was shown."""
    other = person_by_id(db, proof.person_id)
    return other if other and other.sign_in_number == proof.sign_in_number else None


def _proven(other: PersonRow, *, by: str) -> Answer:
    if other.id == signed_in().person_id:
        return _ask_page(problems={"form": say("merging.same")}), 422
    keep_proof(other, by=by)
    return redirect(url_for("merging.show"), code=303)


def _both_page(*, problem: str = "") -> Answer:
    """Show the two sides; where the other was not shown lately, ask for it again."""
    proof, who = kept_proof(), signed_in()
    with services().reading() as db:
        other = _other(db, proof) if proof else None
        if other is None:
            again = {"form": problem or say("merging.over")}
            return _ask_page(problems=again), 422
        mine = Side(who.display_name, len(shelf_of(db, who.person_id)))
        theirs = Side(other.display_name, len(shelf_of(db, other.id)))
    page = render_template(
        "account/merge_both.html", mine=mine, theirs=theirs, problem=typeset(problem)
    )
    return (page, 422) if problem else page


def _passkey_page(*, problem: str = "") -> str:
    return render_template(
        "account/merge_passkey.html", question=asked_signature(), problem=typeset(problem)
    )


def _ask_page(*, problems: dict[str, str] | None = None, code: str = "") -> str:
    return render_template(
        "account/merge.html",
        problems={name: typeset(text) for name, text in (problems or {}).items()},
        code=code,
        recent=came_in_recently(),
        sends=services().sends_mail,
    )
