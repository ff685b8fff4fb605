"""Groups have members, who come by a code or say yes to their partner."""

import sqlalchemy as sa
from alembic import op

from badger.db.base import UtcDateTime

revision = "0056"
down_revision = "0055"


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "group_members",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("consent_version", sa.String(), nullable=True),
        sa.Column("joined_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("group_id", "person_id", name=op.f("pk_group_members")),
        *(
            sa.ForeignKeyConstraint(
                [column], ["people.id"], name=op.f(f"fk_group_members_{column}_people")
            )
            for column in ("group_id", "person_id", "asked_by")
        ),
    )
    op.create_index(op.f("ix_group_members_person_id"), "group_members", ["person_id"])
    op.create_table(
        "group_codes",
        sa.Column("group_id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("group_id", name=op.f("pk_group_codes")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["people.id"], name=op.f("fk_group_codes_group_id_people")
        ),
        sa.UniqueConstraint("code", name=op.f("uq_group_codes_code")),
    )


def downgrade() -> None:
    """Drop both."""
    op.drop_table("group_codes")
    op.drop_table("group_members")
