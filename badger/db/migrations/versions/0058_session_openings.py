"""Who leads a session sees which passeurs opened it by its code."""

import sqlalchemy as sa
from alembic import op

from badger.db.base import UtcDateTime

revision = "0058"
down_revision = "0057"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "session_openings",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("passeur_id", sa.String(), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session_openings")),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["observation_sessions.id"],
            name=op.f("fk_session_openings_session_id_observation_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["passeur_id"], ["people.id"], name=op.f("fk_session_openings_passeur_id_people")
        ),
    )
    for column in ("session_id", "passeur_id"):
        op.create_index(op.f(f"ix_session_openings_{column}"), "session_openings", [column])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("session_openings")
