"""Containers of badges: what a presentation or an envelope holds, each judged alone.

A holder may put badges of others beside her own into a presentation, and leave it unsigned: it
says nothing about any of them (hardening D15). Its own proof would say who shows the badges, which
nobody asks here; it is not checked, and that is told.
Source: VC Data Model 2.0, sections 4.12 "Enveloped Verifiable Credentials" and 4.13
"Verifiable Presentations".
"""

import json
from dataclasses import dataclass
from datetime import datetime

from badger.json_value import JsonObject, JsonValue
from badger.verify.budget import Budget
from badger.verify.errors import UnreadableInput
from badger.verify.formats import Format, format_of
from badger.verify.intake import read_token
from badger.verify.policy import VerificationPolicy
from badger.verify.presented import Presented
from badger.verify.report import Report
from badger.verify.resolve import Resolver
from badger.verify.steps import unreadable
from badger.verify.verification import verify

MAX_CONTAINED = 16
_ENVELOPES = ("data:application/vc+jwt,", "data:application/jwt,")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A member of a container in which there is no badge to verify.

    error: why; data: its bytes, as far as it has some.
    """

    error: UnreadableInput
    data: bytes = b""


def contained_in(presented: Presented) -> tuple[Presented | Unreadable, ...]:
    """Return what is to be judged: the document itself, or the members that it contains.

    A member that cannot be read hides none of the others.
    Raises: UnreadableInput "presentation.empty", "presentation.too_many"; of an envelope that is
            presented alone, why its token cannot be read.
    """
    if presented.document is None or presented.jws is not None:
        return (presented,)
    found = format_of(presented.document)
    if found is Format.ENVELOPE:
        return (opened(presented.document, presented.carrier),)
    if found is not Format.PRESENTATION or "verifiableCredential" not in presented.document:
        return (presented,)
    value = presented.document["verifiableCredential"]
    members: list[JsonValue] = value if isinstance(value, list) else [value]
    if not members:
        raise UnreadableInput("presentation.empty")
    if len(members) > MAX_CONTAINED:
        raise UnreadableInput("presentation.too_many", limit=MAX_CONTAINED)
    return tuple(_readable(member, presented) for member in members)


def opened(envelope: JsonObject, carrier: str = "json") -> Presented:
    """Return the badge in an envelope. Raises: UnreadableInput."""
    return read_token(_enveloped(envelope.get("id")).encode(), carrier)


def verify_contained(
    contained: Presented | Unreadable,
    policy: VerificationPolicy,
    *,
    resolver: Resolver,
    now: datetime,
    budget: Budget,
) -> Report:
    """Judge one member alone; where there is no badge in it, its report says so."""
    if isinstance(contained, Unreadable):
        return Report(findings=unreadable(contained.error), checked_at=now)
    return verify(contained, policy, resolver, now, budget=budget)


def _readable(member: JsonValue, container: Presented) -> Presented | Unreadable:
    try:
        return _member(member, container)
    except UnreadableInput as error:
        return Unreadable(error, json.dumps(member, ensure_ascii=False).encode())


def _member(member: JsonValue, container: Presented) -> Presented:
    if isinstance(member, str):
        return read_token(member.encode(), container.carrier)
    if not isinstance(member, dict):
        raise UnreadableInput("presentation.member")
    if format_of(member) is Format.PRESENTATION:
        raise UnreadableInput("presentation.member")
    if format_of(member) is Format.ENVELOPE:
        return opened(member, container.carrier)
    data = json.dumps(member, ensure_ascii=False).encode()
    return Presented(data=data, document=member, carrier=container.carrier)


def _enveloped(name: JsonValue) -> str:
    """Take the token out of the data: URL that an envelope has for an id."""
    if isinstance(name, str):
        for start in _ENVELOPES:
            if name.startswith(start):
                return name.removeprefix(start)
    raise UnreadableInput("presentation.member")
