"""The receipt as a PDF (PDF/UA-1 and PDF/A-3a): one page, the signed statement attached."""

from datetime import datetime
from typing import Final

from badger.json_value import JsonObject, JsonValue
from badger.web.presenters.typesetting import Standard, count_pages, each_text, set_pages

STANDARDS: Final[tuple[Standard, ...]] = ("ua-1", "a-3a")
# What any text is cut to where the whole does not fit one page.
SHORT: Final = 64


def receipt_pdf(page: JsonObject, statement: str, *, moment: datetime) -> bytes:
    """Set one page and attach the signed statement to it.

    page:      what the template shows; statement: JSON, attached byte for byte.
    moment:    aware time of the verification, which the file bears.
    """
    pdf = _set_page(page, statement, moment=moment)
    if count_pages(pdf) > 1:
        pdf = _set_page(each_text(page, _short), statement, moment=moment)
    return pdf


def _set_page(page: JsonValue, statement: str, *, moment: datetime) -> bytes:
    return set_pages(
        "receipt.typ",
        page,
        standards=STANDARDS,
        moment=moment,
        attached={"statement": statement},
    )


def _short(text: str) -> str:
    """Cut what would not stand on one page; the attached statement has it whole."""
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"
