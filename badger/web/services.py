"""What the pages are given: built once by `badger.app`, read from the application."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from flask import current_app

from badger.accounts.openid_provider import Provider
from badger.clock import Clock
from badger.db.base import Session
from badger.issuer.addresses import Addresses
from badger.issuer.keyring import Keyring
from badger.jobs.postman import Postman
from badger.possibilities.ground import Ground
from badger.settings import Settings
from badger.verify.fetching import Fetcher
from badger.verify.judge import Judge
from badger.verify.policy import JUDGED, VerificationPolicy
from badger.verify.resolve import Resolver
from badger.verify.trust import TrustList
from badger.web.kept_pages import KeptPages


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """The parts that the pages call, and nothing that they could change.

    reading:  opens a transaction that only reads.
    writing:  opens a transaction that is committed at the end, undone on an error.
    run_tasks: does what the outbox asks for; called after a commit that asks, never fails.
    erase:    erases a person for good, in transactions of its own.
    erase_listed: erases again whom a restored backup brought back.
    postman:  sends the mails that wait, apart from the pages, once it is started.
    openid:   another site that lets people in, where one is set.
    require_ready: raises where the database cannot be written or is not of this release, where
               keys do not open, or where the clock is behind (hardening O08).
    require_person_keys: raises where people's words would not open.
    storage_warnings: codes of what the operator should know about the storage.
    judge:    verifies whatever visitors show.
    resolver: finds issuers' documents: our own without network, then what is fetched.
    own:      finds our own documents only, for pages that must never wait for a network.
    kept:     public pages that were made within this minute.
    map_ground: what the map of everybody is drawn on, on a day; read again once anything changed.
    trust:    whom this installation recognises: its own list, imported ones, the operator's.
    """

    settings: Settings
    reading: Callable[[], AbstractContextManager[Session]]
    writing: Callable[[], AbstractContextManager[Session]]
    run_tasks: Callable[[], None]
    erase: Callable[[str], None]
    erase_listed: Callable[[], int]
    postman: Postman
    openid: Provider | None
    require_ready: Callable[[], None]
    require_person_keys: Callable[[], None]
    storage_warnings: tuple[str, ...]
    keyring: Keyring
    addresses: Addresses
    clock: Clock
    fetcher: Fetcher
    judge: Judge
    resolver: Resolver
    own: Resolver
    kept: KeptPages
    map_ground: Callable[[date], Ground]
    trust: Callable[[], tuple[TrustList, ...]]

    @property
    def sends_mail(self) -> bool:
        """Tell whether this installation has a server for its mails."""
        return self.settings.mail is not None

    def policy(self, recipient: str | None = None) -> VerificationPolicy:
        """Return how a badge, or an endorsement, is judged today.

        recipient: e-mail address or subject id that the badge should belong to.
        """
        return VerificationPolicy(trust=self.trust(), recipient=recipient, kinds=JUDGED)


def services() -> Services:
    """Return the services of the application that answers this request."""
    found = current_app.extensions["badger"]
    if not isinstance(found, Services):
        raise TypeError("the application was not made by badger.app")
    return found
