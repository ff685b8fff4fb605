"""How a badge of ours stands today, put into its verdict: what the status lists do not tell."""

from badger.db.rows import CredentialRow
from badger.web.presenters.dates import day_short
from badger.web.presenters.report import VerdictPage, replaced_on, revoked_on, suspended_on


def standing_told(page: VerdictPage, row: CredentialRow, *, is_replaced: bool) -> VerdictPage:
    """Put the day of a revocation or suspension into the banner.

    is_replaced: a corrected badge stands in the place of this one.
    """
    if row.revoked_at is not None:
        said = replaced_on if is_replaced else revoked_on
        return said(page, day_short(row.revoked_at))
    if row.suspended_at is not None:
        return suspended_on(page, day_short(row.suspended_at))
    return page
