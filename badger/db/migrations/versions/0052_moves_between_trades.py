"""The moves between trades that a framework names (ROME: « mobilités »)."""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "skill_moves",
        sa.Column("from_url", sa.String(), nullable=False),
        sa.Column("to_url", sa.String(), nullable=False),
        sa.Column("framework_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["frameworks.id"], name=op.f("fk_skill_moves_framework_id")
        ),
        sa.PrimaryKeyConstraint("from_url", "to_url", "framework_id", name=op.f("pk_skill_moves")),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("skill_moves")
