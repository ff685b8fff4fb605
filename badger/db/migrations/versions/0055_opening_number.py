"""A session that passeurs opened by its code can be closed to all of them at once."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"


def upgrade() -> None:
    """Count how often each was closed."""
    number = sa.Column("opening_number", sa.Integer(), nullable=False, server_default="0")
    op.add_column("observation_sessions", number)


def downgrade() -> None:
    """Forget it."""
    op.drop_column("observation_sessions", "opening_number")
