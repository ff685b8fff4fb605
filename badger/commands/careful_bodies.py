"""A body that breaks off or is malformed is an error of the client, and none of ours (P08)."""

from typing import Any

from gunicorn.http.errors import ParseException


class CarefulBodies:
    """An application to which a body that breaks off or is malformed is a client's error.

    app: the application itself.
    """

    def __init__(self, app: Any) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Answer; what gunicorn raises as the body is read becomes an OSError, a broken pipe."""
        environ["wsgi.input"] = _CarefulBody(environ["wsgi.input"])
        return self.app(environ, start_response)


class _CarefulBody:
    def __init__(self, body: Any) -> None:
        self._body = body

    def read(self, size: int = -1) -> bytes:
        return self._careful(self._body.read, size)

    def readline(self, size: int = -1) -> bytes:
        return self._careful(self._body.readline, size)

    def _careful(self, read: Any, size: int) -> bytes:
        try:
            data: bytes = read(size)
        except ParseException as error:
            raise ConnectionError("the body of a request is malformed") from error
        return data
