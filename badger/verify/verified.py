"""From a document whose gates passed to what may be shown.

The document may be read as it stands: `shape.py` let one spelling through, the schema fixed
the shapes, and the signature covers every value of it. What it does not cover is the order
of the standard's sets, so they are sorted here (hardening L13).
"""

import json
from collections.abc import Mapping

from badger.credentials.datetimes import parse_timestamp
from badger.json_value import JsonObject, JsonValue
from badger.verify.achievement import VerifiedAchievement, nature_of
from badger.verify.case import Case, issuer_id, list_of
from badger.verify.contexts import is_vc_1
from badger.verify.report import VerifiedCredential, VerifiedIssuer

_OTHER_GRAPHS = frozenset(("endorsement", "proof"))
_ELSEWHERE = frozenset(("achievement", "result"))


def verified_credential(case: Case) -> VerifiedCredential:
    """Build what pages show. Only to be called when structure, proof and issuer passed."""
    document = case.document
    if case.endorsed.has_twins or not isinstance(document.get("issuer"), dict):
        document = _in_full(document)
    subject = _object(document.get("credentialSubject"))
    achievement = _object(subject.get("achievement"))
    return VerifiedCredential(
        id=_text(document, "id"),
        issuer=_issuer(document),
        achievement=_achievement(achievement),
        subject={name: value for name, value in subject.items() if name not in _ELSEWHERE},
        results=_results(subject, achievement),
        evidence=_sorted(_objects(document.get("evidence"))),
        valid_from=parse_timestamp(_text(document, _beginning(document))),
        valid_until=case.period.end,
        document=document,
        endorsements=case.endorsements,
    )


def _beginning(document: JsonObject) -> str:
    return "issuanceDate" if is_vc_1(document) else "validFrom"


def _issuer(document: JsonObject) -> VerifiedIssuer:
    name = _object(document.get("issuer")).get("name")
    return VerifiedIssuer(id=issuer_id(document), name=name if isinstance(name, str) else None)


def _in_full(document: JsonObject) -> JsonObject:
    """Give the document with its parties and alignments described in full where they stand.

    The signed graph has one node for one id: whoever holds the badge can move a name from the
    issuer to the creator who is the same party, and keep the signature. What is shown must not
    change by that, so each such node gets what the document says of it anywhere (`shape.py`
    made the descriptions agree). Only nodes that are shown are filled, and one level deep.
    """
    known = _descriptions(document)
    subject = _object(document.get("credentialSubject"))
    achievement = _object(subject.get("achievement"))
    full_achievement = {
        **achievement,
        **_filled(achievement, ("creator", "alignment"), known),
        "criteria": _full_criteria(_object(achievement.get("criteria")), known),
    }
    full_subject = {
        **subject,
        **_filled(subject, ("source",), known),
        "achievement": full_achievement,
    }
    issuer = known.get(issuer_id(document), document.get("issuer"))
    return {**document, "issuer": issuer, "credentialSubject": full_subject}


def _full_criteria(criteria: JsonObject, known: Mapping[str, JsonObject]) -> JsonObject:
    """Criteria may have the id of their achievement, and their text then stand on either."""
    said = known.get(_text(criteria, "id"), {})
    return {**criteria, **({"narrative": said["narrative"]} if "narrative" in said else {})}


def _descriptions(document: JsonObject) -> dict[str, JsonObject]:
    """Put together what the document says of each id."""
    known: dict[str, JsonObject] = {}
    pending: list[JsonValue] = [document]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending.extend(value)
        elif isinstance(value, dict):
            pending.extend(inside for name, inside in value.items() if name not in _OTHER_GRAPHS)
            node_id = value.get("id")
            if isinstance(node_id, str):
                known[node_id] = {**value, **known.get(node_id, {})}
    return known


def _filled(
    holder: JsonObject, members: tuple[str, ...], known: Mapping[str, JsonObject]
) -> JsonObject:
    filled: JsonObject = {}
    for member in members:
        value = holder.get(member)
        if isinstance(value, list):
            filled[member] = [_full_node(item, known) for item in value]
        elif value is not None:
            filled[member] = _full_node(value, known)
    return filled


def _full_node(value: JsonValue, known: Mapping[str, JsonObject]) -> JsonValue:
    name = value.get("id") if isinstance(value, dict) else value
    return known.get(name, value) if isinstance(name, str) else value


def _achievement(achievement: JsonObject) -> VerifiedAchievement:
    called = _text(achievement, "achievementType") or None
    return VerifiedAchievement(
        id=_text(achievement, "id"),
        name=_text(achievement, "name"),
        description=_text(achievement, "description"),
        criteria=_object(achievement.get("criteria")),
        type=called,
        nature=nature_of(called),
    )


def _results(subject: JsonObject, achievement: JsonObject) -> tuple[JsonObject, ...]:
    descriptions = {_text(one, "id"): one for one in _objects(achievement.get("resultDescription"))}
    results = (_named(one, descriptions) for one in _objects(subject.get("result")))
    return _sorted(list(results))


def _named(result: JsonObject, descriptions: dict[str, JsonObject]) -> JsonObject:
    """Add to a Result the words of the achievement: what was looked at, and the level seen."""
    description = descriptions.get(_text(result, "resultDescription"), {})
    level = _level(result, description) if "rubricCriterionLevel" in description else None
    return {**result, "name": description.get("name"), "level": level}


def _level(result: JsonObject, description: JsonObject) -> JsonValue:
    levels = {
        _text(level, "id"): level.get("name")
        for level in _objects(description["rubricCriterionLevel"])
    }
    return levels.get(_text(result, "achievedLevel"))


def _objects(value: JsonValue) -> list[JsonObject]:
    return [item for item in list_of(value) if isinstance(item, dict)]


def _sorted(objects: list[JsonObject]) -> tuple[JsonObject, ...]:
    """Sort by what a reader would; by everything only where that leaves a doubt."""
    if len(objects) < 2:
        return tuple(objects)
    by_place = {_place(one): one for one in objects}
    if len(by_place) == len(objects):
        return tuple(by_place[place] for place in sorted(by_place))
    return tuple(sorted(objects, key=_whole))


def _place(value: JsonObject) -> tuple[str, str]:
    return str(value.get("resultDescription", value.get("id", ""))), str(value.get("name", ""))


def _whole(value: JsonObject) -> str:
    return json.dumps(value, sort_keys=True)


def _object(value: JsonValue) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _text(holder: JsonObject, member: str) -> str:
    value = holder.get(member)
    return value if isinstance(value, str) else ""
