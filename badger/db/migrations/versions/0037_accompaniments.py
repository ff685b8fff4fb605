"""Who may look beside a person, and where she is heading."""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"


def upgrade() -> None:
    """Make the tables."""
    _accompaniments()
    op.create_table(
        "journeys",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("commitments", sa.JSON(), nullable=False),
        sa.Column("paused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_journeys_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_journeys")),
    )
    op.create_table(
        "journey_steps",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("area", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_journey_steps_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journey_steps")),
    )
    op.create_index(op.f("ix_journey_steps_person_id"), "journey_steps", ["person_id"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("journey_steps")
    op.drop_table("journeys")
    op.drop_table("accompaniments")


def _accompaniments() -> None:
    op.create_table(
        "accompaniments",
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("id", "person_id", "companion_id", "role", "asked_by")
        ),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.Column("beside", sa.Boolean(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.Column(name, sa.DateTime(timezone=True), nullable=True)
            for name in ("agreed_at", "until", "looked_at", "ended_at")
        ),
        *(
            sa.Column(name, sa.String(), nullable=True)
            for name in ("consent_version", "replaces_id", "ended_by")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_accompaniments_{column}")
            )
            for column, table in (
                ("person_id", "people"),
                ("companion_id", "people"),
                ("replaces_id", "accompaniments"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_accompaniments")),
    )
    for column in ("person_id", "companion_id"):
        op.create_index(op.f(f"ix_accompaniments_{column}"), "accompaniments", [column])
    op.create_index(
        "uq_accompaniments_open",
        "accompaniments",
        ["person_id", "companion_id", "role"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
