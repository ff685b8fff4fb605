"""Step 7: is the badge about the person that the reader has in mind?

What the reader typed is compared and forgotten: it stands in no finding, report or log.
"""

import re

from badger.credentials.identity import EMAIL, matches_identity, same_email
from badger.json_value import JsonObject
from badger.verify.case import Answer, Case, list_of, not_applicable, passed
from badger.verify.errors import CheckFailed, Undetermined

_MAIL_TO = "mailto:"
_MAX_LETTERS = 1_000
# An address of a thing or a person, which is compared with the subject's id.
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", re.ASCII)


def check_recipient(case: Case) -> Answer:
    """Compare the identifier that the reader knows with the badge's (step 7).

    The identifier arrives from outside the badge: whoever holds somebody else's badge could
    show any name with it (hardening H07).
    """
    if case.policy.recipient is None:
        return not_applicable("recipient.not_asked")
    subject = case.document.get("credentialSubject")
    found = names_recipient(subject if isinstance(subject, dict) else {}, case.policy.recipient)
    if found is None:
        raise Undetermined("recipient.no_address")
    if not found:
        raise CheckFailed("recipient.other_person")
    return passed("recipient.matches")


def names_recipient(subject: JsonObject, recipient: str) -> bool | None:
    """Tell whether a credentialSubject names somebody by an identifier.

    recipient: an e-mail address, the subject's id, or another identifier.
    Returns:   None where the badge holds nothing of that kind, and so says neither.
    """
    expected = _without_scheme(recipient.strip()[:_MAX_LETTERS])
    name = subject.get("id")
    own_id = name if isinstance(name, str) else ""
    identities = [one for one in list_of(subject.get("identifier")) if isinstance(one, dict)]
    if own_id == expected or any(matches_identity(one, expected) for one in identities):
        return True
    if _is_mail(own_id) and same_email(_without_scheme(own_id), expected):
        return True
    return False if _is_comparable(expected, own_id, identities) else None


def _is_mail(name: str) -> bool:
    return name[: len(_MAIL_TO)].lower() == _MAIL_TO


def _without_scheme(name: str) -> str:
    """Give an e-mail address without the `mailto:` before it; anything else as it is."""
    return name[len(_MAIL_TO) :] if _is_mail(name) else name


def _is_comparable(expected: str, own_id: str, identities: list[JsonObject]) -> bool:
    """Tell whether the badge holds anything of the kind that was typed: it is of somebody else
    only when it does, and silent about the person when it does not."""
    if "@" in expected and not _URI.fullmatch(expected):
        has_email = any(one.get("identityType") == EMAIL for one in identities)
        return has_email or _is_mail(own_id)
    if _URI.fullmatch(expected):
        return bool(own_id)
    return any(one.get("identityType") != EMAIL for one in identities)
