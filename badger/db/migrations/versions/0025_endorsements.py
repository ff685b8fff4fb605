"""Endorsements by partners."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

ONE_TARGET = (
    "(version_id IS NOT NULL AND partner_id IS NULL AND credential_id IS NULL)"
    " OR (version_id IS NULL AND partner_id IS NOT NULL AND credential_id IS NULL)"
    " OR (version_id IS NULL AND partner_id IS NULL AND credential_id IS NOT NULL)"
)
INDEXED = ("endorser_id", "version_id", "partner_id", "credential_id", "asked_by")


def upgrade() -> None:
    """Make the table."""
    instants = ("asked_at", "reminded_at", "written_at", "consented_at", "issued_at")
    op.create_table(
        "endorsements",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("endorser_id", sa.String(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=True)
            for name in ("version_id", "partner_id", "credential_id", "asked_by")
        ),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        *(
            sa.Column(name, sa.DateTime(timezone=True), nullable=True)
            for name in (*instants, "withdrawn_at")
        ),
        *(
            sa.Column(name, sa.String(), nullable=True)
            for name in ("written_by", "withdrawn_by", "withdrawal_reason", "key_id", "list_id")
        ),
        sa.Column("list_index", sa.Integer(), nullable=True),
        sa.Column("signed", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(ONE_TARGET, name=op.f("ck_endorsements_one_target")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], name=op.f(f"fk_endorsements_{column}")
            )
            for column, table in (
                ("endorser_id", "partners"),
                ("version_id", "achievement_versions"),
                ("partner_id", "partners"),
                ("credential_id", "credentials"),
                ("asked_by", "partners"),
                ("key_id", "signing_keys"),
            )
        ),
        sa.ForeignKeyConstraint(
            ["list_id", "list_index"],
            ["status_entries.list_id", "status_entries.list_index"],
            name=op.f("fk_endorsements_list_id_list_index"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_endorsements")),
        sa.UniqueConstraint(
            "list_id", "list_index", name=op.f("uq_endorsements_list_id_list_index")
        ),
    )
    for column in INDEXED:
        op.create_index(op.f(f"ix_endorsements_{column}"), "endorsements", [column])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("endorsements")
