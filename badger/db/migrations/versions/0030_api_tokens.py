"""Tokens of partners' programs, and what they bring."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "api_tokens",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("partner_id", sa.String(), nullable=False),
        sa.Column("token_digest", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("scopes", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_api_tokens_partner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_tokens")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_api_tokens_token_digest")),
    )
    op.create_index(op.f("ix_api_tokens_partner_id"), "api_tokens", ["partner_id"])
    op.create_table(
        "brought_awards",
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("id", "partner_id", "token_id", "request_key", "body_digest")
        ),
        sa.Column("version_id", sa.String(), nullable=True),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_brought_awards_{column}")
            )
            for column, table in (
                ("partner_id", "partners"),
                ("token_id", "api_tokens"),
                ("version_id", "achievement_versions"),
                ("person_id", "people"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brought_awards")),
        sa.UniqueConstraint(
            "partner_id", "request_key", name=op.f("uq_brought_awards_partner_id_request_key")
        ),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("brought_awards")
    op.drop_table("api_tokens")
