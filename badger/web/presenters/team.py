"""A team as its page shows it: each person once, with what she may do there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from badger.db.rows import RoleGrantRow
from badger.web.language import gettext


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a team, with the names of her roles in the order in which she got them."""

    person_id: str
    name: str
    roles: tuple[str, ...]


def team_of(grants: Sequence[RoleGrantRow], names: Mapping[str, str]) -> list[Member]:
    """Return the people of a team, by name."""
    roles: dict[str, list[str]] = {}
    for grant in grants:
        roles.setdefault(grant.person_id, []).append(grant.role)
    members = [Member(person, names[person], tuple(held)) for person, held in roles.items()]
    return sorted(members, key=lambda member: (member.name, member.person_id))


def role_name(role: str) -> str:
    """Return what the screen calls a role."""
    return {
        "issuer": gettext("Délivre les badges"),
        "pedagogue": gettext("Prépare badges et séances"),
        "observer": gettext("Observe en séance"),
        "passeur": gettext("Passeur de la reconnaissance"),
        "referent": gettext("Référent·e fil rouge"),
        "cartographe": gettext("Cartographe"),
    }.get(role, role)
