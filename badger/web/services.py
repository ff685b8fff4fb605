"""What the pages are given: built once by `badger.app`, read from the application."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from badger.clock import Clock
from badger.issuer.addresses import Addresses
from badger.issuer.keyring import Keyring
from badger.settings import Settings
from badger.verify.fetch import Fetcher
from badger.verify.policy import VerificationPolicy
from badger.verify.resolve import Resolver


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The parts that the pages call, and nothing that they could change.

    new_session: opens one database session; whoever calls it closes it.
    resolver:    finds issuers' documents: our own without network, then saved, then fetched.
    own:         finds our own documents only, for pages that must never wait for a network.
    """

    settings: Settings
    engine: Engine
    new_session: Callable[[], Session]
    keyring: Keyring
    addresses: Addresses
    clock: Clock
    fetcher: Fetcher
    resolver: Resolver
    own: Resolver
    policy: VerificationPolicy


def services() -> Services:
    """Return the services of the application that answers this request."""
    found = current_app.extensions["badger"]
    if not isinstance(found, Services):
        raise TypeError("the application was not made by badger.app")
    return found


@contextmanager
def transaction() -> Iterator[Session]:
    """Open a session, commit at the end of the block, roll back if it raises."""
    with services().new_session() as db, db.begin():
        yield db
