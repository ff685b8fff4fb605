"""What no address and no form may hold: numbers too large, characters that cannot be seen.

A PostgreSQL text refuses NUL, and its integers end; such a value is answered here, before any
statement, and alike on both engines (hardening R05, W13).
"""

import re
from collections.abc import Iterable
from typing import Final

from flask import Flask, request
from werkzeug.routing import BaseConverter, IntegerConverter

from badger.errors import BadgerError

# All of Unicode's control characters but tabulator, line feed and carriage return.
CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# What they hold is verified, never stored: the verdict says what is wrong with it.
VERIFIERS: Final = frozenset(
    {"verify.ask", "verify.answer", "verify.receipt", "verify_api.verify_credential"}
)


class ControlCharacters(BadgerError):
    """A form or an address holds a character that cannot be seen."""

    code = "form.control_characters"


class NameConverter(BaseConverter):
    """One identifier or slug: the letters that ours are made of, and no others."""

    regex = "[A-Za-z0-9][A-Za-z0-9-]{0,63}"


class VersionConverter(IntegerConverter):
    """A whole number from 1, which the integers of every database hold."""

    regex = "[1-9][0-9]{0,8}"


def install_converters(app: Flask) -> None:
    """Read the values of paths strictly; must come before any route. What differs is a 404."""
    app.url_map.converters.update(default=NameConverter, string=NameConverter, int=VersionConverter)


def install_characters(app: Flask) -> None:
    """Refuse forms with control characters before any view of `app`."""
    app.before_request(refuse_control_characters)


def refuse_control_characters() -> None:
    """Raise ControlCharacters for what could not be stored alike everywhere."""
    if request.endpoint in VERIFIERS:
        return
    if _holds_control(request.args.items(multi=True)):
        raise ControlCharacters
    if request.method == "POST" and _holds_control(request.form.items(multi=True)):
        raise ControlCharacters


def _holds_control(fields: Iterable[tuple[str, str]]) -> bool:
    return any(CONTROL.search(name) or CONTROL.search(value) for name, value in fields)
