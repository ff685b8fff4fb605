"""Whose name a kept badge bears: told plainly, and never as a reproach."""

from badger.accounts.queries import addresses_of
from badger.db.base import Session
from badger.json_value import JsonObject
from badger.verify import Report
from badger.verify.recipient import names_recipient
from badger.web.language import gettext


def confirmed_addresses(db: Session, person_id: str) -> list[str]:
    """Return the e-mail addresses that a person has confirmed."""
    return [row.email for row in addresses_of(db, person_id) if row.verified_at is not None]


def recipient_words(report: Report, addresses: list[str]) -> str:
    """Say whether a badge bears one of these addresses, "" where nothing was verified."""
    if report.credential is None:
        return ""
    subject = report.credential.subject
    answers = [names_recipient(subject, address) for address in addresses]
    if True in answers:
        return gettext("Ce badge porte votre adresse e-mail.")
    # Without an address of hers, one that is nobody's tells whether the badge names any.
    if names_recipient(subject, "nobody@invalid.invalid") is None:
        if _names_otherwise(subject):
            return gettext("Ce badge porte un identifiant que nous ne savons pas comparer.")
        return gettext("Ce badge ne dit pas à qui il est.")
    if addresses:
        return gettext("Ce badge porte une autre adresse e-mail que la vôtre.")
    return gettext("Ce badge porte une adresse e-mail. Confirmez la vôtre pour comparer.")


def _names_otherwise(subject: JsonObject) -> bool:
    """Tell whether a badge names its person by something other than an e-mail address.

    A random number (urn:uuid:) names nobody; a key, an address or a number of hers does.
    """
    own_id = subject.get("id")
    is_name = isinstance(own_id, str) and not own_id.lower().startswith("urn:uuid:")
    return is_name or bool(subject.get("identifier"))
