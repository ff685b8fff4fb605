"""Bring the schema up to date, with the migrations of this package."""

from sqlalchemy import Engine


def upgrade(engine: Engine) -> None:
    """Apply the missing migrations. Raises: SchemaTooNew."""
    raise NotImplementedError
