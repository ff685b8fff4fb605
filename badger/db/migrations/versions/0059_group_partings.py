"""A group's partner takes somebody out, and does not ask again soon after a no."""

import sqlalchemy as sa
from alembic import op

from badger.db.base import UtcDateTime

revision = "0059"
down_revision = "0058"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "group_partings",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("parted_at", UtcDateTime(), nullable=False),
        sa.Column("ended_by", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("group_id", "person_id", name=op.f("pk_group_partings")),
        *(
            sa.ForeignKeyConstraint(
                [column], ["people.id"], name=op.f(f"fk_group_partings_{column}_people")
            )
            for column in ("group_id", "person_id", "ended_by")
        ),
    )
    op.create_index(op.f("ix_group_partings_person_id"), "group_partings", ["person_id"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("group_partings")
