"""E-mail addresses of people, and the links to sign in that are sent to them."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "emails",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("added_at", INSTANT, nullable=False),
        sa.Column("verified_at", INSTANT),
        sa.Column("code_hash", sa.String()),
        sa.Column("code_until", INSTANT),
        sa.Column("code_tries", sa.Integer(), nullable=False),
        sa.Column("mail_id", sa.String()),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_emails_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emails")),
        sa.UniqueConstraint("person_id", "email", name=op.f("uq_emails_person_id_email")),
    )
    op.create_index(
        "uq_emails_verified",
        "emails",
        ["email"],
        unique=True,
        sqlite_where=sa.text("verified_at IS NOT NULL"),
        postgresql_where=sa.text("verified_at IS NOT NULL"),
    )
    op.create_table(
        "sign_in_links",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("next", sa.String(), nullable=False),
        sa.Column("asked_at", INSTANT, nullable=False),
        sa.Column("until", INSTANT, nullable=False),
        sa.Column("person_id", sa.String()),
        sa.Column("token_hash", sa.String()),
        sa.Column("code_hash", sa.String()),
        sa.Column("code_tries", sa.Integer(), nullable=False),
        sa.Column("used_at", INSTANT),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_sign_in_links_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_links_token_hash")),
    )
    op.create_index(op.f("ix_sign_in_links_until"), "sign_in_links", ["until"])


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("sign_in_links")
    op.drop_table("emails")
