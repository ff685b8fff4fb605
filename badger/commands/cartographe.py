"""`badger cartographe`: the first account of a territory, which lets everybody else in."""

import os
from datetime import datetime

import click

from badger.clock import utc_now
from badger.db.base import Session, write_session
from badger.db.migrate import require_current_schema
from badger.db.opening import open_database
from badger.issuer.login_codes import draw_code
from badger.issuer.people import create_person, grant_role, set_login_code
from badger.settings import read_settings

ACTOR = "terminal"
HELP = """Ouvrir le compte d'un·e cartographe.

C'est le premier compte d'un territoire : il accueille les partenaires et invite les autres.
Le code pour entrer est montré une seule fois. S'il est perdu, ouvrez un autre compte.
"""


@click.command(help=HELP)
@click.argument("name", metavar="PRÉNOM")
def command(name: str) -> None:
    """Make the account and tell its code, once."""
    settings = read_settings(os.environ)
    engine = open_database(settings)
    require_current_schema(engine)
    with write_session(engine) as db:
        code = open_account(db, name, now=utc_now())
    engine.dispose()
    click.echo(f"{name} peut entrer sur {settings.base_url}/signin avec ce code :\n\n  {code}\n")
    click.echo("Notez-le : il n'est gardé nulle part.")


def open_account(db: Session, name: str, *, now: datetime) -> str:
    """Register a cartographe of the whole territory; return the code to sign in with.

    Raises: PersonInvalid.
    """
    person = create_person(db, display_name=name, actor=ACTOR, now=now)
    grant_role(db, person_id=person.id, role="cartographe", partner_id=None, actor=ACTOR, now=now)
    code = draw_code()
    set_login_code(db, person_id=person.id, code=code, now=now)
    return code
