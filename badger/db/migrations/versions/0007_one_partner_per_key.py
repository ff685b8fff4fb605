"""A public key belongs to one partner."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Make the index."""
    op.create_index(
        "uq_signing_keys_public_multikey", "signing_keys", ["public_multikey"], unique=True
    )


def downgrade() -> None:
    """Drop the index."""
    op.drop_index("uq_signing_keys_public_multikey", table_name="signing_keys")
