"""Pictures as evidence, and who allowed them in which session."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    """Make both tables; nobody has allowed anything yet."""
    op.create_table(
        "picture_consents",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("allowed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["observation_sessions.id"],
            name=op.f("fk_picture_consents_session_id_observation_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_picture_consents_person_id_people")
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_picture_consents")),
    )
    op.create_index(op.f("ix_picture_consents_person_id"), "picture_consents", ["person_id"])
    op.create_table(
        "pictures",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("taken_by", sa.String(), nullable=False),
        sa.Column("jpeg", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["observation_sessions.id"],
            name=op.f("fk_pictures_session_id_observation_sessions"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_pictures_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["taken_by"], ["people.id"], name=op.f("fk_pictures_taken_by_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pictures")),
    )
    for column in ("session_id", "person_id"):
        op.create_index(op.f(f"ix_pictures_{column}"), "pictures", [column])


def downgrade() -> None:
    """Drop both tables."""
    op.drop_table("pictures")
    op.drop_table("picture_consents")
