"""An award rule as sentences."""

from typing import Any

from badger.issuer.recognition.rules import AwardRule, Level
from badger.web.language import gettext, ngettext


def rule_sentences(stored: dict[str, Any]) -> list[str]:
    """Say what has to be seen before a badge may be proposed.

    stored: the rule as a version keeps it (Any: JSON written by AwardRule.to_json).
    """
    rule = AwardRule.from_json(stored)
    lines = []
    if rule.criteria_needed:
        lines.append(_criteria(rule))
    if rule.observers_needed:
        lines.append(_observers(rule))
    if rule.required_roles:
        roles = ", ".join(rule.required_roles)
        lines.append(gettext("Parmi eux : %(roles)s.", roles=roles))
    if rule.sessions_needed > 1:
        lines.append(gettext("Dans %(n)s séances au moins.", n=rule.sessions_needed))
    return lines + _own_words(rule)


def _criteria(rule: AwardRule) -> str:
    line = ngettext("%(num)s critère vu", "%(num)s critères vus", rule.criteria_needed)
    if rule.minimum_level is Level.WITH_SUPPORT:
        return line + "."
    return gettext("%(line)s, au moins « %(level)s ».", line=line, level=rule.minimum_level.label)


def _observers(rule: AwardRule) -> str:
    line = ngettext("%(num)s observateur", "%(num)s observateurs", rule.observers_needed)
    if rule.distinct_roles < 2:
        return line + "."
    return gettext("%(line)s, de %(roles)s rôles différents.", line=line, roles=rule.distinct_roles)


def _own_words(rule: AwardRule) -> list[str]:
    asked = (
        (rule.self_assessment, gettext("La personne s'est située elle-même.")),
        (rule.peer_feedback, gettext("Un pair a donné son avis.")),
        (rule.reflection, gettext("La personne a raconté ce qu'elle a fait.")),
    )
    return [line for wanted, line in asked if wanted]
