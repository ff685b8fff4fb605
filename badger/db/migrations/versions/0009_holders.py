"""Groups and organisations hold badges too; a version says for whom it is."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the columns; whoever is there already is a person, and every badge for persons."""
    op.add_column("people", sa.Column("kind", sa.String(), nullable=False, server_default="person"))
    op.add_column(
        "achievement_versions",
        sa.Column("recipients", sa.JSON(), nullable=False, server_default='["person"]'),
    )


def downgrade() -> None:
    """Drop the columns."""
    op.drop_column("achievement_versions", "recipients")
    op.drop_column("people", "kind")
