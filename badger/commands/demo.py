"""`badger demo`: load the demo territory and open its site."""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import click

from badger.app import start_app
from badger.clock import utc_now
from badger.commands.server import Listening, require_free_port, serve_app
from badger.commands.start_checks import check_start
from badger.demo.home import DemoHome, Summary
from badger.demo.load import load_demo
from badger.demo.terminal_qr import terminal_qr
from badger.issuer.keyring import keyring_of
from badger.settings import read_mail_settings, read_openid_settings

HELP = """Ouvrir le territoire d'exemple, prêt à essayer.

La première fois, le territoire « Bocage d'exemple » est créé et son histoire jouée : séances,
observations, badges signés. Ensuite, rien ne se perd d'une fois à l'autre ; --reset recommence.
Tout est dans un dossier : base de données, clés, badges en fichiers, et demo.json.
"""
FOLDER = Path("var/demo")


@click.command(help=HELP)
@click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse où écouter.")
@click.option("--reset", is_flag=True, help="Tout effacer et recommencer.")
@click.option("--load-only", is_flag=True, help="Préparer sans ouvrir le site.")
@click.option(
    "--folder",
    default=FOLDER,
    show_default=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Dossier de la démonstration.",
)
def command(host: str, *, port: int, reset: bool, load_only: bool, folder: Path) -> None:
    """Load what is not there yet, tell what there is to try, and serve."""
    home = DemoHome(folder.resolve())
    listening = Listening(host=host, port=port)
    if not load_only:
        require_free_port(listening)
    if reset:
        home.remove()
    served_at = f"http://localhost:{port}"
    summary = _load_apart(home, served_at=served_at)
    settings = replace(
        home.settings(served_at),
        mail=read_mail_settings(os.environ),
        openid=read_openid_settings(os.environ),
    )
    check_start(settings, now=utc_now(), keyring=keyring_of(settings))
    tell(home, summary)
    if load_only:
        return
    click.echo(f"Le site répond à {served_at} (Ctrl+C pour fermer).")
    serve_app(lambda: start_app(settings), listening)


def _load_apart(home: DemoHome, *, served_at: str) -> Summary:
    """Load in a process of its own: drawing badges starts threads, which no fork keeps.

    The server's process, forked from this one, would wait for them for ever.
    """
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as apart:
        return apart.submit(load_demo, home, served_at=served_at, now=utc_now()).result()


def tell(home: DemoHome, summary: Summary) -> None:
    """Print the sample codes, a badge to scan, and where the files are."""
    click.echo("Bocage d'exemple : un territoire fictif, pour essayer.\n")
    click.echo("Pour entrer, tapez le code d'une de ces personnes :")
    width = max(len(login.role) for login in summary.logins)
    for login in summary.logins:
        click.echo(f"  {login.role:{width}}  {login.code}")
    _tell_badge(summary)
    _tell_files(home, summary)


def _tell_badge(summary: Summary) -> None:
    badge = summary.badges[0]
    click.echo(f"\nUn badge à scanner : « {badge.achievement} », reçu par {badge.holder}.")
    click.echo(terminal_qr(badge.url))
    click.echo(badge.url)


def _tell_files(home: DemoHome, summary: Summary) -> None:
    program = Path(sys.executable).parent / "badger"
    click.echo("\nCe badge en fichier se vérifie sans réseau :")
    click.echo(
        f"  {shown(program)} verify {shown(home.sample('png'))} "
        f"--documents {shown(home.documents)} --trust {shown(home.trust)} --offline"
    )
    click.echo(f"Tout est résumé dans {shown(home.summary)}.\n")
    signed_at = home.identity.read_text(encoding="utf-8").strip()
    if signed_at != summary.base_url:
        click.echo(
            f"À savoir : ces badges ont été signés pour {signed_at} et gardent cette adresse.\n"
            "Ils se vérifient ici aussi. Pour des badges à la nouvelle adresse, recommencez "
            "avec --reset (ou make demo-reset).\n"
        )


def shown(path: Path) -> Path:
    """Shorten a path for reading: from here where it lies below, else whole."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
