"""What to do about a badge that is not to be relied on: one sentence, and never a reproach."""

from badger.verify.report import Outcome, Report, Verdict
from badger.web.language import gettext
from badger.web.presenters.spoken_findings import first_of


def advice_of(report: Report) -> str:
    """Say what an employer may do next, "" where the badge was not refused."""
    if report.verdict is not Verdict.NOT_VERIFIED:
        return ""
    cause = first_of(report, Outcome.FAILED)
    advice = {
        "status.revoked": gettext("Parlez-en avec la personne : elle a peut-être un autre badge."),
        "status.suspended": gettext("L'émetteur peut le rétablir : vérifiez-le plus tard."),
        "validity.expired": gettext("Demandez à la personne si elle en a un plus récent."),
        "validity.not_yet": gettext("Vérifiez-le à nouveau après cette date."),
        "recipient.other_person": gettext("Demandez à la personne de l'ouvrir devant vous."),
    }
    original = gettext(
        "Demandez à la personne le code QR ou le fichier d'origine, puis vérifiez-le ici."
    )
    return original if cause is None else advice.get(cause.code, original)
