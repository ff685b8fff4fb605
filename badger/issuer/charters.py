"""The charter of confidentiality: nothing crosses from partner to partner before it is signed.

Source: domain W1, C9, F11 AC1 and AC2. A new version suspends sharing until it is signed anew.
"""

from collections.abc import Collection
from datetime import datetime

from badger.db.audit import append_event
from badger.db.base import Session
from badger.db.rows import CharterRow, CharterSignatureRow
from badger.db.writing import inserted_keys
from badger.issuer.charter_queries import current_charter, sharing_partners, signature_of
from badger.issuer.errors import IssuerError

MAX_TEXT_CHARACTERS = 20_000
MAX_SIGNATORY_CHARACTERS = 120


class CharterInvalid(IssuerError):
    """A charter needs a text, a signature needs a name."""

    code = "charter.invalid"


class CharterReplaced(IssuerError):
    """Another version is in force by now: it has to be read first."""

    code = "charter.replaced"


class CharterUnsigned(IssuerError):
    """A partner has not signed the version in force: what is shared stays closed."""

    code = "charter.unsigned"


def publish_charter(db: Session, *, text: str, actor: str, now: datetime) -> CharterRow:
    """Put a new version in force; every partner has to sign it before it shares again.

    text:   the charter as partners read it; blank lines part its paragraphs.
    Raises: CharterInvalid; CharterReplaced where somebody else published meanwhile.
    """
    words = text.replace("\r\n", "\n").strip()
    if not 0 < len(words) <= MAX_TEXT_CHARACTERS:
        raise CharterInvalid(member="text", limit=MAX_TEXT_CHARACTERS)
    former = current_charter(db)
    number = former.number + 1 if former else 1
    values = {"number": number, "text": words, "published_by": actor, "published_at": now}
    if not inserted_keys(db, CharterRow, [values]):
        raise CharterReplaced(number=number)
    append_event(db, kind="charter.published", actor=actor, subject=str(number), facts={}, now=now)
    return db.get_one(CharterRow, number)


def sign_charter(
    db: Session, number: int, *, partner_id: str, signatory: str, actor: str, now: datetime
) -> CharterSignatureRow:
    """Sign the version in force for a partner; twice is once.

    number:    the version that was read.
    signatory: name and office of who signs, as she writes them.
    Raises:    CharterReplaced, CharterInvalid.
    """
    current = current_charter(db)
    if current is None or current.number != number:
        raise CharterReplaced(number=number)
    name = " ".join(signatory.split())
    if not 0 < len(name) <= MAX_SIGNATORY_CHARACTERS:
        raise CharterInvalid(member="signatory", limit=MAX_SIGNATORY_CHARACTERS)
    values = {
        "number": number,
        "partner_id": partner_id,
        "signatory": name,
        "signed_by": actor,
        "signed_at": now,
    }
    if inserted_keys(db, CharterSignatureRow, [values]):
        append_event(
            db,
            kind="charter.signed",
            actor=actor,
            subject=partner_id,
            facts={"number": number},
            now=now,
        )
    row = signature_of(db, number, partner_id=partner_id)
    if row is None:
        raise CharterReplaced(number=number)
    return row


def require_sharing(db: Session, own: Collection[str], *, other: str) -> None:
    """Let somebody of the partners `own` look into what `other` holds.

    Among themselves a partner's people need no charter. Raises: CharterUnsigned.
    """
    if other in own:
        return
    sharing = sharing_partners(db)
    if other not in sharing or not sharing.intersection(own):
        raise CharterUnsigned


def has_charter_to_sign(db: Session, partner_ids: Collection[str]) -> bool:
    """Tell whether one of the partners still has to sign the version in force, if there is one."""
    if not partner_ids or current_charter(db) is None:
        return False
    return not set(partner_ids) <= sharing_partners(db)
