"""Static files, packed for the browsers that can unpack them: a page weighs half as much.

Only files of ours are packed, never a page: what a page says beside a secret of its visitor
must not show in its length.
"""

import gzip
import hashlib
import mimetypes
from functools import lru_cache
from pathlib import Path
from typing import Final

from flask import Flask, Response, current_app, request
from werkzeug.security import safe_join

from badger.web import assets

PACKED: Final = (".css", ".js", ".svg", ".wasm")


def install_static_files(app: Flask) -> None:
    """Serve /static/ by a route like the others: one method, one line in the table."""
    app.static_folder = str(assets.STATIC)
    app.add_url_rule("/static/<path:filename>", "static", send, methods=["GET"])


def send(filename: str) -> Response:
    """Send a file below the static folder; 404 where there is none."""
    data = None
    if filename.endswith(PACKED) and "Range" not in request.headers:
        data = _packed(filename) if request.accept_encodings["gzip"] > 0 else None
    if data is None:
        answer = current_app.send_static_file(filename)
    else:
        kind, _ = mimetypes.guess_type(filename)
        answer = Response(data, mimetype=kind, headers={"Content-Encoding": "gzip"})
        answer.set_etag(hashlib.sha256(data).hexdigest()[:20])
        answer.cache_control.public = True
        answer.cache_control.max_age = current_app.get_send_file_max_age(filename)
        answer.make_conditional(request)
    if filename.endswith(PACKED):
        answer.vary.add("Accept-Encoding")
    return answer


@lru_cache(maxsize=64)
def _packed(filename: str) -> bytes | None:
    """Return a file packed, the same bytes each time; None where there is no such file."""
    path = safe_join(str(assets.STATIC), filename)
    try:
        return gzip.compress(Path(path or "").read_bytes(), mtime=0)
    except OSError:
        return None
