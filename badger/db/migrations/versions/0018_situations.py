"""Situations kept as models; logistics, codes, cancelling; a code on each paper grid."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

SESSIONS = "observation_sessions"
LOGISTICS = ("meeting_point", "transport", "to_bring", "childcare", "interpreter")
CODES = ("join_code", "short_code")


def upgrade() -> None:
    """Make the tables and columns; codes are given when they are first asked for."""
    _make_situations()
    for name in (*LOGISTICS, *CODES, "role_to_hold", "cancelled_word"):
        op.add_column(SESSIONS, sa.Column(name, sa.String(), nullable=True))
    for name in ("cancelled_at", "joining_until"):
        op.add_column(SESSIONS, sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column(SESSIONS, sa.Column("cycle", sa.Integer(), nullable=True))
    op.add_column(
        SESSIONS, sa.Column("full_day", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    for name in CODES:
        op.create_index(op.f(f"ix_{SESSIONS}_{name}"), SESSIONS, [name], unique=True)
    op.add_column("session_observers", sa.Column("grid_code", sa.String(), nullable=True))
    op.create_index(
        op.f("ix_session_observers_grid_code"), "session_observers", ["grid_code"], unique=True
    )


def _make_situations() -> None:
    op.create_table(
        "situations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("partner_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("aim", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("activity", sa.String(), nullable=True),
        sa.Column("full_day", sa.Boolean(), nullable=False),
        sa.Column("role_to_hold", sa.String(), nullable=True),
        *(sa.Column(name, sa.String(), nullable=True) for name in LOGISTICS),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_situations_partner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_situations")),
    )
    op.create_index(op.f("ix_situations_partner_id"), "situations", ["partner_id"])
    op.create_table(
        "situation_criteria",
        sa.Column("situation_id", sa.String(), nullable=False),
        sa.Column("criterion_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["situation_id"], ["situations.id"], name=op.f("fk_situation_criteria_situation_id")
        ),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criteria.id"], name=op.f("fk_situation_criteria_criterion_id")
        ),
        sa.PrimaryKeyConstraint("situation_id", "criterion_id", name=op.f("pk_situation_criteria")),
    )


def downgrade() -> None:
    """Drop the tables and columns."""
    op.drop_index(op.f("ix_session_observers_grid_code"), table_name="session_observers")
    op.drop_column("session_observers", "grid_code")
    for name in CODES:
        op.drop_index(op.f(f"ix_{SESSIONS}_{name}"), table_name=SESSIONS)
    dropped = ("joining_until", *CODES, "cancelled_word", "cancelled_at", "role_to_hold", "cycle")
    for name in (*dropped, "full_day", *LOGISTICS):
        op.drop_column(SESSIONS, name)
    op.drop_table("situation_criteria")
    op.drop_table("situations")
