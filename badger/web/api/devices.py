"""`POST /api/v1/observations`: what an observer tapped, signed by her telephone (ADR 0022)."""

from dataclasses import dataclass

from flask import Blueprint, Response, abort, jsonify, request

from badger.issuer.devices.events import MAX_BATCH_BYTES, read_batch
from badger.issuer.devices.receive import EventAnswer, clock_skew_s, receive_batch
from badger.json_value import JsonObject
from badger.sentences import sentence
from badger.web.language import typeset
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("device_api", __name__)


@dataclass(frozen=True, slots=True)
class Received:
    """What became of a batch: an answer for each event, and how far the device's clock is off."""

    answers: list[EventAnswer]
    clock_skew_s: int

    def count(self, outcome: str) -> int:
        """Tell how many events had an outcome."""
        return sum(1 for answer in self.answers if answer.outcome == outcome)

    @property
    def refusals(self) -> list[str]:
        """Return why events were refused, each reason once."""
        return list(dict.fromkeys(said for answer in self.answers if (said := _why(answer))))


@blueprint.post("/api/v1/observations")
def receive() -> Response:
    """Store a batch of signed taps; answer 200 with one outcome for each, in their order."""
    if request.mimetype != "application/json":
        abort(415)
    received = receive_bytes(request.stream.read(MAX_BATCH_BYTES + 1))
    return jsonify(
        events=[_outcome(answer) for answer in received.answers],
        clock_skew_s=received.clock_skew_s,
    )


def receive_bytes(data: bytes) -> Received:
    """Store a batch of the viewer's, however it came.

    Raises: BatchUnreadable, BatchTooLarge, OtherObserver.
    """
    batch, now = read_batch(data), services().clock()
    answers = receive_batch(
        batch, observer_id=signed_in().person_id, writing=services().writing, now=now
    )
    return Received(answers, clock_skew_s(batch, now=now))


def _outcome(answer: EventAnswer) -> JsonObject:
    said: JsonObject = {
        "id": answer.event.id if answer.event else None,
        "outcome": answer.outcome,
    }
    if answer.refusal is not None:
        said["code"] = answer.refusal.reason
        said["sentence"] = _why(answer)
    return said


def _why(answer: EventAnswer) -> str:
    if answer.refusal is None:
        return ""
    return typeset(sentence(answer.refusal.reason, answer.refusal.facts))
