"""Every SELECT about people, their roles and codes, and about partners, by name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import String, bindparam, select

from badger.db.base import Session
from badger.db.rows import (
    LoginCodeRow,
    PartnerRow,
    PersonRow,
    RoleGrantRow,
    SelectiveKeyRow,
    SigningKeyRow,
    TerritoryKeyRow,
    TokenKeyRow,
    TrainingRow,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Who somebody is, with the roles that she was given: (role, partner id or None)."""

    id: str
    display_name: str
    minor: bool
    sign_in_number: int
    grants: tuple[tuple[str, str | None], ...]


# Asked at each page of whoever is signed in: made once, and one way to the database.
_KNOWN = (
    select(
        PersonRow.id,
        PersonRow.display_name,
        PersonRow.minor,
        PersonRow.sign_in_number,
        RoleGrantRow.role,
        RoleGrantRow.partner_id,
    )
    .outerjoin(RoleGrantRow, RoleGrantRow.person_id == PersonRow.id)
    .where(PersonRow.id == bindparam("person", type_=String))
    .order_by(RoleGrantRow.granted_at, RoleGrantRow.role, RoleGrantRow.id)
)


def known_person(db: Session, person_id: str) -> Known | None:
    """Return a person with her roles, oldest first."""
    rows = db.execute(_KNOWN, {"person": person_id}).all()
    if not rows:
        return None
    first = rows[0]
    return Known(
        id=first.id,
        display_name=first.display_name,
        minor=first.minor,
        sign_in_number=first.sign_in_number,
        grants=tuple((row.role, row.partner_id) for row in rows if row.role is not None),
    )


def person_by_id(db: Session, person_id: str) -> PersonRow | None:
    """Return a person."""
    return db.get(PersonRow, person_id)


def people(db: Session) -> Sequence[PersonRow]:
    """Return everybody, by name."""
    return db.scalars(select(PersonRow).order_by(PersonRow.display_name, PersonRow.id)).all()


def roles_of(db: Session, person_id: str) -> Sequence[RoleGrantRow]:
    """Return the roles that a person was given, oldest first."""
    return db.scalars(
        select(RoleGrantRow)
        .where(RoleGrantRow.person_id == person_id)
        .order_by(RoleGrantRow.granted_at, RoleGrantRow.role, RoleGrantRow.id)
    ).all()


def grant_of(
    db: Session, person_id: str, *, role: str, partner_id: str | None
) -> RoleGrantRow | None:
    """Return one grant; partner_id None is the one for the whole territory."""
    return db.scalars(
        select(RoleGrantRow).where(
            RoleGrantRow.person_id == person_id,
            RoleGrantRow.role == role,
            # SQLAlchemy writes IS NULL for None.
            RoleGrantRow.partner_id == partner_id,
        )
    ).first()


def grants_of_partner(db: Session, partner_id: str | None) -> Sequence[RoleGrantRow]:
    """Return the roles held for a partner, None for the whole territory, oldest first."""
    return db.scalars(
        select(RoleGrantRow)
        .where(RoleGrantRow.partner_id == partner_id)
        .order_by(RoleGrantRow.granted_at, RoleGrantRow.person_id, RoleGrantRow.role)
    ).all()


def locked_cartographes(db: Session) -> Sequence[RoleGrantRow]:
    """Return who draws the territory's map, and make others who would change that wait."""
    return db.scalars(
        select(RoleGrantRow)
        .where(RoleGrantRow.role == "cartographe", RoleGrantRow.partner_id.is_(None))
        .order_by(RoleGrantRow.person_id)
        .with_for_update()
    ).all()


def training_of(db: Session, person_id: str, *, role: str) -> TrainingRow | None:
    """Return a person's training for a role."""
    return db.get(TrainingRow, (person_id, role))


def login_code_by_selector(db: Session, selector: str) -> LoginCodeRow | None:
    """Return the code of a selector."""
    return db.get(LoginCodeRow, selector)


def first_login_code(db: Session, selectors: Sequence[str]) -> LoginCodeRow | None:
    """Return the code of the first selector that has one."""
    rows = db.scalars(select(LoginCodeRow).where(LoginCodeRow.selector.in_(selectors))).all()
    return min(rows, key=lambda row: selectors.index(row.selector), default=None)


def login_code_of(db: Session, person_id: str) -> LoginCodeRow | None:
    """Return the code of a person."""
    return db.scalars(select(LoginCodeRow).where(LoginCodeRow.person_id == person_id)).first()


def partner_with_slug(db: Session, slug: str) -> PartnerRow | None:
    """Return a partner by the word of its address."""
    return db.scalars(select(PartnerRow).where(PartnerRow.slug == slug)).first()


def partner_by_id(db: Session, partner_id: str) -> PartnerRow | None:
    """Return a partner."""
    return db.get(PartnerRow, partner_id)


def keys_of_partner(db: Session, partner_id: str) -> Sequence[SigningKeyRow]:
    """Return all keys of a partner, oldest first, retired ones included."""
    return db.scalars(
        select(SigningKeyRow)
        .where(SigningKeyRow.partner_id == partner_id)
        .order_by(SigningKeyRow.created_at, SigningKeyRow.id)
    ).all()


def key_of_partner(db: Session, partner_id: str, *, multikey: str) -> SigningKeyRow | None:
    """Return a key of a partner by its public Multikey."""
    return db.scalars(
        select(SigningKeyRow).where(
            SigningKeyRow.partner_id == partner_id, SigningKeyRow.public_multikey == multikey
        )
    ).first()


def register_document(db: Session, multikey: str) -> bytes | None:
    """Return the signed register of a compromised key, by its public Multikey."""
    return db.scalars(
        select(SigningKeyRow.register).where(SigningKeyRow.public_multikey == multikey)
    ).first()


def active_key(db: Session, partner_id: str) -> SigningKeyRow | None:
    """Return the key that a partner signs with."""
    return db.scalars(
        select(SigningKeyRow).where(
            SigningKeyRow.partner_id == partner_id, SigningKeyRow.retired_at.is_(None)
        )
    ).first()


def lock_keys(db: Session, partner_id: str, *, to_change: bool) -> None:
    """Make others wait who would change a partner's keys, or (to_change) sign with them.

    The partner's row is locked and not the key's: whoever waited then asks for the active key
    anew, and finds the one that took the place of the key it would have waited for.
    """
    db.execute(
        select(PartnerRow.id)
        .where(PartnerRow.id == partner_id)
        # The weaker kinds of lock: rows that only refer to the partner need not wait.
        .with_for_update(read=not to_change, key_share=to_change)
    )


def partners_by_ids(db: Session, partner_ids: Iterable[str]) -> Mapping[str, PartnerRow]:
    """Return partners by id."""
    rows = db.scalars(select(PartnerRow).where(PartnerRow.id.in_(set(partner_ids))))
    return {row.id: row for row in rows}


def territory_keys(db: Session) -> Sequence[TerritoryKeyRow]:
    """Return the keys of the territory, oldest first, retired ones included."""
    return db.scalars(
        select(TerritoryKeyRow).order_by(TerritoryKeyRow.created_at, TerritoryKeyRow.id)
    ).all()


def active_territory_key(db: Session) -> TerritoryKeyRow | None:
    """Return the key that the territory signs with."""
    return db.scalars(select(TerritoryKeyRow).where(TerritoryKeyRow.retired_at.is_(None))).first()


def second_keys_of(db: Session, partner_id: str) -> Sequence[TokenKeyRow | SelectiveKeyRow]:
    """Return the keys of a partner for other forms of its badges, oldest first of each kind,
    retired ones included."""
    tokens = db.scalars(
        select(TokenKeyRow)
        .where(TokenKeyRow.partner_id == partner_id)
        .order_by(TokenKeyRow.created_at, TokenKeyRow.id)
    ).all()
    selective = db.scalars(
        select(SelectiveKeyRow)
        .where(SelectiveKeyRow.partner_id == partner_id)
        .order_by(SelectiveKeyRow.created_at, SelectiveKeyRow.id)
    ).all()
    return [*tokens, *selective]


def active_token_key(db: Session, partner_id: str) -> TokenKeyRow | None:
    """Return the RSA key by which a partner writes badges as tokens."""
    return db.scalars(
        select(TokenKeyRow).where(
            TokenKeyRow.partner_id == partner_id, TokenKeyRow.retired_at.is_(None)
        )
    ).first()


def active_selective_key(db: Session, partner_id: str) -> SelectiveKeyRow | None:
    """Return the P-256 key by which a partner signs badges to be shown in part."""
    return db.scalars(
        select(SelectiveKeyRow).where(
            SelectiveKeyRow.partner_id == partner_id, SelectiveKeyRow.retired_at.is_(None)
        )
    ).first()


def all_keys(
    db: Session,
) -> Sequence[SigningKeyRow | TerritoryKeyRow | TokenKeyRow | SelectiveKeyRow]:
    """Return the keys of all partners, then those of the territory."""
    partners = db.scalars(select(SigningKeyRow).order_by(SigningKeyRow.id)).all()
    tokens = db.scalars(select(TokenKeyRow).order_by(TokenKeyRow.id)).all()
    selective = db.scalars(select(SelectiveKeyRow).order_by(SelectiveKeyRow.id)).all()
    return [*partners, *tokens, *selective, *territory_keys(db)]
