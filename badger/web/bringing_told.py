"""What a person told elsewhere, brought here: each experience whole, or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Final

from badger.accompaniment.queries import lock_person
from badger.backpack.told_archive import (
    ArchivedExperience,
    ExperienceOdd,
    OddExperience,
    WordsUnreadable,
    read_photo,
    read_told,
)
from badger.errors import BadgerError
from badger.issuer.recognition.experiences import (
    ExperienceInvalid,
    Moment,
    ToldBefore,
    is_told,
    tell_again,
)
from badger.web.photos.reading import PhotoRefused, PhotosBusy, drawn_anew, is_photo
from badger.web.presenters.report import say
from badger.web.services import services

# On top of the time of the badges: each picture is drawn anew.
BUDGET_S: Final = 10.0
# What another person said, and what she said of a session: neither is said again here.
BY_OTHERS: Final = {"observations", "feedback", "endorsements"}
OF_SESSIONS: Final = {"reflections", "self_assessments"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtExperience:
    """What became of one experience: "new", "same", "refused" or "later" (there was no time).

    sentence: why it was refused, else ""; is_pictured: a picture came with it.
    """

    line: int
    what: str
    change: str
    sentence: str = ""
    is_pictured: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtWords:
    """What became of a person's own words.

    problem: why none of them was read, else "".
    by_others, of_sessions, else_left: whether something of that kind stays in the file.
    """

    experiences: tuple[BroughtExperience, ...] = ()
    problem: str = ""
    by_others: bool = False
    of_sessions: bool = False
    else_left: bool = False


def bring_told(file: IO[bytes], *, person_id: str, monotonic: Callable[[], float]) -> BroughtWords:
    """Keep what a person told elsewhere; the same archive twice changes nothing more.

    file: an archive that was read before. Each experience comes in a transaction of its own.
    """
    try:
        told = read_told(file)
    except BadgerError:
        return BroughtWords(problem=say(WordsUnreadable.code))
    deadline = monotonic() + BUDGET_S
    return BroughtWords(
        experiences=tuple(
            _brought(file, one, person_id=person_id, late=lambda: monotonic() > deadline)
            for one in told.experiences
        ),
        by_others=bool(told.others & BY_OTHERS),
        of_sessions=bool(told.others & OF_SESSIONS),
        else_left=bool(told.others - BY_OTHERS - OF_SESSIONS),
    )


def _brought(
    file: IO[bytes],
    one: ArchivedExperience | OddExperience,
    *,
    person_id: str,
    late: Callable[[], bool],
) -> BroughtExperience:
    change, sentence = "later", ""
    try:
        if isinstance(one, OddExperience):
            raise ExperienceOdd(member=one.member)
        if not late():
            change = _keep(file, one, person_id=person_id)
    except PhotosBusy:
        pass
    except ExperienceInvalid:
        change, sentence = "refused", say(ExperienceOdd.code)
    except BadgerError as error:
        change, sentence = "refused", say(error.reason, error.facts)
    is_pictured = change == "new" and isinstance(one, ArchivedExperience) and bool(one.photo)
    return BroughtExperience(
        line=one.line, what=one.what, change=change, sentence=sentence, is_pictured=is_pictured
    )


def _keep(file: IO[bytes], one: ArchivedExperience, *, person_id: str) -> str:
    """Keep one experience, its picture as if it were sent by a form. Raises: BadgerError."""
    here = services()
    with here.reading() as db:
        if is_told(db, person_id, what=one.what, told_at=one.told_at):
            return "same"
    told = ToldBefore(
        what=one.what,
        moment=None if one.place is None else Moment(one.place, one.happened_on),
        jpeg=_drawn(read_photo(file, one.photo)) if one.photo else None,
        told_at=one.told_at,
    )
    with here.writing() as db:
        # Two requests at once must not both find it absent.
        lock_person(db, person_id)
        is_new = tell_again(db, person_id, told=told, now=here.clock())
    return "new" if is_new else "same"


def _drawn(data: bytes) -> bytes:
    if not is_photo(data):
        raise PhotoRefused("photo.unreadable")
    return drawn_anew(data)
