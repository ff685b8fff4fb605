"""When people came in last."""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "last_seen",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("warned_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_last_seen_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_last_seen")),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("last_seen")
