"""The API for partners' programs: their badges, and observations that they bring (ADR 0035)."""

from flask import Blueprint, Response, abort, jsonify, request

from badger.db.base import Session
from badger.issuer.achievement_queries import criteria_of, published_versions
from badger.issuer.elsewhere.awards import KeyOfAnother, award_state, bring_award
from badger.issuer.elsewhere.queries import observers_for
from badger.issuer.errors import IssuerError
from badger.json_value import JsonObject
from badger.sentences import sentence
from badger.web.api.award_request import award_body, brought_award, digest_of_body, request_key
from badger.web.errors import problem
from badger.web.language import typeset
from badger.web.security.tokens import caller
from badger.web.services import services

blueprint = Blueprint("partner_api", __name__)


@blueprint.get("/api/v1/achievements")
def achievements() -> Response:
    """List the published badges that the partner of the token issues, by code."""
    addresses = services().addresses
    told: list[JsonObject] = []
    with services().reading() as db:
        for version, achievement in published_versions(db):
            if achievement.issuer_id == caller().partner_id:
                grid = criteria_of(db, version.id)
                told.append(
                    {
                        "id": achievement.id,
                        "code": achievement.code,
                        "version": version.number,
                        "name": version.name,
                        "url": addresses.achievement(achievement.id, version.number),
                        "criteria": [
                            {"number": row.position, "sentence": row.sentence} for row in grid
                        ],
                    }
                )
    return jsonify(achievements=told)


@blueprint.get("/api/v1/observers")
def observers() -> Response:
    """List who observes for the partner of the token or for the territory, by name."""
    with services().reading() as db:
        found = [
            {"id": row.id, "name": row.display_name}
            for row in observers_for(
                db, caller().partner_id, badge=services().settings.needed_observer_badge
            )
        ]
    return jsonify(observers=found)


@blueprint.post("/api/v1/awards")
def bring() -> Response:
    """Record observations made elsewhere; the rule decides, and the person answers.

    Sent again with the same Idempotency-Key, it is the same award.
    """
    if request.mimetype != "application/json":
        abort(415)
    key, body = request_key(), award_body()
    brought = brought_award(body)
    try:
        with services().writing() as db:
            row = bring_award(
                db,
                brought,
                caller=caller(),
                request_key=key,
                body_digest=digest_of_body(body),
                now=services().clock(),
                badge=services().settings.needed_observer_badge,
            )
            told = _state(db, row.id)
    except KeyOfAnother:
        raise
    except IssuerError as error:
        return _refused(error)
    answer = jsonify(told)
    answer.status_code = 201
    answer.headers["Location"] = f"/api/v1/awards/{told['id']}"
    return answer


@blueprint.get("/api/v1/awards/<award_id>")
def award(award_id: str) -> Response:
    """Tell how it stands with what a program brought, and where the badge is once issued."""
    with services().reading() as db:
        return jsonify(_state(db, award_id))


def _refused(error: IssuerError) -> Response:
    """Say what does not hold together in observations: nothing of them was kept."""
    text = typeset(sentence(error.reason, error.facts))
    answer = problem(422, code=error.reason, text=text)
    answer.status_code = 422
    return answer


def _state(db: Session, award_id: str) -> JsonObject:
    found = award_state(db, award_id, partner_id=caller().partner_id)
    credential = found.credential_id
    return {
        "id": found.row.id,
        "achievement": found.version.achievement_id,
        "version": found.version.number,
        "recipient": found.row.person_id,
        "state": found.state,
        "missing": list(found.missing),
        "credential": services().addresses.credential(credential) if credential else None,
    }
