"""What a browser carries for somebody who is signed in: a signed cookie."""

from flask import Flask
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask.wrappers import Request


class BrowserSessions(SecureCookieSessionInterface):
    """The cookie of Flask; of a visitor who sends none, nothing is prepared to be read.

    Most who verify send none, and deriving the key takes longer than all else that is asked.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Return what the cookie holds, or an empty session."""
        if self.get_cookie_name(app) in request.cookies:
            return super().open_session(app, request)
        return self.session_class()
