"""Make the receipt of a verification: the statement, its signature, the page around it."""

import json
from typing import Final

from badger.json_value import JsonObject
from badger.verify.judge import Answer
from badger.verify.receipts import receipt_of, sign_receipt
from badger.web.endorsed import endorsed_here
from badger.web.own_badges import own_badge, own_badge_id
from badger.web.presenters.receipt import ReceiptPlace, receipt_page
from badger.web.presenters.receipt_pdf import receipt_pdf
from badger.web.presenters.verdict import Verdicts
from badger.web.services import services

MAX_LINK: Final = 300


def make_receipt(found: Answer, verdicts: Verdicts, *, address: str) -> bytes:
    """Return the PDF with its signed statement. Raises: KeyringLocked.

    address: where the badge was found, "" for what was sent as a file.
    """
    here = services()
    receipt = receipt_of(
        found,
        verifier=here.addresses.territory_did,
        address=address,
        sentences=[page.banner.headline for page in verdicts.pages],
    )
    signed = _signed(receipt)
    place = ReceiptPlace(
        verifier=here.addresses.territory_did,
        address=_address(found) or address,
        link=_link(found, address),
        digest=_digest(receipt),
        endorsed=_endorsed(found),
    )
    page = receipt_page(found.reports, verdicts.pages, place=place)
    statement = json.dumps(signed, ensure_ascii=False)
    return receipt_pdf(page, statement, moment=found.report.checked_at)


def _signed(receipt: JsonObject) -> JsonObject:
    here = services()
    with here.writing() as db:
        signer = here.keyring.territory_signer(db, now=here.clock())
    return sign_receipt(receipt, signer=signer, now=here.clock())


def _address(found: Answer) -> str:
    """Return the address of a badge that is ours, byte for byte; "" for all others."""
    credential = found.report.credential
    badge_id = own_badge_id(credential.id) if credential else None
    if badge_id is None or own_badge(badge_id) != found.data:
        return ""
    return services().addresses.credential(badge_id)


def _endorsed(found: Answer) -> str:
    """Return the name of what a lone endorsement stands on, where it stands here; else ""."""
    lone = found.report.endorsement
    target = endorsed_here(lone.endorsed) if lone else None
    return target.name if target else ""


def _link(found: Answer, address: str) -> str:
    """Return what the QR code opens: our badge, or our verdict on the address; most often short."""
    own = _address(found)
    if own or not address.startswith("https://"):
        return own
    link = services().addresses.verification(address)
    return link if len(link) <= MAX_LINK else ""


def _digest(receipt: JsonObject) -> str:
    digest = receipt["digest"]
    return str(digest["value"]) if isinstance(digest, dict) else ""
