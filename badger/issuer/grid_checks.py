"""Whether a grid can be observed, and how it speaks: looked at before it is published."""

from badger.db.rows import AchievementVersionRow, CriterionRow
from badger.issuer.errors import IssuerError
from badger.issuer.languages import FRENCH
from badger.issuer.recognition.rules import AwardRule
from badger.issuer.recognition.wording import discouraged_words, starts_with_a_verb

MAX_SENTENCE_CHARACTERS = 120
CRITERIA_NEEDED = 3
# Without a grid of its own, a badge that says no more than one other is no larger badge.
PIECES_NEEDED = 2


class TooFewCriteria(IssuerError):
    """A badge that is observed needs at least three criteria."""

    code = "achievement.too_few_criteria"


class CriterionInvalid(IssuerError):
    """A criterion does not begin with a verb, is too long, or has no described pictogram."""

    code = "achievement.criterion_invalid"


class RuleImpossible(IssuerError):
    """The rule asks for more than the grid or the observers can give."""

    code = "achievement.rule_impossible"


class DiscouragedWords(IssuerError):
    """The text speaks of what is lacking; the author may keep it knowingly."""

    code = "achievement.discouraged_words"


def check_grid(version: AchievementVersionRow, criteria: tuple[CriterionRow, ...]) -> None:
    """Refuse a grid that cannot be observed; a declared badge has none, one of pieces may.

    Raises: TooFewCriteria, CriterionInvalid, RuleImpossible.
    """
    for criterion in criteria:
        _check_criterion(criterion, language=version.language)
    rule = AwardRule.from_json(version.rule)
    if version.declared:
        if rule.pieces.all:
            raise RuleImpossible(member="pieces")
        return
    if not criteria and rule.pieces.all:
        _check_pieces_alone(rule)
        return
    # A role badge (a trained observer, say) is attested by the cartographe, not observed.
    needed = 1 if rule.attested else CRITERIA_NEEDED
    if len(criteria) < needed:
        raise TooFewCriteria(seen=len(criteria), needed=needed)
    if not 1 <= rule.criteria_needed <= len(criteria):
        raise RuleImpossible(member="criteria_needed")
    if not max(rule.distinct_roles, len(rule.required_roles), 1) <= rule.observers_needed:
        raise RuleImpossible(member="observers_needed")


def _check_pieces_alone(rule: AwardRule) -> None:
    """Refuse to ask for observers where there is nothing to observe, or for one badge only."""
    if rule != AwardRule.of_pieces(rule.pieces):
        raise RuleImpossible(member="criteria_needed")
    if len(rule.pieces.required) + rule.pieces.optional_needed < PIECES_NEEDED:
        raise RuleImpossible(member="pieces")


def _check_criterion(criterion: CriterionRow, *, language: str) -> None:
    checks = {
        "sentence": 0 < len(criterion.sentence) <= MAX_SENTENCE_CHARACTERS,
        # How to tell a verb is known for French alone.
        "verb": language != FRENCH or starts_with_a_verb(criterion.sentence),
        "icon": bool(criterion.icon and criterion.icon_alt),
    }
    for member, fits in checks.items():
        if not fits:
            raise CriterionInvalid(member=member, sentence=criterion.sentence)


def check_words(version: AchievementVersionRow, criteria: tuple[CriterionRow, ...]) -> None:
    """Point out words that speak of what is lacking. Raises: DiscouragedWords."""
    texts = [version.name, version.description]
    for criterion in criteria:
        texts += [criterion.sentence, criterion.example, criterion.icon_alt]
    words = discouraged_words(" ".join(texts))
    if words:
        raise DiscouragedWords(words=", ".join(words))
