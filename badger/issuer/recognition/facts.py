"""Load what is known about people and badges, for `decide`: ten statements for any number."""

from collections import defaultdict
from collections.abc import Collection

from badger.db.base import Session
from badger.db.rows import AchievementVersionRow
from badger.here import here_on
from badger.issuer.achievement_queries import versions_by_ids
from badger.issuer.recognition.calibration import NEVER_BESIDE, DoubleLook, double_look_of
from badger.issuer.recognition.calibration_queries import marks_beside
from badger.issuer.recognition.decide import AwardFacts, SeenMark
from badger.issuer.recognition.piece_queries import HeldBadge, held_badges, names_of_badges
from badger.issuer.recognition.pieces import Piece
from badger.issuer.recognition.queries import (
    agreements_on,
    approved_feedback,
    grids_of,
    marks_of,
    reflections_on,
    self_assessed_criteria,
)
from badger.issuer.recognition.rules import AwardRule, Level

# (person, version of an achievement)
Pair = tuple[str, str]


class FactsTable:
    """What was seen and said, by person and criterion or version."""

    def __init__(self, db: Session, pairs: Collection[Pair]) -> None:
        people = {person for person, _ in pairs}
        self.versions = {row.id: row for row in versions_by_ids(db, {v for _, v in pairs})}
        self.grids: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
        for version, criterion in grids_of(db, self.versions):
            self.grids[version] += (criterion,)
        criteria = {criterion for grid in self.grids.values() for criterion in grid}
        self.marks: defaultdict[Pair, list[SeenMark]] = defaultdict(list)
        for person, criterion, session, observer, role, level in marks_of(db, people, criteria):
            mark = SeenMark(session, criterion, observer, role, Level(level))
            self.marks[person, criterion].append(mark)
        self.placed = {(p, c) for p, c in self_assessed_criteria(db, people, criteria)}
        self.agreed: defaultdict[str, set[Pair]] = defaultdict(set)
        for person, session, criterion in agreements_on(db, people, criteria):
            self.agreed[person].add((session, criterion))
        self.feedback = {(p, v): n for p, v, n in approved_feedback(db, people, self.versions)}
        self.reflections = {(p, v): n for p, v, n in reflections_on(db, people, self.versions)}
        rules = {row.id: AwardRule.from_json(row.rule) for row in self.versions.values()}
        self.pieces = {version: rule.pieces.all for version, rule in rules.items()}
        asked = {piece for pieces in self.pieces.values() for piece in pieces}
        self.piece_names = names_of_badges(db, asked) if asked else {}
        self.held: dict[Pair, HeldBadge] = {}
        for badge in held_badges(db, people, asked) if asked else ():
            self.held.setdefault((badge.person_id, badge.achievement_id), badge)
        self.looks = _looks(db, people) if any(r.double_sessions for r in rules.values()) else {}

    def of(self, pair: Pair) -> AwardFacts:
        """Return the facts of one person and version."""
        person, version_id = pair
        version, grid = self.versions[version_id], self.grids[version_id]
        return AwardFacts(
            criteria=grid,
            family=version.family,
            declared=version.declared,
            marks=tuple(mark for c in grid for mark in self.marks.get((person, c), ())),
            self_assessed=frozenset(c for c in grid if (person, c) in self.placed),
            agreed=frozenset(self.agreed.get(person, ())),
            peer_feedback=self.feedback.get(pair, 0),
            reflections=self.reflections.get(pair, 0),
            pieces=tuple(self._piece(person, one) for one in self.pieces[version_id]),
            double_look=self.looks.get(person, NEVER_BESIDE),
        )

    def _piece(self, person: str, achievement_id: str) -> Piece:
        name, held = self.piece_names[achievement_id], self.held.get((person, achievement_id))
        if held is None:
            return Piece(achievement_id=achievement_id, name=name)
        return Piece(
            achievement_id=achievement_id,
            name=name,
            received_on=here_on(held.received_at),
            credential_id=held.credential_id,
        )


def _looks(db: Session, people: Collection[str]) -> dict[str, DoubleLook]:
    marks = marks_beside(db, people)
    return {person: double_look_of(person, marks) for person in people}


def award_facts(
    db: Session, pairs: Collection[Pair]
) -> dict[Pair, tuple[AwardFacts, AchievementVersionRow]]:
    """Return the facts of each (person, version), with the version's row.

    The number of statements does not grow with the number of pairs.
    """
    table = FactsTable(db, pairs)
    return {pair: (table.of(pair), table.versions[pair[1]]) for pair in pairs}
