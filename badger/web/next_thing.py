"""The one thing that a person's first page puts forward, with one button."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flask import url_for

from badger.accompaniment.message_queries import count_waiting
from badger.accompaniment.queries import count_relays_waiting
from badger.backpack.queries import Kept
from badger.backpack.share_queries import share_ending_first
from badger.backpack.sharing import may_share
from badger.db.base import Session
from badger.db.rows import EndorsementRow, ObservationSessionRow, ShareRow
from badger.here import here_on
from badger.issuer.own_page_queries import (
    OpenProposal,
    count_words_waiting,
    next_session,
    open_proposals,
    session_to_place,
    supports_waiting,
)
from badger.web.language import gettext
from badger.web.presenters.dates import day_in_full, day_short
from badger.web.security.viewer import Viewer

# A link that closes so soon is told, in time to make another.
CLOSES_SOON: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class NextThing:
    """What may be done next.

    title:  what it is about; about: the words of somebody, shown as theirs; "" for none.
    button: what the one button says; icon: its pictogram; address: where it leads.
    """

    title: str
    about: str
    button: str
    icon: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for a person: what she is asked first comes first.

    relays:   how many people she may let accompany her in another's place.
    messages: how many she has done nothing with; words: of peers, not answered.
    closing:  her link that closes first, where that is soon.
    guardian: she is a minor, and no guardian's yes stands.
    """

    proposals: Sequence[OpenProposal]
    relays: int
    messages: int
    supports: Sequence[EndorsementRow]
    words: int
    to_place: ObservationSessionRow | None
    closing: ShareRow | None
    guardian: bool
    next_session: ObservationSessionRow | None

    @property
    def proposed(self) -> list[OpenProposal]:
        """Return the badges that wait for her yes."""
        return [one for one in self.proposals if one.state == "proposed"]

    @property
    def on_their_way(self) -> list[str]:
        """Return the names of the badges that she accepted and that are not signed yet."""
        return [one.name for one in self.proposals if one.state == "accepted"]


def waiting_for(db: Session, who: Viewer, *, now: datetime) -> Waiting:
    """Load what waits for a person."""
    person_id, day = who.person_id, here_on(now)
    is_kept_in = who.minor and not may_share(db, person_id)
    closing = share_ending_first(db, person_id, now=now, before=now + CLOSES_SOON)
    return Waiting(
        proposals=open_proposals(db, person_id),
        relays=count_relays_waiting(db, person_id, now=now),
        messages=count_waiting(db, person_id),
        supports=supports_waiting(db, person_id),
        words=count_words_waiting(db, person_id),
        to_place=session_to_place(db, person_id, day=day),
        closing=None if is_kept_in else closing,
        guardian=is_kept_in,
        next_session=next_session(db, person_id, day=day),
    )


def things_to_do(waiting: Waiting) -> list[NextThing]:
    """Return what others wait for, and what ends soon, most pressing first.

    First what is hers to decide (her badges, who looks beside her), then who writes to her, then
    kind words, then what she may do for herself.
    """
    things = [_proposal(one) for one in waiting.proposed]
    if waiting.relays:
        things.append(_relay())
    if waiting.messages:
        things.append(_message())
    if waiting.supports:
        title = gettext("Un partenaire soutient votre badge")
        things.append(_answer(title, about=waiting.supports[0].comment))
    if waiting.words:
        things.append(_answer(gettext("Quelqu'un a dit un mot sur vous"), about=""))
    if waiting.to_place is not None:
        things.append(_place_herself(waiting.to_place))
    if waiting.closing is not None:
        things.append(_closing(waiting.closing))
    return things


def thing_for_later(waiting: Waiting, *, shelf: Sequence[Kept]) -> NextThing:
    """Return what a person may do when nothing waits for her: there is always one thing."""
    if waiting.next_session is not None:
        return _go_there(waiting.next_session)
    standing = [kept for kept in shelf if kept.state == "valid"]
    if standing and waiting.guardian:
        return _guardian()
    if standing:
        return NextThing(
            title=gettext("Ce que raconte votre badge"),
            about=standing[0].name,
            button=gettext("Le lire"),
            icon="award",
            address=url_for("my_badges.show", holding_id=standing[0].id),
        )
    return NextThing(
        title=gettext("Une séance vous attend peut-être"),
        about="",
        button=gettext("J'ai un code de séance"),
        icon="calendar",
        address=url_for("joining.ask"),
    )


def _proposal(proposal: OpenProposal) -> NextThing:
    return NextThing(
        title=gettext("Un badge vous est proposé"),
        about=proposal.name,
        button=gettext("Le lire"),
        icon="eye",
        address=url_for("me.proposal", proposal_id=proposal.id),
    )


def _relay() -> NextThing:
    return NextThing(
        title=gettext("Un relais vous est proposé"),
        about="",
        button=gettext("Le lire"),
        icon="eye",
        address=url_for("companions.index"),
    )


def _message() -> NextThing:
    return NextThing(
        title=gettext("Un message pour vous"),
        about="",
        button=gettext("Le lire"),
        icon="mail",
        address=url_for("messages.index"),
    )


def _closing(share: ShareRow) -> NextThing:
    return NextThing(
        title=gettext("Un de vos liens se ferme bientôt"),
        about=gettext("Ouvert jusqu'au %(day)s", day=day_short(share.expires_at)),
        button=gettext("Le revoir"),
        icon="send",
        address=url_for("shares.show", share_id=share.id),
    )


def _guardian() -> NextThing:
    return NextThing(
        title=gettext("Pour montrer vos badges, il faut un accord"),
        about="",
        button=gettext("Voir comment"),
        icon="users",
        address=url_for("shares.index"),
    )


def _answer(title: str, *, about: str) -> NextThing:
    return NextThing(
        title=title,
        about=about,
        button=gettext("Lire et répondre"),
        icon="message-circle",
        address=url_for("my_answers.show"),
    )


def _place_herself(session: ObservationSessionRow) -> NextThing:
    return NextThing(
        title=gettext("Et vous, où en êtes-vous ?"),
        about=f"{session.title}, {day_short(session.starts_on)}",
        button=gettext("Dire où j'en suis"),
        icon="hand",
        address=url_for("marks.place_myself", session_id=session.id),
    )


def _go_there(session: ObservationSessionRow) -> NextThing:
    return NextThing(
        title=gettext("Votre prochaine séance"),
        about=f"{session.title}, {day_in_full(session.starts_on)}",
        button=gettext("Voir où et quand"),
        icon="calendar",
        address=url_for("sessions.info", session_id=session.id),
    )
