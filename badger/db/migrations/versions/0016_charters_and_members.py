"""The charter and its signatures, invitations, trainings, and who registered a person."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables; observers of before are taken as trained on the day of their role."""
    _make_charters()
    op.create_table(
        "invitations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("code_digest", sa.String(), nullable=False),
        sa.Column("partner_id", sa.String(), nullable=True),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("meant_for", sa.String(), nullable=False),
        sa.Column("invited_by", sa.String(), nullable=False),
        sa.Column("invited_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("used_at", INSTANT, nullable=True),
        sa.Column("used_by", sa.String(), nullable=True),
        sa.Column("withdrawn_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_invitations_partner_id")
        ),
        sa.ForeignKeyConstraint(["used_by"], ["people.id"], name=op.f("fk_invitations_used_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("code_digest", name=op.f("uq_invitations_code_digest")),
    )
    op.create_index(op.f("ix_invitations_partner_id"), "invitations", ["partner_id"])
    op.create_table(
        "trainings",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("trained_on", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_trainings_person_id")),
        sa.PrimaryKeyConstraint("person_id", "role", name=op.f("pk_trainings")),
    )
    op.add_column("people", sa.Column("registered_by", sa.String(), nullable=True))
    op.create_index(op.f("ix_people_registered_by"), "people", ["registered_by"])
    op.execute(
        "INSERT INTO trainings (person_id, role, trained_on, recorded_by, recorded_at) "
        "SELECT person_id, role, DATE(MIN(granted_at)), 'migration', MIN(granted_at) "
        "FROM role_grants WHERE role = 'observer' GROUP BY person_id, role"
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_index(op.f("ix_people_registered_by"), "people")
    op.drop_column("people", "registered_by")
    for table in ("trainings", "invitations", "charter_signatures", "charters"):
        op.drop_table(table)


def _make_charters() -> None:
    op.create_table(
        "charters",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("published_by", sa.String(), nullable=False),
        sa.Column("published_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_charters")),
    )
    op.create_table(
        "charter_signatures",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("partner_id", sa.String(), nullable=False),
        sa.Column("signatory", sa.String(), nullable=False),
        sa.Column("signed_by", sa.String(), nullable=False),
        sa.Column("signed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(
            ["number"], ["charters.number"], name=op.f("fk_charter_signatures_number")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_charter_signatures_partner_id")
        ),
        sa.PrimaryKeyConstraint("number", "partner_id", name=op.f("pk_charter_signatures")),
    )
