"""What may still come to a badge that a person found in what she did."""

from dataclasses import dataclass

from badger.issuer.recognition.decide import AwardDecision

# What only somebody who observes can give, whatever the person and others say (domain F4 AC5).
OBSERVED = frozenset(
    (
        "decide.observers",
        "decide.roles",
        "decide.sessions",
        "decide.criteria",
        "decide.required_role",
        "decide.other_role",
    )
)


@dataclass(frozen=True, slots=True)
class ToCome:
    """What the page offers next.

    observation: somebody who observes has to see it; word: a word of somebody is asked for;
    self_assessment: the person has to place herself; possible: nothing is left.
    """

    possible: bool
    observation: bool
    word: bool
    self_assessment: bool


def to_come(decision: AwardDecision) -> ToCome:
    """Return what is left to do, without a number: nobody is measured here."""
    codes = {reason.code for reason in decision.missing}
    return ToCome(
        possible=decision.possible,
        observation=not codes.isdisjoint(OBSERVED),
        word="decide.peer_feedback" in codes,
        self_assessment="decide.self_assessment" in codes,
    )
