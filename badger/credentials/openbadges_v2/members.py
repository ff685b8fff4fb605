"""Typed members of Open Badges 2 objects: read strictly, named where they are wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NoReturn

from badger.credentials.datetimes import parse_timestamp
from badger.credentials.errors import CredentialError
from badger.json_value import JsonObject, JsonValue

# Pieces of evidence, skills, keys: a person reads a few of them.
MAX_ITEMS = 64
MAX_ADDRESS = 2_000
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}:[^ ]", re.ASCII)
_ACTIVE_SCHEMES = ("javascript:", "vbscript:", "data:", "file:", "blob:")


class MalformedOpenBadge(CredentialError):
    """Say that an object is not what Open Badges 2 asks (facts: path, rule)."""

    code = "openbadges_v2.malformed"


@dataclass(frozen=True, slots=True)
class Reference:
    """Another object, named by its id, and perhaps written out in place.

    embedded: what stands in place; None where there is the id alone.
    """

    id: str
    embedded: "JsonObject | None" = None


@dataclass(frozen=True, slots=True)
class Members:
    """The members of one object; `path` says where it stands, for the errors."""

    values: JsonObject
    path: str = ""

    def text(self, name: str) -> str:
        """Return a text, "" where there is none."""
        value = self.values.get(name, "")
        return value if isinstance(value, str) else self.refuse(name, "text")

    def needed_text(self, name: str) -> str:
        """Return a text that must be there."""
        value = self.text(name)
        return value if value.strip() else self.refuse(name, "missing")

    def address(self, name: str) -> str:
        """Return an absolute URL, "" where there is none."""
        return checked_address(self, name, text=self.text(name)) if name in self.values else ""

    def flag(self, name: str) -> bool:
        """Return a boolean, False where there is none."""
        value = self.values.get(name, False)
        return value if isinstance(value, bool) else self.refuse(name, "boolean")

    def instant(self, name: str) -> datetime | None:
        """Return an instant, None where there is none; a zone is required.

        Raises: MalformedOpenBadge with the rule "instant".
        """
        if name not in self.values:
            return None
        try:
            return parse_timestamp(self.text(name))
        except CredentialError:
            return self.refuse(name, "instant")

    def several(self, name: str) -> "tuple[JsonValue, ...]":
        """Return what a member holds, one value or a list of them."""
        if name not in self.values:
            return ()
        value = self.values[name]
        items = value if isinstance(value, list) else [value]
        if len(items) > MAX_ITEMS:
            self.refuse(name, "too_many")
        return tuple(items)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return one text or several."""
        return tuple(
            item if isinstance(item, str) else self.refuse(name, "text")
            for item in self.several(name)
        )

    def objects(self, name: str) -> "Iterator[Members]":
        """Yield the objects that a member holds; an address alone becomes an object with it."""
        for item in self.several(name):
            value: JsonValue = {"id": item} if isinstance(item, str) else item
            if not isinstance(value, dict):
                self.refuse(name, "object")
            yield Members(value, f"{self.path}/{name}")

    def lone(self, name: str) -> "Members | None":
        """Return the one object that a member holds, None where there is none.

        Of two, another reader may take the second.
        """
        found = tuple(self.objects(name))
        if len(found) > 1:
            self.refuse(name, "several")
        return found[0] if found else None

    def reference(self, name: str) -> Reference:
        """Return the object that must be named here, by its id or in place."""
        value = self.values.get(name)
        if isinstance(value, dict):
            return Reference(Members(value, f"{self.path}/{name}").identifier(), value)
        return Reference(checked_address(self, name, text=self.needed_text(name)))

    def identifier(self) -> str:
        """Return the id, which must be there."""
        return checked_address(self, "id", text=self.needed_text("id"))

    def require_type(self, *names: str) -> None:
        """Require one of the types of the standard."""
        if not set(names).intersection(self.texts("type")):
            self.refuse("type", "type")

    def refuse(self, name: str, rule: str) -> NoReturn:
        """Say that a member is wrong, and by which rule."""
        raise MalformedOpenBadge(path=f"{self.path}/{name}"[:200], rule=rule)


def checked_address(holder: Members, name: str, *, text: str) -> str:
    """Return `text` if it is an absolute URL that may be written into a page.

    Raises: MalformedOpenBadge.
    """
    is_visible = text.isprintable() and " " not in text and len(text) <= MAX_ADDRESS
    is_passive = not text.lower().startswith(_ACTIVE_SCHEMES)
    if not (is_visible and is_passive and _SCHEME.match(text)):
        holder.refuse(name, "address")
    return text
