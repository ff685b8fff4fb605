"""Signed lists of recognised issuers, and the days of each partner's mandate."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Make the table; a partner without days is mandated from its registration on."""
    op.create_table(
        "trust_lists",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trust_lists")),
        sa.UniqueConstraint("url", name=op.f("uq_trust_lists_url")),
    )
    op.add_column("partners", sa.Column("mandate_since", sa.Date(), nullable=True))
    op.add_column("partners", sa.Column("mandate_until", sa.Date(), nullable=True))


def downgrade() -> None:
    """Drop the table and the days."""
    op.drop_column("partners", "mandate_until")
    op.drop_column("partners", "mandate_since")
    op.drop_table("trust_lists")
