"""The person's page of words: what she told, what others said, what she has asked for."""

from flask import Blueprint, render_template

from badger.db.rows import PersonRow
from badger.issuer.feedback_request_queries import open_requests
from badger.issuer.own_words_queries import feedback_kept, reflections_of_person
from badger.issuer.page_queries import names_of_people, versions_by_id
from badger.issuer.recognition.cycle_overview import linked_of_person, own_immersion
from badger.issuer.recognition.queries import sessions_by_ids
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("my_words", __name__)


@blueprint.get("/me/words")
def show() -> str:
    """Show her words with who typed them, the words that she keeps, the links that wait."""
    me = signed_in().person_id
    with services().reading() as db:
        told = reflections_of_person(db, me)
        kept = feedback_kept(db, me)
        waiting = open_requests(db, me, now=services().clock())
        sessions = {row.id: row for row in sessions_by_ids(db, [row.session_id for row in told])}
        named = [row.version_id for row in kept] + [row.version_id for row in waiting]
        versions = versions_by_id(db, named)
        linked = linked_of_person(db, db.get_one(PersonRow, me))
        immersions = [own_immersion(db, one, person_id=me) for one in linked if not one.is_cycle]
        typists = names_of_people(db, [row.dictated_to for row in told if row.dictated_to])
    return render_template(
        "me/words.html",
        told=told,
        kept=kept,
        waiting=waiting,
        sessions=sessions,
        versions=versions,
        typists=typists,
        cycles=[one for one in linked if one.is_cycle],
        immersions=immersions,
    )
