"""What lets the observers' pages open without a network, and take in what a telephone kept."""

from flask import Blueprint, Response, abort, render_template, request

from badger.issuer.devices.errors import BatchUnreadable
from badger.issuer.devices.events import MAX_BATCH_BYTES
from badger.web.api.devices import receive_bytes
from badger.web.assets import BUILT
from badger.web.pages.session_access import observed_session
from badger.web.services import services

blueprint = Blueprint("offline", __name__)

WORKER = "observe-worker.js"


@blueprint.get("/sessions-worker.js")
def worker() -> Response:
    """Serve the service worker of the sessions; asked anew each time, so that it never ages."""
    file = BUILT / WORKER
    if not file.is_file():
        abort(404)
    answer = Response(file.read_bytes(), content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@blueprint.post("/sessions/<session_id>/files")
def take_file(session_id: str) -> str:
    """Take in a file of signed observations, and say what became of each."""
    with services().reading() as db:
        access = observed_session(db, session_id)
    file = request.files.get("file")
    if file is None or not file.filename:
        raise BatchUnreadable(member="fichier")
    with file.stream as stream:
        received = receive_bytes(stream.read(MAX_BATCH_BYTES + 1))
    return render_template("sessions/received.html", session=access.session, received=received)
