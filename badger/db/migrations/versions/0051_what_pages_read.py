"""The badges of a person by their state, and sessions by day: her pages read no more than that."""

from alembic import op

revision = "0051"
down_revision = "0050"


def upgrade() -> None:
    """Put the state beside the person, so that no planner prefers the index of states."""
    op.create_index("ix_credentials_person_id_state", "credentials", ["person_id", "state"])
    op.drop_index("ix_credentials_person_id", table_name="credentials")
    op.create_index("ix_observation_sessions_starts_on", "observation_sessions", ["starts_on"])


def downgrade() -> None:
    """Go back to the person alone."""
    op.drop_index("ix_observation_sessions_starts_on", table_name="observation_sessions")
    op.create_index("ix_credentials_person_id", "credentials", ["person_id"])
    op.drop_index("ix_credentials_person_id_state", table_name="credentials")
