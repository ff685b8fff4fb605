"""Every badge of an archive, through the same door as a single one."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from badger.backpack.archive import Unpacked, UnpackedBadge
from badger.backpack.collections import CollectionsMany, add_to, make_collection
from badger.backpack.imports import import_badge
from badger.backpack.queries import documents_kept
from badger.errors import BadgerError
from badger.verify import Question
from badger.web.presenters.report import say
from badger.web.services import services

# Whoever waits longer thinks that it is broken; what is left is brought by the same file again.
BUDGET_S: Final = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What became of one badge of an archive.

    change:     "new", "newer", "same", "older", "refused" or "later" (there was no time).
    sentence:   why it was refused, else "".
    holding_id: where it is kept now, None where it is not.
    """

    badge: UnpackedBadge
    change: str
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
        known = held.get(_digest(badge.document))
        if known is not None:
            brought.append(Brought(badge=badge, change="same", holding_id=known))
        elif badge.changed:
            sentence = say("archive.changed")
            brought.append(Brought(badge=badge, change="refused", sentence=sentence))
        elif monotonic() > deadline:
            brought.append(Brought(badge=badge, change="later"))
        else:
            brought.append(_bring(badge, person_id=person_id))
    _arrange(unpacked, brought, person_id=person_id)
    return brought


def _bring(badge: UnpackedBadge, *, person_id: str) -> Brought:
    here = services()
    try:
        question = Question(data=badge.document, policy=here.policy(), now=here.clock())
        answer = here.judge.answer(question)
        with here.writing() as db:
            received = import_badge(db, answer, person_id=person_id, now=here.clock())
            return Brought(badge=badge, change=received.change, holding_id=received.row.id)
    except BadgerError as error:
        sentence = say(error.reason, error.facts)
        return Brought(badge=badge, change="refused", sentence=sentence)


def _arrange(unpacked: Unpacked, brought: list[Brought], *, person_id: str) -> None:
    kept = {one.badge.file: one.holding_id for one in brought if one.holding_id is not None}
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
