"""Feedback through links used once, by people without an account."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    """Make the table of links; a word may have an author without an account."""
    with op.batch_alter_table("feedback") as table:
        table.alter_column("author_id", existing_type=sa.String(), nullable=True)
    op.create_table(
        "feedback_requests",
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("id", "code_digest", "session_id", "person_id", "version_id", "asked_by")
        ),
        *(
            sa.Column(name, sa.DateTime(timezone=True), nullable=name.startswith(("used", "with")))
            for name in ("asked_at", "expires_at", "used_at", "withdrawn_at")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_feedback_requests_{column}")
            )
            for column, table in (
                ("session_id", "observation_sessions"),
                ("person_id", "people"),
                ("version_id", "achievement_versions"),
                ("asked_by", "people"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_requests")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_feedback_requests_code_digest")),
    )
    op.create_index(op.f("ix_feedback_requests_person_id"), "feedback_requests", ["person_id"])


def downgrade() -> None:
    """Drop the table; words without an author go with it."""
    op.drop_table("feedback_requests")
    op.execute("DELETE FROM feedback WHERE author_id IS NULL")
    with op.batch_alter_table("feedback") as table:
        table.alter_column("author_id", existing_type=sa.String(), nullable=False)
