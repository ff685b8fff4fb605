"""The relays of an accompaniment are found by it."""

from alembic import op

revision = "0054"
down_revision = "0053"


def upgrade() -> None:
    """Make the index."""
    name = op.f("ix_accompaniments_replaces_id")
    op.create_index(name, "accompaniments", ["replaces_id"])


def downgrade() -> None:
    """Drop the index."""
    op.drop_index(op.f("ix_accompaniments_replaces_id"), table_name="accompaniments")
