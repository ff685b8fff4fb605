"""Doors, and the badges kept."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Make the tables."""

    op.create_table(
        "doors",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("partner_id", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name=op.f("fk_doors_partner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_doors")),
        sa.UniqueConstraint("code", name=op.f("uq_doors_code")),
    )
    op.create_table(
        "holdings",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("credential_id", sa.String(), nullable=False),
        sa.Column("achievement_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("valid_from", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_holdings_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_holdings")),
        sa.UniqueConstraint(
            "person_id",
            "issuer",
            "credential_id",
            name=op.f("uq_holdings_person_id_issuer_credential_id"),
        ),
    )
    op.create_index(op.f("ix_holdings_person_id"), "holdings", ["person_id"], unique=False)
    op.create_table(
        "door_keys",
        sa.Column("door_id", sa.String(), nullable=False),
        sa.Column("way", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("achievement_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["achievement_id"], ["achievements.id"], name=op.f("fk_door_keys_achievement_id")
        ),
        sa.ForeignKeyConstraint(["door_id"], ["doors.id"], name=op.f("fk_door_keys_door_id")),
        sa.PrimaryKeyConstraint("door_id", "way", "achievement_id", name=op.f("pk_door_keys")),
    )
    op.create_index(
        op.f("ix_door_keys_achievement_id"), "door_keys", ["achievement_id"], unique=False
    )


def downgrade() -> None:
    """Take the tables away."""

    op.drop_index(op.f("ix_door_keys_achievement_id"), table_name="door_keys")
    op.drop_table("door_keys")
    op.drop_index(op.f("ix_holdings_person_id"), table_name="holdings")
    op.drop_table("holdings")
    op.drop_table("doors")
