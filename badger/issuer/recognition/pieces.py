"""Which badges a larger one rests on, and which are still to come. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from badger.issuer.recognition.reasons import Reason, met_or_missing
from badger.issuer.recognition.rules import Pieces
from badger.issuer.wordings import french_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One badge that a larger one asks for, and whether the person holds it.

    achievement_id: of its first edition.
    received_on:    the day when she accepted it; None (and no credential) where she does not
                    hold it, or it was revoked or suspended.
    """

    achievement_id: str
    name: str
    received_on: date | None = None
    credential_id: str | None = None


def held_pieces(pieces: Pieces, known: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return the pieces that are held, in the order of the rule."""
    return tuple(piece for piece in _in_order(pieces.all, known) if piece.received_on is not None)


def piece_reasons(pieces: Pieces, known: Sequence[Piece]) -> Iterator[Reason]:
    """Give one reason for each required piece, each optional one held, and those to come.

    Of the optional ones a person reads what she holds, and between which she may choose.
    """
    for piece in _in_order(pieces.required, known):
        yield _held_or_not(piece)
    optional = _in_order(pieces.optional, known)
    held = [piece for piece in optional if piece.received_on is not None]
    for piece in held:
        yield _held_or_not(piece)
    if len(held) < pieces.optional_needed:
        among = ", ".join(f"« {piece.name} »" for piece in optional if piece not in held)
        left = pieces.optional_needed - len(held)
        yield met_or_missing("decide.optional_pieces", False, seen=left, among=among)


def _in_order(achievement_ids: Sequence[str], known: Iterable[Piece]) -> list[Piece]:
    by_id = {piece.achievement_id: piece for piece in known}
    return [by_id[one] for one in achievement_ids]


def _held_or_not(piece: Piece) -> Reason:
    if piece.received_on is None:
        return met_or_missing("decide.piece", False, badge=piece.name)
    return met_or_missing("decide.piece", True, badge=piece.name, day=french_day(piece.received_on))
