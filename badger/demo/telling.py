"""Play what people did outside any session: told, placed on a grid, spoken of by others."""

from badger.db.base import Session
from badger.demo.cast import Cast, Office
from badger.demo.script import Told
from badger.issuer.feedback_requests import answer_request, ask_feedback_on_experience
from badger.issuer.recognition.experiences import (
    Moment,
    find_badge_in,
    place_experience,
    place_oneself,
    tell_experience,
)
from badger.issuer.recognition.rules import Level
from badger.issuer.word_proposals import keep_word

# Days from the loading: when it was, and when it is told.
HAPPENED_DAY = -12
TOLD_DAY = -8


def play_told(db: Session, told: Told, *, cast: Cast, office: Office) -> None:
    """Let somebody tell what she did, and keep the words that others say of it."""
    day = office.calendar
    person, version = cast.people[told.person], cast.versions[told.badge]
    now = day.at(TOLD_DAY, hour=10)
    row = tell_experience(db, person, what=told.what, now=now)
    happened_on = day.at(HAPPENED_DAY, hour=12).date()
    place_experience(db, row, moment=Moment(told.place, happened_on), now=now)
    find_badge_in(db, row, version_id=version, now=now)
    graded = zip(cast.criteria[told.badge], told.levels, strict=False)
    levels = {criterion: Level(level) for criterion, level in graded}
    place_oneself(db, row, version_id=version, levels=levels, now=now)
    for relation, note in told.words:
        _, code = ask_feedback_on_experience(db, row, version_id=version, now=now)
        said = day.at(TOLD_DAY, hour=18)
        word = answer_request(db, code, relation=relation, note=note, author_id=None, now=said)
        keep_word(db, word.id, person_id=person, now=day.at(TOLD_DAY, hour=19))
