"""A badge may show a picture that its partner gave."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    """Add the column; badges of before have their pictogram."""
    op.add_column(
        "achievement_versions", sa.Column("image_upload", sa.LargeBinary(), nullable=True)
    )


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("achievement_versions", "image_upload")
