"""People as another site knows them."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "outside_identities",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_outside_identities_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_identities")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_outside_identities_issuer_subject")),
    )
    op.create_index(op.f("ix_outside_identities_person_id"), "outside_identities", ["person_id"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("outside_identities")
