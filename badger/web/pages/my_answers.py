"""What others said and that waits for the person's yes: each is kept, or gone without a trace."""

from flask import Blueprint, render_template

from badger.issuer.own_page_queries import badge_names, supports_waiting
from badger.issuer.page_queries import feedback_to_approve, versions_by_id
from badger.issuer.people_queries import partners_by_ids
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("my_answers", __name__)


@blueprint.get("/me/answers")
def show() -> str:
    """Show the words of partners and peers, each with its two answers."""
    me = signed_in().person_id
    with services().reading() as db:
        supports = supports_waiting(db, me)
        words = feedback_to_approve(db, me)
        return render_template(
            "me/answers.html",
            supports=supports,
            endorsers=partners_by_ids(db, {row.endorser_id for row in supports}),
            badge_names=badge_names(db, [row.credential_id for row in supports]),
            words=words,
            word_names=versions_by_id(db, [row.version_id for row in words]),
        )
