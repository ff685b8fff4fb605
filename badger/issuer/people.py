"""People, what they may do, and the code they sign in with."""

from datetime import datetime

from badger.db.audit import append_event
from badger.db.base import Session, new_id
from badger.db.rows import LoginCodeRow, PersonRow, RoleGrantRow
from badger.issuer.errors import IssuerError
from badger.issuer.login_codes import hash_code, matches_code, possible_selectors, selector_of
from badger.issuer.opening_queries import end_openings_of_passeur
from badger.issuer.people_queries import (
    first_login_code,
    grant_of,
    locked_cartographes,
    login_code_by_selector,
    login_code_of,
)
from badger.issuer.trainings import require_training
from badger.json_value import JsonObject
from badger.privacy.guardian_queries import locked_person

ROLES = ("person", "cartographe", "pedagogue", "passeur", "referent", "observer", "issuer")
HOLDERS = ("person", "group", "organisation")
MAX_NAME_CHARACTERS = 100


class PersonInvalid(IssuerError):
    """A person needs a name, of a length that prints."""

    code = "people.name_invalid"


class HolderKindUnknown(IssuerError):
    """Badges are held by persons, groups and organisations."""

    code = "people.kind_unknown"


class RoleUnknown(IssuerError):
    """A role that does not exist."""

    code = "people.role_unknown"


class RoleNotHeld(IssuerError):
    """The person does not hold the role that is to be taken back."""

    code = "people.role_not_held"


class LastCartographe(IssuerError):
    """Without a cartographe nobody could invite another: one stays."""

    code = "people.last_cartographe"


class LoginCodeInvalid(IssuerError):
    """A sign-in code is too short, or has letters that do not print."""

    code = "people.login_code_invalid"


class LoginCodeTaken(IssuerError):
    """Another person's code begins alike: make another one."""

    code = "people.login_code_taken"


def create_person(
    db: Session,
    *,
    display_name: str,
    actor: str,
    now: datetime,
    minor: bool = False,
    kind: str = "person",
    registered_by: str | None = None,
    person_id: str | None = None,
) -> PersonRow:
    """Register a person by the name that she gives; she holds the role "person" by being one.

    kind:          one of HOLDERS; a group or an organisation is registered alike, by its name.
    registered_by: partner that hands her the card.
    person_id:     drawn before, by whoever has to name her already; None draws one.
    Raises: PersonInvalid, HolderKindUnknown.
    """
    if kind not in HOLDERS:
        raise HolderKindUnknown(kind=kind)
    person = PersonRow(
        id=person_id or new_id(),
        display_name=_name(display_name),
        minor=minor,
        kind=kind,
        registered_by=registered_by,
        created_at=now,
    )
    db.add(person)
    db.flush()
    append_event(db, kind="person.created", actor=actor, subject=person.id, facts={}, now=now)
    return person


def rename_person(db: Session, *, person_id: str, display_name: str, now: datetime) -> None:
    """Let a person correct her name; badges name nobody, so none changes. Raises: PersonInvalid."""
    person = db.get_one(PersonRow, person_id)
    person.display_name = _name(display_name)
    db.flush()
    append_event(db, kind="person.renamed", actor=person_id, subject=person_id, facts={}, now=now)


def _name(typed: str) -> str:
    name = " ".join(typed.split())
    if not 0 < len(name) <= MAX_NAME_CHARACTERS:
        raise PersonInvalid(limit=MAX_NAME_CHARACTERS)
    return name


def grant_role(
    db: Session, *, person_id: str, role: str, partner_id: str | None, actor: str, now: datetime
) -> RoleGrantRow:
    """Give a role, for one partner or (partner_id None) for the whole territory; twice is once.

    Raises: RoleUnknown; TrainingMissing for a role that asks for one.
    """
    if role not in ROLES:
        raise RoleUnknown(role=role)
    require_training(db, person_id, role=role)
    if held := grant_of(db, person_id, role=role, partner_id=partner_id):
        return held
    grant = RoleGrantRow(
        person_id=person_id, role=role, partner_id=partner_id, granted_by=actor, granted_at=now
    )
    db.add(grant)
    db.flush()
    facts: JsonObject = {"role": role, "partner": partner_id}
    append_event(
        db, kind="person.role_granted", actor=actor, subject=person_id, facts=facts, now=now
    )
    return grant


def take_role(
    db: Session, *, person_id: str, role: str, partner_id: str | None, actor: str, now: datetime
) -> None:
    """Take a role back, from the next click on; what was done in it stays (hardening A13).

    Raises: RoleNotHeld; LastCartographe.
    """
    cartographes = locked_cartographes(db) if role == "cartographe" else ()
    held = grant_of(db, person_id, role=role, partner_id=partner_id)
    if held is None:
        raise RoleNotHeld(role=role)
    if [held] == list(cartographes):
        raise LastCartographe
    db.delete(held)
    db.flush()
    facts: JsonObject = {"role": role, "partner": partner_id}
    append_event(db, kind="person.role_taken", actor=actor, subject=person_id, facts=facts, now=now)


def set_login_code(db: Session, *, person_id: str, code: str, now: datetime) -> None:
    """Set the sign-in code of a person, in place of the one before; only its hash is kept.

    Whoever had come in by the former card, its finder too, is out (hardening A13).
    code:   "SELECTOR-SECRET", at least 4 and 8 letters or digits.
    Raises: LoginCodeInvalid, LoginCodeTaken.
    """
    selector = selector_of(code)
    if selector is None:
        raise LoginCodeInvalid
    other = login_code_by_selector(db, selector)
    if other is not None and other.person_id != person_id:
        raise LoginCodeTaken
    # Of two cards made at once the later one counts, and each sees the one before.
    locked_person(db, person_id)
    if former := login_code_of(db, person_id):
        db.delete(former)
        end_sign_ins(db, person_id=person_id, now=now)
    row = LoginCodeRow(
        selector=selector, person_id=person_id, code_hash=hash_code(code), created_at=now
    )
    db.add(row)
    db.flush()


def end_sign_ins(db: Session, *, person_id: str, now: datetime) -> None:
    """Let no cookie given to a person until now open anything any more, nor a session's names."""
    person = locked_person(db, person_id)
    if person is not None:
        person.sign_in_number += 1
        db.flush()
        end_openings_of_passeur(db, person_id, now=now)


def person_by_login_code(db: Session, code: str) -> PersonRow | None:
    """Find whose code it is; an unknown code takes the same time as a wrong one."""
    row = first_login_code(db, possible_selectors(code))
    if not matches_code(row.code_hash if row else None, code) or row is None:
        return None
    return db.get(PersonRow, row.person_id)
