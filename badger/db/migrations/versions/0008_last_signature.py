"""The time of the last signature is found at once."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the index."""
    op.create_index(op.f("ix_credentials_issued_at"), "credentials", ["issued_at"], unique=False)


def downgrade() -> None:
    """Drop the index."""
    op.drop_index(op.f("ix_credentials_issued_at"), table_name="credentials")
