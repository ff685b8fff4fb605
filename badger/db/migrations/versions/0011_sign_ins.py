"""Whoever signs out ends what was opened before: a number by person, raised each time."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the number; cookies given before are of number 0, like those given until a sign-out."""
    op.add_column(
        "people", sa.Column("sign_in_number", sa.Integer, nullable=False, server_default="0")
    )


def downgrade() -> None:
    """Drop the number."""
    op.drop_column("people", "sign_in_number")
