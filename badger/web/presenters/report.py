"""A report as people read it: one banner, short rows, and the checks folded away.

Only what was verified is shown: everything of the badge comes from `Report.credential`.
"""

from dataclasses import dataclass, replace
from typing import Final

from badger.verify.report import Finding, Outcome, Report, Verdict
from badger.web.presenters.advice import advice_of
from badger.web.presenters.banner import (
    RECOGNISED,
    Banner,
    banner_of,
    issuer_name,
    recognised_by,
    unknown_domain,
)
from badger.web.presenters.hosts import domain_of
from badger.web.presenters.spoken_findings import check_title, say, say_finding
from badger.web.presenters.spoken_findings import translated as _
from badger.web.presenters.story import Story, story_of
from badger.web.presenters.support import Support, support_of

__all__ = ["domain_of", "replaced_on", "revoked_on", "say", "suspended_on", "verdict_page"]

CHECK_ICONS: Final = {
    Outcome.PASSED: "circle-check",
    Outcome.FAILED: "circle-x",
    Outcome.UNDETERMINED: "triangle-alert",
    Outcome.NOT_APPLICABLE: "circle-question-mark",
    Outcome.NOT_RUN: "circle-question-mark",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One line of "Comment avons-nous vérifié ?"; `code` is for experts."""

    outcome: str
    icon: str
    title: str
    sentence: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictPage:
    """All that the verdict page shows of one report.

    story:     None unless the signature held.
    warnings:  what is odd about the issuer's name, as sentences; most often none.
    issuer_host: host of an issuer that nobody recognises: shown larger than her name.
    is_anonymous: nobody recognises the issuer, and there is no host either: a mere key.
    issuer_name: who the issuer is, by the list that recognises her, else by the badge.
    recognition: who recognises the issuer, and since when; "" where the banner says it.
    advice:    what to do about a badge that was refused, "" for all others.
    support:   the endorsement that was presented by itself, where it was verified.
    """

    banner: Banner
    story: Story | None
    checks: tuple[Check, ...]
    warnings: tuple[str, ...] = ()
    issuer_host: str = ""
    is_anonymous: bool = False
    issuer_name: str = ""
    recognition: str = ""
    advice: str = ""
    support: Support | None = None


def verdict_page(report: Report) -> VerdictPage:
    """Turn a report into a page."""
    few = report.verdict is Verdict.VERIFIED and len(report.trust.recognitions) < 2
    said_above = few and report.endorsement is None
    known = report.credential is not None or report.endorsement is not None
    recognised = known and report.trust.state in RECOGNISED
    host = unknown_domain(report)
    return VerdictPage(
        banner=banner_of(report),
        story=story_of(report),
        checks=tuple(_check(finding) for finding in report.findings),
        warnings=_warnings(report),
        issuer_host=host,
        is_anonymous=not (host or recognised),
        issuer_name=issuer_name(report),
        recognition="" if said_above or not recognised else _recognitions(report),
        advice=advice_of(report),
        support=_lone_support(report),
    )


def _lone_support(report: Report) -> Support | None:
    """Return what an endorsement says; words of one that was not verified are never shown."""
    if report.endorsement is None or report.verdict is not Verdict.VERIFIED:
        return None
    return support_of(report.endorsement)


def revoked_on(page: VerdictPage, day: str) -> VerdictPage:
    """Put the day of the revocation, which the status list does not tell, into the banner."""
    line = _("Retiré le {day} : il ne vaut plus.", day=day)
    lines = (line, *page.banner.lines[1:])
    return replace(page, banner=replace(page.banner, lines=lines))


def suspended_on(page: VerdictPage, day: str) -> VerdictPage:
    """Put the day of the suspension, which the status list does not tell, into the banner."""
    line = _("Suspendu depuis le {day} : regardez de nouveau plus tard.", day=day)
    lines = (line, *page.banner.lines[1:])
    return replace(page, banner=replace(page.banner, lines=lines), advice="")


def replaced_on(page: VerdictPage, day: str) -> VerdictPage:
    """Say that a corrected badge stands in its place, which no status list tells."""
    line = _("Remplacé le {day} par une version corrigée.", day=day)
    headline = _("Ce badge a été remplacé")
    banner = replace(page.banner, headline=headline, lines=(line,))
    return replace(page, banner=banner, advice="")


def _recognitions(report: Report) -> str:
    """Name the first list in words, and the others by their names."""
    first = recognised_by(report)
    others = [one.list for one in report.trust.recognitions if one.list != report.trust.list]
    if not others:
        return first
    return first + " " + _("Aussi par : {lists}.", lists=", ".join(others))


def _warnings(report: Report) -> tuple[str, ...]:
    """Say what a look at the issuer's name would miss (hardening H01)."""
    if report.credential is None:
        return ()
    codes = list(report.trust.warnings)
    if report.trust.lookalike:
        codes.insert(0, "issuer_name.resembles")
    facts = {"lookalike": report.trust.lookalike}
    return tuple(say(code, facts) for code in codes)


def _check(finding: Finding) -> Check:
    return Check(
        outcome=finding.outcome.value,
        icon=CHECK_ICONS[finding.outcome],
        title=check_title(finding),
        sentence=say_finding(finding),
        code=finding.code,
    )
