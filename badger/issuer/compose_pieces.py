"""What a larger badge's document says of the badges that it is made of. Pure."""

from collections.abc import Iterable, Sequence
from typing import Final

from badger.credentials.model import Alignment, Evidence
from badger.db.rows import AchievementVersionRow
from badger.issuer.addresses import Addresses
from badger.issuer.recognition.pieces import Piece
from badger.issuer.recognition.rules import AwardRule
from badger.issuer.wordings import (
    GATHERED,
    OPTIONAL_PIECE,
    PIECE_GENRE,
    REQUIRED_PIECE,
    piece_narrative,
    pieces_narrative,
)

# An alignment to a credential, in the closed list of Open Badges 3.0, "AlignmentTargetType".
PIECE_TYPE: Final = "ceterms:Credential"


def piece_alignments(
    version: AchievementVersionRow,
    pieces: Iterable[AchievementVersionRow],
    *,
    addresses: Addresses,
) -> tuple[Alignment, ...]:
    """Name the badges that a version is made of.

    `related` is for what "should be considered the same" (Open Badges 3.0, Achievement): a piece
    is not.
    """
    required = AwardRule.from_json(version.rule).pieces.required
    return tuple(
        Alignment(
            target_name=piece.name,
            target_url=addresses.achievement(piece.achievement_id, piece.number),
            target_type=PIECE_TYPE,
            target_description=(
                REQUIRED_PIECE if piece.achievement_id in required else OPTIONAL_PIECE
            ),
        )
        for piece in pieces
    )


def piece_evidence(
    pieces: Sequence[Piece], *, named: Sequence[Piece], addresses: Addresses
) -> Sequence[Evidence]:
    """Tell on how many badges of the person it rests, or on which.

    named: those that she wants named, all or none.
    """
    if not pieces:
        return []
    if not named:
        return [Evidence(name=GATHERED, narrative=pieces_narrative(len(pieces)))]
    return [
        Evidence(
            id=addresses.credential(piece.credential_id),
            name=piece.name,
            genre=PIECE_GENRE,
            narrative=piece_narrative(piece.name, piece.received_on),
        )
        for piece in named
        if piece.credential_id and piece.received_on
    ]
