"""Messages to the holder of a badge, and who wants none."""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "messages",
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in (
                "id",
                "person_id",
                "sender_name",
                "sender_organisation",
                "sender_email",
                "text",
            )
        ),
        *(
            sa.Column(name, sa.String(), nullable=True)
            for name in ("credential_id", "answer", "answered_by")
        ),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.Column(name, sa.DateTime(timezone=True), nullable=True)
            for name in ("put_aside_at", "handed_at", "answered_at")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_messages_person_id")),
        sa.ForeignKeyConstraint(
            ["credential_id"], ["credentials.id"], name=op.f("fk_messages_credential_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    op.create_index(op.f("ix_messages_person_id"), "messages", ["person_id"])
    op.create_table(
        "closed_letter_boxes",
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_closed_letter_boxes_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_closed_letter_boxes")),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("closed_letter_boxes")
    op.drop_table("messages")
