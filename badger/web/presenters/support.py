"""Who stands behind a badge, and behind what of it: endorsements as people read them."""

from dataclasses import dataclass, replace

from badger.verify.report import Report, Verdict, VerifiedEndorsement
from badger.web.presenters.banner import RECOGNISED
from badger.web.presenters.hosts import domain_of
from badger.web.presenters.markdown import host_of


@dataclass(frozen=True, slots=True)
class Support:
    """One endorsement: who stands behind it is told only where its own signature held.

    code:     what the judgement of this endorsement ended with.
    about:    id of what it stands on; kind: "achievement" or "partner" where that is the model or
              the issuer of a badge, else "".
    is_known: a list recognises who endorses; `host` is whose site it is otherwise, "" for a key
              without identity. Anybody may write any name into an endorsement (hardening H02).
    warnings: codes of what is odd about the name; `lookalike` is whose name it imitates.
    """

    who: str
    comment: str
    code: str
    holds: bool
    is_known: bool = False
    host: str = ""
    warnings: tuple[str, ...] = ()
    lookalike: str | None = None
    about: str = ""
    kind: str = ""


def support_of(endorsement: VerifiedEndorsement) -> Support:
    """Tell an endorsement: whoever a list recognises is called what the list calls her."""
    if endorsement.verdict is not Verdict.VERIFIED:
        return Support("", "", endorsement.code, holds=False)
    trust = endorsement.trust
    who = trust.name or endorsement.issuer_name or endorsement.issuer
    codes = ("issuer_name.resembles", *trust.warnings) if trust.lookalike else trust.warnings
    return Support(
        who,
        endorsement.comment or "",
        endorsement.code,
        holds=True,
        is_known=trust.state in RECOGNISED,
        host="" if trust.state in RECOGNISED else domain_of(endorsement.issuer),
        warnings=codes,
        lookalike=trust.lookalike,
        about=endorsement.endorsed,
    )


def support_beside(endorsement: VerifiedEndorsement, report: Report) -> Support:
    """Tell an endorsement of the badge of a report, of its model, or of its issuer.

    Only the id of the issuer is proven. Whoever nobody recognises may have borrowed any other
    one, with all that was truly said of it, so it has to stand on her own site (hardening H02).
    """
    support, credential = support_of(endorsement), report.credential
    if credential is None or not support.holds:
        return support
    if not _is_the_issuers(endorsement.endorsed, report):
        return Support("", "", "endorsements.not_the_issuers", holds=False)
    kinds = {credential.achievement.id: "achievement", credential.issuer.id: "partner"}
    return replace(support, kind=kinds.get(endorsement.endorsed, ""))


def _is_the_issuers(endorsed: str, report: Report) -> bool:
    if report.trust.state in RECOGNISED:
        return True
    issuer = report.credential.issuer.id if report.credential else ""
    site = domain_of(issuer).partition(":")[0].lower()
    return endorsed == issuer or (site != "" and site == host_of(endorsed))
