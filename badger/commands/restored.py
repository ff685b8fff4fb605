"""`badger restored`: what to do once, after a database was put back from a backup."""

import os

import click

from badger.clock import utc_now
from badger.db.audit import append_event
from badger.db.base import write_session
from badger.db.migrate import require_current_schema
from badger.db.opening import open_database
from badger.issuer.page_queries import all_partners
from badger.issuer.status import rest_status_list
from badger.settings import read_settings

ACTOR = "terminal"
HELP = """Prendre des listes d'état neuves, après une restauration.

Des places ont pu être données depuis la sauvegarde : aucune ne doit l'être deux fois, sinon le
retrait d'un badge en retirerait un autre. Les badges délivrés restent où ils sont.
À lancer une fois, avant de rouvrir le site.
"""


@click.command(help=HELP)
def command() -> None:
    """Let the newest list of each partner rest; the next badge begins another."""
    engine = open_database(read_settings(os.environ))
    require_current_schema(engine)
    with write_session(engine) as db:
        rested = [one.id for one in all_partners(db) if rest_status_list(db, one.id)]
        for partner_id in rested:
            append_event(
                db,
                kind="status_list.rested",
                actor=ACTOR,
                subject=partner_id,
                facts={},
                now=utc_now(),
            )
    engine.dispose()
    click.echo(
        f"Listes d'état au repos : {len(rested)}. Les prochains badges en prennent d'autres."
    )
