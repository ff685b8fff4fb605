"""Cards that invite."""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "welcome_cards",
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("id", "made_by", "code", "place", "phone")
        ),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["people.id"], name=op.f("fk_welcome_cards_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_welcome_cards")),
        sa.UniqueConstraint("code", name=op.f("uq_welcome_cards_code")),
    )
    op.create_index(op.f("ix_welcome_cards_made_by"), "welcome_cards", ["made_by"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("welcome_cards")
