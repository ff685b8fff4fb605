"""Levels of support and the rule that says when a badge may be proposed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import IntEnum
from typing import Any, Self

from badger.json_value import JsonObject

LEVEL_LABELS = {1: "avec appui", 2: "en autonomie", 3: "et je montre aux autres"}
# A badge that the cartographe alone attests (a trained observer, say) needs no three criteria.
ATTESTING_ROLE = "cartographe"
# A required role may leave a choice, written as people read it: "formateur ou tuteur".
ALTERNATIVE = " ou "


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
class Pieces:
    """The badges that a larger one is made of, by the achievement ids of their first editions.

    required: all of them; optional: `optional_needed` of them at least.
    """

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    optional_needed: int = 0

    @property
    def all(self) -> tuple[str, ...]:
        """Return every piece, the required ones first."""
        return self.required + self.optional


NO_PIECES = Pieces()


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRule:
    """What has to be seen before a badge may be proposed.

    criteria_needed:  criteria seen at `minimum_level` or above.
    observers_needed: distinct observers; distinct_roles: distinct roles among them.
    required_roles:   roles that must be among the observers' ("encadrant", "tuteur", …);
                      "formateur ou tuteur" is met by either.
    double_sessions:  sessions that the person herself observed beside somebody, both marking
                      alike (see `calibration`): what a trained observer has shown.
    pieces:           badges to hold besides; with `criteria_needed` 0 they alone make it.
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
    double_sessions: int = 0
    pieces: Pieces = NO_PIECES

    @property
    def by_pieces_alone(self) -> bool:
        """Tell whether nobody has to observe anything: the badges held say it all."""
        return bool(self.pieces.all) and self.criteria_needed == 0

    @property
    def attested(self) -> bool:
        """Tell whether the cartographe alone attests it."""
        return self.required_roles == (ATTESTING_ROLE,) and self.observers_needed == 1

    @classmethod
    def of_pieces(cls, pieces: Pieces) -> Self:
        """Return the rule of a badge that has no grid: the badges to hold, and nothing else."""
        return cls(
            criteria_needed=0,
            observers_needed=0,
            distinct_roles=0,
            sessions_needed=0,
            self_assessment=False,
            pieces=pieces,
        )

    def to_json(self) -> JsonObject:
        """Return the rule as stored with the version; what few rules ask for, only where it is."""
        stored: JsonObject = {
            **asdict(self),
            "minimum_level": int(self.minimum_level),
            "required_roles": list(self.required_roles),
        }
        del stored["pieces"]
        if not self.double_sessions:
            del stored["double_sessions"]
        if self.pieces.all:
            stored["pieces"] = {
                "required": list(self.pieces.required),
                "optional": list(self.pieces.optional),
                "optional_needed": self.pieces.optional_needed,
            }
        return stored

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Self:
        """Read a stored rule, written by `to_json`."""
        pieces = document.get("pieces", {})
        return cls(
            **{
                **document,
                "pieces": Pieces(
                    required=tuple(pieces.get("required", ())),
                    optional=tuple(pieces.get("optional", ())),
                    optional_needed=pieces.get("optional_needed", 0),
                ),
                "minimum_level": Level(document["minimum_level"]),
                "required_roles": tuple(document["required_roles"]),
            }
        )
