"""The sample sign-in codes: drawn when the territory is loaded, shown to whoever tries it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from badger.db.base import Session
from badger.demo.home import Login
from badger.demo.territory import Person
from badger.issuer.login_codes import draw_groups
from badger.issuer.people import set_login_code

GROUPS = 2


def new_code(word: str) -> str:
    """Draw a code that begins with `word`: "COACH-7K3M-9QPT"."""
    return "-".join([word, *draw_groups(GROUPS)])


def give_codes(
    db: Session, people: Sequence[Person], *, ids: Mapping[str, str], now: datetime
) -> list[Login]:
    """Give everybody a new code. ids: identifiers by the person's code in the data."""
    return [_give_code(db, person, person_id=ids[person.code], now=now) for person in people]


def _give_code(db: Session, person: Person, *, person_id: str, now: datetime) -> Login:
    code = new_code(person.word)
    set_login_code(db, person_id=person_id, code=code, now=now)
    return Login(person.login, code)
