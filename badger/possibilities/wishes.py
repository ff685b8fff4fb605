"""What a person looks at first on her map, and which doors she likes: the order, never a filter."""

from datetime import datetime

from badger.db.base import Session
from badger.db.rows import PersonGoalRow, WishedDoorRow
from badger.db.writing import insert_absent
from badger.possibilities.doors import GOALS, DoorUnknown
from badger.possibilities.map_queries import goal_rows
from badger.possibilities.queries import door_by_id


def put_goal_first(db: Session, goal: str, *, person_id: str) -> None:
    """Let a goal come first, the others behind it as they were. Raises: DoorUnknown."""
    if goal not in GOALS:
        raise DoorUnknown(door=goal)
    rows = {row.goal: row for row in goal_rows(db, person_id)}
    before = sorted(rows, key=lambda one: rows[one].position)
    for position, one in enumerate(dict.fromkeys((goal, *before))):
        row = rows.get(one)
        if row is None:
            db.add(PersonGoalRow(person_id=person_id, goal=one, position=position))
        else:
            row.position = position
    db.flush()


def like_door(db: Session, door_id: str, *, person_id: str, now: datetime) -> None:
    """Remember that a person likes a door. Raises: DoorUnknown."""
    if door_by_id(db, door_id) is None:
        raise DoorUnknown(door=door_id)
    wish = {"person_id": person_id, "door_id": door_id, "wished_at": now}
    # Two taps at once are one wish.
    insert_absent(db, WishedDoorRow, [wish])


def unlike_door(db: Session, door_id: str, *, person_id: str) -> None:
    """Forget that a person likes a door; one that she did not like is no trouble."""
    row = db.get(WishedDoorRow, (person_id, door_id))
    if row is not None:
        db.delete(row)
        db.flush()
