"""Step 4: does the badge name a place where a newer one may be had?"""

from badger.verify.case import Answer, Case, not_applicable


def check_refresh(case: Case) -> Answer:
    """Say whether there is a refresh service; it is never followed behind a reader's back."""
    if "refreshService" in case.document:
        return not_applicable("refresh.not_followed")
    return not_applicable("refresh.none")
