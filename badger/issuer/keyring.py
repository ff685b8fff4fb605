"""Signing keys of partners and territory, encrypted at rest under the key-encryption key."""

from dataclasses import dataclass, field
from datetime import datetime

from badger.credentials.keys import EcdsaSigningKey, RsaSigningKey, Signer, SigningKey
from badger.credentials.strict_json import parse_object
from badger.db.audit import append_event
from badger.db.base import Session, new_id
from badger.db.encryption import KeyEncryptionKey, name_of_key
from badger.db.rows import SigningKeyRow, TerritoryKeyRow
from badger.db.site_key import site_keys
from badger.db.writing import inserted_keys
from badger.issuer.key_sealing import (
    KeyringLocked,
    KeyRow,
    KeyUnknown,
    opened_key,
    require_answer,
    seal_key,
)
from badger.issuer.people_queries import (
    active_key,
    active_selective_key,
    active_territory_key,
    active_token_key,
    all_keys,
    lock_keys,
    second_keys_of,
)
from badger.issuer.second_keys import NewKey, SecondRow, new_selective_key, new_token_key
from badger.issuer.signing import PartnerSigner
from badger.json_value import JsonObject
from badger.settings import Settings

TERRITORY = "territory"


@dataclass(frozen=True, slots=True)
class Keyring:
    """Opens and seals signing keys; without a key-encryption key it is locked.

    key_encryption_key: 32 bytes or a key in a token, None where nothing may be signed.
    former_key:         the one before, while stored keys are moved to the new one (`rewrap`).
    """

    key_encryption_key: KeyEncryptionKey | None = field(repr=False)
    former_key: KeyEncryptionKey | None = field(default=None, repr=False)

    @property
    def locked(self) -> bool:
        """Tell whether nothing can be signed here."""
        return self.key_encryption_key is None

    def require_reachable(self) -> None:
        """Check, before a transaction that signs, that it will not wait for a token.

        Raises: KeyringLocked, KeyringAway.
        """
        require_answer(self._current())

    def require_unlocked(self, db: Session) -> None:
        """Check before serving that every stored key opens.

        Raises: KeyringLocked, KeyringAway, WrongKeyEncryptionKey, KeyDamaged.
        """
        self._current()
        for row in all_keys(db):
            self._seed(row)

    def new_key(self, db: Session, partner_id: str, *, actor: str, now: datetime) -> SigningKeyRow:
        """Make a signing key of a partner, and beside it the one for badges shown in part.

        Raises: KeyringLocked.
        """
        key_encryption_key = self._current()
        key = SigningKey.generate()
        row = SigningKeyRow(
            id=new_id(),
            partner_id=partner_id,
            public_multikey=key.public.to_multikey(),
            created_at=now,
        )
        seal_key(row, key.expose_seed(), by=key_encryption_key)
        db.add(row)
        db.flush()
        _record(db, "key.created", row, actor=actor, now=now)
        self._keep(db, new_selective_key(partner_id, now=now), now=now)
        return row

    def rotate(self, db: Session, partner_id: str, *, actor: str, now: datetime) -> SigningKeyRow:
        """Retire the active key and make the next; what was signed before still verifies.

        Raises: KeyringLocked, KeyUnknown.
        """
        self._current()
        lock_keys(db, partner_id, to_change=True)
        active = active_key(db, partner_id)
        if active is None:
            raise KeyUnknown(partner=partner_id)
        active.retired_at = now
        _end_second_keys(db, partner_id, retired=now)
        db.flush()
        _record(db, "key.retired", active, actor=actor, now=now)
        return self.new_key(db, partner_id, actor=actor, now=now)

    def declare_compromised(
        self,
        db: Session,
        key_id: str,
        *,
        actor: str,
        now: datetime,
        since: datetime | None = None,
    ) -> SigningKeyRow:
        """Mark a key as revoked from `since` on (now); an active one is replaced. Twice is once.

        `compromise.py` also publishes what the key had signed before.
        Returns the revoked key. Raises: KeyringLocked, KeyUnknown.
        """
        row = db.get(SigningKeyRow, key_id)
        if row is None:
            raise KeyUnknown(key=key_id)
        lock_keys(db, row.partner_id, to_change=True)
        db.refresh(row)
        if row.compromised_at is not None:
            return row
        row.compromised_at = since or now
        _end_second_keys(db, row.partner_id, retired=now, compromised=row.compromised_at)
        db.flush()
        if row.retired_at is None:
            self.rotate(db, row.partner_id, actor=actor, now=now)
        _record(db, "key.compromised", row, actor=actor, now=now)
        return row

    def signer(self, db: Session, partner_id: str) -> PartnerSigner:
        """Open the active key of a partner.

        The key cannot be retired before this transaction ends: nothing is signed by a retired key.
        Raises: KeyringLocked, WrongKeyEncryptionKey, KeyDamaged, KeyUnknown.
        """
        self._current()
        lock_keys(db, partner_id, to_change=False)
        row = active_key(db, partner_id)
        if row is None:
            raise KeyUnknown(partner=partner_id)
        return PartnerSigner(row.id, partner_id, SigningKey.from_seed(self._seed(row)))

    def token_signer(self, db: Session, partner_id: str, *, now: datetime) -> Signer:
        """Open the RSA key by which a partner writes badges as tokens; the first call makes it.

        Raises: KeyringLocked, WrongKeyEncryptionKey, KeyDamaged.
        """
        self._current()
        is_there = active_token_key(db, partner_id) is not None
        lock_keys(db, partner_id, to_change=not is_there)
        row = active_token_key(db, partner_id) or self._keep(
            db, new_token_key(partner_id, now=now), now=now
        )
        return RsaSigningKey.from_secret_jwk(parse_object(self._seed(row)))

    def selective_signer(self, db: Session, partner_id: str, *, now: datetime) -> Signer:
        """Open the P-256 key by which a partner signs badges to be shown in part; one that has
        none yet gets it.

        Raises: KeyringLocked, WrongKeyEncryptionKey, KeyDamaged.
        """
        self._current()
        is_there = active_selective_key(db, partner_id) is not None
        lock_keys(db, partner_id, to_change=not is_there)
        row = active_selective_key(db, partner_id) or self._keep(
            db, new_selective_key(partner_id, now=now), now=now
        )
        return EcdsaSigningKey.from_secret_multikey(self._seed(row).decode())

    def _keep(self, db: Session, new: NewKey[SecondRow], *, now: datetime) -> SecondRow:
        """Seal a key that was made just now, and keep it."""
        seal_key(new.row, new.secret, by=self._current())
        db.add(new.row)
        db.flush()
        _record(db, "key.created", new.row, actor=new.row.partner_id, now=now)
        return new.row

    def territory_signer(self, db: Session, *, now: datetime) -> Signer:
        """Open the active key of the territory; the first call makes it.

        Raises: KeyringLocked, WrongKeyEncryptionKey, KeyDamaged.
        """
        self._current()
        if active_territory_key(db) is None:
            self._make_territory_key(db, now=now)
        row = active_territory_key(db)
        if row is None:
            raise KeyUnknown(partner=TERRITORY)
        return SigningKey.from_seed(self._seed(row))

    def _make_territory_key(self, db: Session, *, now: datetime) -> None:
        """Make a key; of two transactions that do, one takes the other's."""
        key = SigningKey.generate()
        row = TerritoryKeyRow(
            id=new_id(),
            owner=TERRITORY,
            public_multikey=key.public.to_multikey(),
            created_at=now,
        )
        seal_key(row, key.expose_seed(), by=self._current())
        values = {column.name: vars(row).get(column.name) for column in row.__table__.columns}
        if inserted_keys(db, TerritoryKeyRow, [values]):
            _record(db, "key.created", row, actor=TERRITORY, now=now)

    def left_to_rewrap(self, db: Session) -> int:
        """Count the stored keys that another key-encryption key still opens."""
        name = name_of_key(self._current())
        return sum(1 for row in all_keys(db) if row.wrapped_by != name)

    def rewrap(self, db: Session, *, limit: int | None = None) -> int:
        """Move stored keys to the current key-encryption key; return how many moved.

        limit: at most so many; None: all.
        Interrupted, it goes on where it stopped: each row names the key that opens it.
        """
        key_encryption_key = self._current()
        left = [row for row in all_keys(db) if row.wrapped_by != name_of_key(key_encryption_key)]
        moved = left[:limit]
        for row in moved:
            seal_key(row, self._seed(row), by=key_encryption_key)
        db.flush()
        return len(moved)

    def _current(self) -> KeyEncryptionKey:
        if self.key_encryption_key is None:
            raise KeyringLocked
        return self.key_encryption_key

    def _seed(self, row: KeyRow) -> bytes:
        return opened_key(row, keys=(self.key_encryption_key, self.former_key))


def keyring_of(settings: Settings) -> Keyring:
    """Return the keyring of this installation, which may be in the middle of a `rewrap`."""
    return Keyring(*site_keys(settings))


def _end_second_keys(
    db: Session, partner_id: str, *, retired: datetime, compromised: datetime | None = None
) -> None:
    """End the keys of other forms beside a key that ends: they were in the same hands."""
    for row in second_keys_of(db, partner_id):
        row.retired_at = row.retired_at or retired
        row.compromised_at = row.compromised_at or compromised


def _record(db: Session, kind: str, row: KeyRow, *, actor: str, now: datetime) -> None:
    facts: JsonObject = {"partner": row.owner, "public": row.public_name}
    append_event(db, kind=kind, actor=actor, subject=row.id, facts=facts, now=now)
