"""Collections: groups of badges under a name and in an order of the person's."""

from collections import Counter

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.backpack import collections
from badger.backpack.collection_queries import collections_of, items_of, own_collection
from badger.backpack.collections import (
    MAX_NAME,
    CollectionUnknown,
    add_to,
    forget_collection,
    make_collection,
    move_up,
)
from badger.backpack.queries import shelf_of
from badger.db.base import Session
from badger.errors import BadgerError
from badger.web.language import gettext
from badger.web.presenters.report import say
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("my_collections", __name__)


@blueprint.get("/me/collections")
def index() -> str:
    """List the collections, and ask for a new one's name."""
    return _index()


@blueprint.post("/me/collections")
def make() -> str | tuple[str, int] | Response:
    """Make a collection."""
    name = request.form.get("name", "")
    try:
        with services().writing() as db:
            row = make_collection(db, name, person_id=signed_in().person_id, now=services().clock())
            collection_id = row.id
    except BadgerError as error:
        return _index(name=name, problem=say(error.reason, error.facts)), 422
    return _to(collection_id)


@blueprint.get("/me/collections/<collection_id>")
def show(collection_id: str) -> str:
    """Show a collection in order, and the badges that may still be put into it."""
    me = signed_in().person_id
    with services().reading() as db:
        row = own_collection(db, collection_id, person_id=me)
        if row is None:
            abort(404)
        shelf = {kept.id: kept for kept in shelf_of(db, me)}
        held = [shelf[item.holding_id] for item in items_of(db, collection_id)]
    chosen = {kept.id for kept in held}
    others = [kept for kept in shelf.values() if kept.id not in chosen]
    return render_template("me/collection.html", collection=row, held=held, others=others)


@blueprint.post("/me/collections/<collection_id>/badges")
def put(collection_id: str) -> Response:
    """Put badges at its end."""
    with services().writing() as db:
        _own(db, collection_id)
        add_to(db, collection_id, request.form.getlist("badge"), person_id=signed_in().person_id)
    return _to(collection_id)


@blueprint.post("/me/collections/<collection_id>/up/<holding_id>")
def up(collection_id: str, holding_id: str) -> Response:
    """Put one badge before the one above it."""
    with services().writing() as db:
        _own(db, collection_id)
        move_up(db, collection_id, holding_id, person_id=signed_in().person_id)
    return _to(collection_id)


@blueprint.post("/me/collections/<collection_id>/out/<holding_id>")
def take_out(collection_id: str, holding_id: str) -> Response:
    """Take one badge out; it stays in the backpack."""
    with services().writing() as db:
        _own(db, collection_id)
        collections.take_out(db, collection_id, holding_id, person_id=signed_in().person_id)
    return _to(collection_id)


@blueprint.post("/me/collections/<collection_id>/forget")
def forget(collection_id: str) -> Response:
    """Forget the collection; its badges stay."""
    try:
        with services().writing() as db:
            forget_collection(db, collection_id, person_id=signed_in().person_id)
    except CollectionUnknown:
        abort(404)
    flash(gettext("C'est fait. Vos badges sont toujours là."))
    return redirect(url_for("my_collections.index"), code=303)


def _own(db: Session, collection_id: str) -> None:
    """Refuse the collections of others as if there were none."""
    if own_collection(db, collection_id, person_id=signed_in().person_id) is None:
        abort(404)


def _to(collection_id: str) -> Response:
    return redirect(url_for("my_collections.show", collection_id=collection_id), code=303)


def _index(*, name: str = "", problem: str = "") -> str:
    with services().reading() as db:
        rows = collections_of(db, signed_in().person_id)
        items = items_of(db, *(row.id for row in rows))
    sizes = Counter(item.collection_id for item in items)
    return render_template(
        "me/collections.html",
        collections=rows,
        sizes=sizes,
        name=name[: MAX_NAME * 2],
        problem=problem,
        longest=MAX_NAME,
    )
