"""A sheet of eight cards that invite, to cut out (PDF/UA-1, A4)."""

from datetime import datetime
from typing import Final

from badger.db.rows import WelcomeCardRow
from badger.json_value import JsonObject
from badger.web.language import gettext
from badger.web.presenters.qr import qr_svg
from badger.web.presenters.text import plain
from badger.web.presenters.typesetting import Standard, set_pages

STANDARDS: Final[tuple[Standard, ...]] = ("ua-1", "a-2a")
CARDS_A_SHEET: Final = 8


def card_sheet(card: WelcomeCardRow, address: str, *, moment: datetime) -> bytes:
    """Set the sheet; address: what the QR code says; moment: aware time that the file bears."""
    data: JsonObject = {
        "title": gettext("Cartes d'invitation"),
        "head": gettext("Ce que vous savez faire compte."),
        "line": gettext("Venez nous voir, sans rendez-vous."),
        "place": plain(card.place, 120),
        "phone": card.phone,
        "address": address,
        "qr": qr_svg(address),
        "count": CARDS_A_SHEET,
    }
    return set_pages("welcome.typ", data, standards=STANDARDS, moment=moment)
