"""Read the story: what was seen in each session, and how people answered."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from badger.demo.territory import FOLDER


@dataclass(frozen=True, slots=True)
class Seen:
    """What one observer saw of one person for one badge, criterion by criterion (0: nothing)."""

    person: str
    observer: str
    badge: str
    levels: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PeerWord:
    """A peer's word about how someone did."""

    person: str
    author: str
    badge: str
    relation: str
    note: str


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What someone says of the session."""

    person: str
    what_happened: str
    what_i_did: str
    what_i_learned: str


@dataclass(frozen=True, slots=True)
class Told:
    """What someone did outside any session, the badge found in it, and who said a word of it.

    levels: how the person places herself, criterion by criterion; words: (relation, note).
    """

    person: str
    what: str
    place: str
    badge: str
    levels: tuple[int, ...]
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CommonWord:
    """What the observers agree on for one criterion (counted from 1) seen very differently."""

    person: str
    observer: str
    badge: str
    criterion: int
    note: str


@dataclass(frozen=True, slots=True)
class Scene:
    """One session as it was played; what is proposed and not in `declined` is accepted.

    declined: (person, badge).
    """

    session: str
    seen: tuple[Seen, ...]
    agreements: tuple[CommonWord, ...]
    feedback: tuple[PeerWord, ...]
    reflections: tuple[OwnWords, ...]
    declined: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Story:
    """What has happened, and (code of the scenario, who takes part) what is going on today.

    told: what people did elsewhere, and told themselves.
    """

    scenes: tuple[Scene, ...]
    under_way: tuple[Scene, ...]
    participants: Mapping[str, tuple[str, ...]]
    told: tuple[Told, ...]


def read_story() -> Story:
    """Read the story of this package; its scenes stand in the order in which they are played."""
    tables = tomllib.loads((FOLDER / "story.toml").read_text(encoding="utf-8"))
    return Story(
        scenes=tuple(_scene(table) for table in tables["scene"]),
        under_way=tuple(_scene(table) for table in tables["open"]),
        participants={one["session"]: tuple(one["participants"]) for one in tables["open"]},
        told=tuple(_told(table) for table in tables["told"]),
    )


# Any: as in _scene.
def _told(table: Mapping[str, Any]) -> Told:
    words = tuple((one["relation"], one["note"]) for one in table["words"])
    return Told(**{**table, "levels": tuple(table["levels"]), "words": words})


# Any: a table of a TOML file that lies in this package, so its shape is known here.
def _scene(table: Mapping[str, Any]) -> Scene:
    return Scene(
        session=table["session"],
        seen=tuple(
            Seen(one["person"], one["observer"], one["badge"], tuple(one["levels"]))
            for one in table["seen"]
        ),
        agreements=tuple(CommonWord(**one) for one in table.get("agreements", ())),
        feedback=tuple(PeerWord(**one) for one in table.get("feedback", ())),
        reflections=tuple(OwnWords(**one) for one in table.get("reflections", ())),
        declined=frozenset((one["person"], one["badge"]) for one in table.get("declined", ())),
    )
