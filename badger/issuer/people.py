"""People, what they may do, and the code they sign in with."""

from datetime import datetime

from badger.db.base import Session
from badger.db.rows import PersonRow, RoleGrantRow

ROLES = ("person", "cartographe", "pedagogue", "passeur", "observer", "issuer")


def create_person(
    db: Session, *, display_name: str, actor: str, now: datetime, minor: bool = False
) -> PersonRow:
    """Register a person by the name that she gives; she holds the role "person" by being one."""
    raise NotImplementedError


def grant_role(
    db: Session, *, person_id: str, role: str, partner_id: str | None, actor: str, now: datetime
) -> RoleGrantRow:
    """Give a role, for one partner or (partner_id None) for the whole territory; twice is once."""
    raise NotImplementedError


def set_login_code(db: Session, *, person_id: str, code: str, now: datetime) -> None:
    """Set the sign-in code of a person, in place of the one before; only its hash is kept."""
    raise NotImplementedError


def person_by_login_code(db: Session, code: str) -> PersonRow | None:
    """Find whose code it is; an unknown code takes the same time as a wrong one."""
    raise NotImplementedError
