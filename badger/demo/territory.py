"""Read the territory's data: partners, badges, people, sessions and doors, as written in TOML."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from badger.issuer.achievements import CriterionDraft
from badger.issuer.recognition.families import Logistics
from badger.issuer.recognition.rules import AwardRule, Level

FOLDER = Path(__file__).parent / "data"
BADGE_FILES = ("sport", "production", "parcours", "roles", "rare")

# Rule R of the domain; a badge names only what differs from it.
RULE_R = {"criteria_needed": 3, "minimum_level": 1, "observers_needed": 2, "distinct_roles": 2}

# Any: tables of TOML files that lie in this package, so their shape is known here.
Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner of the territory, by its code (P1)."""

    code: str
    slug: str
    name: str
    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge with its criteria and rule; the first of `partners` issues it."""

    code: str
    name: str
    description: str
    kind: str
    family: str
    partners: tuple[str, ...]
    shape: str
    declared: bool
    recipients: tuple[str, ...]
    rule: AwardRule
    criteria: tuple[CriterionDraft, ...]


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, for one partner or (None) the whole territory."""

    role: str
    partner: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """A sample person, or someone who is there to help.

    word, login: the beginning of the sign-in code, and what the list of logins calls it.
    """

    code: str
    word: str
    name: str
    login: str
    minor: bool
    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who observes a session, as what, for whom."""

    person: str
    role: str
    partner: str


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """A session scenario.

    starts, ends: days from the day of loading, negative in the past.
    targets:      how many of the first criteria of each badge are looked at.
    aim:          where its partner keeps it as a model of a situation; groups: by their names.
    members:      who is in its groups, each by their code; other participants are asked.
    continues:    the session of which it is the second part; agreed: who agreed with the cycle.
    """

    code: str
    title: str
    situation: str
    family: str
    partner: str
    accompanying: str
    place: str
    commune: str
    starts: int
    ends: int
    targets: Mapping[str, int]
    observers: tuple[Watcher, ...]
    participants: tuple[str, ...]
    stage: str | None
    hours: int | None
    activity: str | None
    full_day: bool
    cycle: int | None
    role_to_hold: str | None
    aim: str | None
    groups: tuple[str, ...]
    members: tuple[str, ...]
    logistics: Logistics
    continues: str | None
    agreed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LargerBadge:
    """A badge made of others, by their codes; somebody who holds them may have accepted it."""

    code: str
    name: str
    description: str
    family: str
    partners: tuple[str, ...]
    shape: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    optional_needed: int
    accepted_by: str | None


@dataclass(frozen=True, slots=True)
class DoorPlan:
    """A door; any one of `ways` opens it, none leaves it open.

    next_in: days from loading; step: something to do that leads there, "" for most.
    """

    code: str
    title: str
    goal: str
    partner: str
    place: str
    ways: tuple[tuple[str, ...], ...]
    next_in: int
    places: int
    step: str


@dataclass(frozen=True, slots=True)
class NeedPlan:
    """What a partner looks for, by the codes of partner and badges."""

    partner: str
    words: str
    badges: tuple[str, ...]
    people: int
    commune: str


@dataclass(frozen=True, slots=True)
class Territory:
    """All that the demo knows before its story begins; `charter` is a text.

    sessions: the eleven scenarios; linked: those beside them, their first and second parts.
    """

    charter: str
    partners: tuple[Partner, ...]
    badges: tuple[Badge, ...]
    larger: tuple[LargerBadge, ...]
    people: tuple[Person, ...]
    sessions: tuple[SessionPlan, ...]
    linked: tuple[SessionPlan, ...]
    doors: tuple[DoorPlan, ...]
    needs: tuple[NeedPlan, ...]

    @property
    def all_sessions(self) -> tuple[SessionPlan, ...]:
        """Return every session that is prepared."""
        return self.sessions + self.linked


def read_territory() -> Territory:
    """Read the territory of this package."""
    return Territory(
        charter=(FOLDER / "charter.txt").read_text(encoding="utf-8"),
        partners=tuple(Partner(**table) for table in _tables("partners", "partner")),
        badges=tuple(
            _badge(table) for name in BADGE_FILES for table in _tables(f"badges_{name}", "badge")
        ),
        larger=tuple(_larger(table) for table in _tables("larger", "larger")),
        people=tuple(_person(table) for table in _tables("people", "person")),
        sessions=tuple(_session(table) for table in _tables("sessions", "session")),
        linked=tuple(_session(table) for table in _tables("linked", "session")),
        doors=tuple(_door(table) for table in _tables("doors", "door")),
        needs=tuple(
            NeedPlan(**{**table, "badges": tuple(table["badges"])})
            for table in _tables("needs", "need")
        ),
    )


def _tables(name: str, kind: str) -> Iterator[Table]:
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    yield from tomllib.loads(text)[kind]


def _badge(table: Table) -> Badge:
    return Badge(
        code=table["code"],
        name=table["name"],
        description=table["description"],
        kind=table["kind"],
        family=table["family"],
        partners=tuple(table["partners"]),
        shape=table["shape"],
        declared=table.get("declared", False),
        recipients=tuple(table.get("recipients", ("person",))),
        rule=_rule({**RULE_R, **table.get("rule", {})}),
        criteria=tuple(_criterion(one) for one in table["criteria"]),
    )


def _larger(table: Table) -> LargerBadge:
    lists = {name: tuple(table[name]) for name in ("partners", "required", "optional")}
    return LargerBadge(**{"accepted_by": None, **table, **lists})


def _rule(table: Table) -> AwardRule:
    known = {"minimum_level": Level(table["minimum_level"])}
    roles = {"required_roles": tuple(table.get("required_roles", ()))}
    return AwardRule(**{**table, **known, **roles})


def _criterion(table: Table) -> CriterionDraft:
    return CriterionDraft(table["sentence"], icon=table["icon"], icon_alt=table["alt"])


def _person(table: Table) -> Person:
    grants = tuple(Grant(one["role"], one.get("partner")) for one in table.get("grants", ()))
    return Person(
        code=table["code"],
        word=table["word"],
        name=table["name"],
        login=table["login"],
        minor=table.get("minor", False),
        grants=grants,
    )


def _session(table: Table) -> SessionPlan:
    return SessionPlan(
        code=table["code"],
        title=table["title"],
        situation=table["situation"],
        family=table["family"],
        partner=table["partner"],
        accompanying=table["accompanying"],
        place=table["place"],
        commune=table["commune"],
        starts=table["starts"],
        ends=table.get("ends", table["starts"]),
        targets=table["targets"],
        observers=tuple(Watcher(**one) for one in table["observers"]),
        participants=tuple(table["participants"]),
        stage=table.get("stage"),
        hours=table.get("hours"),
        activity=table.get("activity"),
        full_day=table.get("full_day", False),
        cycle=table.get("cycle"),
        role_to_hold=table.get("role_to_hold"),
        aim=table.get("aim"),
        groups=tuple(table.get("groups", ())),
        members=tuple(table.get("members", ())),
        logistics=Logistics(**table.get("logistics", {})),
        continues=table.get("continues"),
        agreed=tuple(table.get("agreed", ())),
    )


def _door(table: Table) -> DoorPlan:
    return DoorPlan(
        code=table["code"],
        title=table["title"],
        goal=table["goal"],
        partner=table["partner"],
        place=table["place"],
        ways=tuple(tuple(way) for way in table.get("ways", ())),
        next_in=table["next"],
        places=table["places"],
        step=table.get("step", ""),
    )
