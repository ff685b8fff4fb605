"""Observation sessions and what is seen in them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables."""

    op.create_table(
        "observation_sessions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("partner_id", sa.String(), nullable=False),
        sa.Column("accompanying_partner_id", sa.String(), nullable=True),
        sa.Column("family", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("situation", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("commune", sa.String(), nullable=False),
        sa.Column("stage", sa.String(), nullable=True),
        sa.Column("hours", sa.Integer(), nullable=True),
        sa.Column("activity", sa.String(), nullable=True),
        sa.Column("created_by", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["accompanying_partner_id"],
            ["partners.id"],
            name=op.f("fk_observation_sessions_accompanying_partner_id"),
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_observation_sessions_partner_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation_sessions")),
    )
    op.create_index(
        op.f("ix_observation_sessions_partner_id"),
        "observation_sessions",
        ["partner_id"],
        unique=False,
    )
    op.create_table(
        "reflections",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("what_happened", sa.String(), nullable=False),
        sa.Column("what_i_did", sa.String(), nullable=False),
        sa.Column("what_i_learned", sa.String(), nullable=False),
        sa.Column("dictated_to", sa.String(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dictated_to"], ["people.id"], name=op.f("fk_reflections_dictated_to")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_reflections_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["observation_sessions.id"], name=op.f("fk_reflections_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflections")),
    )
    op.create_index(op.f("ix_reflections_person_id"), "reflections", ["person_id"], unique=False)
    op.create_index(op.f("ix_reflections_session_id"), "reflections", ["session_id"], unique=False)
    op.create_table(
        "session_observers",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("partner_id", sa.String(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_session_observers_partner_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_session_observers_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["observation_sessions.id"],
            name=op.f("fk_session_observers_session_id"),
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_session_observers")),
    )
    op.create_index(
        op.f("ix_session_observers_person_id"), "session_observers", ["person_id"], unique=False
    )
    op.create_table(
        "session_participants",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("observed", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_session_participants_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"],
            ["observation_sessions.id"],
            name=op.f("fk_session_participants_session_id"),
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_session_participants")),
    )
    op.create_index(
        op.f("ix_session_participants_person_id"),
        "session_participants",
        ["person_id"],
        unique=False,
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("version_id", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("relation", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_feedback_author_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_feedback_person_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["observation_sessions.id"], name=op.f("fk_feedback_session_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["achievement_versions.id"], name=op.f("fk_feedback_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    op.create_index(op.f("ix_feedback_person_id"), "feedback", ["person_id"], unique=False)
    op.create_index(op.f("ix_feedback_session_id"), "feedback", ["session_id"], unique=False)
    op.create_table(
        "agreements",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("criterion_id", sa.String(), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criteria.id"], name=op.f("fk_agreements_criterion_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_agreements_person_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["observation_sessions.id"], name=op.f("fk_agreements_session_id")
        ),
        sa.ForeignKeyConstraint(
            ["written_by"], ["people.id"], name=op.f("fk_agreements_written_by")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
        sa.UniqueConstraint(
            "person_id",
            "criterion_id",
            "session_id",
            name=op.f("uq_agreements_person_id_criterion_id_session_id"),
        ),
    )
    op.create_table(
        "observations",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("criterion_id", sa.String(), nullable=False),
        sa.Column("observer_id", sa.String(), nullable=False),
        sa.Column("observer_role", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("idempotency_key", sa.String(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criteria.id"], name=op.f("fk_observations_criterion_id")
        ),
        sa.ForeignKeyConstraint(
            ["observer_id"], ["people.id"], name=op.f("fk_observations_observer_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_observations_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["observation_sessions.id"], name=op.f("fk_observations_session_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observations")),
        sa.UniqueConstraint(
            "observer_id",
            "idempotency_key",
            name=op.f("uq_observations_observer_id_idempotency_key"),
        ),
    )
    op.create_index(
        op.f("ix_observations_criterion_id"), "observations", ["criterion_id"], unique=False
    )
    op.create_index(op.f("ix_observations_person_id"), "observations", ["person_id"], unique=False)
    op.create_index(
        op.f("ix_observations_session_id"), "observations", ["session_id"], unique=False
    )
    op.create_table(
        "self_assessments",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("criterion_id", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criteria.id"], name=op.f("fk_self_assessments_criterion_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_self_assessments_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_assessments")),
    )
    op.create_index(
        op.f("ix_self_assessments_criterion_id"), "self_assessments", ["criterion_id"], unique=False
    )
    op.create_index(
        op.f("ix_self_assessments_person_id"), "self_assessments", ["person_id"], unique=False
    )
    op.create_table(
        "session_criteria",
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("criterion_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["criteria.id"], name=op.f("fk_session_criteria_criterion_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["observation_sessions.id"], name=op.f("fk_session_criteria_session_id")
        ),
        sa.PrimaryKeyConstraint("session_id", "criterion_id", name=op.f("pk_session_criteria")),
    )


def downgrade() -> None:
    """Take the tables away."""

    op.drop_table("session_criteria")
    op.drop_index(op.f("ix_self_assessments_person_id"), table_name="self_assessments")
    op.drop_index(op.f("ix_self_assessments_criterion_id"), table_name="self_assessments")
    op.drop_table("self_assessments")
    op.drop_index(op.f("ix_observations_session_id"), table_name="observations")
    op.drop_index(op.f("ix_observations_person_id"), table_name="observations")
    op.drop_index(op.f("ix_observations_criterion_id"), table_name="observations")
    op.drop_table("observations")
    op.drop_table("agreements")
    op.drop_index(op.f("ix_feedback_session_id"), table_name="feedback")
    op.drop_index(op.f("ix_feedback_person_id"), table_name="feedback")
    op.drop_table("feedback")
    op.drop_index(op.f("ix_session_participants_person_id"), table_name="session_participants")
    op.drop_table("session_participants")
    op.drop_index(op.f("ix_session_observers_person_id"), table_name="session_observers")
    op.drop_table("session_observers")
    op.drop_index(op.f("ix_reflections_session_id"), table_name="reflections")
    op.drop_index(op.f("ix_reflections_person_id"), table_name="reflections")
    op.drop_table("reflections")
    op.drop_index(op.f("ix_observation_sessions_partner_id"), table_name="observation_sessions")
    op.drop_table("observation_sessions")
