"""The directory of those who asked to be found."""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "directory_entries",
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in (
                "person_id",
                "id",
                "shown_name",
                "sector",
                "commune",
                "words",
                "consent_version",
            )
        ),
        sa.Column("credential_ids", sa.JSON(), nullable=False),
        sa.Column("shown_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_directory_entries_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_directory_entries")),
        sa.UniqueConstraint("id", name=op.f("uq_directory_entries_id")),
    )
    op.create_index(op.f("ix_directory_entries_until"), "directory_entries", ["until"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("directory_entries")
