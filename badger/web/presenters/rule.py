"""An award rule as sentences."""

from collections.abc import Mapping, Sequence

from badger.issuer.recognition.calibration import PERCENT_NEEDED
from badger.issuer.recognition.rules import AwardRule, Level
from badger.web.language import gettext, ngettext


def rule_sentences(rule: AwardRule, names: Mapping[str, str]) -> list[str]:
    """Say what has to be seen before a badge may be proposed.

    names: of the badges that the rule asks for, by achievement id; one not published has none.
    """
    lines = _pieces(rule, names)
    if rule.criteria_needed:
        lines.append(_criteria(rule))
    if rule.observers_needed:
        lines.append(_observers(rule))
    if rule.required_roles:
        roles = ", ".join(rule.required_roles)
        lines.append(gettext("Parmi eux : %(roles)s.", roles=roles))
    if rule.sessions_needed > 1:
        lines.append(gettext("Dans %(n)s séances au moins.", n=rule.sessions_needed))
    return lines + _double_look(rule) + _own_words(rule)


def _pieces(rule: AwardRule, names: Mapping[str, str]) -> list[str]:
    lines = []
    if rule.pieces.required:
        required = _named(rule.pieces.required, names)
        lines.append(gettext("Badges reçus avant : %(names)s.", names=required))
    if rule.pieces.optional:
        count = ngettext("%(num)s badge", "%(num)s badges", rule.pieces.optional_needed)
        optional = _named(rule.pieces.optional, names)
        lines.append(gettext("%(count)s au moins parmi : %(names)s.", count=count, names=optional))
    return lines


def _named(achievement_ids: Sequence[str], names: Mapping[str, str]) -> str:
    return ", ".join(f"« {names.get(one, '…')} »" for one in achievement_ids)


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


def _double_look(rule: AwardRule) -> list[str]:
    if not rule.double_sessions:
        return []
    count = ngettext(
        "%(num)s séance observée à deux", "%(num)s séances observées à deux", rule.double_sessions
    )
    return [
        gettext(
            "%(count)s, avec un accord d'au moins %(percent)s %%.",
            count=count,
            percent=PERCENT_NEEDED,
        )
    ]


def _own_words(rule: AwardRule) -> list[str]:
    asked = (
        (rule.self_assessment, gettext("La personne s'est située elle-même.")),
        (rule.peer_feedback, gettext("Un pair a donné son avis.")),
        (rule.reflection, gettext("La personne a raconté ce qu'elle a fait.")),
    )
    return [line for wanted, line in asked if wanted]
