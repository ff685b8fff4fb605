"""Badges from elsewhere with what was found at them; collections."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"


def upgrade() -> None:
    """Tell the badges of here from others, then make the tables."""
    op.execute(
        "ALTER TABLE holdings ADD COLUMN badge_id VARCHAR"
        " CONSTRAINT fk_holdings_badge_id REFERENCES credentials (id)"
    )
    op.execute(
        "UPDATE holdings SET badge_id = (SELECT min(credentials.id) FROM credentials"
        " WHERE credentials.person_id = holdings.person_id"
        " AND credentials.signed = holdings.document)"
    )
    op.create_index(op.f("ix_holdings_badge_id"), "holdings", ["badge_id"])
    _make_checks()
    _make_collections()


def _make_checks() -> None:
    op.create_table(
        "holding_checks",
        sa.Column("holding_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("report", sa.LargeBinary(), nullable=False),
        *(
            sa.Column(name, sa.DateTime(timezone=True), nullable=False)
            for name in ("reported_at", "checked_at", "due_at")
        ),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["holding_id"], ["holdings.id"], name=op.f("fk_holding_checks_holding_id")
        ),
        sa.PrimaryKeyConstraint("holding_id", name=op.f("pk_holding_checks")),
    )
    op.create_index(op.f("ix_holding_checks_due_at"), "holding_checks", ["due_at"])


def _make_collections() -> None:
    op.create_table(
        "collections",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("id", "person_id", "name")),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_collections_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collections")),
    )
    op.create_index(op.f("ix_collections_person_id"), "collections", ["person_id"])
    op.create_table(
        "collection_items",
        *(sa.Column(name, sa.String(), nullable=False) for name in ("collection_id", "holding_id")),
        sa.Column("position", sa.Integer(), nullable=False),
        *(
            sa.ForeignKeyConstraint(
                [f"{one}_id"], [f"{one}s.id"], name=op.f(f"fk_collection_items_{one}_id")
            )
            for one in ("collection", "holding")
        ),
        sa.PrimaryKeyConstraint("collection_id", "holding_id", name=op.f("pk_collection_items")),
    )
    op.create_index(op.f("ix_collection_items_holding_id"), "collection_items", ["holding_id"])


def downgrade() -> None:
    """Drop the tables and the column."""
    op.drop_table("collection_items")
    op.drop_table("collections")
    op.drop_table("holding_checks")
    op.drop_index(op.f("ix_holdings_badge_id"), "holdings")
    with op.batch_alter_table("holdings") as table:
        table.drop_column("badge_id")
