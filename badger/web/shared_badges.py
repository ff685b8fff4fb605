"""What a visitor sees of a share: one function for the preview and for the page itself (F8).

Each badge is verified in this very minute. What the person did not choose is taken out here, and
so are the badge's own address and number, behind which all of it could be read.
"""

from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from badger.backpack.share_queries import holdings_among
from badger.backpack.sharing import BadgeWish, ShareWish, shown_names
from badger.db.base import Session
from badger.db.rows import CredentialRow, DoorRow, HoldingRow, ReflectionRow
from badger.here import here_on
from badger.issuer.editions import current_edition
from badger.issuer.endorsement_queries import live_endorsements
from badger.issuer.own_words_queries import reflections_on
from badger.issuer.page_queries import version_page
from badger.issuer.queries import credential_by_id, person_by_id
from badger.issuer.shown_part import may_be_shown_in_part
from badger.possibilities.map_queries import held_keys
from badger.possibilities.queries import doors_with_keys, public_doors
from badger.possibilities.reach import OPEN, reach
from badger.verify import Verdict, read_presented, verify
from badger.verify.judge import Question
from badger.verify.report import Report
from badger.web.badge_standing import standing_told
from badger.web.endorsed import Support, verified_supports
from badger.web.own_badges import own_badge_id
from badger.web.presenters.badge_image import badge_svg, look_of
from badger.web.presenters.report import VerdictPage, verdict_page
from badger.web.services import services

SVG: Final = "data:image/svg+xml;base64,"


@dataclass(frozen=True, slots=True)
class SharedBadge:
    """One badge as it is shown.

    number:  its place in the share.
    is_hers: it was signed here for this very person; nobody knows it of one from elsewhere.
    has_file: what is shown may be taken along, signed; hides: where and when is not in it.
    drawing: its picture as SVG of ours, "" for badges from elsewhere.
    """

    page: VerdictPage
    number: int = 0
    is_hers: bool = False
    has_file: bool = False
    hides: bool = True
    drawing: str = ""
    supports: Sequence[Support] = ()
    reflections: Sequence[ReflectionRow] = ()

    @property
    def picture(self) -> str:
        """Return the picture as a data address: no request tells which badge it is."""
        return SVG + b64encode(self.drawing.encode()).decode() if self.drawing else ""

    @property
    def says_where(self) -> bool:
        """Tell whether where, when or by whom it was seen is shown."""
        story = self.page.story
        return story is not None and bool(story.traces or story.starts or story.ends)

    @property
    def is_supported(self) -> bool:
        """Tell whether somebody is shown who stands behind it."""
        return bool(self.supports or (self.page.story and self.page.story.support))


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPage:
    """All that a visitor sees.

    name:  how the person wants to be named, "" for not at all.
    doors: what the badges shown here open; never one that they do not.
    """

    name: str
    badges: tuple[SharedBadge, ...]
    doors: Sequence[DoorRow]
    seen_at: datetime
    until: datetime

    @property
    def files(self) -> tuple[SharedBadge, ...]:
        """Return the badges of which a signed file is given."""
        return tuple(badge for badge in self.badges if badge.has_file)


def shared_page(
    db: Session, wish: ShareWish, *, person_id: str, until: datetime, now: datetime
) -> SharedPage:
    """Compose what a visitor sees of a person's wish at an instant."""
    person = person_by_id(db, person_id)
    names = shown_names(person.display_name if person else "")
    held = holdings_among(db, person_id, [badge.holding_id for badge in wish.badges])
    kept = [(badge, held[badge.holding_id]) for badge in wish.badges if badge.holding_id in held]
    own = {row.id: own_award(db, row) for _, row in kept}
    return SharedPage(
        name=names.get(wish.shown_name, ""),
        badges=tuple(
            replace(_badge(db, badge, holding=row, own=own[row.id], now=now), number=number)
            for number, (badge, row) in enumerate(kept, start=1)
        ),
        doors=opened_by(db, person_id, own.values(), now=now) if wish.with_doors else (),
        seen_at=now,
        until=until,
    )


def own_award(db: Session, holding: HoldingRow) -> CredentialRow | None:
    """Return what we issued, where the badge is the very same bytes, and was given to her."""
    badge_id = own_badge_id(holding.credential_id)
    row = credential_by_id(db, badge_id) if badge_id else None
    is_same = row is not None and row.signed == holding.document
    return row if is_same and row and row.person_id == holding.person_id else None


def _badge(
    db: Session, wish: BadgeWish, *, holding: HoldingRow, own: CredentialRow | None, now: datetime
) -> SharedBadge:
    if own is None:
        return SharedBadge(_chosen(_judged(holding.document, now=now), wish))
    here = services()
    report = verify(read_presented(holding.document), here.policy(), resolver=here.own, now=now)
    is_replaced = own.revoked_at is not None and current_edition(db, own) is not None
    page = standing_told(_chosen(report, wish), own, is_replaced=is_replaced)
    return SharedBadge(
        page,
        is_hers=True,
        has_file=report.verdict is Verdict.VERIFIED and may_be_shown_in_part(db, own),
        hides=not wish.evidence,
        drawing=_drawing(db, own),
        supports=_supports(db, own) if wish.endorsements else (),
        reflections=_reflections(db, own) if wish.reflection else (),
    )


def _judged(document: bytes, *, now: datetime) -> Report:
    """Have a badge from elsewhere judged where whatever visitors show is judged."""
    here = services()
    question = Question(data=document, policy=here.policy(), now=now)
    return here.judge.answer(question).report


def _chosen(report: Report, wish: BadgeWish) -> VerdictPage:
    """Take out of a verdict what the person did not choose, and the checks that would tell it."""
    page = replace(verdict_page(report), checks=())
    if page.story is None:
        return page
    # The pages of the badges that it is made of tell more than was chosen.
    traces = tuple(replace(trace, address="") for trace in page.story.traces)
    story = replace(page.story, nameless=False, traces=traces)
    if not wish.evidence:
        story = replace(story, traces=(), starts=None, ends=None)
    if not wish.endorsements:
        story = replace(story, support=())
    return replace(page, story=story)


def _drawing(db: Session, own: CredentialRow) -> str:
    version = version_page(db, own.version_id)
    return badge_svg(look_of(version)).decode() if version else ""


def _supports(db: Session, own: CredentialRow) -> Sequence[Support]:
    live = live_endorsements(
        db, credential_id=own.id, version_id=own.version_id, partner_id=own.issuer_id
    )
    return verified_supports(db, live)


def _reflections(db: Session, own: CredentialRow) -> Sequence[ReflectionRow]:
    return reflections_on(db, own.person_id, version_id=own.version_id)


def opened_by(
    db: Session, person_id: str, shown: Iterable[CredentialRow | None], *, now: datetime
) -> Sequence[DoorRow]:
    """Return the doors that the badges shown here open: those of other badges would tell them.

    A door that is open to everybody says nothing about her.
    """
    versions = [version_page(db, row.version_id) for row in shown if row is not None]
    models = [page.achievement for page in versions if page is not None]
    # What is said in several languages is one key: that of the first edition.
    keys = {model.first_edition_id for model in models}
    rows = {row.code: row for row in public_doors(db, here_on(now))}
    reached = reach(
        keys & held_keys(db, person_id),
        (),
        doors_with_keys(db, list(rows.values())),
    )
    return [rows[one.door.code] for one in reached if one.state == OPEN and one.thanks_to]
