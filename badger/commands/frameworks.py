"""`badger frameworks`: import the frameworks of skills that badges may be linked to."""

import os

import click

from badger.clock import utc_now
from badger.commands.streams import read_bytes
from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.issuer.frameworks.importing import FrameworkHasProblems, import_framework
from badger.issuer.frameworks.queries import frameworks_with_sizes
from badger.issuer.frameworks.reading import MAX_FILE_BYTES, READERS, ReadFramework
from badger.issuer.people_queries import partner_with_slug
from badger.sentences import sentence
from badger.settings import read_settings

ACTOR = "terminal"
NAMES = {"esco": "ESCO", "rome": "ROME 4.0"}
MOST_SHOWN = 20


@click.group(subcommand_metavar="COMMANDE [ARGUMENTS]...")
def command() -> None:
    """Gérer les référentiels de compétences de ce territoire."""


@command.command("list")
def show() -> None:
    """Dire quels référentiels sont importés."""
    engine = open_database(read_settings(os.environ))
    with read_session(engine) as db:
        for framework, count in frameworks_with_sizes(db):
            day = framework.imported_at.date().isoformat()
            click.echo(f"{framework.name} : {count} compétences, importé le {day}")


@command.command("import")
@click.argument("kind", metavar="esco|rome|own", type=click.Choice(tuple(READERS)))
@click.argument("file", metavar="FICHIER")
@click.option("--name", default="", help="Nom du référentiel ; sinon ESCO ou ROME 4.0.")
@click.option("--partner", default="", help="Adresse (slug) du partenaire dont il est le sien.")
@click.option("--check", is_flag=True, help="Regarder seulement : rien n'est importé.")
def take(kind: str, file: str, *, name: str, partner: str, check: bool) -> None:
    """Importer un fichier ESCO (CSV), ROME 4.0 (zip) ou le vôtre (CSV), en entier ou pas du tout.

    Le vôtre a quatre colonnes : code;nom;adresse;description.
    """
    read = READERS[kind](read_bytes(file, MAX_FILE_BYTES))
    _tell(read)
    if check:
        return
    engine = open_database(read_settings(os.environ))
    with write_session(engine) as db:
        owner = partner_with_slug(db, partner) if partner else None
        if partner and owner is None:
            raise click.ClickException(sentence("framework.partner_unknown"))
        count = import_framework(
            db,
            read,
            name=name or NAMES.get(kind, ""),
            kind=kind,
            partner_id=owner.id if owner else None,
            actor=ACTOR,
            now=utc_now(),
        )
    click.echo(f"Importé : {count} compétences et métiers.")


def _tell(read: ReadFramework) -> None:
    """Say what was read, and line by line what has to be corrected.

    Raises: FrameworkHasProblems, where there is something to correct.
    """
    click.echo(f"{len(read.skills)} compétences et métiers lus.")
    if read.moves:
        click.echo(f"{len(read.moves)} passages d'un métier à un autre.")
    for problem in read.problems[:MOST_SHOWN]:
        click.echo(f"ligne {problem.line} : {sentence(problem.code, problem.facts)}", err=True)
    if read.problems:
        raise FrameworkHasProblems(lines=len(read.problems))
