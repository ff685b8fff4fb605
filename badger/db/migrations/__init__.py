"""The schema's history (Alembic); a migration is never edited once released."""
