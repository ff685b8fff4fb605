"""Levels of support and the rule that says when a badge may be proposed."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Self

from badger.json_value import JsonObject

LEVEL_LABELS = {1: "avec appui", 2: "en autonomie", 3: "et je montre aux autres"}


class Level(IntEnum):
    """With how much support something was done; « pas encore observé » is not a level."""

    WITH_SUPPORT = 1
    ON_OWN = 2
    SHOWS_OTHERS = 3

    @property
    def label(self) -> str:
        """Return what people read."""
        return LEVEL_LABELS[self.value]


LEVELS = tuple(Level)


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRule:
    """What has to be seen before a badge may be proposed.

    criteria_needed:  criteria seen at `minimum_level` or above.
    observers_needed: distinct observers; distinct_roles: distinct roles among them.
    required_roles:   roles that must be among the observers' ("encadrant", "tuteur", …).
    """

    criteria_needed: int
    minimum_level: Level = Level.WITH_SUPPORT
    observers_needed: int = 2
    distinct_roles: int = 2
    sessions_needed: int = 1
    self_assessment: bool = True
    required_roles: tuple[str, ...] = ()
    peer_feedback: bool = False
    reflection: bool = False

    def to_json(self) -> JsonObject:
        """Return the rule as stored with the version."""
        raise NotImplementedError

    @classmethod
    def from_json(cls, document: JsonObject) -> Self:
        """Read a stored rule."""
        raise NotImplementedError
