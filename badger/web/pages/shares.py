"""Sharing one's badges: three steps that say what the other will see, and the links given (F8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.backpack.queries import holdings_of
from badger.backpack.share_queries import badges_of_shares, openings_of_shares, shares_of_person
from badger.backpack.sharing import (
    DAYS,
    MAX_BADGES,
    NAMES,
    USUAL_DAYS,
    BadgeWish,
    ShareWish,
    check_wish,
    is_open,
    make_share,
    may_share,
    own_code,
    own_share,
    shown_names,
    wish_of,
    withdraw_share,
)
from badger.db.base import Session
from badger.db.rows import HoldingRow, ShareRow
from badger.errors import BadgerError
from badger.web.forms import FormReader
from badger.web.language import gettext
from badger.web.presenters.competence_card import MAX_BADGES as MAX_ON_CARD
from badger.web.presenters.linkedin import linkedin_address
from badger.web.presenters.qr import qr_data
from badger.web.presenters.spoken_findings import say
from badger.web.security.viewer import signed_in
from badger.web.services import services
from badger.web.shareable import shareable
from badger.web.shared_badges import SharedPage, shared_page
from badger.web.shared_files import prepare_files

blueprint = Blueprint("shares", __name__)

Answer = str | tuple[str, int] | Response
# What may be shown of a badge besides itself: the field of the form.
PARTS = ("evidence", "reflection", "endorsements")

FIELDS = ("badge", *PARTS, "name", "doors", "days")


@dataclass(frozen=True, slots=True)
class Given:
    """One link that the person gave.

    names: of the badges that it shows; times: how often it was opened.
    """

    row: ShareRow
    names: tuple[str, ...]
    open: bool
    times: int


@blueprint.get("/me/shares")
def index() -> str:
    """List the links that the person gave, and how often each was opened."""
    here, who = services(), signed_in()
    with here.reading() as db:
        rows = shares_of_person(db, who.person_id)
        ids = [row.id for row in rows]
        badges, openings = badges_of_shares(db, ids), openings_of_shares(db, ids)
        names = {row.id: row.name for row in holdings_of(db, who.person_id)}
        allowed = may_share(db, who.person_id)
    given = [
        Given(
            row,
            tuple(names[badge.holding_id] for badge in badges[row.id]),
            allowed and is_open(row, now=here.clock()),
            sum(day.times for day in openings[row.id]),
        )
        for row in rows
    ]
    return render_template("shares/index.html", given=given, allowed=allowed)


@blueprint.get("/me/shares/new")
def choose() -> str:
    """Step one: which badges."""
    return _choose({})


@blueprint.get("/me/shares/new/details")
def details() -> Answer:
    """Step two: what is shown of each, and of the person."""
    form = FormReader(request.args)
    try:
        with services().reading() as db:
            wish = _wish(form)
            check_wish(db, wish, person_id=signed_in().person_id)
            return _details(db, wish, problems={})
    except BadgerError as error:
        return _choose(_problem(error)), 422


@blueprint.get("/me/shares/new/preview")
def preview() -> Answer:
    """Step three: exactly what the other will see."""
    form, here = FormReader(request.args), services()
    wish = _wish(form)
    try:
        with here.reading() as db:
            check_wish(db, wish, person_id=signed_in().person_id)
            if form.problems:
                return _details(db, wish, problems=form.problems), 422
            until = here.clock() + timedelta(days=wish.days)
            page = shared_page(
                db, wish, person_id=signed_in().person_id, until=until, now=here.clock()
            )
    except BadgerError as error:
        return _choose(_problem(error)), 422
    fields = [one for one in request.args.items(multi=True) if one[0] in FIELDS]
    return render_template(
        "shares/preview.html", page=page, fields=fields, query=request.query_string.decode()
    )


@blueprint.post("/me/shares")
def make() -> Answer:
    """Open the link."""
    form, here = FormReader(request.form), services()
    wish = _wish(form)
    try:
        with here.writing() as db:
            if form.problems:
                check_wish(db, wish, person_id=signed_in().person_id)
                return _details(db, wish, problems=form.problems), 422
            row = make_share(
                db,
                wish,
                person_id=signed_in().person_id,
                secret=here.settings.secret_key,
                now=here.clock(),
            )
            prepare_files(db, wish.badges, person_id=row.person_id, now=here.clock())
            place = url_for("shares.show", share_id=row.id)
    except BadgerError as error:
        return _choose(_problem(error)), 422
    return redirect(place, code=303)


@blueprint.get("/me/shares/<share_id>")
def show(share_id: str) -> str:
    """Show the link and its QR code, on which days it was opened, and how to take it back."""
    here, who = services(), signed_in()
    with here.reading() as db:
        row = own_share(db, share_id, person_id=who.person_id)
        days = openings_of_shares(db, [row.id])[row.id]
        open_now = may_share(db, who.person_id) and is_open(row, now=here.clock())
        code = own_code(row, here.settings.secret_key) if open_now else None
        wish = wish_of(row, badges_of_shares(db, [row.id])[row.id])
        page = shared_page(
            db, wish, person_id=who.person_id, until=row.expires_at, now=here.clock()
        )
    link = here.addresses.share(code) if code else ""
    return render_template(
        "shares/own.html",
        row=row,
        open=open_now,
        days=days,
        page=page,
        printable=len(page.badges) <= MAX_ON_CARD,
        link=link,
        profile_links=_profile_links(page, row, link=link) if link else (),
        qr=qr_data(link) if link else "",
    )


@blueprint.post("/me/shares/<share_id>/withdraw")
def withdraw(share_id: str) -> Response:
    """Let the link show nothing from this instant."""
    with services().writing() as db:
        withdraw_share(db, share_id, person_id=signed_in().person_id, now=services().clock())
    flash(gettext("C'est fait. Ce lien ne montre plus rien."))
    return redirect(url_for("shares.index"), code=303)


def _profile_links(page: SharedPage, row: ShareRow, *, link: str) -> list[tuple[str, str]]:
    """Return the name of each badge with LinkedIn's form for it; a number of ours says nothing."""
    stories = [badge.page.story for badge in page.badges]
    return [
        (
            story.badge,
            linkedin_address(
                story.badge,
                story.issuer,
                issued_at=story.valid_from,
                link=link,
                number=f"{row.id}-{number}",
            ),
        )
        for number, story in enumerate(stories, start=1)
        if story is not None
    ]


def _choose(problems: Mapping[str, str]) -> str:
    with services().reading() as db:
        held = holdings_of(db, signed_in().person_id)
        allowed = may_share(db, signed_in().person_id)
    return render_template(
        "shares/choose.html",
        held=held,
        allowed=allowed,
        most=MAX_BADGES,
        chosen=request.values.getlist("badge"),
        problems=problems,
    )


def _details(db: Session, wish: ShareWish, *, problems: Mapping[str, str]) -> str:
    held = {row.id: row for row in holdings_of(db, signed_in().person_id)}
    return render_template(
        "shares/details.html",
        chosen=_in_order(wish, held),
        wish=wish,
        there=shareable(db, wish, person_id=signed_in().person_id, now=services().clock()),
        names=shown_names(signed_in().display_name),
        days=DAYS,
        problems=problems,
    )


def _in_order(
    wish: ShareWish, held: Mapping[str, HoldingRow]
) -> list[tuple[BadgeWish, HoldingRow]]:
    return [(badge, held[badge.holding_id]) for badge in wish.badges]


def _wish(form: FormReader) -> ShareWish:
    """Read what was chosen so far; what is not yet asked for is as little as can be shown."""
    ids = tuple(dict.fromkeys(form.form.getlist("badge")))
    parts = {part: set(form.choices(part, among=ids)) for part in PARTS}
    asked = form.form.get
    return ShareWish(
        badges=tuple(
            BadgeWish(one, **{part: one in chosen for part, chosen in parts.items()}) for one in ids
        ),
        shown_name=_name(form) if "name" in form.form else NAMES[0],
        with_doors=asked("doors") == "on",
        days=_days(form) if "days" in form.form else USUAL_DAYS,
    )


def _name(form: FormReader) -> str:
    return form.choice("name", label="Votre nom", among=shown_names(signed_in().display_name))


def _days(form: FormReader) -> int:
    return int(form.choice("days", label="Pendant", among=[str(days) for days in DAYS]))


def _problem(error: BadgerError) -> dict[str, str]:
    return {"form": say(error.reason, error.facts)}
