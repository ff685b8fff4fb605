"""The lines of a decision: codes with facts, and their French sentences. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from badger.issuer.recognition.rules import AwardRule, Level
from badger.sentences import sentence


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the decision: a code with facts, met or still to come.

    code:  "decide.observers", "decide.roles", "decide.criteria", "decide.sessions",
           "decide.double_sessions" (with the facts seen and needed),
           "decide.double_agreement", "decide.required_role", "decide.self_assessment",
           "decide.peer_feedback", "decide.reflection", "decide.agreement",
           "decide.other_role", "decide.piece", "decide.optional_pieces" (seen: how many are
           still to come) or "decide.declared".
    facts: numbers and words for the sentence.
    """

    code: str
    met: bool
    facts: Mapping[str, object]

    @property
    def sentence_code(self) -> str:
        """Return the code of the sentence: the number and what is missing choose the words."""
        form = self.code
        if "level" in self.facts:
            form += "_at_level"
        if not self.met:
            form += ".missing"
        # French counts one and none alike.
        return f"{form}.one" if self.facts.get("seen") in (0, 1) else form

    @property
    def sentence(self) -> str:
        """Return what people read: « 2 observateurs sur 2 »."""
        return sentence(self.sentence_code, self.facts)


def counted(
    code: str, seen: int, *, needed: int, rule: AwardRule | None = None, total: int | None = None
) -> Reason:
    """Compare a number with the one needed; the rule adds the level where it asks for more."""
    facts: dict[str, object] = {"seen": seen, "needed": needed}
    if total is not None:
        facts["total"] = total
    if rule is not None and rule.minimum_level > Level.WITH_SUPPORT:
        facts["level"] = rule.minimum_level.label
    return Reason(code, seen >= needed, facts)


def met_or_missing(code: str, met: bool, **facts: object) -> Reason:
    """Say whether something that is there or not is there."""
    return Reason(code, met, facts)
