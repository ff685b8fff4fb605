"""From an Open Badges 2 badge whose gates passed to what may be shown, in the words of 3.

Only members that were read by their type are taken over: what an issuer added of its own stays
in its documents.
"""

from badger.credentials.openbadges_v2 import Alignment, Assertion, BadgeClass, Evidence
from badger.json_value import JsonObject, JsonValue
from badger.verify.achievement import BADGE, VerifiedAchievement
from badger.verify.case import Case
from badger.verify.open_badges_2.assertions import judged
from badger.verify.open_badges_2.parties import chain_of
from badger.verify.open_badges_2.recipient import identity_of
from badger.verify.report import VerifiedCredential, VerifiedIssuer


def verified_open_badge_2(case: Case) -> VerifiedCredential:
    """Build what pages show. Only to be called when structure, proof and issuer passed."""
    assertion, chain = judged(case).assertion, chain_of(case)
    achievement = _achievement(chain.badge_class)
    subject = _subject(assertion)
    return VerifiedCredential(
        id=assertion.id,
        issuer=VerifiedIssuer(id=chain.profile.id, name=chain.profile.name),
        achievement=achievement,
        subject=subject,
        results=(),
        evidence=tuple(_evidence(one) for one in assertion.evidence),
        valid_from=assertion.issued_on,
        valid_until=assertion.expires,
        document=_document(chain.badge_class, subject),
    )


def _achievement(badge_class: BadgeClass) -> VerifiedAchievement:
    return VerifiedAchievement(
        id=badge_class.id,
        name=badge_class.name,
        description=badge_class.description,
        criteria=_filled(id=badge_class.criteria_url, narrative=badge_class.criteria),
        nature=BADGE,
    )


def _subject(assertion: Assertion) -> JsonObject:
    identifier: JsonObject = {}
    if assertion.recipient.type == "email":
        identifier = {"identifier": [identity_of(assertion.recipient)]}
    return {
        "type": ["AchievementSubject"],
        **identifier,
        **_filled(narrative=assertion.narrative),
    }


def _document(badge_class: BadgeClass, subject: JsonObject) -> JsonObject:
    """Write what pages look up in the document of a badge: skills and tags."""
    alignment: list[JsonValue] = [_alignment(one) for one in badge_class.alignment]
    achievement: JsonObject = {"tag": list(badge_class.tags), "alignment": alignment}
    return {"credentialSubject": {**subject, "achievement": achievement}}


def _evidence(one: Evidence) -> JsonObject:
    return _filled(
        id=one.id,
        name=one.name,
        narrative=one.narrative,
        description=one.description,
        genre=one.genre,
    )


def _alignment(one: Alignment) -> JsonObject:
    return _filled(
        targetName=one.name,
        targetUrl=one.url,
        targetFramework=one.framework,
        targetCode=one.code,
    )


def _filled(**members: str) -> JsonObject:
    return {name: value for name, value in members.items() if value}
