"""What a web process and its verifying process say to each other.

web process                       verifying process
ASK  a question            ->
                           <-     LOOK_UP  an address (document, pasted address, own badge)
FOUND, NONE or REFUSED     ->
  or FETCH  do it yourself ->
                           <-     FOUND or REFUSED
                           <-     ANSWER, UNREADABLE or OUT_OF_MEMORY
"""

from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate, pairwise
from typing import Final

from badger.credentials.datetimes import parse_timestamp
from badger.errors import BadgerError
from badger.json_value import JsonValue
from badger.verify.errors import Missing, Undetermined, UnreadableInput
from badger.verify.isolation.frames import Frame
from badger.verify.isolation.typed_json import WrongType, from_plain, object_of, to_plain
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

# Lists of issuers stay in the web process: no verification needs them (trust.py).
_STAYS: Final = frozenset(("trust",))
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
    policy: JsonValue
    now: str
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
    """Write a question; the lists of issuers stay here.

    stamp: as long as it stays the same, documents of this installation do.
    """
    asked = _Asked(
        policy=to_plain(question.policy, VerificationPolicy, omit=_STAYS),
        now=question.now.isoformat(),
        address=question.address,
        is_envelope=question.is_envelope,
        stamp=stamp,
    )
    return Frame(ASK, to_plain(asked, _Asked), question.data)


def read_question(frame: Frame) -> tuple[Question, str]:
    """Read a question and its stamp. Raises: WrongType."""
    asked = from_plain(frame.content, _Asked)
    question = Question(
        policy=from_plain(asked.policy, VerificationPolicy, omit=_STAYS),
        now=parse_timestamp(asked.now),
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
    return Frame(ANSWER, to_plain(answered, _Answered), data)


def read_answer(frame: Frame) -> Answer:
    """Read an answer. Raises: WrongType."""
    answered = from_plain(frame.content, _Answered)
    sizes = answered.sizes
    if not answered.reports or len(sizes) not in (0, len(answered.reports)):
        raise WrongType("Answer")
    if any(size < 0 for size in sizes) or sum(sizes) > len(frame.data):
        raise WrongType("Answer")
    ends = list(accumulate(sizes, initial=len(frame.data) - sum(sizes)))
    return Answer(
        data=frame.data[: ends[0]],
        carrier=answered.carrier,
        reports=answered.reports,
        contained=tuple(frame.data[start:end] for start, end in pairwise(ends)),
    )


def look_up_frame(look_up: LookUp, *, kind: bytes = LOOK_UP) -> Frame:
    """Write what is asked for: LOOK_UP by the verifying process, FETCH by the web process."""
    return Frame(kind, to_plain(look_up, LookUp))


def read_look_up(frame: Frame) -> LookUp:
    """Read what is asked for. Raises: WrongType."""
    return from_plain(frame.content, LookUp)


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found, and for how long it need not be asked for again.

    fresh_s: seconds; None: as long as the stamp of the questions stays the same.
    """

    data: bytes
    age_s: float | None = None
    fresh_s: float | None = None


def found_frame(shown: Shown) -> Frame:
    """Write what was found."""
    return Frame(FOUND, [shown.age_s, shown.fresh_s], shown.data)


def read_found(frame: Frame) -> Shown:
    """Read what was found. Raises: WrongType."""
    content = frame.content
    if frame.kind != FOUND or not isinstance(content, list) or len(content) != 2:
        raise WrongType("found")
    age_s, fresh_s = content
    if not isinstance(age_s, float | None) or not isinstance(fresh_s, float | None):
        raise WrongType("found")
    return Shown(frame.data, age_s, fresh_s)


def error_frame(error: BadgerError, *, kind: bytes = REFUSED) -> Frame:
    """Write a refusal with its facts."""
    name = next(name for name, one in _KINDS.items() if isinstance(error, one))
    body = error.body if isinstance(error, Missing) else b""
    content: JsonValue = [name, error.reason, plain_facts(error)]
    return Frame(kind, content, body)


def read_error(frame: Frame) -> BadgerError:
    """Read a refusal. Raises: WrongType."""
    if not isinstance(frame.content, list) or len(frame.content) != 3:
        raise WrongType("error")
    name, code, facts = frame.content
    if not isinstance(name, str) or name not in _KINDS or not isinstance(code, str):
        raise WrongType("error")
    known = {fact: value for fact, value in object_of(facts).items() if fact != "body"}
    if name == "missing":
        return Missing(code, body=frame.data, **known)
    error: BadgerError = _KINDS[name](code, **known)
    return error


def read_unreadable(frame: Frame) -> UnreadableInput:
    """Read why there is nothing to verify. Raises: WrongType."""
    error = read_error(frame)
    if not isinstance(error, UnreadableInput):
        raise WrongType("unreadable")
    return error
