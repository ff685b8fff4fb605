"""The language of a page: French, unless the visitor asks for another on a public page."""

from typing import Final

from flask import request

LOCALES: Final = ("fr", "en")
# English is complete for these; elsewhere a page would be half in each language.
PUBLIC_BLUEPRINTS: Final = ("home", "verify", "badges", "documents")


def choose_locale() -> str:
    """Return the locale of this request: `?lang=` on public pages, else French."""
    asked = request.args.get("lang", "")
    if asked in LOCALES and request.blueprint in PUBLIC_BLUEPRINTS:
        return asked
    return LOCALES[0]
