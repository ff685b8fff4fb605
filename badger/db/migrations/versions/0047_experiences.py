"""Experiences that a person tells herself, and words about them without any session."""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"

WORDS = ("feedback", "feedback_requests")


def upgrade() -> None:
    """Make both tables; a word is about a session or about an experience."""
    op.create_table(
        "experiences",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("jpeg", sa.LargeBinary(), nullable=True),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_experiences_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_experiences")),
    )
    op.create_index(op.f("ix_experiences_person_id"), "experiences", ["person_id"])
    op.create_table(
        "experience_badges",
        sa.Column("experience_id", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["experience_id"],
            ["experiences.id"],
            name=op.f("fk_experience_badges_experience_id_experiences"),
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["achievement_versions.id"],
            name=op.f("fk_experience_badges_version_id_achievement_versions"),
        ),
        sa.PrimaryKeyConstraint("experience_id", "version_id", name=op.f("pk_experience_badges")),
    )
    for name in WORDS:
        with op.batch_alter_table(name) as table:
            table.alter_column("session_id", existing_type=sa.String(), nullable=True)
            table.add_column(sa.Column("experience_id", sa.String(), nullable=True))
            table.create_foreign_key(
                op.f(f"fk_{name}_experience_id_experiences"),
                "experiences",
                ["experience_id"],
                ["id"],
            )
            table.create_index(op.f(f"ix_{name}_experience_id"), ["experience_id"])


def downgrade() -> None:
    """Drop both tables; words about experiences go with them."""
    for name in WORDS:
        op.execute(f"DELETE FROM {name} WHERE session_id IS NULL")  # noqa: S608 - our own names
        with op.batch_alter_table(name) as table:
            table.drop_index(op.f(f"ix_{name}_experience_id"))
            table.drop_constraint(op.f(f"fk_{name}_experience_id_experiences"), type_="foreignkey")
            table.drop_column("experience_id")
            table.alter_column("session_id", existing_type=sa.String(), nullable=False)
    op.drop_table("experience_badges")
    op.drop_table("experiences")
