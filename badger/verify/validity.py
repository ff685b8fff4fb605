"""Step 6: is now within the dates that the badge gives itself?"""

from badger.credentials.datetimes import format_timestamp
from badger.verify.case import Answer, Case, is_shown_in_part, passed
from badger.verify.period import require_current


def check_validity(case: Case) -> Answer:
    """Compare `validFrom` and `validUntil` with now (step 6)."""
    require_current(case.period, now=case.now, skew_s=case.policy.skew_s)
    if case.period.end is None:
        return passed("validity.not_shown" if is_shown_in_part(case) else "validity.open")
    return passed("validity.current", until=format_timestamp(case.period.end))
