"""Several badges at once, of an archive or a presentation, each through the door of one alone."""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from badger.backpack.archive import Unpacked, UnpackedBadge
from badger.backpack.collections import CollectionsMany, add_to, make_collection
from badger.backpack.imports import import_badge
from badger.backpack.queries import documents_kept
from badger.errors import BadgerError
from badger.verify import Answer, Question, Report, Verdict
from badger.web.presenters.report import say
from badger.web.services import services

# Whoever waits longer thinks that it is broken; what is left is brought by the same file again.
BUDGET_S: Final = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What became of one badge of several.

    name:       what it is called there; file: where in an archive it stood, else "".
    change:     "new", "newer", "same", "older", "refused" or "later" (there was no time).
    sentence:   why it was refused, else "".
    holding_id: where it is kept now, None where it is not.
    """

    name: str
    change: str
    file: str = ""
    sentence: str = ""
    holding_id: str | None = None


def bring_archive(
    unpacked: Unpacked, *, person_id: str, monotonic: Callable[[], float]
) -> list[Brought]:
    """Judge and keep the badges of an archive, then arrange its collections.

    Each badge in a transaction of its own; the same archive twice changes nothing more.
    """
    with services().reading() as db:
        held = {_digest(data): one for one, data in documents_kept(db, person_id)}
    deadline = monotonic() + BUDGET_S
    brought = []
    for badge in unpacked.badges:
        file, name, known = badge.file, badge.name, held.get(_digest(badge.document))
        if known is not None:
            brought.append(Brought(name=name, file=file, change="same", holding_id=known))
        elif badge.changed:
            sentence = say("archive.changed")
            brought.append(Brought(name=name, file=file, change="refused", sentence=sentence))
        elif monotonic() > deadline:
            brought.append(Brought(name=name, file=file, change="later"))
        else:
            brought.append(_bring(badge, person_id=person_id))
    _arrange(unpacked, brought, person_id=person_id)
    return brought


def judged_apart(answer: Answer, *, monotonic: Callable[[], float]) -> list[Answer]:
    """Return what was found at each badge of a container, as an answer of its own.

    All of them shared one budget: where an issuer who did not answer used it up, the others are
    asked for once more, each by itself, as long as there is time.
    """
    here, deadline, found = services(), monotonic() + BUDGET_S, []
    for one in answer.apart():
        is_open = one.report.verdict is Verdict.INCONCLUSIVE and one.data
        if is_open and answer.is_container and monotonic() < deadline:
            question = Question(data=one.data, policy=here.policy(), now=here.clock())
            with suppress(BadgerError):
                found.append(here.judge.answer(question))
                continue
        found.append(one)
    return found


def bring_chosen(answers: Sequence[Answer], *, person_id: str) -> list[Brought]:
    """Keep badges that were judged, each in a transaction of its own."""
    return [_keep(one, person_id=person_id, name=_name_of(one.report)) for one in answers]


def _bring(badge: UnpackedBadge, *, person_id: str) -> Brought:
    here = services()
    question = Question(data=badge.document, policy=here.policy(), now=here.clock())
    try:
        answer = here.judge.answer(question)
    except BadgerError as error:
        sentence = say(error.reason, error.facts)
        return Brought(name=badge.name, file=badge.file, change="refused", sentence=sentence)
    return _keep(answer, person_id=person_id, name=badge.name, file=badge.file)


def _keep(answer: Answer, *, person_id: str, name: str, file: str = "") -> Brought:
    here = services()
    try:
        with here.writing() as db:
            received = import_badge(db, answer, person_id=person_id, now=here.clock())
            change, holding_id = received.change, received.row.id
    except BadgerError as error:
        sentence = say(error.reason, error.facts)
        return Brought(name=name, file=file, change="refused", sentence=sentence)
    return Brought(name=name, file=file, change=change, holding_id=holding_id)


def _name_of(report: Report) -> str:
    return report.credential.achievement.name if report.credential else ""


def _arrange(unpacked: Unpacked, brought: list[Brought], *, person_id: str) -> None:
    kept = {one.file: one.holding_id for one in brought if one.holding_id is not None}
    here = services()
    for name, files in unpacked.collections:
        chosen = [kept[file] for file in files if file in kept]
        try:
            with here.writing() as db:
                row = make_collection(db, name, person_id=person_id, now=here.clock())
                add_to(db, row.id, chosen, person_id=person_id)
        except CollectionsMany:
            return


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
