"""Files of observations."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    """Make the table."""
    instants = ("started_at", "finished_at")
    op.create_table(
        "bulk_imports",
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("id", "partner_id", "version_id", "digest", "kept_by")
        ),
        *(
            sa.Column(name, sa.JSON(), nullable=False)
            for name in ("rows", "situations", "session_ids")
        ),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in instants),
        sa.Column("stopped_code", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_bulk_imports_partner_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["achievement_versions.id"], name=op.f("fk_bulk_imports_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_imports")),
        sa.UniqueConstraint("partner_id", "digest", name=op.f("uq_bulk_imports_partner_id_digest")),
    )


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("bulk_imports")
