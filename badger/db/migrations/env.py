"""Alembic's entrance: runs the steps on the connection that `badger.db.migrate` opened."""

from alembic import context

from badger.db.base import Base

# The transaction belongs to the caller: all steps together or none.
context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
