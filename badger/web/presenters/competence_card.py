"""What somebody can do, on paper: an A4 page for a CV, and a card for the pocket (F8 AC3).

Both say what the share says, and no more: they are made of the page that a visitor sees.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from badger.json_value import JsonObject, JsonValue
from badger.web.language import gettext
from badger.web.presenters.dates import day_short
from badger.web.presenters.qr import qr_svg
from badger.web.presenters.spoken import level_words
from badger.web.presenters.text import plain
from badger.web.presenters.typesetting import Standard, count_pages, each_text, set_pages
from badger.web.shared_badges import SharedBadge, SharedPage

STANDARDS: Final[tuple[Standard, ...]] = ("ua-1", "a-3a")
MAX_BADGES: Final = 6
MAX_NAME: Final = 60
MAX_SENTENCE: Final = 110
MAX_WORDS: Final = 160
MAX_CRITERIA: Final = 6
# What any text is cut to where the whole does not fit one page.
MAX_SHORT: Final = 36


def card_pdf(
    page: SharedPage,
    *,
    template: str,
    link: str,
    files: Sequence[tuple[str, str]],
    moment: datetime,
) -> bytes:
    """Set a card as PDF/UA-1 and PDF/A-3a.

    template: "card.typ" (A4) or "pocket.typ"; link: what its QR code opens.
    files:    signed badges to attach: name of the badge, text of its file.
    """
    keys = [f"badge{number}" for number, _ in enumerate(files, start=1)]
    names: list[JsonValue] = [
        {"key": key, "file": f"{key}.json", "description": plain(name, MAX_NAME)}
        for key, (name, _) in zip(keys, files, strict=True)
    ]
    data = _page(page, link=link, attached=names)
    texts = {key: text for key, (_, text) in zip(keys, files, strict=True)}
    pdf = set_pages(template, data, standards=STANDARDS, moment=moment, attached=texts)
    if count_pages(pdf) > 1:
        cut = each_text(data, _short)
        pdf = set_pages(template, cut, standards=STANDARDS, moment=moment, attached=texts)
    return pdf


def _page(page: SharedPage, *, link: str, attached: list[JsonValue]) -> JsonValue:
    return {
        "title": gettext("Carte de compétences"),
        "name": plain(page.name, MAX_NAME),
        "qr": qr_svg(link),
        "badges": [_badge(badge) for badge in page.badges],
        "attached": attached,
        "words": {
            "meaning": gettext("Des badges signés par ceux qui ont vu faire."),
            "until": gettext("À vérifier jusqu'au %(day)s.", day=day_short(page.until)),
            "qr": gettext("Code QR qui ouvre la page de vérification"),
            "scan": gettext("Scannez pour vérifier."),
            "diploma": gettext("Un badge n'est pas un diplôme."),
            "address": gettext("Cette page fait foi par son code QR, pas par son papier."),
        },
    }


def _badge(badge: SharedBadge) -> JsonObject:
    story = badge.page.story
    words = badge.reflections[0].what_i_did if badge.reflections else ""
    return {
        "name": plain(story.badge if story else gettext("Badge non vérifié"), MAX_NAME),
        "verdict": plain(_verdict(badge), MAX_SENTENCE),
        "pictogram": badge.drawing,
        "seen": _seen(badge),
        "words": plain(words, MAX_WORDS),
        "lines": [
            _begun(plain(trace.narrative or trace.name, MAX_WORDS))
            for trace in (story.situations[:1] if story else ())
        ],
    }


def _verdict(badge: SharedBadge) -> str:
    """Say what was found; of a badge from elsewhere nobody knows whose it is."""
    if badge.is_hers:
        return badge.page.banner.headline
    return gettext("Badge venu d'ailleurs : à vérifier avec la personne, par le code QR.")


def _seen(badge: SharedBadge) -> list[JsonValue]:
    story = badge.page.story
    return [
        {
            "level": level_words(level),
            "criteria": [plain(one, MAX_SENTENCE) for one in criteria[:MAX_CRITERIA]],
        }
        for level, criteria in (story.seen_by_level if story else ())
    ]


def _begun(sentence: str) -> str:
    """Begin a sentence with a capital, as a line of its own does."""
    return sentence[:1].upper() + sentence[1:]


def _short(text: str) -> str:
    """Cut what would not stand on one page; the page behind the QR code has it whole."""
    return text if len(text) <= MAX_SHORT else text[: MAX_SHORT - 1] + "…"
