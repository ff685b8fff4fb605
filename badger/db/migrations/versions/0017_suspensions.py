"""Suspensions: a second list beside each status list, and why a badge is suspended."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Add the columns; a list gets its second half when its next place is given."""
    op.add_column("status_lists", sa.Column("suspensions", sa.LargeBinary(), nullable=True))
    for table, name in (
        ("status_lists", "suspensions_at"),
        ("status_entries", "suspended_at"),
        ("credentials", "suspended_at"),
    ):
        op.add_column(table, sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    for name in ("suspended_by", "suspension_reason"):
        op.add_column("credentials", sa.Column(name, sa.String(), nullable=True))


def downgrade() -> None:
    """Drop the columns."""
    for name in ("suspension_reason", "suspended_by", "suspended_at"):
        op.drop_column("credentials", name)
    op.drop_column("status_entries", "suspended_at")
    for name in ("suspensions_at", "suspensions"):
        op.drop_column("status_lists", name)
