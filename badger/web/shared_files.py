"""The badges of a share as files: of each what the share shows of it, signed (docs/adr/0047)."""

from collections.abc import Iterable
from datetime import datetime

from badger.backpack.share_queries import holdings_among
from badger.backpack.sharing import BadgeWish, ShareUnknown
from badger.db.base import Session
from badger.db.rows import CredentialRow
from badger.issuer.shown_part import (
    PartNotGiven,
    ShownPart,
    may_be_shown_in_part,
    part_signer,
    sign_part,
)
from badger.web.services import services
from badger.web.shared_badges import own_award


def shared_file(wish: BadgeWish, *, person_id: str, code: str, now: datetime) -> bytes:
    """Sign what a share shows of one badge of ours, as JSON.

    code: of the share's link; ids in the file are made of it, and do not tell it.
    Raises: ShareUnknown (a badge from elsewhere, or none), PartNotGiven, KeyringLocked.
    """
    here = services()
    with here.reading() as db:
        own = _award(db, wish, person_id=person_id)
        if own is None or own.signed is None:
            raise ShareUnknown
        signed = own.signed
    with here.writing() as db:
        by = part_signer(db, own, keyring=here.keyring, now=now, addresses=here.addresses)
    shown = ShownPart(evidence=wish.evidence, seed=f"{code} {wish.holding_id}")
    return sign_part(signed, shown, by=by, resolver=here.own, now=now)


def files_of_card(
    wishes: Iterable[BadgeWish], *, person_id: str, code: str, now: datetime
) -> dict[str, str]:
    """Sign what a share shows of each badge of ours that it shows a part of, by its holding's id.

    What cannot be signed now is left out: a card is of use without it.
    """
    files = {}
    for wish in wishes:
        try:
            files[wish.holding_id] = shared_file(wish, person_id=person_id, code=code, now=now)
        except (ShareUnknown, PartNotGiven):
            continue
    return {holding_id: data.decode() for holding_id, data in files.items()}


def prepare_files(
    db: Session, wishes: Iterable[BadgeWish], *, person_id: str, now: datetime
) -> None:
    """Make the keys that will sign the files of a share: published before anybody verifies one."""
    here = services()
    found = (_award(db, wish, person_id=person_id) for wish in wishes)
    awards = {own.issuer_id: own for own in found if own is not None}
    # Always in the same order, so that no two of them wait for each other.
    for _, own in sorted(awards.items()):
        if may_be_shown_in_part(db, own):
            part_signer(db, own, keyring=here.keyring, now=now, addresses=here.addresses)


def _award(db: Session, wish: BadgeWish, *, person_id: str) -> CredentialRow | None:
    holding = holdings_among(db, person_id, [wish.holding_id]).get(wish.holding_id)
    return None if holding is None else own_award(db, holding)
