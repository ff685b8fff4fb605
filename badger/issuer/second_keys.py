"""The keys of a partner for other forms of its badges, as they are made, still in the clear."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from badger.credentials.jcs import canonical_json
from badger.credentials.keys import EcdsaSigningKey, RsaSigningKey
from badger.db.base import new_id
from badger.db.rows import SelectiveKeyRow, TokenKeyRow

SecondRow = TypeVar("SecondRow", TokenKeyRow, SelectiveKeyRow)


@dataclass(frozen=True, slots=True)
class NewKey(Generic[SecondRow]):
    """A row without its secret, and the secret, to be sealed into it at once."""

    row: SecondRow
    secret: bytes = field(repr=False)


def new_token_key(partner_id: str, *, now: datetime) -> NewKey[TokenKeyRow]:
    """Make an RSA key, for badges as tokens."""
    key = RsaSigningKey.generate()
    row = TokenKeyRow(id=new_id(), partner_id=partner_id, public_key=key.public.raw, created_at=now)
    return NewKey(row, canonical_json(key.expose_secret_jwk()))


def new_selective_key(partner_id: str, *, now: datetime) -> NewKey[SelectiveKeyRow]:
    """Make a P-256 key, for badges of which a part is shown."""
    key = EcdsaSigningKey.generate()
    row = SelectiveKeyRow(
        id=new_id(),
        partner_id=partner_id,
        public_multikey=key.public.to_multikey(),
        created_at=now,
    )
    return NewKey(row, key.expose_secret_multikey().encode())
