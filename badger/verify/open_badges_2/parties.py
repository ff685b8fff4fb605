"""The badge class of an assertion and the profile of its issuer, as their hosts show them."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from badger.credentials.openbadges_v2 import (
    BadgeClass,
    MalformedOpenBadge,
    Profile,
    Reference,
    read_badge_class,
    read_profile,
    require_context,
)
from badger.json_value import JsonObject
from badger.verify.case import Case
from badger.verify.chain import Chain
from badger.verify.errors import CheckFailed
from badger.verify.open_badges_2.assertions import judged
from badger.verify.open_badges_2.hosting import hosted

_Read = TypeVar("_Read")


def chain_of(case: Case) -> Chain:
    """Return the badge class and the issuer of what is judged, fetched once.

    Raises: CheckFailed, Undetermined.
    """
    badge = judged(case)
    if badge.chain is not None:
        return badge.chain
    badge_class, other_words = _badge_class(case, badge.assertion.badge)
    profile, other_name = _profile(case, badge_class.issuer)
    differing = (*(("badge",) if other_words else ()), *(("issuer",) if other_name else ()))
    chain = Chain(badge_class, profile, differing)
    case.open_badge_2 = replace(badge, chain=chain)
    return chain


def _badge_class(case: Case, reference: Reference) -> tuple[BadgeClass, bool]:
    """Return the badge class, and whether the assertion tells it otherwise.

    One with an id that is no address stands in the assertion alone, whose proof covers it
    (Open Badges 2.0, BadgeClass, `id`).
    """
    if reference.embedded is not None and reference.id.startswith("urn:"):
        return _read(read_badge_class, reference.embedded, "badge"), False
    document = _document(case, reference.id, "badge")
    badge_class = _read(read_badge_class, document, "badge")
    return badge_class, _differs(reference.embedded, document)


def _profile(case: Case, reference: Reference) -> tuple[Profile, bool]:
    document = _document(case, reference.id, "issuer")
    return _read(read_profile, document, "issuer"), _differs(reference.embedded, document)


def _document(case: Case, address: str, part: str) -> JsonObject:
    document = hosted(case, address)
    if document.get("id") != address:
        raise CheckFailed("issuer.other_document", part=part, address=address)
    _read(require_context, document, part)
    return document


def _read(read: Callable[[JsonObject], _Read], document: JsonObject, part: str) -> _Read:
    try:
        return read(document)
    except MalformedOpenBadge as error:
        raise CheckFailed("issuer.malformed_document", part=part, **error.facts) from error


def _differs(embedded: "JsonObject | None", document: JsonObject) -> bool:
    """Tell whether what stands in place says anything else than what is hosted."""
    given = {} if embedded is None else embedded
    return any(
        _named(value) != _named(document.get(name))
        for name, value in given.items()
        if name != "@context"
    )


def _named(value: object) -> object:
    """Take an object with an id for its id: it is compared where it is hosted itself."""
    return value["id"] if isinstance(value, dict) and "id" in value else value
