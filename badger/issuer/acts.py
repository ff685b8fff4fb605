"""What is said beside an issued badge when something is done to it."""

from datetime import datetime
from typing import TypedDict

from badger.issuer.addresses import Addresses
from badger.issuer.keyring import Keyring


class Told(TypedDict):
    """Why, by whom, when, by which keys and under which addresses.

    reason: for the partner alone; the public reads the date, the audit log its digest.
    """

    reason: str
    actor: str
    now: datetime
    keyring: Keyring
    addresses: Addresses
