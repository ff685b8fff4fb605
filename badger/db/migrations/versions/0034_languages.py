"""A version is written in a language; an achievement may say another in a second language."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    """Add the columns; what there was is in French."""
    op.add_column(
        "achievement_versions",
        sa.Column("language", sa.String(), nullable=False, server_default="fr"),
    )
    # Written out: it holds for both engines, and the table, which others point at, stays.
    op.execute(
        "ALTER TABLE achievements ADD COLUMN translates_id VARCHAR"
        " CONSTRAINT fk_achievements_translates_id REFERENCES achievements (id)"
    )


def downgrade() -> None:
    """Drop the columns."""
    op.drop_column("achievements", "translates_id")
    op.drop_column("achievement_versions", "language")
