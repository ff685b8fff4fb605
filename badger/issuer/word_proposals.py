"""What the person's and others' words complete: the badge is proposed at once (domain W6)."""

from datetime import datetime

from badger.db.base import Session
from badger.db.rows import FeedbackRow, ProposalRow
from badger.db.writing import insert_absent
from badger.issuer.proposal_queries import kinds_of, proposals_for
from badger.issuer.proposing import UNDER_WAY, new_proposal
from badger.issuer.recognition.decide import decide
from badger.issuer.recognition.facts import award_facts
from badger.issuer.recognition.rules import AwardRule
from badger.issuer.recognition.words import approve_feedback


def keep_word(db: Session, feedback_id: str, *, person_id: str, now: datetime) -> FeedbackRow:
    """Let the person keep a word about her; where it was the last thing, the badge is proposed.

    Raises: FeedbackUnknown.
    """
    row = approve_feedback(db, feedback_id, person_id=person_id, now=now)
    propose_if_met(db, person_id, version_id=row.version_id, now=now)
    return row


def propose_if_met(db: Session, person_id: str, *, version_id: str, now: datetime) -> bool:
    """Propose a badge whose rule is met, unless it is on its way; tell whether it is met.

    Called after something new was said: what was declined before may be proposed again.
    """
    pair = (person_id, version_id)
    facts, version = award_facts(db, [pair])[pair]
    if not decide(facts, AwardRule.from_json(version.rule)).possible:
        return False
    waiting = any(row.state in UNDER_WAY for row in proposals_for(db, [pair]).get(pair, ()))
    if not waiting and kinds_of(db, [person_id])[person_id] in version.recipients:
        values = new_proposal(person_id, version_id, session_id=None, now=now)
        insert_absent(db, ProposalRow, [values])
    return True
