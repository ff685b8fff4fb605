"""The paper grid of an observer: found again by the code printed on it (domain F2 AC3)."""

from badger.db.base import Session
from badger.db.rows import SessionObserverRow
from badger.issuer.errors import IssuerError
from badger.issuer.recognition.queries import duty_with_grid_code
from badger.issuer.recognition.short_codes import read_short_code


class GridCodeUnknown(IssuerError):
    """It is the code of no grid of this observer."""

    code = "grid.code_unknown"


def grid_of_code(db: Session, text: str, *, observer_id: str) -> SessionObserverRow:
    """Return whose session a typed code leads to; another observer's grid does not exist (A08).

    Raises: GridCodeUnknown.
    """
    duty = duty_with_grid_code(db, read_short_code(text))
    if duty is None or duty.person_id != observer_id:
        raise GridCodeUnknown
    return duty
