"""Correct a badge: the same recognition, signed again with its text put right (domain F12)."""

from collections.abc import Callable
from datetime import datetime
from typing import Unpack

from badger.credentials.build import document_of
from badger.credentials.datetimes import format_timestamp
from badger.credentials.strict_json import parse_object
from badger.db.audit import append_event
from badger.db.base import Session, new_id
from badger.db.rows import CredentialRow
from badger.issuer.achievement_queries import newest_published_version
from badger.issuer.acts import Told
from badger.issuer.addresses import Addresses
from badger.issuer.award_queries import (
    credentials_with_keys,
    locked_credential,
    locked_list,
    locked_newest_list,
)
from badger.issuer.compose import (
    Place,
    VersionText,
    achievement_of,
    issuer_profile,
    new_subject_id,
    status_of,
)
from badger.issuer.errors import IssuerError
from badger.issuer.finish import complete_awards
from badger.issuer.keyring import Keyring
from badger.issuer.people_queries import lock_keys
from badger.issuer.profiles import version_text
from badger.issuer.proposal_queries import locked_proposals
from badger.issuer.queries import credential_by_id
from badger.issuer.revocation import CredentialUnknown, ReasonMissing, revoke_credential
from badger.issuer.status import reserve_status_entries, to_bytes
from badger.json_value import JsonObject, JsonValue


class CredentialRevoked(IssuerError):
    """What was taken back is not corrected: it would stand again."""

    code = "correction.revoked"


class CredentialSuspended(IssuerError):
    """A suspended badge is not corrected: the new one would not be suspended."""

    code = "correction.suspended"


class MoreThanACorrection(IssuerError):
    """The newest version of the badge has another grid or another rule."""

    code = "correction.more_than_words"


def reissue_badge(db: Session, credential_id: str, **told: Unpack[Told]) -> CredentialRow:
    """Sign a badge again with the words of its newest version, and revoke the former.

    What was seen, by whom and the `awardedDate` stay; address, subject, seal and place in the
    status list are new. Asked twice, it is the same credential. In one transaction.
    Raises: CredentialUnknown, ReasonMissing, CredentialRevoked, CredentialSuspended,
            MoreThanACorrection, KeyringLocked, ClockBehind, SignatureRefused.
    """
    return _replace(db, credential_id, newest_text, **told)


def renew_badge(db: Session, credential_id: str, **told: Unpack[Told]) -> CredentialRow:
    """Sign a badge again as it is, with the key of today, and revoke the former.

    As `reissue_badge`, whatever became of the badge's model since. Raises: as there.
    """
    return _replace(db, credential_id, _same_text, **told)


def _replace(
    db: Session,
    credential_id: str,
    text_of: Callable[[Session, CredentialRow], VersionText],
    **told: Unpack[Told],
) -> CredentialRow:
    if not told["reason"].strip():
        raise ReasonMissing
    former = _locked(db, credential_id)
    key = correction_key(former.id)
    if made := credentials_with_keys(db, former.issuer_id, [key]):
        return made[0]
    if former.revoked_at is not None:
        raise CredentialRevoked(credential=credential_id)
    if former.suspended_at is not None:
        raise CredentialSuspended(credential=credential_id)
    text, now = text_of(db, former), told["now"]
    keyring, addresses = told["keyring"], told["addresses"]
    row = _reserve(db, former, text, keyring=keyring, now=now, addresses=addresses)
    complete_awards(db, [row], keyring=keyring, now=now, addresses=addresses)
    revoke_credential(db, former.id, **told)
    facts: JsonObject = {"former": former.id}
    kind = "credential.corrected"
    append_event(db, kind=kind, actor=told["actor"], subject=row.id, facts=facts, now=now)
    return row


def _locked(db: Session, credential_id: str) -> CredentialRow:
    """Lock in the order of all awards: proposal, credential, keys, lists from the oldest."""
    known = credential_by_id(db, credential_id)
    if known is None or known.state != "issued":
        raise CredentialUnknown(credential=credential_id)
    locked_proposals(db, [known.proposal_id] if known.proposal_id else [])
    former = locked_credential(db, credential_id) or known
    lock_keys(db, former.issuer_id, to_change=False)
    locked_list(db, former.list_id)
    locked_newest_list(db, former.issuer_id)
    return former


def _reserve(
    db: Session,
    former: CredentialRow,
    text: VersionText,
    *,
    keyring: Keyring,
    now: datetime,
    addresses: Addresses,
) -> CredentialRow:
    """Store the corrected credential unsigned; it takes the proposal over from the former."""
    (place,) = reserve_status_entries(
        db,
        text.issuer,
        count=1,
        signer=keyring.signer(db, former.issuer_id),
        addresses=addresses,
        now=now,
    )
    row = CredentialRow(
        id=new_id(),
        proposal_id=former.proposal_id,
        issuer_id=former.issuer_id,
        version_id=text.version.id,
        person_id=former.person_id,
        request_key=correction_key(former.id),
        list_id=place.list_id,
        list_index=place.index,
        state="reserved",
        reserved_at=now,
    )
    document = parse_object(former.signed or b"")
    row.unsigned = to_bytes(corrected(document, row=row, text=text, addresses=addresses, now=now))
    former.proposal_id = None
    db.flush()
    db.add(row)
    db.flush()
    return row


def correction_key(credential_id: str) -> str:
    """Name the request that makes the badge in place of this one."""
    return f"correction/{credential_id}"


def _same_text(db: Session, former: CredentialRow) -> VersionText:
    return version_text(db, former.version_id)


def newest_text(db: Session, former: CredentialRow) -> VersionText:
    """Load the newest published version of a badge. Raises: MoreThanACorrection."""
    old = version_text(db, former.version_id)
    newest = newest_published_version(db, old.version.achievement_id)
    if newest is None or newest.id == former.version_id:
        return old
    text = version_text(db, newest.id)
    if _substance(text) != _substance(old):
        raise MoreThanACorrection(version=newest.number)
    return text


def _substance(text: VersionText) -> tuple[object, ...]:
    """Return what a correction of words leaves as it is."""
    version = text.version
    kinds = version.kind, version.family, version.declared, version.language
    return len(text.criteria), version.rule, *kinds


def corrected(
    document: JsonObject,
    *,
    row: CredentialRow,
    text: VersionText,
    addresses: Addresses,
    now: datetime,
) -> JsonObject:
    """Write the former credential anew, unsigned, with the words of `text`. Pure."""
    fresh: JsonObject = {
        "id": addresses.credential(row.id),
        "name": text.version.name,
        "issuer": document_of(issuer_profile(text.issuer, addresses)),
        "validFrom": format_timestamp(now),
        "credentialSubject": _subject(document["credentialSubject"], text, addresses=addresses),
        "credentialStatus": document_of(status_of(Place(row.list_id, row.list_index), addresses)),
    }
    kept = {name: value for name, value in document.items() if name != "proof"}
    return {name: fresh.get(name, value) for name, value in kept.items()}


def _subject(former: JsonValue, text: VersionText, *, addresses: Addresses) -> JsonValue:
    """Keep what was seen; the criteria are those of the newest version, by their places."""
    if not isinstance(former, dict) or not isinstance(former["achievement"], dict):
        # What we signed ourselves has one subject with one achievement.
        raise TypeError("not a credential of ours")
    achievement = document_of(achievement_of(text, addresses))
    old, new = str(former["achievement"]["id"]), str(achievement["id"])
    subject: JsonObject = {**former, "id": new_subject_id(), "achievement": achievement}
    if "result" in former:
        subject["result"] = _moved(former["result"], old=old, new=new)
    return subject


def _moved(results: JsonValue, *, old: str, new: str) -> JsonValue:
    """Point results at the same criteria and levels of another version."""
    if isinstance(results, list):
        return [_moved(one, old=old, new=new) for one in results]
    if isinstance(results, dict):
        return {name: _moved(value, old=old, new=new) for name, value in results.items()}
    if isinstance(results, str) and results.startswith(f"{old}#"):
        return new + results.removeprefix(old)
    return results
