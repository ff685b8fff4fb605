"""No partner's document by another's key, list or badge: the database itself refuses it."""

from alembic import op

revision = "0038"
down_revision = "0037"

# What a signed document names, and the table that says whose it is: (column, table, id, owner).
KEY = ("key_id", "signing_keys", "id", "partner_id")
LIST = ("list_id", "status_lists", "id", "partner_id")
WRITTEN_BY = ("version_id", "achievement_authors", "version_id", "partner_id")
GUARDED = {
    "credentials": ("issuer_id", (KEY, LIST, WRITTEN_BY)),
    "endorsements": ("endorser_id", (KEY, LIST)),
}
REFUSAL = "belongs to another partner"


def upgrade() -> None:
    """Watch what is written: triggers, which need no table to be made anew."""
    write = _postgresql if op.get_bind().dialect.name == "postgresql" else _sqlite
    for table, (owner, named) in GUARDED.items():
        write(table, owner, named)


def downgrade() -> None:
    """Watch no more."""
    for table in GUARDED:
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"DROP TRIGGER own_{table} ON {table}")
            op.execute(f"DROP FUNCTION own_{table}()")
        else:
            op.execute(f"DROP TRIGGER own_{table}_insert")
            op.execute(f"DROP TRIGGER own_{table}_update")


def _foreign(owner: str, named: tuple[tuple[str, str, str, str], ...]) -> str:
    """Say in SQL that one of the things named belongs to somebody else."""
    return " OR ".join(
        f"(NEW.{column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {table}"  # noqa: S608 - our own
        f" WHERE {table}.{key} = NEW.{column} AND {table}.{of} = NEW.{owner}))"
        for column, table, key, of in named
    )


def _columns(owner: str, named: tuple[tuple[str, str, str, str], ...]) -> str:
    return ", ".join((owner, *(column for column, *_ in named)))


def _sqlite(table: str, owner: str, named: tuple[tuple[str, str, str, str], ...]) -> None:
    for when in ("INSERT", f"UPDATE OF {_columns(owner, named)}"):
        op.execute(
            f"CREATE TRIGGER own_{table}_{when[:6].lower()} BEFORE {when} ON {table}"
            f" WHEN {_foreign(owner, named)}"
            f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def _postgresql(table: str, owner: str, named: tuple[tuple[str, str, str, str], ...]) -> None:
    op.execute(
        f"CREATE FUNCTION own_{table}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN IF {_foreign(owner, named)} THEN"
        f" RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';"
        " END IF; RETURN NEW; END $$"
    )
    op.execute(
        f"CREATE TRIGGER own_{table} BEFORE INSERT OR UPDATE OF {_columns(owner, named)}"
        f" ON {table} FOR EACH ROW EXECUTE FUNCTION own_{table}()"
    )
