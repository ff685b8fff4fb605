"""Decide whether a badge may be awarded: facts and rule in, decision out. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from badger.issuer.recognition.rules import AwardRule, Level


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
    """

    criteria: tuple[str, ...]
    family: str
    declared: bool = False
    marks: tuple[SeenMark, ...] = ()
    self_assessed: frozenset[str] = frozenset()
    agreed: frozenset[tuple[str, str]] = frozenset()
    peer_feedback: int = 0
    reflections: int = 0


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the decision: a code with facts, met or still missing."""

    code: str
    met: bool
    facts: Mapping[str, object]

    @property
    def sentence(self) -> str:
        """Return what people read."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class AwardDecision:
    """Whether the badge may be awarded, why, and what would be written in it.

    levels:   best level seen per criterion.
    roles:    roles of the observers whose marks count, in alphabetical order.
    sessions: sessions where they were seen.
    """

    possible: bool
    reasons: tuple[Reason, ...]
    levels: Mapping[str, Level]
    roles: tuple[str, ...]
    sessions: tuple[str, ...]


def decide(facts: AwardFacts, rule: AwardRule) -> AwardDecision:
    """Compare what was seen with what the rule asks; every rule gives one reason."""
    raise NotImplementedError
