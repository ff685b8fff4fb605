"""The tasks that the outbox may name; each may run twice and then changes nothing more."""

from collections.abc import Callable, Mapping
from datetime import datetime

from badger.accounts.links import TASK as SIGN_IN_MAIL
from badger.accounts.links import write_link_mail
from badger.backpack.receive import receive
from badger.db.base import Session
from badger.errors import BadgerError
from badger.issuer.addresses import Addresses
from badger.issuer.own_documents import own_document
from badger.issuer.queries import credential_by_id
from badger.verify import Resolver
from badger.verify.sources import OwnDocuments


class TaskUnknown(BadgerError):
    """The outbox asks for a task that this release does not know."""

    code = "jobs.task_unknown"


def deliver(db: Session, facts: Mapping[str, str], *, now: datetime, addresses: Addresses) -> None:
    """Put an issued credential into the backpack of the person it was made for."""
    row = credential_by_id(db, facts["credential"])
    if row is None or row.signed is None:
        return
    resolver = Resolver(OwnDocuments(lambda identifier: own_document(db, identifier, addresses)))
    receive(db, row.signed, person_id=row.person_id, resolver=resolver, now=now, badge_id=row.id)


def sign_in_mail(
    db: Session, facts: Mapping[str, str], *, now: datetime, addresses: Addresses
) -> None:
    """Write the mail with a link to sign in, where somebody has the address."""
    write_link_mail(db, facts["link"], now=now, page=addresses.sign_in_link(""))


TASKS: Mapping[str, Callable[..., None]] = {"deliver": deliver, SIGN_IN_MAIL: sign_in_mail}


def task_named(name: str) -> Callable[..., None]:
    """Return a task. Raises: TaskUnknown."""
    if name not in TASKS:
        raise TaskUnknown(task=name)
    return TASKS[name]
