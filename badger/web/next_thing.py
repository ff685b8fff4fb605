"""The one thing that a person's first page puts forward, with one button."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from flask import url_for

from badger.accompaniment.queries import Asks, count_asks
from badger.backpack.queries import Kept
from badger.backpack.share_queries import share_ending_first
from badger.backpack.sharing import may_share
from badger.db.base import Session
from badger.db.rows import ShareRow
from badger.here import here_on
from badger.issuer.membership_queries import OwnGroup, groups_of
from badger.issuer.own_page_queries import (
    OpenProposal,
    OwnAsked,
    OwnSessions,
    own_asked,
    sessions_of_own_page,
)
from badger.web.language import gettext
from badger.web.presenters.dates import day_in_full, day_short
from badger.web.presenters.text import quoted
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

    asked:    badges, and words of others, that wait for her yes.
    beside:   who may accompany her in another's place, and who wrote to her.
    closing:  her link that closes first, where that is soon.
    groups:   that she is in, or that ask her, or that she was taken out of.
    guardian: she is a minor, and no guardian's yes stands.
    """

    asked: OwnAsked
    beside: Asks
    sessions: OwnSessions
    closing: ShareRow | None
    groups: Sequence[OwnGroup]
    guardian: bool

    @property
    def proposed(self) -> list[OpenProposal]:
        """Return the badges that wait for her yes."""
        return [one for one in self.asked.proposals if one.state == "proposed"]

    @property
    def on_their_way(self) -> list[str]:
        """Return the names of the badges that she accepted and that are not signed yet."""
        return [one.name for one in self.asked.proposals if one.state == "accepted"]


def waiting_for(db: Session, who: Viewer, *, now: datetime) -> Waiting:
    """Load what waits for a person."""
    person_id, day = who.person_id, here_on(now)
    is_kept_in = who.minor and not may_share(db, person_id)
    closing = share_ending_first(db, person_id, now=now, before=now + CLOSES_SOON)
    return Waiting(
        asked=own_asked(db, person_id),
        beside=count_asks(db, person_id, now=now),
        sessions=sessions_of_own_page(db, person_id, day=day),
        closing=None if is_kept_in else closing,
        groups=groups_of(db, person_id),
        guardian=is_kept_in,
    )


def things_to_do(waiting: Waiting) -> list[NextThing]:
    """Return what others wait for, and what ends soon, most pressing first.

    First what is hers to decide (her badges, who looks beside her, her groups), then who
    writes to her, then kind words, then what she may do for herself.
    """
    things = [
        _thing("proposal", url_for("me.proposal", proposal_id=one.id), about=_quoted(one.name))
        for one in waiting.proposed
    ]
    if waiting.beside.relays:
        things.append(_thing("relay", url_for("companions.index")))
    things += [
        _thing("ended" if one.ended_at else "group", url_for("my_groups.index"), about=one.name)
        for one in waiting.groups
        if not one.joined
    ]
    if waiting.beside.messages:
        things.append(_thing("message", url_for("messages.index")))
    if (comment := waiting.asked.support) is not None:
        about = _quoted(comment)
        things.append(_thing("support", url_for("my_answers.show"), about=about))
    if waiting.asked.words:
        things.append(_thing("word", url_for("my_answers.show")))
    if (session := waiting.sessions.to_place) is not None:
        address = url_for("marks.place_myself", session_id=session.id)
        about = f"{_quoted(session.title)}, {day_short(session.starts_on)}"
        things.append(_thing("place", address, about=about))
    if (share := waiting.closing) is not None:
        about = gettext("Ouvert jusqu'au %(day)s", day=day_short(share.expires_at))
        things.append(_thing("closing", url_for("shares.show", share_id=share.id), about=about))
    return things


def thing_for_later(waiting: Waiting, *, shelf: Sequence[Kept]) -> NextThing:
    """Return what a person may do when nothing waits for her: there is always one thing."""
    if (session := waiting.sessions.coming) is not None:
        about = f"{_quoted(session.title)}, {day_in_full(session.starts_on)}"
        return _thing("session", url_for("sessions.info", session_id=session.id), about=about)
    standing = [kept for kept in shelf if kept.state == "valid"]
    if standing and waiting.guardian:
        return _thing("guardian", url_for("shares.index"))
    if standing:
        address = url_for("my_badges.show", holding_id=standing[0].id)
        return _thing("badge", address, about=_quoted(standing[0].name))
    return _thing("code", url_for("joining.ask"))


def _quoted(words: str) -> str:
    return quoted(words, 160)


def _thing(kind: str, address: str, *, about: str = "") -> NextThing:
    title, button, icon = _said()[kind]
    return NextThing(title=title, about=about, button=button, icon=icon, address=address)


def _said() -> dict[str, tuple[str, str, str]]:
    """Say of each thing what it is, its button and its pictogram."""
    read, answer = gettext("Le lire"), gettext("Lire et répondre")
    see, talk = "eye", "message-circle"
    return {
        "proposal": (gettext("Un badge vous est proposé"), read, see),
        "relay": (gettext("Un relais vous est proposé"), read, see),
        "group": (gettext("Un groupe vous attend"), answer, "users"),
        "ended": (gettext("Vous n'êtes plus dans un groupe"), read, "users"),
        "message": (gettext("Un message pour vous"), read, "mail"),
        "support": (gettext("Un partenaire soutient votre badge"), answer, talk),
        "word": (gettext("Quelqu'un a dit un mot sur vous"), answer, talk),
        "place": (gettext("Et vous, où en êtes-vous ?"), gettext("Dire où j'en suis"), "hand"),
        "closing": (gettext("Un de vos liens se ferme bientôt"), gettext("Le revoir"), "send"),
        "session": (gettext("Votre prochaine séance"), gettext("Voir où et quand"), "calendar"),
        "guardian": (
            gettext("Pour montrer vos badges, il faut un accord"),
            *(gettext("Voir comment"), "users"),
        ),
        "badge": (gettext("Ce que raconte votre badge"), read, "award"),
        "code": (
            gettext("Une séance vous attend peut-être"),
            *(gettext("J'ai un code de séance"), "calendar"),
        ),
    }
