"""`badger receipt`: check the receipt of a verification, and say what it says."""

import json
from pathlib import Path

import click

from badger.commands.report_text import printable
from badger.commands.streams import read_bytes
from badger.json_value import JsonObject, JsonValue
from badger.sentences import sentence
from badger.verify.fetch import GuardedFetcher
from badger.verify.fetching import Fetcher, OfflineFetcher
from badger.verify.receipts import GENUINE, MAX_PDF_BYTES, read_receipt, receipt_code
from badger.verify.resolve import Resolver
from badger.verify.sources import DocumentsFolder, Fetched

EXIT_CODES = {GENUINE: 0, "receipt.refused": 1, "receipt.unchecked": 2}


@click.command(short_help="Contrôler un reçu de vérification.")
@click.argument("source", metavar="REÇU")
@click.option("--json", "as_json", is_flag=True, help="Écrire la déclaration signée en JSON.")
@click.option(
    "--documents", "folder", metavar="DOSSIER", help="Dossier de documents lu sans réseau."
)
@click.option("--offline", is_flag=True, help="Ne rien demander au réseau.")
def command(source: str, *, as_json: bool, folder: str | None, offline: bool) -> int:
    """Contrôler un reçu de vérification (PDF), ou la déclaration qui y est jointe (JSON).

    Seule la déclaration est signée : c'est elle qui est écrite ici, à comparer avec les pages.

    Code de sortie : 0 authentique, 1 refusé, 2 sans conclusion, 3 illisible, 64 mauvais usage.
    """
    receipt = read_receipt(read_bytes(source, MAX_PDF_BYTES))
    code = receipt_code(receipt, resolver=_resolver(folder, offline=offline))
    said = printable(sentence(code, {"verifier": receipt["verifier"]}))
    click.echo(said, err=as_json or code != GENUINE)
    if code == GENUINE:
        _show(receipt, as_json=as_json)
    return EXIT_CODES[code]


def _resolver(folder: str | None, *, offline: bool) -> Resolver:
    if folder is not None:
        return Resolver(DocumentsFolder(Path(folder)))
    fetcher: Fetcher = OfflineFetcher() if offline else GuardedFetcher()
    return Resolver(Fetched(fetcher))


def _show(receipt: JsonObject, *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(receipt, indent=2))
        return
    click.echo(printable(f"Vérifié le   {receipt.get('checkedAt')}"))
    results = receipt.get("results")
    for result in results if isinstance(results, list) else []:
        click.echo(printable(f"Constaté     {_member(result, 'sentence')}"))
        badge = _object(result).get("badge")
        click.echo(printable(f"Badge        {_member(badge, 'name')} ({_member(badge, 'id')})"))
    click.echo(printable(f"SHA-256      {_member(receipt.get('digest'), 'value')}"))


def _object(value: JsonValue) -> JsonObject:
    return value if isinstance(value, dict) else {}


def _member(value: JsonValue, name: str) -> str:
    return str(_object(value).get(name) or "-")
