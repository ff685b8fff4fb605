"""Offers of badges to wallets, nonces of their key proofs, and partners' RSA keys."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "wallet_offers",
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in (
                *("id", "person_id", "credential_id"),
                *("offer_digest", "code_digest", "pin_digest"),
            )
        ),
        sa.Column("pin_tries", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("redeemed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("token_digest", sa.String(), nullable=True),
        sa.Column("token_until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_wallet_offers_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["credential_id"], ["credentials.id"], name=op.f("fk_wallet_offers_credential_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wallet_offers")),
        *(
            sa.UniqueConstraint(column, name=op.f(f"uq_wallet_offers_{column}"))
            for column in ("offer_digest", "code_digest", "token_digest")
        ),
    )
    op.create_index(op.f("ix_wallet_offers_person_id"), "wallet_offers", ["person_id"])
    op.create_table(
        "wallet_nonces",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_wallet_nonces")),
    )
    op.create_index(op.f("ix_wallet_nonces_until"), "wallet_nonces", ["until"])
    op.create_table(
        "token_keys",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("partner_id", sa.String(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_seed", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("compromised_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_token_keys_partner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_token_keys")),
    )
    op.create_index(op.f("ix_token_keys_partner_id"), "token_keys", ["partner_id"])
    op.create_index(
        "uq_token_keys_active",
        "token_keys",
        ["partner_id"],
        unique=True,
        sqlite_where=sa.text("retired_at IS NULL"),
        postgresql_where=sa.text("retired_at IS NULL"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("token_keys")
    op.drop_table("wallet_nonces")
    op.drop_table("wallet_offers")
