"""The composition root of the terminal: each command is loaded when it is asked for.

A cold `badger verify FILE` must not pay for Flask, SQLAlchemy or PyLD, and a command whose
file is broken must not take the others with it. So the table below holds names and short
texts only, and the module of a command is imported by `importlib` on first use (ADR 0009).
"""

import gc
import gettext
import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import click

from badger import __version__
from badger.errors import BadgerError
from badger.sentences import sentence

UNREADABLE = 3
USAGE = 64
OUR_FAULT = 70
INTERRUPTED = 130
NOBODY_READS = 141

COMMANDS = {
    "verify": "Vérifier un badge : fichier, image, adresse ou entrée standard.",
    "receipt": "Contrôler le reçu d'une vérification.",
    "sign": "Signer un document avec une clé.",
    "derive": "Montrer une partie seulement d'un badge.",
    "canonicalize": "Écrire un document sous sa forme canonique (RDFC-1.0).",
    "bake": "Incruster un badge dans une image PNG ou SVG.",
    "unbake": "Extraire le badge d'une image.",
    "keys": "Créer des clés de signature, tenir celles des partenaires.",
    "serve": "Ouvrir le site de ce territoire.",
    "export-static": "Écrire tout ce qui est public en fichiers.",
    "trust": "Gérer les listes d'émetteurs reconnus.",
    "frameworks": "Importer des référentiels de compétences.",
    "worker": "Faire ce qui attend, jusqu'à ce qu'on l'arrête.",
    "migrate": "Mettre la base de données à jour.",
    "restored": "Prendre des listes d'état neuves, après une restauration.",
    "cartographe": "Ouvrir le premier compte du territoire.",
    "vc-api": "Ouvrir l'interface d'essai du W3C (VC-API).",
    "demo": "Ouvrir le territoire d'exemple, prêt à essayer.",
}

# Commands that go on until they are stopped.
LASTING = frozenset(("serve", "worker", "demo", "vc-api"))


class Commands(click.Group):
    """The commands of the table, each imported from its own file when it is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command named `cmd_name`, None when there is no such command."""
        if cmd_name not in COMMANDS:
            return None
        module = cmd_name.replace("-", "_")
        command = importlib.import_module(f"badger.commands.{module}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the list of commands without importing any of them."""
        with formatter.section(gettext.gettext("Commands")):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, subcommand_metavar="COMMANDE [ARGUMENTS]...")
@click.version_option(__version__, message="badger %(version)s", help="Dire la version.")
def badger() -> None:
    """Reconnaître ce que les personnes savent faire : délivrer et vérifier des badges.

    « badger COMMANDE --help » explique chaque commande.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code: never with a traceback."""
    _speak_french()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not LASTING.intersection(given[:1]):
        # Nothing is worth collecting in a process that ends at once, nor at its end: both are
        # an eighth of a cold start.
        gc.disable()
    code = run(given, process="own")
    gc.freeze()
    sys.exit(code)


def run(arguments: list[str], *, process: Literal["own", "shared"] = "shared") -> int:
    """Run one command and return its exit code.

    process: "own" where this process does nothing else, so that a command may bound it: alarms
             and limits of memory would hit whatever else a shared one does.
    0 to 2 belong to the command; 3: input that cannot be read or a refusal; 64: wrong use;
    70: a defect of badger; 130: interrupted; 141: nobody reads the output any more.
    """
    try:
        return _flushed(_invoke(arguments, process))
    except click.ClickException as error:
        return _say_usage(error)
    except BadgerError as error:
        return _say(error.reason, error.facts, code=UNREADABLE)
    except (KeyboardInterrupt, click.Abort, EOFError):
        return INTERRUPTED
    except BrokenPipeError:
        return _stop_writing()
    except OSError as error:
        facts = {"name": error.filename or "", "cause": error.strerror or ""}
        return _say("terminal.file", facts, code=UNREADABLE)
    except Exception as error:  # noqa: BLE001 - the last boundary: it logs and fails.
        return _say_defect(error)


def _invoke(arguments: list[str], process: str) -> int:
    try:
        with badger.make_context("badger", arguments, obj=process) as context:
            answer = badger.invoke(context)
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    return answer if isinstance(answer, int) else 0


def _flushed(code: int) -> int:
    # A closed pipe must be noticed here and not while the interpreter shuts down.
    sys.stdout.flush()
    return code


def _say(code_of_sentence: str, facts: dict[str, object], *, code: int) -> int:
    click.echo(f"badger : {sentence(code_of_sentence, facts)} [{code_of_sentence}]", err=True)
    return code


def _say_usage(error: click.ClickException) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return USAGE
    context = getattr(error, "ctx", None)
    if isinstance(context, click.Context):
        click.echo(context.get_usage(), err=True)
        hint = f"« {context.command_path} --help » explique tout."
        click.echo(hint, err=True)
    click.echo(f"badger : {error.format_message()}", err=True)
    return USAGE


def _say_defect(error: Exception) -> int:
    if os.environ.get("BADGER_TRACEBACK") == "on":
        traceback.print_exception(error)
    frame = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{type(error).__name__}, {Path(frame.filename).name}:{frame.lineno}"
    return _say("terminal.defect", {"place": place}, code=OUR_FAULT)


def _stop_writing() -> int:
    # Python's documentation, "Note on SIGPIPE": else the final flush fails once more.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return NOBODY_READS


def _speak_french() -> None:
    # click asks gettext for its own words; without our catalogue they stay English.
    os.environ["LANGUAGE"] = "fr"
    gettext.bindtextdomain("messages", str(Path(__file__).parent / "translations" / "terminal"))
