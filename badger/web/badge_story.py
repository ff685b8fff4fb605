"""The story of one badge that a person keeps: what it says, and her own words around it."""

from dataclasses import dataclass

from badger.backpack.queries import Kept, check_of, kept_bytes
from badger.backpack.standing import standing_of
from badger.db.rows import HoldingCheckRow
from badger.issuer.badge_words_queries import WordsOnBadge, words_on_badge
from badger.issuer.endorsement_queries import live_endorsements
from badger.issuer.queries import credential_by_id
from badger.issuer.recognition.rules import Level
from badger.verify import Question, Report, read_presented, verify, with_trust
from badger.verify.kept_reports import ReportOutdated, read_report
from badger.web.endorsed import Support, verified_supports
from badger.web.presenters.report import VerdictPage, verdict_page
from badger.web.recipients import confirmed_addresses, recipient_words
from badger.web.services import services


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgeStory:
    """All that the page of a kept badge tells.

    page:  what was verified: now for a badge of here, at the last look for another.
    words: None for a badge from elsewhere; check, recipient: for such a badge alone.
    """

    kept: Kept
    report: Report
    page: VerdictPage
    words: WordsOnBadge | None
    supports: list[Support]
    check: HoldingCheckRow | None = None
    recipient: str = ""

    @property
    def state(self) -> str:
        """Return how the badge stands: by this report, or by the last look where none came."""
        return standing_of(self.report).state if self.check is None else self.check.state

    @property
    def placed(self) -> list[tuple[str, str, str]]:
        """Return how the person placed herself: pictogram, criterion, level."""
        if self.words is None:
            return []
        return [(row.icon, row.sentence, Level(level).label) for row, level in self.words.placed]


def story_of_kept(kept: Kept, *, person_id: str) -> BadgeStory:
    """Tell a badge that a person keeps."""
    if kept.badge_id is None:
        return _from_elsewhere(kept, person_id=person_id)
    here = services()
    with here.reading() as db:
        document = kept_bytes(db, kept.id)
        words = words_on_badge(db, kept.badge_id, person_id=person_id)
        row = credential_by_id(db, kept.badge_id)
        live = (
            []
            if row is None
            else live_endorsements(
                db, credential_id=row.id, version_id=row.version_id, partner_id=row.issuer_id
            )
        )
        supports = verified_supports(db, live)
    # Our own bytes, that our own verifier accepted: no process apart is needed (ADR 0017).
    report = verify(read_presented(document), here.policy(), resolver=here.own, now=here.clock())
    return BadgeStory(
        kept=kept, report=report, page=verdict_page(report), words=words, supports=supports
    )


def _from_elsewhere(kept: Kept, *, person_id: str) -> BadgeStory:
    here = services()
    with here.reading() as db:
        check = check_of(db, kept.id)
        document = kept_bytes(db, kept.id)
        addresses = confirmed_addresses(db, person_id)
    report = with_trust(_kept_report(check, document), here.trust(), now=here.clock())
    return BadgeStory(
        kept=kept,
        report=report,
        page=verdict_page(report),
        words=None,
        supports=[],
        check=check,
        recipient=recipient_words(report, addresses),
    )


def _kept_report(check: HoldingCheckRow, document: bytes) -> Report:
    """Return the report that was kept; one that another release wrote is made anew."""
    here = services()
    try:
        return read_report(check.report)
    except ReportOutdated:
        question = Question(data=document, policy=here.policy(), now=here.clock())
        return here.judge.answer(question).report
