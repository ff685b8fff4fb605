"""The page of one badge that a person keeps, and the files that she takes away."""

from flask import Blueprint, Response, abort, render_template

from badger.backpack.queries import Kept, kept_badge, kept_bytes
from badger.credentials.baking import bake
from badger.web.badge_story import story_of_kept
from badger.web.kept_files import is_token, look_of_kept
from badger.web.presenters.badge_image import badge_png, badge_svg
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("my_badges", __name__)


@blueprint.get("/me/badges/<holding_id>")
def show(holding_id: str) -> str:
    """Tell the badge's story in the first person."""
    kept = own_badge_kept(holding_id)
    told = story_of_kept(kept, person_id=signed_in().person_id)
    return render_template(
        "me/badge.html",
        kept=kept,
        told=told,
        page=told.page,
        check=told.check,
        recipient=told.recipient,
    )


@blueprint.get("/me/badges/<holding_id>/picture.svg")
def picture(holding_id: str) -> Response:
    """Give the badge's shape alone."""
    drawn = badge_svg(look_of_kept(own_badge_kept(holding_id)))
    return Response(drawn, mimetype="image/svg+xml")


@blueprint.get("/me/badges/<holding_id>/file")
def document(holding_id: str) -> Response:
    """Give the badge as it was received, byte for byte."""
    data = _bytes(own_badge_kept(holding_id))
    ending, mimetype = (
        ("jwt", "application/vc+jwt") if is_token(data) else ("json", "application/vc")
    )
    return _attached(data, name=f"badge.{ending}", mimetype=mimetype)


@blueprint.get("/me/badges/<holding_id>/badge.png")
def png(holding_id: str) -> Response:
    """Give the badge baked into a PNG image."""
    kept = own_badge_kept(holding_id)
    baked = bake(badge_png(look_of_kept(kept)), _bytes(kept))
    return _attached(baked, name="badge.png", mimetype="image/png")


@blueprint.get("/me/badges/<holding_id>/badge.svg")
def svg(holding_id: str) -> Response:
    """Give the badge baked into an SVG image."""
    kept = own_badge_kept(holding_id)
    baked = bake(badge_svg(look_of_kept(kept)), _bytes(kept))
    return _attached(baked, name="badge.svg", mimetype="image/svg+xml")


def own_badge_kept(holding_id: str) -> Kept:
    """Return a badge of the viewer; those of others do not exist for her."""
    with services().reading() as db:
        kept = kept_badge(db, holding_id, person_id=signed_in().person_id)
    if kept is None:
        abort(404)
    return kept


def _bytes(kept: Kept) -> bytes:
    with services().reading() as db:
        return kept_bytes(db, kept.id)


def _attached(data: bytes, *, name: str, mimetype: str) -> Response:
    answer = Response(data, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
