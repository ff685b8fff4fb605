"""The words of a person on what she says of herself."""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"


def upgrade() -> None:
    """Add the words; nobody has written any yet."""
    op.add_column("proposals", sa.Column("own_words", sa.String(), nullable=True))


def downgrade() -> None:
    """Drop the words."""
    op.drop_column("proposals", "own_words")
