"""Whose badge it is: a page of a badge that is not the viewer's does not exist."""

from collections.abc import Mapping

from flask import abort

from badger.issuer.page_queries import VersionPage, latest_page
from badger.web.security.viewer import Viewer, signed_in
from badger.web.services import services


def partners_of(who: Viewer) -> tuple[str, ...]:
    """Return the partners that the viewer writes badges for."""
    return tuple(dict.fromkeys((*who.partners_as("pedagogue"), *who.partners_as("issuer"))))


def my_page(achievement_id: str) -> VersionPage:
    """Return the newest version, if the viewer's partners wrote it; else it does not exist."""
    who = signed_in()
    with services().reading() as db:
        page = latest_page(db, achievement_id)
    if page is None:
        abort(404)
    authors = {author.id for author in page.authors}
    if "cartographe" not in who.roles and not authors & set(partners_of(who)):
        abort(404)
    return page


def original_of(asked: Mapping[str, str]) -> VersionPage | None:
    """Return the badge that is to be written in another language, where one is named.

    It is the viewer's who writes for its issuer; else it does not exist.
    """
    if not asked.get("translates"):
        return None
    page = my_page(asked["translates"])
    if page.achievement.issuer_id not in partners_of(signed_in()):
        abort(404)
    return page
