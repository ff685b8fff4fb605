"""Proposals, status lists and credentials."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""

    op.create_table(
        "status_lists",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("partner_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("reserved", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published", sa.LargeBinary(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_status_lists_partner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_lists")),
        sa.UniqueConstraint("partner_id", "number", name=op.f("uq_status_lists_partner_id_number")),
    )
    op.create_table(
        "status_entries",
        sa.Column("list_id", sa.String(), nullable=False),
        sa.Column("list_index", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reserved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["list_id"], ["status_lists.id"], name=op.f("fk_status_entries_list_id")
        ),
        sa.PrimaryKeyConstraint("list_id", "list_index", name=op.f("pk_status_entries")),
    )
    op.create_table(
        "proposals",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("consent_version", sa.String(), nullable=True),
        sa.Column("in_presence_of", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["in_presence_of"], ["people.id"], name=op.f("fk_proposals_in_presence_of")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_proposals_person_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["observation_sessions.id"], name=op.f("fk_proposals_session_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["achievement_versions.id"], name=op.f("fk_proposals_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint(
            "person_id",
            "version_id",
            "session_id",
            name=op.f("uq_proposals_person_id_version_id_session_id"),
        ),
    )
    op.create_index(op.f("ix_proposals_session_id"), "proposals", ["session_id"], unique=False)
    op.create_index(
        "uq_proposals_under_way",
        "proposals",
        ["person_id", "version_id"],
        unique=True,
        sqlite_where=sa.text("state IN ('proposed', 'accepted')"),
        postgresql_where=sa.text("state IN ('proposed', 'accepted')"),
    )
    op.create_table(
        "credentials",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("proposal_id", sa.String(), nullable=True),
        sa.Column("issuer_id", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("request_key", sa.String(), nullable=True),
        sa.Column("list_id", sa.String(), nullable=False),
        sa.Column("list_index", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("unsigned", sa.LargeBinary(), nullable=True),
        sa.Column("signed", sa.LargeBinary(), nullable=True),
        sa.Column("key_id", sa.String(), nullable=True),
        sa.Column("reserved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.String(), nullable=True),
        sa.Column("revocation_reason", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["issuer_id"], ["partners.id"], name=op.f("fk_credentials_issuer_id")
        ),
        sa.ForeignKeyConstraint(
            ["key_id"], ["signing_keys.id"], name=op.f("fk_credentials_key_id")
        ),
        sa.ForeignKeyConstraint(
            ["list_id", "list_index"],
            ["status_entries.list_id", "status_entries.list_index"],
            name=op.f("fk_credentials_list_id_list_index"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_credentials_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposals.id"], name=op.f("fk_credentials_proposal_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["achievement_versions.id"], name=op.f("fk_credentials_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credentials")),
        sa.UniqueConstraint(
            "issuer_id", "request_key", name=op.f("uq_credentials_issuer_id_request_key")
        ),
        sa.UniqueConstraint(
            "list_id", "list_index", name=op.f("uq_credentials_list_id_list_index")
        ),
        sa.UniqueConstraint("proposal_id", name=op.f("uq_credentials_proposal_id")),
    )
    op.create_index(op.f("ix_credentials_issuer_id"), "credentials", ["issuer_id"], unique=False)
    op.create_index(op.f("ix_credentials_person_id"), "credentials", ["person_id"], unique=False)
    op.create_index(op.f("ix_credentials_state"), "credentials", ["state"], unique=False)


def downgrade() -> None:
    """Take the tables away."""

    op.drop_index(op.f("ix_credentials_state"), table_name="credentials")
    op.drop_index(op.f("ix_credentials_person_id"), table_name="credentials")
    op.drop_index(op.f("ix_credentials_issuer_id"), table_name="credentials")
    op.drop_table("credentials")
    op.drop_index(
        "uq_proposals_under_way",
        table_name="proposals",
        sqlite_where=sa.text("state IN ('proposed', 'accepted')"),
        postgresql_where=sa.text("state IN ('proposed', 'accepted')"),
    )
    op.drop_index(op.f("ix_proposals_session_id"), table_name="proposals")
    op.drop_table("proposals")
    op.drop_table("status_entries")
    op.drop_table("status_lists")
