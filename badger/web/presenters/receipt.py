"""What the page of a receipt says, in the language of the visitor; typst sets it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from badger.json_value import JsonObject, JsonValue
from badger.verify.report import Report
from badger.web.language import gettext, language
from badger.web.presenters.badge_image import icon_lines
from badger.web.presenters.dates import moment_with_weekday
from badger.web.presenters.outcomes import outcome_words
from badger.web.presenters.qr import qr_svg
from badger.web.presenters.report import VerdictPage
from badger.web.presenters.spoken_findings import translated as _
from badger.web.presenters.text import plain
from badger.web.presenters.titles import diploma_words

COLOURS: Final = {"open": "#0b6b3a", "neutral": "#3d4a5c", "key": "#8a5000", "alert": "#a11d2b"}
MAX_NAME: Final = 120
MAX_SENTENCE: Final = 220
MAX_OTHERS: Final = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptPlace:
    """Where things stand: the verifier's DID, the badge's address, what the QR code opens.

    endorsed: name of what a lone endorsement stands on, "" where it is nothing of this site.
    """

    verifier: str
    address: str
    link: str
    digest: str
    endorsed: str = ""


def receipt_page(
    reports: Sequence[Report], pages: Sequence[VerdictPage], *, place: ReceiptPlace
) -> JsonObject:
    """Compose the data of the template; every text of a stranger is cut and made visible."""
    report, page = reports[0], pages[0]
    return {
        "title": gettext("Reçu de vérification"),
        "lang": language(),
        "moment": moment_with_weekday(report.checked_at),
        "tone": page.banner.tone,
        "sentence": plain(page.banner.headline, MAX_SENTENCE),
        "domain": plain(page.banner.domain, MAX_NAME),
        "lines": [plain(line, MAX_SENTENCE) for line in page.banner.lines],
        "warnings": [plain(warning, MAX_SENTENCE) for warning in page.warnings],
        "pictogram": _pictogram(page),
        "verifier": place.verifier,
        "rows": _rows(report, pages, place),
        "qr": qr_svg(place.link) if place.link else "",
        "checks": [
            {
                "title": check.title,
                "outcome": outcome_words(check.outcome),
                "sentence": plain(check.sentence, MAX_SENTENCE),
                "code": check.code,
            }
            for check in page.checks
        ],
        "words": _words(report, place),
    }


def _words(report: Report, place: ReceiptPlace) -> JsonObject:
    return {
        "attached": gettext("La déclaration signée, pour les programmes"),
        "qr": gettext("Code QR qui ouvre la page du badge"),
        "today": gettext("Ce qu'il en est aujourd'hui : ouvrez ce code."),
        "checks": gettext("Comment avons-nous vérifié ?"),
        "meaning": gettext("Ce document dit ce qui a été vérifié à cette date."),
        "diploma": _no_diploma(report),
        "signed": _(
            "Signé par {verifier}. La déclaration signée est jointe à ce fichier ; "
            "« badger receipt » la contrôle.",
            verifier=place.verifier,
        ),
    }


def _no_diploma(report: Report) -> str:
    if report.credential is None:
        return gettext("Un badge n'est pas un diplôme.")
    achievement = report.credential.achievement
    return diploma_words(achievement.nature, achievement.type)


def _rows(report: Report, pages: Sequence[VerdictPage], place: ReceiptPlace) -> list[JsonValue]:
    rows: list[JsonValue] = []
    credential = report.credential
    if credential is not None:
        issuer = credential.issuer
        rows.append(_row(gettext("Badge"), credential.achievement.name))
        rows.append(_row(gettext("Émetteur (nom affiché)"), issuer.name or issuer.id))
        rows.append(_row(gettext("Identifiant de l'émetteur"), issuer.id, mono=True))
    rows.extend(_support_rows(report, pages[0], place))
    if place.address:
        rows.append(_row(gettext("Adresse"), place.address, mono=True))
    rows.append(_row(gettext("Empreinte du fichier (SHA-256)"), place.digest, mono=True))
    others = [page.banner.headline for page in pages[1 : 1 + MAX_OTHERS]]
    rows.extend(_row(gettext("Aussi dans ce document"), headline) for headline in others)
    return rows


def _support_rows(report: Report, page: VerdictPage, place: ReceiptPlace) -> list[JsonValue]:
    """Say who stands behind what, where an endorsement was presented by itself and holds.

    What it says stays in the endorsement: a receipt tells no words about a person.
    """
    support, endorsement = page.support, report.endorsement
    if support is None or endorsement is None:
        return []
    shown = support.who if support.is_known else f"{gettext('Nom affiché :')} {support.who}"
    about = f"{place.endorsed} ({support.about})" if place.endorsed else support.about
    return [
        _row(gettext("Qui soutient"), shown),
        _row(gettext("Identifiant de l'émetteur"), endorsement.issuer, mono=True),
        _row(gettext("Ce qui est soutenu"), about),
    ]


def _row(name: str, value: str, *, mono: bool = False) -> JsonValue:
    return {"name": name, "value": plain(value, MAX_NAME), "mono": mono}


def _pictogram(page: VerdictPage) -> str:
    """Draw the pictogram of the banner; an empty square before the first build."""
    colour = COLOURS[page.banner.tone]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
        f'stroke="{colour}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">'
        f"{icon_lines(page.banner.icon)}</svg>"
    )
