"""The SELECTs of the map: keys held, what keys look like, sessions that give them, wishes."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, String, bindparam, func, literal, null, select, union_all

from badger.db.base import Session
from badger.db.one_of import one_of
from badger.db.rows import (
    AchievementRow,
    AchievementVersionRow,
    CredentialRow,
    CriterionRow,
    DoorRow,
    ObservationSessionRow,
    PersonGoalRow,
    SessionCriterionRow,
    WishedDoorRow,
)

# What is said in several languages is one key: that of the first edition.


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """A badge as a key of the map, by the id of its first edition, with how it is drawn."""

    id: str
    name: str
    declared: bool
    family: str
    shape: str
    fill: str
    rim: str
    icon: str


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session to come at which a key may be earned."""

    session_id: str
    title: str
    starts_on: date
    commune: str


@dataclass(frozen=True, slots=True)
class Own:
    """What is a person's own on the map.

    held:   keys of badges that were neither revoked nor suspended.
    goals:  those that she chose, the first one first.
    wishes: codes of the doors that she likes.
    """

    held: frozenset[str] = frozenset()
    goals: tuple[str, ...] = ()
    wishes: frozenset[str] = frozenset()


PERSON = bindparam("person", type_=String)
_HELD = (
    select(
        literal("held").label("what"),
        AchievementRow.first_edition_id.label("value"),
        null().label("place"),
    )
    .join(AchievementVersionRow, AchievementVersionRow.achievement_id == AchievementRow.id)
    .join(CredentialRow, CredentialRow.version_id == AchievementVersionRow.id)
    .where(
        CredentialRow.person_id == PERSON,
        CredentialRow.stands,
    )
)
_GOALS = select(literal("goal"), PersonGoalRow.goal, PersonGoalRow.position).where(
    PersonGoalRow.person_id == PERSON
)
_WISHES = (
    select(literal("wish"), DoorRow.code, null())
    .join(WishedDoorRow, WishedDoorRow.door_id == DoorRow.id)
    .where(WishedDoorRow.person_id == PERSON)
)
# One way to the database instead of three. Any: a key or a goal, with a place or without.
_OWN: Select[Any] = select(union_all(_HELD, _GOALS, _WISHES).subquery()).order_by("place")


def own_of(db: Session, person_id: str) -> Own:
    """Return what is a person's own on the map."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for what, value, _ in db.execute(_OWN, {"person": person_id}):
        found[what].append(value)
    return Own(frozenset(found["held"]), tuple(found["goal"]), frozenset(found["wish"]))


def held_keys(db: Session, person_id: str) -> frozenset[str]:
    """Return the keys that a person holds: of badges that were neither revoked nor suspended."""
    return frozenset(row.value for row in db.execute(_HELD, {"person": person_id}))


def keys_by_id(db: Session, key_ids: Collection[str]) -> Mapping[str, Key]:
    """Return keys with what their newest published version says."""
    if not key_ids:
        return {}
    newest = (
        select(
            AchievementVersionRow.achievement_id,
            func.max(AchievementVersionRow.number).label("top"),
        )
        .where(
            one_of(db, AchievementVersionRow.achievement_id, key_ids),
            AchievementVersionRow.state == "published",
        )
        .group_by(AchievementVersionRow.achievement_id)
        .subquery()
    )
    version = AchievementVersionRow
    first_icon = (
        select(CriterionRow.icon)
        .where(CriterionRow.version_id == version.id)
        .order_by(CriterionRow.position)
        .limit(1)
        .scalar_subquery()
    )
    rows = db.execute(
        select(
            version.achievement_id,
            version.name,
            version.declared,
            version.family,
            version.image_shape,
            version.image_fill,
            version.image_rim,
            func.coalesce(func.nullif(version.image_icon, ""), first_icon, ""),
        ).join(
            newest,
            (newest.c.achievement_id == version.achievement_id) & (newest.c.top == version.number),
        )
    )
    return {row[0]: _key(*row) for row in rows}


def _key(
    key_id: str, name: str, declared: bool, family: str, shape: str, fill: str, rim: str, icon: str
) -> Key:
    return Key(
        id=key_id,
        name=name,
        declared=declared,
        family=family,
        shape=shape,
        fill=fill,
        rim=rim,
        icon=icon,
    )


def next_meetings(db: Session, *, today: date) -> Mapping[str, Meeting]:
    """Return for each key the first session to come that looks at it.

    Two statements, so that what is over is not read, however long the territory has met.
    """
    session = ObservationSessionRow
    coming = db.execute(
        select(session.id, session.title, session.starts_on, session.commune)
        .where(session.starts_on >= today, session.cancelled_at.is_(None))
        .order_by(session.starts_on.desc(), session.id.desc())
    )
    meetings = {row.id: Meeting(*row) for row in coming}
    looked_at = db.execute(
        select(SessionCriterionRow.session_id, AchievementRow.first_edition_id)
        .join(CriterionRow, CriterionRow.id == SessionCriterionRow.criterion_id)
        .join(AchievementVersionRow, AchievementVersionRow.id == CriterionRow.version_id)
        .join(AchievementRow, AchievementRow.id == AchievementVersionRow.achievement_id)
        .where(one_of(db, SessionCriterionRow.session_id, meetings.keys()))
        .distinct()
    )
    keys_of = defaultdict(list)
    for session_id, key in looked_at:
        keys_of[session_id].append(key)
    # The latest first: a nearer one takes its place.
    return {key: meeting for meeting in meetings.values() for key in keys_of[meeting.session_id]}


def goal_rows(db: Session, person_id: str) -> Sequence[PersonGoalRow]:
    """Return the goals that a person chose, to write them anew."""
    return db.scalars(select(PersonGoalRow).where(PersonGoalRow.person_id == person_id)).all()
