"""One form takes a longer body than all others: the archive of somebody who is signed in (P08).

The server asks by the head of a request, before it keeps any of its body; the application asks
once more when it has found out who is there.
"""

import re
from typing import Final

from flask import Flask, request

from badger.backpack.archive import MAX_BYTES
from badger.web.security.viewer import PERSON_KEY

LONG_VIEW: Final = "my_archive.bring"
# The rest of the form comes on top of the archive.
MAX_LONG_BYTES: Final = MAX_BYTES + 64 * 1024
_COOKIE: Final = re.compile(rb"\r\ncookie:[ \t]*([^\r\n]*)", re.IGNORECASE)


def install_long_bodies(app: Flask) -> None:
    """Let the one view read a long body; to be called after the guard, which looks who asks."""
    app.before_request(allow_long_body)


def allow_long_body() -> None:
    """Raise the limit for this request, where its view takes a long body."""
    if request.endpoint == LONG_VIEW:
        request.max_content_length = MAX_LONG_BYTES


class LongBodies:
    """Tells by the head of a request whether its body may be long, without asking the database."""

    def __init__(self, app: object) -> None:
        """Look up where long bodies go; an application that is not ours takes none."""
        self._app = app if isinstance(app, Flask) and LONG_VIEW in app.view_functions else None
        self._start = b""
        if self._app is not None:
            path = self._app.url_map.bind("").build(LONG_VIEW)
            self._start = b"POST %s HTTP/1." % path.encode()

    def sender(self, head: bytes) -> str:
        """Return who sends a request that may be long, "" where it may not be.

        Whoever has signed out since is found out by the guard.
        """
        cookies = _COOKIE.findall(head)
        if self._app is None or not head.startswith(self._start) or len(cookies) != 1:
            return ""
        return _person_of(self._app, cookies[0].decode("latin-1"))


def _person_of(app: Flask, cookies: str) -> str:
    """Return whose browser session stands in the cookies; "" where it is nobody's, or over."""
    asked = app.request_class({"REQUEST_METHOD": "POST", "HTTP_COOKIE": cookies})
    held = app.session_interface.open_session(app, asked)
    person = None if held is None else held.get(PERSON_KEY)
    return person if isinstance(person, str) else ""
