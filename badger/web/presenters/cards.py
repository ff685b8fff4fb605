"""The card that somebody comes in with: her name, the code in large letters, a QR code."""

from dataclasses import dataclass

from badger.web.presenters.qr import qr_data
from badger.web.services import services


@dataclass(frozen=True, slots=True)
class Card:
    """What is printed once.

    qr: leads to the page for the code, with the code behind `#`: no server and no log reads it.
    """

    name: str
    code: str
    qr: str


def card_of(name: str, code: str) -> Card:
    """Make a card."""
    return Card(name, code, qr_data(f"{services().settings.base_url}/signin#{code}"))
