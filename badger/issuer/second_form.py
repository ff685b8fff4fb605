"""The second form of an award: the same badge as a signed token (VC-JWT)."""

from datetime import datetime

from badger.credentials.jwt_signing import sign_jwt
from badger.credentials.strict_json import parse_object
from badger.db.base import Session
from badger.db.rows import CredentialRow
from badger.issuer.addresses import Addresses
from badger.issuer.departures import require_present
from badger.issuer.keyring import Keyring
from badger.issuer.people_queries import partners_by_ids
from badger.issuer.self_check import SignatureRefused
from badger.verify import Resolver, VerificationPolicy, read_presented, verify


def as_token(
    db: Session, row: CredentialRow, *, keyring: Keyring, now: datetime, addresses: Addresses
) -> str:
    """Write an issued award as a token under the issuer's RSA key: same id, dates, status.

    Raises: PartnerArchived, KeyringLocked, WrongKeyEncryptionKey, KeyDamaged: roll back then.
    """
    signed = parse_object(row.signed or b"")
    document = {name: value for name, value in signed.items() if name != "proof"}
    # It holds the lock that a departure waits for: whoever has left by then signs nothing.
    signer = keyring.token_signer(db, row.issuer_id, now=now)
    issuer = partners_by_ids(db, [row.issuer_id])[row.issuer_id]
    require_present(issuer)
    kid = f"{addresses.issuer_did(issuer.slug)}#{signer.public.thumbprint()}"
    return sign_jwt(document, signer=signer, kid=kid)


def has_second_form(db: Session, row: CredentialRow) -> bool:
    """Tell whether an award may be written as a token: not in the name of an issuer that left."""
    return partners_by_ids(db, [row.issuer_id])[row.issuer_id].archived_at is None


def require_authentic(badge: bytes, *, resolver: Resolver, now: datetime) -> None:
    """Let our own verifier look at a badge before it is signed anew, and at what is handed over.

    Raises: SignatureRefused.
    """
    report = verify(read_presented(badge), VerificationPolicy(), resolver, now)
    if report.credential is None:
        raise SignatureRefused(findings=", ".join(f.code for f in report.findings[:3]))
