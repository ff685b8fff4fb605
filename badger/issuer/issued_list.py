"""The list of issued badges: fifty a page, looked for by the name of a person or of a badge."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from badger.db.base import Session
from badger.db.rows import CredentialRow
from badger.issuer.frameworks.importing import searched
from badger.issuer.issued_queries import (
    BATCH,
    BEFORE_ALL,
    Named,
    Place,
    credentials_in_order,
    issued_after,
)

BADGES_A_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class IssuedPage:
    """One page of the list.

    more: something comes after the last row.
    """

    rows: Sequence[CredentialRow]
    more: bool


def issued_page(
    db: Session, words: str, *, issuers: Sequence[str] | None, after: Place = BEFORE_ALL
) -> IssuedPage:
    """Return the page that begins after a place of the list, newest first.

    words:   each one stands in the person's name or the badge's, whatever its capitals and accents.
    issuers: partners whose badges are listed; None for those of all.
    """
    asked = searched(words).split()
    # With words all may have to be looked at: names are compared here, since no two databases agree
    # on what an accent is.
    most = BATCH if asked else BADGES_A_PAGE + 1
    issued = issued_after(db, after, issuers=issuers, most=most)
    found = list(islice((one for one in issued if _fits(one, asked)), BADGES_A_PAGE + 1))
    ids = [one.credential_id for one in found[:BADGES_A_PAGE]]
    return IssuedPage(credentials_in_order(db, ids), len(found) > BADGES_A_PAGE)


def _fits(one: Named, asked: Sequence[str]) -> bool:
    names = searched(f"{one.person} {one.badge}") if asked else ""
    return all(word in names for word in asked)
