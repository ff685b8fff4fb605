"""What a web process and its verifying process say to each other.

web process                       verifying process
ASK  a question            ->
                           <-     LOOK_UP  an address (document, pasted address, own badge)
FOUND, NONE or REFUSED     ->
  or FETCH  do it yourself ->
                           <-     FOUND or REFUSED
                           <-     ANSWER, UNREADABLE or OUT_OF_MEMORY
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import Final

from badger.errors import BadgerError
from badger.json_value import JsonValue
from badger.verify.errors import Missing, Undetermined, UnreadableInput
from badger.verify.isolation.frames import Frame
from badger.verify.isolation.typed_json import WrongType, read_typed, write_typed
from badger.verify.judge import Answer, Question
from badger.verify.policy import VerificationPolicy
from badger.verify.report import Report
from badger.verify.steps import plain_facts

READY: Final = b"+"
ASK: Final = b"?"
LOOK_UP: Final = b"L"
FETCH: Final = b"F"
FOUND: Final = b"D"
NONE: Final = b"0"
REFUSED: Final = b"E"
ANSWER: Final = b"A"
UNREADABLE: Final = b"U"
OUT_OF_MEMORY: Final = b"M"

_KINDS: Final = {"missing": Missing, "undetermined": Undetermined, "unreadable": UnreadableInput}


class Place(StrEnum):
    """Where a verifying process looks something up.

    DOCUMENT: of an issuer, from its own host alone; ANYWHERE: what a visitor's address shows;
    OWN_BADGE: a badge of this installation.
    """

    DOCUMENT = "document"
    ANYWHERE = "anywhere"
    OWN_BADGE = "own_badge"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    policy: VerificationPolicy
    now: datetime
    address: str
    is_envelope: bool
    stamp: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answered:
    """sizes: of the badges of a container, whose bytes stand behind its own."""

    carrier: str
    reports: tuple[Report, ...]
    sizes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LookUp:
    """One address that is asked for.

    seconds:   how long a fetch may take.
    max_age_s: an older copy will not do; None: the usual age.
    """

    place: Place
    address: str
    seconds: float = 0.0
    max_age_s: float | None = None


def question_frame(question: Question, *, stamp: str) -> Frame:
    """Write a question; the lists of issuers stay here: no verification needs them (trust.py).

    stamp: as long as it stays the same, documents of this installation do.
    """
    asked = _Asked(
        policy=replace(question.policy, trust=()),
        now=question.now,
        address=question.address,
        is_envelope=question.is_envelope,
        stamp=stamp,
    )
    return Frame(ASK, write_typed(asked), question.data)


def read_question(frame: Frame) -> tuple[Question, str]:
    """Read a question and its stamp. Raises: WrongType."""
    asked = read_typed(frame.content, _Asked)
    question = Question(
        policy=asked.policy,
        now=asked.now,
        data=frame.data,
        address=asked.address,
        is_envelope=asked.is_envelope,
    )
    return question, asked.stamp


def answer_frame(answer: Answer) -> Frame:
    """Write an answer."""
    sizes = tuple(len(data) for data in answer.contained)
    answered = _Answered(carrier=answer.carrier, reports=answer.reports, sizes=sizes)
    data = b"".join((answer.data, *answer.contained))
    return Frame(ANSWER, write_typed(answered), data)


def read_answer(frame: Frame) -> Answer:
    """Read an answer. Raises: WrongType."""
    answered = read_typed(frame.content, _Answered)
    sizes = answered.sizes
    if not answered.reports or len(sizes) not in (0, len(answered.reports)):
        raise WrongType("Answer")
    if any(size < 0 for size in sizes) or sum(sizes) > len(frame.data):
        raise WrongType("Answer")
    if not all(map(_has_zones, answered.reports)):
        raise WrongType("datetime")
    ends = list(accumulate(sizes, initial=len(frame.data) - sum(sizes)))
    return Answer(
        data=frame.data[: ends[0]],
        carrier=answered.carrier,
        reports=answered.reports,
        contained=tuple(frame.data[start:end] for start, end in pairwise(ends)),
    )


def _has_zones(report: Report) -> bool:
    """Tell whether each moment has its zone: others cannot be compared with the clock's."""
    badge = report.credential
    moments = (badge.valid_from, badge.valid_until) if badge else ()
    return all(one is None or one.tzinfo for one in (report.checked_at, *moments))


def look_up_frame(look_up: LookUp, *, kind: bytes = LOOK_UP) -> Frame:
    """Write what is asked for: LOOK_UP by the verifying process, FETCH by the web process."""
    return Frame(kind, write_typed(look_up))


def read_look_up(frame: Frame) -> LookUp:
    """Read what is asked for. Raises: WrongType."""
    return read_typed(frame.content, LookUp)


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found, and for how long it need not be asked for again.

    fresh_s: seconds; None: as long as the stamp of the questions stays the same.
    """

    data: bytes
    age_s: float | None = None
    fresh_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Times:
    age_s: float | None
    fresh_s: float | None


def found_frame(shown: Shown) -> Frame:
    """Write what was found."""
    times = _Times(age_s=shown.age_s, fresh_s=shown.fresh_s)
    return Frame(FOUND, write_typed(times), shown.data)


def read_found(frame: Frame) -> Shown:
    """Read what was found. Raises: WrongType."""
    if frame.kind != FOUND:
        raise WrongType("found")
    times = read_typed(frame.content, _Times)
    return Shown(frame.data, times.age_s, times.fresh_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Refused:
    """kind: a name of `_KINDS`; facts: what JSON can hold of them."""

    kind: str
    code: str
    facts: dict[str, JsonValue]


def error_frame(error: BadgerError, *, kind: bytes = REFUSED) -> Frame:
    """Write a refusal with its facts."""
    name = next(name for name, one in _KINDS.items() if isinstance(error, one))
    body = error.body if isinstance(error, Missing) else b""
    refused = _Refused(kind=name, code=error.reason, facts=plain_facts(error))
    return Frame(kind, write_typed(refused), body)


def read_error(frame: Frame) -> BadgerError:
    """Read a refusal. Raises: WrongType."""
    refused = read_typed(frame.content, _Refused)
    if refused.kind not in _KINDS:
        raise WrongType("error")
    known = {fact: value for fact, value in refused.facts.items() if fact != "body"}
    if refused.kind == "missing":
        return Missing(refused.code, body=frame.data, **known)
    error: BadgerError = _KINDS[refused.kind](refused.code, **known)
    return error


def read_unreadable(frame: Frame) -> UnreadableInput:
    """Read why there is nothing to verify. Raises: WrongType."""
    error = read_error(frame)
    if not isinstance(error, UnreadableInput):
        raise WrongType("unreadable")
    return error
