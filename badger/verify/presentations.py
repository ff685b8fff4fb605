"""Containers of badges: what a presentation or an envelope holds, each judged alone.

A holder may put badges of others beside her own into a presentation, and leave it unsigned: it
says nothing about any of them (hardening D15). Its own proof would say who shows the badges, which
nobody asks here; it is not checked, and that is told.
Source: VC Data Model 2.0, sections 4.12 "Enveloped Verifiable Credentials" and 4.13
"Verifiable Presentations".
"""

import json

from badger.json_value import JsonValue
from badger.verify.errors import UnreadableInput
from badger.verify.formats import Format, format_of
from badger.verify.jwt_credentials import present_jwt
from badger.verify.presented import Presented

MAX_CONTAINED = 16
_ENVELOPES = ("data:application/vc+jwt,", "data:application/jwt,")


def contained_in(presented: Presented) -> tuple[Presented, ...]:
    """Return what is to be judged: the document itself, or the credentials that it contains.

    Raises: UnreadableInput "presentation.empty", "presentation.too_many",
            "presentation.member".
    """
    if presented.document is None or presented.jws is not None:
        return (presented,)
    found = format_of(presented.document)
    if found is Format.ENVELOPE:
        return (_member(presented.document, presented),)
    if found is not Format.PRESENTATION or "verifiableCredential" not in presented.document:
        return (presented,)
    value = presented.document["verifiableCredential"]
    members: list[JsonValue] = value if isinstance(value, list) else [value]
    if not members:
        raise UnreadableInput("presentation.empty")
    if len(members) > MAX_CONTAINED:
        raise UnreadableInput("presentation.too_many", limit=MAX_CONTAINED)
    return tuple(_member(member, presented) for member in members)


def _member(member: JsonValue, container: Presented) -> Presented:
    if isinstance(member, str):
        return present_jwt(member.encode(), container.carrier)
    if not isinstance(member, dict):
        raise UnreadableInput("presentation.member")
    if format_of(member) is Format.PRESENTATION:
        raise UnreadableInput("presentation.member")
    if format_of(member) is Format.ENVELOPE:
        return present_jwt(_enveloped(member.get("id")).encode(), container.carrier)
    data = json.dumps(member, ensure_ascii=False).encode()
    return Presented(data=data, document=member, carrier=container.carrier)


def _enveloped(name: JsonValue) -> str:
    """Take the token out of the data: URL that an envelope has for an id."""
    if isinstance(name, str):
        for start in _ENVELOPES:
            if name.startswith(start):
                return name.removeprefix(start)
    raise UnreadableInput("presentation.member")
