"""Sessions that continue another, and the sign-offs of cycles."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "continued_sessions",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("continues_id", sa.String(), nullable=False),
        sa.Column("linked_by", sa.String(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column],
                ["observation_sessions.id"],
                name=op.f(f"fk_continued_sessions_{column}"),
            )
            for column in ("session_id", "continues_id")
        ),
        sa.PrimaryKeyConstraint("session_id", name=op.f("pk_continued_sessions")),
        sa.UniqueConstraint("continues_id", name=op.f("uq_continued_sessions_continues_id")),
    )
    op.create_table(
        "sign_offs",
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("session_id", "person_id", "party", "signed_by")
        ),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_sign_offs_{column}"))
            for column, table in (
                ("session_id", "observation_sessions"),
                ("person_id", "people"),
                ("signed_by", "people"),
            )
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", "party", name=op.f("pk_sign_offs")),
    )
    op.create_index(op.f("ix_sign_offs_person_id"), "sign_offs", ["person_id"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("sign_offs")
    op.drop_table("continued_sessions")
