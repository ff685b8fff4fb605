"""Doors may be withdrawn and say a step; people say what they look at first."""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    """Add the columns and the two tables."""
    op.add_column("doors", sa.Column("step", sa.String(), nullable=False, server_default=""))
    op.add_column("doors", sa.Column("asked_on", sa.Date()))
    op.add_column("doors", sa.Column("withdrawn_at", sa.DateTime(timezone=True)))
    op.create_table(
        "person_goals",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_person_goals_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "goal", name=op.f("pk_person_goals")),
    )
    op.create_table(
        "wished_doors",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("door_id", sa.String(), nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["door_id"], ["doors.id"], name=op.f("fk_wished_doors_door_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_wished_doors_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "door_id", name=op.f("pk_wished_doors")),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("wished_doors")
    op.drop_table("person_goals")
    op.drop_column("doors", "withdrawn_at")
    op.drop_column("doors", "asked_on")
    op.drop_column("doors", "step")
