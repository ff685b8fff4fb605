"""Partners' keys for badges of which a part is shown."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"


def upgrade() -> None:
    """Make the table; the first part of a badge makes the first key."""
    op.create_table(
        "selective_keys",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("partner_id", sa.String(), nullable=False),
        sa.Column("public_multikey", sa.String(), nullable=False),
        sa.Column("sealed_seed", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("compromised_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_selective_keys_partner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_selective_keys")),
    )
    op.create_index(op.f("ix_selective_keys_partner_id"), "selective_keys", ["partner_id"])
    op.create_index(
        "uq_selective_keys_public_multikey", "selective_keys", ["public_multikey"], unique=True
    )
    op.create_index(
        "uq_selective_keys_active",
        "selective_keys",
        ["partner_id"],
        unique=True,
        sqlite_where=sa.text("retired_at IS NULL"),
        postgresql_where=sa.text("retired_at IS NULL"),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("selective_keys")
