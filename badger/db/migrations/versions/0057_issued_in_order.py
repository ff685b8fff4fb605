"""Issued badges are listed page by page, of one partner or of all."""

from alembic import op

revision = "0057"
down_revision = "0056"


def upgrade() -> None:
    """Let both indexes go on to the place in the list."""
    op.drop_index(op.f("ix_credentials_issuer_id"), table_name="credentials")
    op.drop_index(op.f("ix_credentials_issued_at"), table_name="credentials")
    op.create_index(
        "ix_credentials_issuer_id_issued_at_id", "credentials", ["issuer_id", "issued_at", "id"]
    )
    op.create_index("ix_credentials_issued_at_id", "credentials", ["issued_at", "id"])


def downgrade() -> None:
    """Give back the former ones."""
    op.drop_index("ix_credentials_issued_at_id", table_name="credentials")
    op.drop_index("ix_credentials_issuer_id_issued_at_id", table_name="credentials")
    op.create_index(op.f("ix_credentials_issued_at"), "credentials", ["issued_at"])
    op.create_index(op.f("ix_credentials_issuer_id"), "credentials", ["issuer_id"])
