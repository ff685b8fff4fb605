"""Shares: what a person shows by a link, and how often it was opened."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "shares",
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("id", "person_id", "code_digest", "shown_name")
        ),
        sa.Column("with_doors", sa.Boolean(), nullable=False),
        *(
            sa.Column(name, sa.DateTime(timezone=True), nullable=name == "withdrawn_at")
            for name in ("made_at", "expires_at", "withdrawn_at")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_shares_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shares")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_shares_code_digest")),
    )
    op.create_index(op.f("ix_shares_person_id"), "shares", ["person_id"])
    op.create_table(
        "shared_badges",
        sa.Column("share_id", sa.String(), nullable=False),
        sa.Column("holding_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.Boolean(), nullable=False)
            for name in ("with_reflection", "with_evidence", "with_endorsements")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column],
                [f"{table}.id"],
                name=op.f(f"fk_shared_badges_{column}"),
                ondelete="CASCADE",
            )
            for column, table in (("share_id", "shares"), ("holding_id", "holdings"))
        ),
        sa.PrimaryKeyConstraint("share_id", "holding_id", name=op.f("pk_shared_badges")),
    )
    op.create_index(op.f("ix_shared_badges_holding_id"), "shared_badges", ["holding_id"])
    op.create_table(
        "share_openings",
        sa.Column("share_id", sa.String(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["share_id"],
            ["shares.id"],
            name=op.f("fk_share_openings_share_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("share_id", "opened_on", name=op.f("pk_share_openings")),
    )


def downgrade() -> None:
    """Drop the tables."""
    for table in ("share_openings", "shared_badges", "shares"):
        op.drop_table(table)
