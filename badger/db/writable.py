"""Is the database still there to be written?"""

from sqlalchemy import Engine, update

from badger.db.audit import HEAD
from badger.db.engine import write_session
from badger.db.rows import AuditHeadRow


def require_writable(engine: Engine) -> None:
    """Write something that changes nothing, as far as the disk. Raises: DatabaseUnavailable."""
    with write_session(engine) as db:
        db.execute(update(AuditHeadRow).where(AuditHeadRow.id == HEAD).values(id=HEAD))
