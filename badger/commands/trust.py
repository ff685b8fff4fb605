"""`badger trust`: whom this installation recognises beside its own partners, and until when."""

import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TypeVar

import click

from badger.clock import utc_now
from badger.commands.streams import read_bytes
from badger.db.base import Engine, Session, read_session, write_session
from badger.db.opening import open_database
from badger.errors import BadgerError
from badger.issuer.addresses import Addresses
from badger.issuer.keyring import keyring_of
from badger.issuer.trust_lists import (
    addresses_of_imports,
    import_trust_list,
    lists_of_others,
    publish_trust_list,
    remove_trust_list,
    set_mandate,
    territory_list,
)
from badger.sentences import sentence
from badger.settings import Settings, read_settings
from badger.verify.fetch import GuardedFetcher
from badger.verify.resolve import Resolver
from badger.verify.sources import DocumentsFolder, Fetched
from badger.verify.trust import MAX_LIST_BYTES, RecognisedIssuer, TrustList

ACTOR = "terminal"
_Result = TypeVar("_Result")


@click.group(subcommand_metavar="COMMANDE [ARGUMENTS]...")
def command() -> None:
    """Gérer les listes d'émetteurs reconnus de ce territoire."""


@command.command("list")
def show() -> None:
    """Dire qui est reconnu, par quelle liste, et pour quels jours."""
    settings, engine = _opened()
    with read_session(engine) as db:
        own = territory_list(
            db, name=settings.territory_name, addresses=Addresses(settings.base_url)
        )
        lists = (own, *lists_of_others(db))
    for one in lists:
        click.echo(_title(one))
        for issuer in one.issuers.values():
            click.echo(_line(issuer))


@command.command("import")
@click.argument("address", metavar="ADRESSE")
@click.option(
    "--signed-by",
    required=True,
    metavar="DID",
    help="Qui doit avoir signé la liste : à demander à ce territoire, pas à la liste.",
)
@click.option("--file", metavar="FICHIER", help="Lire la liste dans ce fichier.")
@click.option(
    "--documents",
    "folder",
    metavar="DOSSIER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Lire le document du signataire dans ce dossier, sans réseau.",
)
def take_in(address: str, *, signed_by: str, file: str | None, folder: Path | None) -> None:
    """Importer la liste signée d'un autre territoire.

    ADRESSE est celle où il la publie (https://…/trust/issuers.json).
    """
    fetcher = GuardedFetcher()
    data = read_bytes(file, MAX_LIST_BYTES) if file else fetcher.fetch_on_host(address)
    resolver = Resolver(DocumentsFolder(folder) if folder else Fetched(fetcher))
    found = _import(data, address=address, signed_by=signed_by, resolver=resolver)
    click.echo(f"Liste importée : {_title(found)}")


@command.command("refresh")
def refresh() -> int:
    """Aller rechercher les listes importées ; celle qui ne répond pas reste comme elle est."""
    _, engine = _opened()
    with read_session(engine) as db:
        known = addresses_of_imports(db)
    fetcher, failed = GuardedFetcher(), 0
    resolver = Resolver(Fetched(fetcher))
    for address, signed_by in known:
        try:
            data = fetcher.fetch_on_host(address)
            found = _import(data, address=address, signed_by=signed_by, resolver=resolver)
        except BadgerError as error:
            failed += 1
            click.echo(f"{address} : {sentence(error.reason, error.facts)}", err=True)
        else:
            click.echo(f"{address} : {_title(found)}")
    return 2 if failed else 0


@command.command("remove")
@click.argument("address", metavar="ADRESSE")
def remove(address: str) -> None:
    """Ne plus reconnaître ce qu'une liste importée reconnaît."""
    _writing(lambda db, now: remove_trust_list(db, address, actor=ACTOR, now=now))
    click.echo("La liste est retirée.")


@command.command("publish")
def publish() -> None:
    """Signer la liste de ce territoire, si elle a changé ou si sa signature vieillit."""
    settings = read_settings(os.environ)
    keyring, addresses = (
        keyring_of(settings),
        Addresses(settings.base_url),
    )
    _writing(
        lambda db, now: publish_trust_list(
            db, name=settings.territory_name, keyring=keyring, addresses=addresses, now=now
        )
    )
    click.echo(addresses.trust_list)


@command.command("mandate")
@click.argument("slug", metavar="PARTENAIRE")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), metavar="JOUR", help="Premier jour.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), metavar="JOUR", help="Dernier jour.")
def mandate(slug: str, *, since: datetime | None, until: datetime | None) -> None:
    """Dire pour quels jours un partenaire est reconnu (2026-01-31) ; sans jour : sans limite.

    PARTENAIRE est le mot de son adresse. Ses badges d'avant la fin restent « reconnus jusqu'au ».
    """
    first, last = _day(since), _day(until)
    _writing(lambda db, now: set_mandate(db, slug, since=first, until=last, actor=ACTOR, now=now))
    click.echo("Le mandat est noté.")


def _import(data: bytes, *, address: str, signed_by: str, resolver: Resolver) -> TrustList:
    return _writing(
        lambda db, now: import_trust_list(
            db, data, address=address, signed_by=signed_by, resolver=resolver, actor=ACTOR, now=now
        )
    )


def _writing(work: Callable[[Session, datetime], _Result]) -> _Result:
    _, engine = _opened()
    with write_session(engine) as db:
        return work(db, utc_now())


def _opened() -> tuple[Settings, Engine]:
    settings = read_settings(os.environ)
    return settings, open_database(settings)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


def _title(one: TrustList) -> str:
    issued = "" if one.issued is None else f", signée le {one.issued:%Y-%m-%d}"
    return f"{one.name} ({len(one.issuers)} émetteurs{issued})"


def _line(issuer: RecognisedIssuer) -> str:
    since = "" if issuer.since is None else f" depuis le {issuer.since.isoformat()}"
    until = "" if issuer.until is None else f" jusqu'au {issuer.until.isoformat()}"
    return f"  {issuer.name} — {issuer.id}{since}{until}"
