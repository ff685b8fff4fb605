"""A report as people read it: one banner, short rows, and the checks folded away.

Only what was verified is shown: everything of the badge comes from `Report.credential`.
"""

import re
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import unquote

from badger.sentences import fill, sentence
from badger.sentences.catalogue import SENTENCES
from badger.sentences.moments import with_moments
from badger.verify.report import Finding, Outcome, Report, Verdict
from badger.web.language import gettext
from badger.web.presenters.dates import day_short, moment_in_full, moment_with_weekday
from badger.web.presenters.story import Story, story_of

# A browser ends the host at a backslash as well.
_AFTER_HOST: Final = re.compile(r"[/?#\\]")

CHECK_ICONS: Final = {
    Outcome.PASSED: "circle-check",
    Outcome.FAILED: "circle-x",
    Outcome.UNDETERMINED: "triangle-alert",
    Outcome.NOT_APPLICABLE: "circle-question-mark",
    Outcome.NOT_RUN: "circle-question-mark",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Banner:
    """What is seen first.

    tone:   "open" (authentic), "neutral" (issuer not known), "key" (could not check),
            "alert" (not verified).
    domain: host of an issuer that is not recognised, in large letters; else "".
    lines:  short sentences under the headline.
    """

    tone: str
    icon: str
    headline: str
    lines: tuple[str, ...]
    domain: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One line of "Comment avons-nous vérifié ?"."""

    outcome: str
    icon: str
    title: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictPage:
    """All that the verdict page shows; `story` is None unless the signature held."""

    banner: Banner
    story: Story | None
    checks: tuple[Check, ...]


def verdict_page(report: Report) -> VerdictPage:
    """Turn a report into a page."""
    return VerdictPage(
        banner=banner_of(report),
        story=story_of(report),
        checks=tuple(_check(finding) for finding in report.findings),
    )


def revoked_on(page: VerdictPage, day: str) -> VerdictPage:
    """Put the day of the revocation, which the status list does not tell, into the banner."""
    line = _("Retiré le {day} : il ne vaut plus.", day=day)
    lines = (line, *page.banner.lines[1:])
    return replace(page, banner=replace(page.banner, lines=lines))


def banner_of(report: Report) -> Banner:
    """Choose the headline (hardening 2, "What the verify page may call trusted")."""
    if report.verdict is Verdict.NOT_VERIFIED:
        return _not_verified(report)
    if report.verdict is Verdict.INCONCLUSIVE:
        return _inconclusive(report)
    if report.trust.state == "recognised":
        return _authentic(report)
    return _issuer_not_known(report)


def say(code: str, facts: object = None) -> str:
    """Say the sentence of a code in the language of the page."""
    if code not in SENTENCES:
        return sentence(code)
    known = facts if isinstance(facts, dict) else dict(facts or {})  # type: ignore[call-overload]
    said = with_moments(known, moment_with_weekday)
    return fill(gettext(SENTENCES[code]), {"code": code, **said})


def _authentic(report: Report) -> Banner:
    return Banner(
        tone="open",
        icon="shield-check",
        headline=_("Badge authentique, délivré par {issuer}", issuer=issuer_name(report)),
        lines=(
            _validity(report),
            _("Émetteur reconnu par {list}.", list=report.trust.list or ""),
        ),
    )


def _issuer_not_known(report: Report) -> Banner:
    if report.trust.state == "self_asserted":
        headline = _("Signature valide ; émetteur anonyme (clé sans identité)")
        return Banner(
            tone="neutral",
            icon="shield-question-mark",
            headline=headline,
            lines=(_("Personne ne répond du nom affiché."), _validity(report)),
        )
    return Banner(
        tone="neutral",
        icon="shield-question-mark",
        headline=_("Signature valide ; émetteur non reconnu"),
        domain=domain_of(report.credential.issuer.id if report.credential else ""),
        lines=(
            _("Le badge dit venir de « {issuer} ».", issuer=issuer_name(report)),
            _validity(report),
        ),
    )


def _inconclusive(report: Report) -> Banner:
    open_points = [f for f in report.findings if f.outcome is Outcome.UNDETERMINED]
    if report.credential is None:
        headline = _("Nous ne pouvons pas conclure pour l'instant")
    elif open_points[0].step == "status":
        headline = _("Authentique ; statut non vérifiable actuellement")
    else:
        headline = _("Authentique ; un point n'a pas pu être contrôlé")
    return Banner(
        tone="key",
        icon="triangle-alert",
        headline=headline,
        lines=(say(open_points[0].code, open_points[0].facts), _checked(report)),
    )


def _not_verified(report: Report) -> Banner:
    cause = next((f for f in report.findings if f.outcome is Outcome.FAILED), None)
    if cause is None:
        return Banner(
            tone="alert", icon="shield-x", headline=_("Ne pas se fier à ce badge"), lines=()
        )
    return Banner(
        tone="alert",
        icon="shield-x",
        headline=_failure_headline(cause),
        lines=(_cause(cause), _checked(report)),
    )


def _cause(cause: Finding) -> str:
    """Say the cause; the headline has said already who withdrew the badge."""
    if cause.code == "status.revoked":
        return _("Il ne vaut plus : ne vous y fiez pas.")
    return say(cause.code, cause.facts)


def _failure_headline(cause: Finding) -> str:
    if cause.code == "status.revoked":
        return _("Badge retiré par l'émetteur")
    if cause.step == "status":
        return _("Badge suspendu par l'émetteur")
    if cause.code == "validity.expired":
        return _("Badge expiré")
    headlines = {
        "structure": _("Ce document n'est pas un badge que l'on peut vérifier"),
        "proof": _("Document modifié ou non signé"),
        "issuer": _("Ne pas se fier : la clé n'appartient pas à l'émetteur affiché"),
        "validity": _("Badge pas encore valable"),
        "recipient": _("Badge authentique, mais pas pour cette personne"),
    }
    return headlines.get(cause.step, _("Ne pas se fier à ce badge"))


def _validity(report: Report) -> str:
    credential = report.credential
    if credential is not None and credential.valid_until is not None:
        until = day_short(credential.valid_until)
        return _(
            "Valable jusqu'au {until}, contrôlé le {moment}.",
            until=until,
            moment=moment_in_full(report.checked_at),
        )
    return _("Toujours valable, contrôlé le {moment}.", moment=moment_in_full(report.checked_at))


def _checked(report: Report) -> str:
    return _("Contrôlé le {moment}.", moment=moment_in_full(report.checked_at))


def issuer_name(report: Report) -> str:
    """Return the name that the verified badge gives its issuer, else its id."""
    if report.credential is None:
        return ""
    return report.credential.issuer.name or report.credential.issuer.id


def domain_of(issuer_id: str) -> str:
    """Return the host of a did:web or https issuer id, "" for others.

    The host alone: what an issuer writes before an @ or after / ? # is not her domain (H02).
    """
    if issuer_id.startswith("did:web:"):
        authority = unquote(issuer_id.split(":")[2])
    elif issuer_id.startswith("https://"):
        authority = issuer_id.removeprefix("https://")
    else:
        return ""
    return _AFTER_HOST.split(authority)[0].rpartition("@")[2]


def _check(finding: Finding) -> Check:
    titles = {
        "structure": _("Le format"),
        "proof": _("La signature numérique"),
        "issuer": _("L'émetteur"),
        "refresh": _("Une version plus récente"),
        "status": _("L'état du badge"),
        "validity": _("Les dates"),
        "recipient": _("La personne"),
        "endorsements": _("Les endossements"),
    }
    return Check(
        outcome=finding.outcome.value,
        icon=CHECK_ICONS[finding.outcome],
        title=titles.get(finding.step, finding.step),
        sentence=say(finding.code, finding.facts),
    )


def _(message: str, **facts: object) -> str:
    """Translate a sentence and fill its names in braces."""
    return fill(gettext(message), facts)
