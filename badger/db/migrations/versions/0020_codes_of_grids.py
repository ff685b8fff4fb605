"""Observers of sessions prepared before have a code on their grid; those sessions can be joined."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

LETTERS = "ACDEFGHJKLMNPQRTUVWXY3479"
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

DUTIES = sa.table(
    "session_observers",
    sa.column("session_id", sa.String),
    sa.column("person_id", sa.String),
    sa.column("grid_code", sa.String),
)
SESSIONS = sa.table(
    "observation_sessions", sa.column("id", sa.String), sa.column("join_code", sa.String)
)


def upgrade() -> None:
    """Give the codes that are not there."""
    db = op.get_bind()
    without = sa.select(DUTIES.c.session_id, DUTIES.c.person_id).where(DUTIES.c.grid_code.is_(None))
    for session_id, person_id in db.execute(without).all():
        mine = sa.and_(DUTIES.c.session_id == session_id, DUTIES.c.person_id == person_id)
        db.execute(DUTIES.update().where(mine).values(grid_code=_code(LETTERS, 8)))
    unjoinable = sa.select(SESSIONS.c.id).where(SESSIONS.c.join_code.is_(None))
    for (session_id,) in db.execute(unjoinable).all():
        row = SESSIONS.update().where(SESSIONS.c.id == session_id)
        db.execute(row.values(join_code=_code(BASE58, 22)))


def downgrade() -> None:
    """Leave the codes: their columns stay."""


def _code(letters: str, length: int) -> str:
    return "".join(secrets.choice(letters) for _ in range(length))
