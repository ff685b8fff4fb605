"""The verdict page as a whole: one banner for each badge, and what may be done next."""

from collections.abc import Sequence
from dataclasses import dataclass

from badger.json_value import JsonObject
from badger.verify.report import Outcome, Report, Verdict
from badger.web.presenters.banner import is_unsupported
from badger.web.presenters.report import VerdictPage, verdict_page

REFRESH_OFFERED = "refresh.offered"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """What was found, and what the visitor may ask next.

    retry:   asking the same again may get another answer.
    refresh: the badge says where a newer one is had, and it was not asked for yet.
    compare: the badge names its person in a form that an e-mail address can be compared with.
    """

    pages: tuple[VerdictPage, ...]
    retry: bool
    refresh: bool
    compare: bool


def verdicts_of(reports: Sequence[Report]) -> Verdicts:
    """Turn the reports of one answer into one page."""
    return Verdicts(
        pages=tuple(verdict_page(report) for report in reports),
        retry=any(_may_change(report) for report in reports),
        refresh=any(_offers_refresh(report) for report in reports),
        compare=any(_names_a_person(report) for report in reports),
    )


def _may_change(report: Report) -> bool:
    """Tell whether the same badge may get another answer: a format stays as it is."""
    open_points = [f for f in report.findings if f.outcome is Outcome.UNDETERMINED]
    inconclusive = report.verdict is Verdict.INCONCLUSIVE
    return inconclusive and not any(is_unsupported(finding) for finding in open_points)


def _offers_refresh(report: Report) -> bool:
    return any(finding.code == REFRESH_OFFERED for finding in report.findings)


def _names_a_person(report: Report) -> bool:
    return report.credential is not None and _is_hashed(report.credential.subject)


def _is_hashed(subject: JsonObject) -> bool:
    return bool(subject.get("identifier"))
