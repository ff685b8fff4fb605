"""The French sentences that stand in a credential. Pure; no name of a person among them."""

from collections.abc import Sequence
from datetime import date

from badger.db.rows import AchievementVersionRow, CriterionRow, ObservationSessionRow, PartnerRow
from badger.issuer.recognition.calibration import PERCENT_NEEDED
from badger.issuer.recognition.rules import AwardRule
from badger.sentences.moments import MONTHS

RECIPIENTS = {
    "person": "pour une personne",
    "group": "pour un groupe",
    "organisation": "pour une organisation",
}
FAMILIES = {
    "sport": "séance sportive",
    "production": "séance de production",
    "immersion": "immersion",
    "loisir": "séance de loisir",
    "benevolat": "bénévolat",
    "atelier": "atelier",
    "creee": "situation créée",
}
STAGES = {"accompagnee": "étape accompagnée", "autonome": "étape autonome"}
DECLARED = "Badge déclaré par la personne elle-même, sans observateur."
GATHERED = "Badges réunis"
PIECE_GENRE = "badge reçu"
REQUIRED_PIECE = "badge à réunir"
OPTIONAL_PIECE = "badge au choix"
NO_DIPLOMA = "Ce badge n'est pas un diplôme."


def french_day(day: date) -> str:
    """Write a day: « 1er mars 2026 »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def french_days(first: date, last: date) -> str:
    """Write one day or the days from one to another."""
    if first == last:
        return f"le {french_day(first)}"
    return f"du {french_day(first)} au {french_day(last)}"


def criteria_narrative(
    version: AchievementVersionRow,
    criteria: Sequence[CriterionRow],
    *,
    authors: Sequence[PartnerRow],
    pieces: Sequence[AchievementVersionRow] = (),
) -> str:
    """Write what had to be shown, in Markdown: the criteria, the pieces, the rule, the authors."""
    rule = AwardRule.from_json(version.rule)
    parts = [_shown(criteria)] if criteria else []
    parts += _pieces(rule, pieces)
    if not rule.by_pieces_alone:
        parts.append(DECLARED if version.declared else _rule(rule))
    if len(authors) > 1:
        parts.append("Grille écrite ensemble par : " + ", ".join(a.name for a in authors) + ".")
    parts.append(NO_DIPLOMA)
    return "\n\n".join(parts)


def evidence_narrative(session: ObservationSessionRow, roles: Sequence[str]) -> str:
    """Write what was done, when, where and before which roles."""
    stage = f" ({STAGES[session.stage]})" if session.stage in STAGES else ""
    days = french_days(session.starts_on, session.ends_on)
    place = f"{days} à {session.commune} ({session.place})"
    return f"{_sentence(session.situation)}{stage}, {place}. Vu par : {', '.join(roles)}."


def pieces_narrative(number: int) -> str:
    """Write how many badges a larger one rests on; never which, where there is a choice."""
    return f"La personne avait reçu {_number(number, 'badge', 'badges')} parmi ceux à réunir."


def piece_narrative(name: str, received_on: date) -> str:
    """Write that the person had received one badge."""
    return f"Badge « {name} » reçu le {french_day(received_on)}."


def _pieces(rule: AwardRule, pieces: Sequence[AchievementVersionRow]) -> list[str]:
    required = [row for row in pieces if row.achievement_id in rule.pieces.required]
    optional = [row for row in pieces if row not in required]
    parts = []
    if required:
        parts.append(_listed("Badges à réunir", required))
    if optional:
        count = _number(rule.pieces.optional_needed, "badge", "badges")
        parts.append(_listed(f"{'Et ' if required else ''}{count} au moins parmi", optional))
    return parts


def _listed(title: str, pieces: Sequence[AchievementVersionRow]) -> str:
    return f"{title} :\n\n" + "\n".join(f"- {piece.name}" for piece in pieces)


def _shown(criteria: Sequence[CriterionRow]) -> str:
    lines = "\n".join(f"- {criterion.sentence}" for criterion in criteria)
    return f"Ce qui peut être vu :\n\n{lines}"


def _rule(rule: AwardRule) -> str:
    parts = [
        _number(rule.criteria_needed, "critère vu", "critères vus")
        + f" « {rule.minimum_level.label} » ou au-delà",
        _number(rule.observers_needed, "observateur", "observateurs"),
        _number(rule.distinct_roles, "rôle", "rôles différents"),
    ]
    if rule.sessions_needed > 1:
        parts.append(f"{rule.sessions_needed} séances")
    if rule.double_sessions:
        parts.append(
            _number(rule.double_sessions, "séance observée", "séances observées")
            + f" à deux avec un accord d'au moins {PERCENT_NEEDED} %"
        )
    if rule.required_roles:
        parts.append("avec le regard de : " + ", ".join(rule.required_roles))
    if rule.self_assessment:
        parts.append("une auto-évaluation")
    if rule.peer_feedback:
        parts.append("un avis de pair")
    if rule.reflection:
        parts.append("une note réflexive")
    return "Il faut au moins : " + ", ".join(parts) + "."


def _number(count: int, one: str, several: str) -> str:
    return f"{count} {one if count < 2 else several}"


def _sentence(text: str) -> str:
    return text.strip().rstrip(".")
