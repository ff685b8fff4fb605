"""The language of a page: French, unless the visitor chose another, on public and people's pages.

Easy French is a catalogue over French: what it does not say more simply stays as it is, so
that a page is never half in each. The one door to flask-babel, which has no types.
"""

import gettext as catalogues
import re
from datetime import date, datetime, time
from functools import cache, lru_cache
from typing import Final

import flask_babel  # type: ignore[import-untyped]
from flask import Flask, current_app, g, has_request_context, request
from flask.wrappers import Response

from badger.web.assets import translations_folder
from badger.web.spoken_views import is_spoken, speaks

SIGNS: Final = re.compile(r" ([?!:;»])")
FRENCH: Final = "fr"
EASY: Final = "fr-x-facile"
EASY_FOLDER: Final = "fr_x_facile"
# What the links of the pages offer, each in its own words.
CHOICES: Final = (("fr", "Français"), (EASY, "Français facile"), ("en", "English"))
CHOSEN_FOR_S: Final = 31_536_000
TAGS: Final = tuple(tag for tag, _ in CHOICES)
CATALOGUES: Final = {EASY: EASY_FOLDER, "en": "en"}
# English is read on this side of the sea: days before months, hours up to 24.
LOCALES: Final = {"en": "en_GB"}
# Sentences and days that are said again and again: a page says about 150 of them.
KEPT: Final = 4_096


def install_language(app: Flask) -> None:
    """Give `app` its catalogues and the choice of the locale."""
    app.config["BABEL_DEFAULT_LOCALE"] = FRENCH
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(translations_folder())
    flask_babel.Babel(app, locale_selector=choose_locale)
    app.after_request(keep_choice)


def choose_locale() -> str:
    """Return the locale of this request: what the visitor chose, else French."""
    return LOCALES.get(language(), FRENCH)


def keep_choice(response: Response) -> Response:
    """Keep in a cookie for a year the language asked for by `?lang=`; French keeps none."""
    asked = request.args.get("lang", "")
    # An embedded page stands in another site: what is asked there is nobody's choice.
    if asked not in TAGS or not is_spoken() or request.endpoint == "shared.embed":
        return response
    secure = bool(current_app.config["SESSION_COOKIE_SECURE"])
    # No age and no value take the cookie away.
    age, value = (0, "") if asked == FRENCH else (CHOSEN_FOR_S, asked)
    response.set_cookie(
        _cookie(), value, max_age=age, path="/", secure=secure, httponly=True, samesite="Lax"
    )
    return response


def _asked() -> str:
    if not is_spoken():
        return ""
    asked = request.args.get("lang", "")
    return asked if asked in TAGS else request.cookies.get(_cookie(), "")


def _cookie() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-language"


def language() -> str:
    """Return the language of the page under way."""
    tag = language_tag()
    return FRENCH if tag == EASY else tag


def language_tag() -> str:
    """Return the language of the page as HTML names it; easy French is a French of its own."""
    if not has_request_context():
        return FRENCH
    if "language_tag" not in g:
        asked = _asked()
        g.language_tag = asked if asked in TAGS else FRENCH
    tag: str = g.language_tag
    return tag


def is_easy() -> bool:
    """Tell whether the visitor asked for easy French."""
    return language_tag() == EASY


def other_tongue(tongue: str) -> str:
    """Return the language of a text where it is not the page's, else ""."""
    return "" if tongue.partition("-")[0] == language() else tongue


def only_french(endpoint: str) -> bool:
    """Tell whether a page in another language has to say that a view answers in French."""
    return language() != FRENCH and not speaks(endpoint)


def gettext(message: str, **facts: object) -> str:
    """Translate a French sentence and fill in its facts."""
    tag = language_tag()
    return typeset(_raw(tag, message) % facts) if facts else _typeset_words(tag, message)


@lru_cache(maxsize=KEPT)
def _typeset_words(tag: str, message: str) -> str:
    return typeset(_raw(tag, message))


@lru_cache(maxsize=KEPT)
def _raw(tag: str, message: str) -> str:
    name = CATALOGUES.get(tag)
    # Catalogues keep their own description under the empty message.
    return message if name is None or not message else _catalogue(name).gettext(message)


@cache
def _catalogue(name: str) -> catalogues.NullTranslations:
    """Load the catalogue of a language; before the first build there is none."""
    folder = str(translations_folder())
    return catalogues.translation("messages", folder, [name], fallback=True)


def ngettext(one: str, many: str, number: int, **facts: object) -> str:
    """Translate a sentence that counts; `%(num)s` stands for the number.

    The source is French, where nought is singular: what a catalogue does not say follows no such
    rule, so that this does. Easy French says it more simply where its catalogue does.
    """
    tag = language_tag()
    if language() != FRENCH:
        said = _catalogue(CATALOGUES[tag]).ngettext(one, many, number)
        return said % {"num": number, **facts}
    french = _catalogue(CATALOGUES[tag]) if tag in CATALOGUES else catalogues.NullTranslations()
    said = french.ngettext(one, many, 1 if abs(number) < 2 else 2)
    return typeset(said % {"num": number, **facts})


def typeset(text: str) -> str:
    """Keep French signs on the line of their word: a no-break space before ? ! : ; and »."""
    return SIGNS.sub("\u00a0\\1", text).replace("« ", "«\u00a0")


def format_day(day: date, *, form: str) -> str:
    """Write a day as the language does; form: "full" (with weekday) or "long"."""
    return _day_words(language(), day, form)


def format_hour(moment: datetime) -> str:
    """Write the time of day of a local moment."""
    return _hour_words(language(), time(moment.hour, moment.minute))


# The library reads the locale of the request itself: it stands here to be told apart by it.
@lru_cache(maxsize=KEPT)
def _day_words(_locale: str, day: date, form: str) -> str:
    return str(flask_babel.format_date(day, format=form, rebase=False))


@lru_cache(maxsize=KEPT)
def _hour_words(_locale: str, hour: time) -> str:
    return str(flask_babel.format_time(hour, format="short", rebase=False))
