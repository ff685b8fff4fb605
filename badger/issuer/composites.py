"""Larger badges, made of others: what a rule may ask for, and when one is proposed (domain S10)."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from badger.db.base import Session
from badger.db.rows import AchievementRow, AchievementVersionRow, CredentialRow, ProposalRow
from badger.db.writing import insert_absent
from badger.issuer.composite_queries import (
    answers_on_editions,
    holders_of,
    newest_published_versions,
    sessions_of_proposals,
)
from badger.issuer.errors import IssuerError
from badger.issuer.proposal_queries import kinds_of
from badger.issuer.proposing import UNDER_WAY, new_proposal
from badger.issuer.recognition.decide import decide
from badger.issuer.recognition.facts import Pair, award_facts
from badger.issuer.recognition.piece_queries import (
    compositions,
    first_editions_among,
    held_badges,
    names_of_badges,
)
from badger.issuer.recognition.rules import AwardRule, Pieces

MOST_PIECES = 12


class PiecesInvalid(IssuerError):
    """The pieces are not badges of the territory, each once, in a number that can be held."""

    code = "achievement.pieces_invalid"


class PieceUnpublished(IssuerError):
    """A piece is not published yet: nobody can hold it."""

    code = "achievement.piece_unpublished"


class PiecesInACircle(IssuerError):
    """A badge would, by its pieces or theirs, ask for itself."""

    code = "achievement.pieces_in_a_circle"


def check_named_pieces(db: Session, pieces: Pieces) -> None:
    """Refuse pieces that are unknown, named twice, too many, or fewer than are asked for.

    An edition in another language is none: it counts as the badge that it says again.
    Raises: PiecesInvalid.
    """
    named = pieces.all
    needed = range(1, len(pieces.optional) + 1) if pieces.optional else range(1)
    fits = (
        len(named) <= MOST_PIECES
        and len(set(named)) == len(named)
        and pieces.optional_needed in needed
        and (not named or first_editions_among(db, named) == set(named))
    )
    if not fits:
        raise PiecesInvalid(most=MOST_PIECES)


def check_composition(db: Session, version: AchievementVersionRow) -> None:
    """Refuse to publish a larger badge that nobody could ever hold.

    Raises: PiecesInvalid, PieceUnpublished, PiecesInACircle.
    """
    pieces = AwardRule.from_json(version.rule).pieces
    check_named_pieces(db, pieces)
    if not pieces.all:
        return
    if names_of_badges(db, pieces.all).keys() != set(pieces.all):
        raise PieceUnpublished
    achievement = db.get_one(AchievementRow, version.achievement_id)
    root_id = achievement.first_edition_id
    if root_id in reached_from(pieces.all, compositions(db)):
        raise PiecesInACircle


def reached_from(pieces: Collection[str], known: Mapping[str, Pieces]) -> set[str]:
    """Return these badges, their pieces, the pieces of those, and so on. Pure."""
    reached: set[str] = set()
    left = list(pieces)
    while left:
        one = left.pop()
        if one not in reached:
            reached.add(one)
            left += known.get(one, Pieces()).all
    return reached


def propose_composites(db: Session, received: Sequence[CredentialRow], *, now: datetime) -> None:
    """Propose the larger badges that these badges, just issued, make possible.

    Each is answered by the person like any other. What she declined is proposed again only
    where a piece came after her answer.
    """
    pieces = compositions(db) if received else {}
    if not pieces:
        return
    proposals = [row.proposal_id for row in received if row.proposal_id]
    sessions = sessions_of_proposals(db, proposals)
    last_seen = {row.person_id: sessions.get(row.proposal_id or "") for row in received}
    _propose(db, last_seen, pieces=pieces, now=now)


def propose_to_holders(db: Session, version: AchievementVersionRow, *, now: datetime) -> None:
    """Propose a larger badge, just published, to those who hold its pieces already."""
    pieces = AwardRule.from_json(version.rule).pieces
    achievement = db.get_one(AchievementRow, version.achievement_id)
    # An edition in another language adds nothing: the first was proposed.
    if not pieces.all or achievement.translates_id is not None:
        return
    people = dict.fromkeys(holders_of(db, pieces.all))
    _propose(db, people, pieces={achievement.id: pieces}, now=now)


def _propose(
    db: Session,
    people: Mapping[str, str | None],
    *,
    pieces: Mapping[str, Pieces],
    now: datetime,
) -> None:
    """Propose what is possible to these people; each with the session after which it is, if any."""
    latest = _latest_pieces(db, people, pieces)
    versions = newest_published_versions(db, pieces)
    pairs = [(person, versions[root].id) for person, root in _open(db, people, latest)]
    kinds = kinds_of(db, people)
    values = [
        new_proposal(person, version.id, session_id=people[person], now=now)
        for (person, _), (facts, version) in award_facts(db, pairs).items()
        if kinds[person] in version.recipients
        and decide(facts, AwardRule.from_json(version.rule)).possible
    ]
    insert_absent(db, ProposalRow, values)


def _latest_pieces(
    db: Session, people: Collection[str], pieces: Mapping[str, Pieces]
) -> dict[Pair, datetime]:
    """Return when each (person, larger badge) last got a piece."""
    made_of_it: defaultdict[str, set[str]] = defaultdict(set)
    for root_id, its_pieces in pieces.items():
        for piece in its_pieces.all:
            made_of_it[piece].add(root_id)
    latest: dict[Pair, datetime] = {}
    for held in held_badges(db, people, made_of_it):
        for root_id in made_of_it[held.achievement_id]:
            latest[held.person_id, root_id] = held.received_at
    return latest


def _open(db: Session, people: Collection[str], latest: Mapping[Pair, datetime]) -> list[Pair]:
    """Keep the (person, larger badge) that nothing waits for and no answer stands against."""
    roots = {root_id for _, root_id in latest}
    closed = set()
    for answer in answers_on_editions(db, people, roots):
        pair = (answer.person_id, answer.achievement_id)
        declined_since = (
            answer.answered_at is not None
            and pair in latest
            and (answer.answered_at >= latest[pair])
        )
        if answer.state in UNDER_WAY or declined_since:
            closed.add(pair)
    return [pair for pair in sorted(latest) if pair not in closed]
