"""An observer takes back her own wrong tap: the row stays, and no longer counts."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the column; every mark that is there counts."""
    op.add_column(
        "observations", sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True)
    )


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("observations", "withdrawn_at")
