"""From a document whose gates passed to what may be shown.

The document may be read as it stands: `shape.py` let one spelling through, the schema fixed
the shapes, and the signature covers every value of it. What it does not cover is the order
of the standard's sets, so they are sorted here (hardening L13).
"""

import json
from collections.abc import Iterator

from badger.credentials.datetimes import parse_timestamp
from badger.json_value import JsonObject, JsonValue
from badger.verify.case import Case, issuer_id, list_of
from badger.verify.report import VerifiedAchievement, VerifiedCredential, VerifiedIssuer

_OTHER_GRAPHS = frozenset(("endorsement", "proof"))
_ELSEWHERE = frozenset(("achievement", "result"))


def verified_credential(case: Case) -> VerifiedCredential:
    """Build what pages show. Only to be called when structure, proof and issuer passed."""
    document = case.document
    subject = _object(document.get("credentialSubject"))
    achievement = _object(subject.get("achievement"))
    return VerifiedCredential(
        id=_text(document, "id"),
        issuer=_issuer(document),
        achievement=_achievement(achievement),
        subject={name: value for name, value in subject.items() if name not in _ELSEWHERE},
        results=_results(subject, achievement),
        evidence=_sorted(_objects(document.get("evidence"))),
        valid_from=parse_timestamp(_text(document, "validFrom")),
        valid_until=case.period.end,
        document=document,
        endorsements=case.endorsements,
    )


def _issuer(document: JsonObject) -> VerifiedIssuer:
    """Read the issuer; its name may stand wherever the same profile is described.

    The signed graph has one node for one id (issuer and creator are often the same), so that
    a name moved from one place to the other must not change what is shown.
    """
    name = _object(document.get("issuer")).get("name")
    issuer = issuer_id(document)
    if not isinstance(name, str):
        name = next(_names_of(document, issuer), None)
    return VerifiedIssuer(id=issuer, name=name)


def _names_of(value: JsonValue, node_id: str) -> Iterator[str]:
    """Yield the name of every node of this graph with that id; `shape.py` made them agree."""
    if isinstance(value, list):
        for item in value:
            yield from _names_of(item, node_id)
    elif isinstance(value, dict):
        name = value.get("name")
        if value.get("id") == node_id and isinstance(name, str):
            yield name
        for member, inside in value.items():
            if member not in _OTHER_GRAPHS:
                yield from _names_of(inside, node_id)


def _achievement(achievement: JsonObject) -> VerifiedAchievement:
    return VerifiedAchievement(
        id=_text(achievement, "id"),
        name=_text(achievement, "name"),
        description=_text(achievement, "description"),
        criteria=_object(achievement.get("criteria")),
    )


def _results(subject: JsonObject, achievement: JsonObject) -> tuple[JsonObject, ...]:
    descriptions = {_text(one, "id"): one for one in _objects(achievement.get("resultDescription"))}
    results = (_named(one, descriptions) for one in _objects(subject.get("result")))
    return _sorted(list(results))


def _named(result: JsonObject, descriptions: dict[str, JsonObject]) -> JsonObject:
    """Add to a Result the words of the achievement: what was looked at, and the level seen."""
    description = descriptions.get(_text(result, "resultDescription"), {})
    levels = {
        _text(level, "id"): level.get("name")
        for level in _objects(description.get("rubricCriterionLevel"))
    }
    return {
        **result,
        "name": description.get("name"),
        "level": levels.get(_text(result, "achievedLevel")),
    }


def _objects(value: JsonValue) -> list[JsonObject]:
    return [item for item in list_of(value) if isinstance(item, dict)]


def _sorted(objects: list[JsonObject]) -> tuple[JsonObject, ...]:
    """Sort by what a reader would; by everything only where that leaves a doubt."""
    if len(objects) < 2:
        return tuple(objects)
    places = [_place(one) for one in objects]
    is_clear = len(set(places)) == len(places)
    return tuple(sorted(objects, key=_place if is_clear else _whole))


def _place(value: JsonObject) -> tuple[str, str]:
    return str(value.get("resultDescription", value.get("id", ""))), str(value.get("name", ""))


def _whole(value: JsonObject) -> str:
    return json.dumps(value, sort_keys=True)


def _object(value: JsonValue) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _text(holder: JsonObject, member: str) -> str:
    value = holder.get(member)
    return value if isinstance(value, str) else ""
