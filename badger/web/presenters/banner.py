"""The banner of a verdict: one sentence, one colour, one pictogram (hardening 2).

"What the verify page may call trusted" is the table; each of its rows is a function here.
"""

from dataclasses import dataclass

from badger.verify.report import Finding, Outcome, Report, Verdict
from badger.web.language import gettext
from badger.web.presenters.dates import day_of_text, day_short, moment_in_full
from badger.web.presenters.hosts import domain_of
from badger.web.presenters.spoken_findings import checks_passed, first_of, say_finding
from badger.web.presenters.spoken_findings import translated as _
from badger.web.presenters.text import nested, plain

UNSUPPORTED = (
    *(".unsupported_format", ".unsupported_suite", ".unsupported_type"),
    *(".unsupported_algorithm", ".unsupported_method", ".unsupported_form"),
)
# Issuer checks that fail with her own key or without any (Open Badges 2 is hosted).
_NOT_ANOTHERS_KEY = (
    "issuer.not_for_assertion",
    "issuer.scope",
    "issuer.other_document",
    "issuer.malformed_document",
    "issuer.signed_otherwise",
)
_KEY_ENDED = ("issuer.key_expired", "issuer.key_revoked")
_HIDDEN = frozenset(("validity.not_shown", "status.not_shown"))
RECOGNISED = ("recognised", "recognised_until")


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


def banner_of(report: Report) -> Banner:
    """Choose the headline."""
    if _is_endorsement(report) and report.verdict is not Verdict.INCONCLUSIVE:
        return _endorsement(report)
    if report.verdict is Verdict.NOT_VERIFIED:
        return _not_verified(report)
    if report.verdict is Verdict.INCONCLUSIVE:
        return _inconclusive(report)
    if report.attested_by:
        return _attested(report)
    if report.trust.state in RECOGNISED:
        return _authentic(report)
    return _issuer_not_known(report)


def issuer_name(report: Report) -> str:
    """Return who the issuer is: by the list that recognises her, else as she says herself."""
    if report.credential is None:
        return ""
    return report.trust.name or report.credential.issuer.name or report.credential.issuer.id


def _displayed_name(report: Report) -> str:
    """Return the name for a quotation in a sentence of ours: short, and it cannot end it (H04)."""
    return nested(plain(issuer_name(report), limit=80))


def unknown_domain(report: Report) -> str:
    """Return the host of an issuer that no list recognises, "" where there is none to show."""
    if report.credential is None or report.trust.state in RECOGNISED:
        return ""
    return domain_of(report.credential.issuer.id)


def is_unsupported(finding: Finding) -> bool:
    """Tell whether a check stayed open because badger does not know the format."""
    return finding.code.endswith(UNSUPPORTED)


def recognised_by(report: Report) -> str:
    """Say who recognises the issuer and since when, beside the verdict."""
    trust = report.trust
    name = gettext(trust.list) if trust.list else "?"
    facts = {"list": name, "since": _day(trust.since), "until": _day(trust.until)}
    if trust.state == "recognised_until":
        return _("Émetteur reconnu par {list} jusqu'au {until}, plus aujourd'hui.", **facts)
    if trust.since:
        return _("Émetteur reconnu par {list}, depuis le {since}.", **facts)
    return _("Émetteur reconnu par {list}.", **facts)


def _day(text: str | None) -> str:
    return day_of_text(text) if text else "?"


def _authentic(report: Report) -> Banner:
    return Banner(
        tone="open",
        icon="shield-check",
        headline=_("Badge authentique, délivré par {issuer}", issuer=issuer_name(report)),
        lines=(_validity(report), recognised_by(report)),
    )


def _is_endorsement(report: Report) -> bool:
    if report.endorsement is not None:
        return True
    return any(finding.code == "structure.endorsement_conforms" for finding in report.findings)


def _endorsement(report: Report) -> Banner:
    """Say who signed words about a badge or a partner: they are no badge of anybody's."""
    cause = first_of(report, Outcome.FAILED)
    if cause is not None:
        headlines = {
            "status": gettext("Soutien retiré par son auteur"),
            "validity": gettext("Ce soutien ne vaut pas aujourd'hui"),
        }
        headline = headlines.get(cause.step, gettext("Ne pas se fier à ce soutien"))
        lines = (say_finding(cause), _checked(report))
        return Banner(tone="alert", icon="shield-x", headline=headline, lines=lines)
    if report.trust.state in RECOGNISED:
        return Banner(
            tone="open",
            icon="shield-check",
            headline=_("Soutien authentique, de {issuer}", issuer=report.trust.name or "?"),
            lines=(gettext("C'est un soutien, pas un badge."), _checked(report)),
        )
    said_by = report.endorsement.issuer if report.endorsement else ""
    return Banner(
        tone="neutral",
        icon="shield-question-mark",
        headline=_("Signature valide : un soutien, pas un badge"),
        domain=domain_of(said_by),
        lines=(gettext("Nous ne connaissons pas qui soutient."), _checked(report)),
    )


def _attested(report: Report) -> Banner:
    """Say who shows a badge that nobody signed; its issuer may be recognised all the same."""
    known = report.trust.state in RECOGNISED
    return Banner(
        tone="open" if known else "neutral",
        icon="shield-check" if known else "shield-question-mark",
        headline=_("Attesté par le site {host}, aujourd'hui", host=report.attested_by),
        domain=unknown_domain(report),
        lines=(
            _("Le badge dit venir de « {issuer} ».", issuer=_displayed_name(report)),
            recognised_by(report) if known else _("Émetteur non reconnu."),
            _validity(report),
        ),
    )


def _issuer_not_known(report: Report) -> Banner:
    domain = unknown_domain(report)
    if report.trust.state == "self_asserted" or not domain:
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
        domain=domain,
        lines=(
            _("Le badge dit venir de « {issuer} ».", issuer=_displayed_name(report)),
            _validity(report),
        ),
    )


def _inconclusive(report: Report) -> Banner:
    open_point = first_of(report, Outcome.UNDETERMINED)
    passed = checks_passed(report)
    lines = [say_finding(open_point)] if open_point else []
    if open_point is not None and open_point.step == "status" and report.credential is not None:
        lines.insert(0, _("Il a peut-être été retiré : réessayez dans un moment."))
    if passed:
        lines.append(_("Vérifié : {checks}.", checks=passed))
    if unknown_domain(report):
        lines.append(_("Émetteur non reconnu."))
    return Banner(
        tone="key",
        icon="triangle-alert",
        headline=_open_headline(report, open_point),
        domain=unknown_domain(report),
        lines=(*lines, _checked(report)),
    )


def _open_headline(report: Report, open_point: Finding | None) -> str:
    if open_point is not None and report.credential is None and is_unsupported(open_point):
        return _("Format non pris en charge")
    if report.credential is None or open_point is None:
        return _("Nous ne pouvons pas conclure pour l'instant")
    if report.attested_by:
        return _(
            "Attesté par le site {host}, aujourd'hui ; un point n'a pas pu être contrôlé",
            host=report.attested_by,
        )
    if open_point.step == "status":
        return _("Authentique ; statut non vérifiable actuellement")
    return _("Authentique ; un point n'a pas pu être contrôlé")


def _not_verified(report: Report) -> Banner:
    cause = first_of(report, Outcome.FAILED)
    if cause is None:
        return Banner(
            tone="alert", icon="shield-x", headline=_("Ne pas se fier à ce badge"), lines=()
        )
    return Banner(
        tone="alert",
        icon="shield-x",
        headline=_failure_headline(report, cause),
        lines=(_cause(cause), _checked(report)),
    )


def _cause(cause: Finding) -> str:
    """Say the cause; what the headline has said already is not said twice."""
    causes = {
        "status.revoked": gettext("Il ne vaut plus : ne vous y fiez pas."),
        "status.suspended": gettext("Il ne vaut pas en ce moment."),
        "issuer.binding": gettext("Quelqu'un d'autre a signé au nom de cet émetteur."),
    }
    return causes.get(cause.code) or say_finding(cause)


def _failure_headline(report: Report, cause: Finding) -> str:
    if cause.code == "status.revoked":
        return _("Badge retiré par l'émetteur")
    if cause.step == "status":
        return _("Badge suspendu par l'émetteur")
    if cause.code == "validity.expired":
        return _("Badge expiré")
    if cause.step == "recipient" and report.attested_by:
        return _(
            "Attesté par le site {host}, mais pas pour cette personne", host=report.attested_by
        )
    if cause.code in _NOT_ANOTHERS_KEY:
        return gettext("Ne pas se fier à ce badge")
    if cause.code in _KEY_ENDED:
        return gettext("Ne pas se fier : l'émetteur n'employait plus cette clé")
    headlines = {
        "structure": gettext("Ce document n'est pas un badge que l'on peut vérifier"),
        "proof": gettext("Document modifié ou non signé"),
        "issuer": gettext("Ne pas se fier : la clé n'appartient pas à l'émetteur affiché"),
        "validity": gettext("Badge pas encore valable"),
        "recipient": gettext("Badge authentique, mais pas pour cette personne"),
    }
    return headlines.get(cause.step, gettext("Ne pas se fier à ce badge"))


def _validity(report: Report) -> str:
    """Say until when it holds; of a badge shown in part, only as far as that was shown (D17)."""
    hidden = _HIDDEN.intersection(finding.code for finding in report.findings)
    said = _checked(report) if "validity.not_shown" in hidden else _period(report)
    if not report.is_shown_in_part:
        return said
    return f"{_shown_in_part(hidden)} {said}"


def _shown_in_part(hidden: frozenset[str]) -> str:
    """Say that there is more to the badge, and which of its limits may be there."""
    if "status.not_shown" in hidden:
        return _("Badge montré en partie : une fin ou un retrait peuvent être cachés.")
    if "validity.not_shown" in hidden:
        return _("Ce fichier montre une partie du badge : une date de fin peut être cachée.")
    return _("Ce fichier montre une partie du badge.")


def _period(report: Report) -> str:
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
