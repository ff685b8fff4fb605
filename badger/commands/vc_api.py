"""`badger vc-api`: the W3C's test suites drive badger; never beside a real installation."""

import os

import click

from badger.clock import utc_now
from badger.commands.server import Listening, require_free_port
from badger.errors import BadgerError
from badger.web.vc_api.app import create_test_app
from badger.web.vc_api.contexts import allow_test_contexts
from badger.web.vc_api.desk import ENVELOPED, SELECTIVE, new_desk
from badger.web.vc_api.loopback import LoopbackSource
from badger.web.vc_api.server import serve_for_tests

SUITES = (
    "eddsa-rdfc-2022",
    "eddsa-jcs-2022",
    "ecdsa-rdfc-2019",
    "ecdsa-jcs-2019",
    SELECTIVE,
    ENVELOPED,
)
# What a real installation sets: its database, its secrets, its address and its lists.
PRODUCTION = (
    "BADGER_DATABASE_URL",
    "BADGER_KEK",
    "BADGER_KEK_FILE",
    "BADGER_KEK_PKCS11",
    "BADGER_SECRET_KEY",
    "BADGER_BASE_URL",
    "BADGER_TRUST_FILE",
)


class ProductionConfigured(BadgerError):
    """The test mode signs whatever it is given: it does not start beside a real installation."""

    code = "vc_api.production"


@click.command(short_help="Ouvrir l'interface d'essai du W3C (VC-API).")
@click.option("--port", type=click.IntRange(1, 65535), required=True, help="Port d'écoute.")
@click.option("--tls-self-signed", "tls", is_flag=True, help="En https, avec un certificat neuf.")
@click.option(
    "--cryptosuite",
    type=click.Choice(SUITES),
    default=SUITES[0],
    show_default=True,
    help="Recette de signature.",
)
@click.option(
    "--curve", type=click.Choice(("P-256", "P-384")), default="P-256", help="Courbe d'ECDSA."
)
@click.option(
    "--allow-loopback",
    "loopback",
    is_flag=True,
    help="Lire aussi les listes et les clés d'autres programmes de cette machine.",
)
def command(port: int, *, tls: bool, cryptosuite: str, curve: str, loopback: bool) -> None:
    """Ouvrir, sur cette machine seulement, l'interface que les suites d'essai du W3C appellent.

    Elle signe tout ce qu'on lui donne, avec une clé qui disparaît à la fin : elle refuse donc
    de démarrer là où un vrai territoire est configuré.
    """
    found = [name for name in PRODUCTION if os.environ.get(name)]
    if found:
        raise ProductionConfigured(name=found[0])
    listening = Listening(host="127.0.0.1", port=port)
    require_free_port(listening)
    allow_test_contexts()
    base = f"{'https' if tls else 'http'}://{listening.host}:{port}"
    sources = (LoopbackSource(),) if loopback else ()
    desk = new_desk(cryptosuite, curve=curve, clock=utc_now, base=base, sources=sources)
    click.echo(f"{base}/credentials/ ({cryptosuite}) {desk.did}")
    app = create_test_app(desk)
    serve_for_tests(app, host=listening.host, port=port, tls=tls)
