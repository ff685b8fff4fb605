"""Decide whether a badge may be awarded: facts and rule in, decision out. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from badger.issuer.recognition.calibration import NEVER_BESIDE, DoubleLook
from badger.issuer.recognition.pieces import Piece, held_pieces, piece_reasons
from badger.issuer.recognition.reasons import Reason, counted, met_or_missing
from badger.issuer.recognition.rules import ALTERNATIVE, AwardRule, Level

__all__ = [
    "AwardDecision",
    "AwardFacts",
    "Reason",
    "SeenMark",
    "SessionEvidence",
    "decide",
    "disputed",
]

# So far apart, two observers of one moment owe a word of agreement (domain F3 AC2).
WIDE_DIFFERENCE = 2
# Roles whose word counts, but never alone (domain 1.1 and settled point g).
NEVER_ALONE = frozenset({"pair"})
NEVER_ALONE_ON_TRANSVERSAL = frozenset({"pair", "employeur"})


@dataclass(frozen=True, slots=True)
class SeenMark:
    """One observation, as `decide` needs it."""

    session_id: str
    criterion_id: str
    observer_id: str
    role: str
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardFacts:
    """All that is known about one person and one version of an achievement.

    criteria:      ids of the criteria of the version, in order.
    self_assessed: criteria on which the person placed herself.
    agreed:        (session, criterion) on which the observers wrote a word of agreement.
    pieces:        every badge that the rule asks for, held or not.
    double_look:   how the person herself observed beside others.
    """

    criteria: tuple[str, ...]
    family: str
    declared: bool = False
    marks: tuple[SeenMark, ...] = ()
    self_assessed: frozenset[str] = frozenset()
    agreed: frozenset[tuple[str, str]] = frozenset()
    peer_feedback: int = 0
    reflections: int = 0
    pieces: tuple[Piece, ...] = ()
    double_look: DoubleLook = NEVER_BESIDE


@dataclass(frozen=True, slots=True)
class SessionEvidence:
    """A session whose marks count, and the roles of those who saw it there."""

    session_id: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AwardDecision:
    """Whether the badge may be awarded, why, and what would be written in it.

    levels:   best level seen per criterion, those that count only, in the order of the grid.
    roles:    roles of the observers whose marks count, in alphabetical order.
    evidence: sessions where they were seen, in the order of the marks.
    pieces:   badges held that it rests on, in the order of the rule.
    """

    possible: bool
    reasons: tuple[Reason, ...]
    levels: Mapping[str, Level]
    roles: tuple[str, ...]
    evidence: tuple[SessionEvidence, ...]
    pieces: tuple[Piece, ...] = ()

    @property
    def missing(self) -> tuple[Reason, ...]:
        """What is still to come."""
        return tuple(reason for reason in self.reasons if not reason.met)


def decide(facts: AwardFacts, rule: AwardRule) -> AwardDecision:
    """Compare what was seen with what the rule asks; every demand gives one reason.

    Only marks at the rule's level or above count; the best level of a criterion is kept, so
    that a further observation never takes anything away (domain F3 AC5, C6).
    The rule's badges to hold come first (domain S10).
    """
    if facts.declared:
        return AwardDecision(True, (Reason("decide.declared", True, {}),), {}, (), ())
    marks = tuple(
        mark
        for mark in facts.marks
        if mark.level >= rule.minimum_level and mark.criterion_id in facts.criteria
    )
    levels = _best_levels(facts.criteria, marks)
    roles = tuple(sorted({mark.role for mark in marks}))
    reasons = (
        *piece_reasons(rule.pieces, facts.pieces),
        *_seen_by_whom(marks, rule),
        *_criteria(facts, rule, seen=len(levels)),
        *_required_roles(roles, rule),
        *_double_look(facts.double_look, rule),
        *_own_words(facts, rule),
        *_agreements(facts),
        *_another_role(facts, roles),
    )
    possible = all(reason.met for reason in reasons)
    pieces = held_pieces(rule.pieces, facts.pieces)
    return AwardDecision(possible, reasons, levels, roles, _evidence(marks), pieces)


def disputed(facts: AwardFacts) -> tuple[tuple[str, str], ...]:
    """Return the (session, criterion) where observers' levels lie two apart, agreed or not.

    What was seen of other badges' criteria is theirs to agree on.
    """
    best: defaultdict[tuple[str, str], dict[str, Level]] = defaultdict(dict)
    for mark in (mark for mark in facts.marks if mark.criterion_id in facts.criteria):
        seen = best[mark.session_id, mark.criterion_id]
        seen[mark.observer_id] = max(mark.level, seen.get(mark.observer_id, mark.level))
    return tuple(
        place
        for place, seen in best.items()
        if max(seen.values()) - min(seen.values()) >= WIDE_DIFFERENCE
    )


def _best_levels(criteria: tuple[str, ...], marks: tuple[SeenMark, ...]) -> dict[str, Level]:
    best: dict[str, Level] = {}
    for mark in marks:
        best[mark.criterion_id] = max(mark.level, best.get(mark.criterion_id, mark.level))
    return {criterion: best[criterion] for criterion in criteria if criterion in best}


def _seen_by_whom(marks: tuple[SeenMark, ...], rule: AwardRule) -> Iterator[Reason]:
    if rule.by_pieces_alone:
        return
    observers = len({mark.observer_id for mark in marks})
    roles = len({mark.role for mark in marks})
    sessions = len({mark.session_id for mark in marks})
    yield counted("decide.observers", observers, needed=rule.observers_needed, rule=rule)
    if rule.distinct_roles > 1:
        yield counted("decide.roles", roles, needed=rule.distinct_roles)
    if rule.sessions_needed > 1:
        yield counted("decide.sessions", sessions, needed=rule.sessions_needed)


def _criteria(facts: AwardFacts, rule: AwardRule, *, seen: int) -> Iterator[Reason]:
    if rule.by_pieces_alone:
        return
    total = len(facts.criteria)
    yield counted("decide.criteria", seen, needed=rule.criteria_needed, rule=rule, total=total)


def _required_roles(roles: tuple[str, ...], rule: AwardRule) -> Iterator[Reason]:
    for role in rule.required_roles:
        seen = not set(role.split(ALTERNATIVE)).isdisjoint(roles)
        yield met_or_missing("decide.required_role", seen, role=role)


def _double_look(look: DoubleLook, rule: AwardRule) -> Iterator[Reason]:
    """Ask for looks that agree, without a figure: the agreement itself is told to nobody else."""
    if rule.double_sessions:
        yield counted("decide.double_sessions", look.sessions, needed=rule.double_sessions)
        yield met_or_missing("decide.double_agreement", look.agrees)


def _own_words(facts: AwardFacts, rule: AwardRule) -> Iterator[Reason]:
    if rule.self_assessment:
        placed = not facts.self_assessed.isdisjoint(facts.criteria)
        yield met_or_missing("decide.self_assessment", placed)
    if rule.peer_feedback:
        yield met_or_missing("decide.peer_feedback", facts.peer_feedback > 0)
    if rule.reflection:
        yield met_or_missing("decide.reflection", facts.reflections > 0)


def _agreements(facts: AwardFacts) -> Iterator[Reason]:
    wide = disputed(facts)
    if wide:
        open_ones = [place for place in wide if place not in facts.agreed]
        yield met_or_missing("decide.agreement", not open_ones, seen=len(open_ones))


def _another_role(facts: AwardFacts, roles: tuple[str, ...]) -> Iterator[Reason]:
    """Ask for another look where only peers saw it, or only employers on a transversal badge."""
    transversal = facts.family == "transversale"
    alone = NEVER_ALONE_ON_TRANSVERSAL if transversal else NEVER_ALONE
    if roles and alone.issuperset(roles):
        yield met_or_missing("decide.other_role", False, role=", ".join(roles))


def _evidence(marks: tuple[SeenMark, ...]) -> tuple[SessionEvidence, ...]:
    roles: defaultdict[str, set[str]] = defaultdict(set)
    for mark in marks:
        roles[mark.session_id].add(mark.role)
    return tuple(SessionEvidence(session, tuple(sorted(seen))) for session, seen in roles.items())
