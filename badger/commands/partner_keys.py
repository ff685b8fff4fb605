"""`badger keys list|rotate|compromised|reissue|rewrap`: the partners' keys in the database."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime

import click

from badger.clock import utc_now
from badger.db.base import Engine, read_session, write_session
from badger.db.opening import keys_behind, open_database
from badger.db.rows import SigningKeyRow
from badger.issuer.addresses import Addresses
from badger.issuer.compromise import declare_key_compromised
from badger.issuer.compromise_queries import standing_with_compromised_keys
from badger.issuer.correction import renew_badge
from badger.issuer.keyring import Keyring, keyring_of
from badger.issuer.partners import partner_by_slug
from badger.issuer.people_queries import keys_of_partner
from badger.jobs.worker import run_quietly
from badger.settings import Settings, read_settings

ACTOR = "terminal"
REASON = "Signé de nouveau : l'ancienne clé a été reprise."
# So many keys move in one transaction: an interruption costs no more than these.
REWRAPPED_AT_A_TIME = 50


@click.command("list")
@click.argument("slug", metavar="PARTENAIRE")
def list_keys(slug: str) -> None:
    """Dire les clés d'un partenaire, la plus ancienne d'abord."""
    _, engine = _opened()
    with read_session(engine) as db:
        rows = keys_of_partner(db, partner_by_slug(db, slug).id)
    for row in rows:
        click.echo(f"{row.public_multikey}  {_state(row)}")


@click.command("rotate")
@click.argument("slug", metavar="PARTENAIRE")
def rotate(slug: str) -> None:
    """Donner une clé neuve à un partenaire ; ses badges d'avant restent vérifiables."""
    settings, engine = _opened()
    with write_session(engine) as db:
        partner = partner_by_slug(db, slug)
        row = keyring_of(settings).rotate(db, partner.id, actor=ACTOR, now=utc_now())
        multikey = row.public_multikey
    click.echo(f"Nouvelle clé : {multikey}")


@click.command("compromised")
@click.argument("slug", metavar="PARTENAIRE")
@click.option(
    "--since",
    required=True,
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]),
    metavar="INSTANT",
    help="Depuis quand la clé a pu être volée (2026-01-31 ou 2026-01-31T12:00:00, en UTC).",
)
@click.option("--key", "multikey", default="", help="Quelle clé (sinon : celle qui signe).")
def compromised(slug: str, *, since: datetime, multikey: str) -> None:
    """Déclarer qu'une clé est tombée en d'autres mains.

    Elle est reprise et remplacée. Ce que le registre montre délivré avant reste valable.
    """
    settings, engine = _opened()
    with write_session(engine) as db:
        row = declare_key_compromised(
            db,
            partner_by_slug(db, slug),
            since=since.replace(tzinfo=UTC),
            actor=ACTOR,
            now=utc_now(),
            keyring=keyring_of(settings),
            addresses=Addresses(settings.base_url),
            multikey=multikey,
        )
        register = Addresses(settings.base_url).register(row.public_multikey)
    click.echo(f"Clé reprise. Registre : {register}")


@click.command("reissue")
@click.argument("slug", metavar="PARTENAIRE")
def reissue(slug: str) -> None:
    """Signer de nouveau les badges valables dont la clé a été reprise.

    Un badge après l'autre : interrompue, la commande reprend où elle s'est arrêtée.
    """
    settings, engine = _opened()
    keyring, addresses = keyring_of(settings), Addresses(settings.base_url)
    with read_session(engine) as db:
        badges = standing_with_compromised_keys(db, partner_by_slug(db, slug).id)
    with click.progressbar(badges, label="Badges signés de nouveau") as progress:
        for badge in progress:
            with write_session(engine) as db:
                renew_badge(
                    db,
                    badge,
                    reason=REASON,
                    actor=ACTOR,
                    now=utc_now(),
                    keyring=keyring,
                    addresses=addresses,
                )
    run_quietly(engine, keyring=keyring, now=utc_now(), addresses=addresses)
    click.echo(f"{len(badges)} badges signés de nouveau.")


@click.command("rewrap")
def rewrap() -> None:
    """Protéger toutes les clés par la nouvelle clé de chiffrement.

    BADGER_KEK est la nouvelle, BADGER_FORMER_KEK l'ancienne. Interrompue, la commande reprend
    où elle s'est arrêtée ; entre-temps, le site ouvre les clés avec les deux.
    """
    settings, engine = _opened()
    keyring = keyring_of(settings)
    with read_session(engine) as db:
        keyring.require_unlocked(db)
        left = keyring.left_to_rewrap(db)
    with click.progressbar(length=left, label="Clés protégées de nouveau") as progress:
        while moved := _rewrap_some(engine, keyring):
            progress.update(moved)
    keys = keys_behind(engine.dialect)
    of_people = keys.rewrap() if keys is not None else 0
    click.echo(f"{left} clés protégées de nouveau.")
    click.echo(f"{of_people} clés de personnes protégées de nouveau.")


def _rewrap_some(engine: Engine, keyring: Keyring) -> int:
    with write_session(engine) as db:
        return keyring.rewrap(db, limit=REWRAPPED_AT_A_TIME)


def _opened() -> tuple[Settings, Engine]:
    settings = read_settings(os.environ)
    return settings, open_database(settings)


def _state(row: SigningKeyRow) -> str:
    if row.compromised_at is not None:
        return f"reprise depuis le {row.compromised_at:%Y-%m-%d %H:%M}"
    if row.retired_at is not None:
        return f"remplacée le {row.retired_at:%Y-%m-%d %H:%M}"
    return f"signe depuis le {row.created_at:%Y-%m-%d %H:%M}"


COMMANDS: Sequence[click.Command] = (list_keys, rotate, compromised, reissue, rewrap)
