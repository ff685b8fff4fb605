"""How observers of one session agree, by criterion; for their training, never for people. Pure.

Source: domain S9. It is shown to the cartographe and the host's pédagogue, and stands in no badge:
of a trained observer (R01) a rule asks that it is high enough, and no more is told.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from math import comb

from badger.issuer.recognition.rules import Level

Place = tuple[str, str, str]
# Of a hundred pairs of levels, so many are the same where observers look alike (R01).
PERCENT_NEEDED = 80
# With fewer pairs of levels, or of one person alone, a number says nothing about the grid, and
# may tell what was seen of somebody.
PAIRS_TO_TELL = 5
PEOPLE_TO_TELL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedMark:
    """One standing observation, with what it is compared by."""

    session_id: str
    person_id: str
    criterion_id: str
    observer_id: str
    level: Level


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often two observers of the same person and criterion chose levels so far apart."""

    same: int = 0
    one_apart: int = 0
    two_apart: int = 0

    @property
    def compared(self) -> int:
        """Return the number of pairs of levels."""
        return self.same + self.one_apart + self.two_apart

    @property
    def percent(self) -> int | None:
        """Return how many of a hundred pairs are of the same level, None where there is no pair."""
        return self.same * 100 // self.compared if self.compared else None


@dataclass(frozen=True, slots=True)
class DoubleLook:
    """How one observer looked beside others.

    sessions: in how many of them somebody else marked the same person and criterion.
    """

    sessions: int = 0
    agreement: Agreement = Agreement()

    @property
    def agrees(self) -> bool:
        """Tell whether enough of the compared levels are the same; without any, they are not."""
        percent = self.agreement.percent
        return percent is not None and percent >= PERCENT_NEEDED


NEVER_BESIDE = DoubleLook()


def agreement_by_criterion(marks: Iterable[PlacedMark]) -> dict[str, Agreement]:
    """Compare every two observers of the same person, session and criterion.

    An observer's best level counts. Criteria that no two observers marked are not in the answer.
    """
    apart: defaultdict[str, list[int]] = defaultdict(list)
    for (_, _, criterion_id), seen in _levels(marks).items():
        for one, other in combinations(seen.values(), 2):
            apart[criterion_id].append(abs(one - other))
    return {criterion_id: _counted(found) for criterion_id, found in apart.items()}


def criteria_to_tell(marks: Iterable[PlacedMark]) -> frozenset[str]:
    """Return the criteria whose agreement may be told: enough pairs, of more than one person."""
    pairs: defaultdict[str, int] = defaultdict(int)
    people: defaultdict[str, set[str]] = defaultdict(set)
    for (_, person_id, criterion_id), seen in _levels(marks).items():
        if len(seen) > 1:
            pairs[criterion_id] += comb(len(seen), 2)
            people[criterion_id].add(person_id)
    return frozenset(
        one
        for one, count in pairs.items()
        if count >= PAIRS_TO_TELL and len(people[one]) >= PEOPLE_TO_TELL
    )


def double_look_of(observer_id: str, marks: Iterable[PlacedMark]) -> DoubleLook:
    """Compare one observer with all others, over the sessions that she observed with somebody.

    R01 asks for two of them, and for PERCENT_NEEDED of a hundred.
    """
    apart, sessions = [], set()
    for (session_id, _, _), seen in _levels(marks).items():
        others = [level for who, level in seen.items() if who != observer_id]
        own = seen.get(observer_id)
        if own is not None and others:
            apart += [abs(own - level) for level in others]
            sessions.add(session_id)
    return DoubleLook(len(sessions), _counted(apart))


def _levels(marks: Iterable[PlacedMark]) -> dict[Place, dict[str, Level]]:
    levels: defaultdict[Place, dict[str, Level]] = defaultdict(dict)
    for mark in marks:
        seen = levels[mark.session_id, mark.person_id, mark.criterion_id]
        seen[mark.observer_id] = max(mark.level, seen.get(mark.observer_id, mark.level))
    return levels


def _counted(apart: list[int]) -> Agreement:
    return Agreement(apart.count(0), apart.count(1), apart.count(2))
