"""What a proposed badge would say, as the person reads it or is read it."""

from dataclasses import dataclass

from flask import abort

from badger.db.base import Session
from badger.db.rows import ObservationSessionRow
from badger.issuer.page_queries import VersionPage, session_by_id, version_page
from badger.issuer.proposals import Proposal


@dataclass(frozen=True, slots=True)
class BadgeTold:
    """A proposal in words.

    seen: the criteria that were seen: pictogram, sentence, level of support.
    """

    page: VersionPage
    session: ObservationSessionRow | None
    seen: tuple[tuple[str, str, str], ...]


def badge_told(db: Session, proposal: Proposal) -> BadgeTold:
    """Tell what a proposal's badge would say."""
    page = version_page(db, proposal.version_id)
    if page is None:
        abort(404)
    session = session_by_id(db, proposal.session_id) if proposal.session_id else None
    levels = proposal.decision.levels
    seen = [(c.icon, c.sentence, levels[c.id].label) for c in page.criteria if c.id in levels]
    return BadgeTold(page, session, tuple(seen))
