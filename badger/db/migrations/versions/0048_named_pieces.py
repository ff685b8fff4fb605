"""Whether a larger badge names those of the person that it is made of."""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"


def upgrade() -> None:
    """Add the choice; nobody has made it yet."""
    op.add_column(
        "proposals",
        sa.Column("names_pieces", sa.Boolean(), server_default=sa.false(), nullable=False),
    )


def downgrade() -> None:
    """Drop the choice."""
    op.drop_column("proposals", "names_pieces")
