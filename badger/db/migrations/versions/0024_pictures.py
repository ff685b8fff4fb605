"""A badge's picture has two colours, a pictogram and a few letters of its own."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"

NAMES = ("image_fill", "image_rim", "image_icon", "image_text")


def upgrade() -> None:
    """Add the columns; what is empty follows the badge's family and first criterion."""
    for name in NAMES:
        op.add_column(
            "achievement_versions",
            sa.Column(name, sa.String(), nullable=False, server_default=""),
        )


def downgrade() -> None:
    """Drop the columns."""
    for name in reversed(NAMES):
        op.drop_column("achievement_versions", name)
