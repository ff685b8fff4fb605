"""`badger verify`: judge a badge from a file, an image, an address or standard input."""

import importlib
import io
import json
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from badger.clock import utc_now
from badger.commands.report_text import report_lines
from badger.commands.streams import read_bytes
from badger.commands.trust_files import read_trust_files
from badger.credentials.datetimes import parse_timestamp
from badger.credentials.errors import CredentialError
from badger.sentences import sentence
from badger.verify import (
    Answer,
    LocalJudge,
    Question,
    Report,
    Resolver,
    UnreadableInput,
    Verdict,
    VerificationPolicy,
)
from badger.verify.budget import FETCH_TIMEOUT_S
from badger.verify.fetching import Fetcher, OfflineFetcher
from badger.verify.intake import MAX_IMAGE_BYTES
from badger.verify.judge import Judge, answer_json
from badger.verify.limits import Stopped, run_bounded
from badger.verify.policy import JUDGED
from badger.verify.sources import DocumentsFolder, Fetched
from badger.verify.steps import unanswered

EXIT_CODES = {Verdict.VERIFIED: 0, Verdict.NOT_VERIFIED: 1, Verdict.INCONCLUSIVE: 2}
UNREADABLE = 3


class _LazyFetcher:
    """The guarded fetcher, made when something has to be fetched.

    Its HTTP client costs half a cold start, which a badge that needs no network is spared.
    """

    def fetch(self, url: str, *, timeout_s: float = FETCH_TIMEOUT_S) -> bytes:
        """Fetch by `badger.verify.fetch`.

        Raises: Undetermined.
        """
        return _guarded_fetcher().fetch(url, timeout_s=timeout_s)

    def fetch_on_host(self, url: str, *, timeout_s: float = FETCH_TIMEOUT_S) -> bytes:
        """Fetch what an issuer publishes by `badger.verify.fetch`.

        Raises: Undetermined.
        """
        return _guarded_fetcher().fetch_on_host(url, timeout_s=timeout_s)


def _guarded_fetcher() -> Fetcher:
    fetcher: Fetcher = importlib.import_module("badger.verify.fetch").GuardedFetcher()
    return fetcher


# An endorsement is judged by itself as well; what it stands behind is another document.


@click.command(short_help="Vérifier un badge.")
@click.argument("source", metavar="BADGE")
@click.option("--json", "as_json", is_flag=True, help="Écrire le rapport en JSON.")
@click.option("--at", "at", metavar="INSTANT", help="Juger à cet instant (2026-03-14T09:30:00Z).")
@click.option(
    "--trust",
    "trust_files",
    metavar="FICHIER",
    multiple=True,
    help="Liste des émetteurs reconnus (JSON), signée ou non ; plusieurs sont possibles.",
)
@click.option(
    "--recipient", metavar="ADRESSE", help="Adresse de la personne à qui le badge devrait être."
)
@click.option(
    "--documents",
    "folder",
    metavar="DOSSIER",
    help="Dossier de documents d'émetteurs et de listes, lu à la place du réseau.",
)
@click.option("--offline", is_flag=True, help="Ne rien demander au réseau.")
def command(
    source: str,
    *,
    as_json: bool,
    at: str | None,
    trust_files: tuple[str, ...],
    recipient: str | None,
    folder: str | None,
    offline: bool,
) -> int:
    """Vérifier un badge Open Badges 3.0.

    BADGE est un fichier (JSON, PNG, SVG, PDF), une adresse https, ou « - » pour l'entrée standard.

    Code de sortie : 0 authentique, 1 refusé, 2 sans conclusion, 3 illisible, 64 mauvais usage.
    """
    now = utc_now() if at is None else _instant(at)
    fetcher: Fetcher = OfflineFetcher() if offline else _LazyFetcher()
    resolver = _resolver(folder, fetcher)
    lists = read_trust_files(trust_files, resolver, now=now)
    policy = VerificationPolicy(trust=lists, recipient=recipient, kinds=JUDGED)
    _write_any_letter()
    try:
        answer = _judged(_question(source, policy, now=now), LocalJudge(resolver, fetcher))
    except UnreadableInput as error:
        return _refuse(error, as_json=as_json)
    _show(answer, as_json=as_json)
    return EXIT_CODES[answer.verdict]


def _judged(question: Question, judge: Judge) -> Answer:
    """Judge within the limits of one verification; what goes beyond them stays open.

    Raises: UnreadableInput.
    """

    def work() -> Answer:
        return judge.answer(question)

    try:
        # Where this process is the command's own; others would be hit by the same alarms.
        is_own = click.get_current_context().find_root().obj == "own"
        return run_bounded(work) if is_own else work()
    except Stopped as stopped:
        report = Report(findings=unanswered(stopped.code), checked_at=question.now)
        return Answer(data=question.data, carrier="", reports=(report,))


def _instant(text: str) -> datetime:
    try:
        return parse_timestamp(text)
    except CredentialError as error:
        raise click.BadParameter(sentence(error.reason, error.facts), param_hint="--at") from error


def _resolver(folder: str | None, fetcher: Fetcher) -> Resolver:
    if folder is None:
        return Resolver(Fetched(fetcher))
    if not Path(folder).is_dir():
        message = sentence("input.no_folder", {"name": folder})
        raise click.BadParameter(message, param_hint="--documents")
    return Resolver(DocumentsFolder(Path(folder)))


def _question(source: str, policy: VerificationPolicy, *, now: datetime) -> Question:
    if "://" in source:
        return Question(address=source, policy=policy, now=now)
    return Question(data=_file_bytes(source), policy=policy, now=now)


def _file_bytes(name: str) -> bytes:
    try:
        return read_bytes(name, MAX_IMAGE_BYTES)
    except FileNotFoundError as error:
        raise UnreadableInput("input.not_found", name=name) from error
    except PermissionError as error:
        raise UnreadableInput("input.not_allowed", name=name) from error
    except IsADirectoryError as error:
        raise UnreadableInput("input.directory", name=name) from error
    except OSError as error:
        cause = error.strerror or ""
        raise UnreadableInput("terminal.file", name=name, cause=cause) from error


def _refuse(error: UnreadableInput, *, as_json: bool) -> int:
    detail = sentence(error.reason, error.facts)
    if as_json:
        click.echo(json.dumps({"code": error.reason, "detail": detail}, indent=2))
    click.echo(f"badger : {detail} [{error.reason}]", err=True)
    return UNREADABLE


def _show(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(answer_json(answer), indent=2))
        return
    if answer.is_container:
        click.echo(sentence("presentation.not_checked", {"badges": len(answer.reports)}) + "\n")
    for number, report in enumerate(answer.reports):
        _echo(["", *report_lines(report)] if number else [*report_lines(report)])


def _echo(lines: Sequence[str]) -> None:
    for line in lines:
        click.echo(line)


def _write_any_letter() -> None:
    """A terminal that lacks a letter shows its code; it is no reason to fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
