"""What every page may call: icons, style sheets, dates, names made safe to look at."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

from flask import Flask, request, url_for

from badger.db.rows import PartnerRow, PersonRow
from badger.web import assets
from badger.web.beside_words import BESIDE_WORDS
from badger.web.language import (
    CHOICES,
    gettext,
    is_easy,
    language,
    language_tag,
    ngettext,
    only_french,
    other_tongue,
)
from badger.web.presenters.dates import day_in_full, day_short, moment_in_full
from badger.web.presenters.families import logistics_rows
from badger.web.presenters.icons import known
from badger.web.presenters.kept import kept_words, standing_icon, standing_words
from badger.web.presenters.markdown import host_of, narrative
from badger.web.presenters.outcomes import outcome_words
from badger.web.presenters.page_icons import icon_of_page, icons_of_page
from badger.web.presenters.places import places
from badger.web.presenters.spoken import level_words, role_words, situation_words
from badger.web.presenters.spoken_findings import say
from badger.web.presenters.team import role_name
from badger.web.presenters.text import (
    begun,
    host_shown,
    lang_of,
    marked,
    nested,
    plain,
    visible,
    written,
)
from badger.web.presenters.titles import diploma_words
from badger.web.security.viewer import viewer
from badger.web.services import services
from badger.web.spoken_views import is_spoken

KEPT_BADGES: Final = {
    "kept_words": kept_words,
    "standing_icon": standing_icon,
    "standing_words": standing_words,
}

# What a verdict's page says of what was verified.
VERDICTS: Final = {
    "diploma_words": diploma_words,
    "endorsement_words": say,
    "outcome_words": outcome_words,
}


def install_templating(app: Flask) -> None:
    """Give the functions of this package to the templates of `app`."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        icon=assets.icon,
        icon_of_page=icon_of_page,
        icons_of_page=icons_of_page,
        style_sheets=assets.style_sheets,
        static_address=static_address,
        whole_address=whole_address,
        viewer=viewer,
        places=places,
        host_of=host_of,
        host_shown=host_shown,
        narrative=narrative,
        known_icon=known,
        logistics_rows=logistics_rows,
        level_words=level_words,
        role_name=role_name,
        role_words=role_words,
        situation_words=situation_words,
        people_choices=people_choices,
    )
    app.jinja_env.globals.update(KEPT_BADGES, **VERDICTS, **BESIDE_WORDS, **tongues())
    app.jinja_env.globals.update(_=gettext, gettext=gettext, ngettext=ngettext)
    app.jinja_env.filters.update(
        choices=choices,
        list_choices=list_choices,
        day_in_full=day_in_full,
        day_short=day_short,
        moment_in_full=moment_in_full,
        visible=visible,
        written=written,
        marked=marked,
        plain=plain,
        begun=begun,
        nested=nested,
    )


def tongues() -> dict[str, object]:
    """Return what a page may call about its language."""
    return {
        "is_easy": is_easy,
        "is_spoken": is_spoken,
        "lang_of": lang_of,
        "language_query": language_query,
        "language_tag": language_tag,
        "languages": languages,
        "locale": language,
        "only_french": only_french,
        "other_tongue": other_tongue,
    }


def static_address(path: str) -> str:
    """Return the address of a static file, with its digest: it may be kept for a year."""
    return _static_address(request.script_root, path)


def whole_address(endpoint: str) -> str:
    """Return the address of a page with the site's own name, whatever name a request asked for."""
    return f"{services().settings.base_url}{url_for(endpoint)}"


@lru_cache(maxsize=256)
def _static_address(_root: str, path: str) -> str:
    return url_for("static", filename=path, v=assets.digest_of(path))


def languages() -> list[tuple[str, str]]:
    """Return the other languages that the page is had in: tag, own name."""
    if not is_spoken() or not _can_be_asked_again():
        return []
    return [(tag, name) for tag, name in CHOICES if tag != language_tag()]


def _can_be_asked_again() -> bool:
    # The verifier's answer has a form that asks again; another answer to a form has no address.
    return request.method == "GET" or request.blueprint == "verify"


def language_query(tag: str) -> str:
    """Return the query that shows this page in another language, its address kept."""
    return "?" + urlencode({**request.args.to_dict(), "lang": tag})


def choices(rows: Iterable[PartnerRow]) -> list[tuple[str, str]]:
    """Return rows as the choices of a list: what is sent, what is read."""
    return [(row.id, row.name) for row in rows]


def people_choices(rows: Iterable[PersonRow]) -> list[tuple[str, str]]:
    """Return people as the choices of a list."""
    return [(row.id, row.display_name) for row in rows]


def list_choices(words: Iterable[str]) -> list[tuple[str, str]]:
    """Return words as the choices of a list: sent as they are, read in the page's language."""
    return [(word, gettext(word)) for word in words]
