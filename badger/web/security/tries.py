"""How often somebody may try to come in, or have mails sent (hardening A10, A14).

A try is counted before it is judged, so that many at once are no more than one after the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import Final, NoReturn

from flask import Flask, abort, make_response, request
from flask.wrappers import Response
from limits import RateLimitItem, parse
from limits.strategies import RateLimiter

from badger.accounts.queries import addresses_of
from badger.db.mails import MailAddressInvalid, mail_address
from badger.errors import BadgerError
from badger.issuer.login_codes import possible_selectors
from badger.issuer.people_queries import first_login_code
from badger.web.security.viewer import viewer
from badger.web.services import services

# People of one house share an address and mistype their own codes; each code is counted alone.
TRIES_OF_A_CODE: Final = parse("10 per 15 minutes")
TRIES_OF_AN_ADDRESS: Final = parse("200 per 15 minutes")
# What one connection has sent to a letter box that it names: it leaves some of the day's mails.
MAILS_TO_ONE_FROM_ONE: Final = parse("5 per 15 minutes")
MAILS_TO_ONE_FROM_ONE_A_DAY: Final = parse("6 per day")
# Eight digits open or join a page, and five of them may be tried for each mail.
MAILS_TO_ONE_A_DAY: Final = parse("10 per day")
MAILS_FROM_AN_ADDRESS: Final = parse("30 per 15 minutes")
MAILS_OF_A_PERSON: Final = parse("10 per hour")
WELCOMES_OF_AN_ADDRESS: Final = parse("5 per hour")
MESSAGES_FROM_AN_ADDRESS: Final = parse("10 per hour")
LINKS_OF_A_PERSON: Final = parse("30 per hour")
NETWORK_BITS: Final = 64
# How long a count lasts, in seconds, and what is said of a longer one than a minute.
WAITS: Final = {900: "tries.quarter_hour", 3_600: "tries.hour", 86_400: "tries.day"}


class TriesUsedUp(BadgerError):
    """Somebody tried often, or had many mails sent; the code says how long to wait."""

    code = "tries.quarter_hour"


@dataclass(frozen=True, slots=True)
class Count:
    """One thing that is counted: how often, under which name, and for whom.

    cleared: a try that succeeds begins the count anew.
    unless:  a request of which this is true is not counted.
    """

    limit: RateLimitItem
    name: str
    whom: Callable[[], str]
    cleared: bool = False
    unless: Callable[[], bool] | None = None


def remote_address() -> str:
    """Return the connection that asks; requests without one (a local socket) are one visitor.

    Whoever has one connection of IPv6 chooses among all addresses of its network of 64 bits.
    """
    address = request.remote_addr or "127.0.0.1"
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv4Address):
        return str(found)
    within = IPv6Network((int(found), NETWORK_BITS), strict=False)
    return str(found.ipv4_mapped or within)


def install_tries(app: Flask, limiter: RateLimiter) -> None:
    """Count the tries of every view that lets somebody in or sends a mail."""
    for endpoint, counts in COUNTED.items():
        count_tries(app, endpoint, limiter=limiter, counts=counts)


def count_tries(
    app: Flask, endpoint: str, *, limiter: RateLimiter, counts: tuple[Count, ...]
) -> None:
    """Count before the view, and answer 429 in its place when one of the counts is full.

    The view raises: TriesUsedUp.
    """
    view = app.view_functions.get(endpoint)
    if view is None:
        return

    @wraps(view)
    def counted_view(**values: object) -> Response:
        keys = [(count, count.whom()) for count in counts if not (count.unless and count.unless())]
        for count, whom in keys:
            if not limiter.hit(count.limit, count.name, whom):
                _refuse(count)
        response: Response = make_response(view(**values))
        if response.status_code < 400:
            for count, whom in keys:
                if count.cleared:
                    limiter.clear(count.limit, count.name, whom)
        return response

    app.view_functions[endpoint] = counted_view


def _refuse(count: Count) -> NoReturn:
    """Say how long to wait: no longer than the count lasts."""
    code = WAITS.get(count.limit.get_expiry())
    if code is None:
        abort(429)
    raise TriesUsedUp(code)


def _selector() -> str:
    """Return the selector that the sign-in will find, however the code is typed."""
    selectors = possible_selectors(request.form.get("code", "")[:200])
    if not selectors:
        return f"none/{remote_address()}"
    with services().reading() as db:
        row = first_login_code(db, selectors)
        return row.selector if row else selectors[0]


def _letter_box() -> str:
    # Of a letter box that is known by its row, no other word is believed.
    named = "email_id" in (request.view_args or {})
    typed = _address_of_row() if named else request.form.get("email", "")[:300]
    try:
        return mail_address(typed)
    except MailAddressInvalid:
        # No letter box at all: whoever asks so is counted, and nobody with her.
        return typed or f"none/{_person()}"


def _letter_box_from_here() -> str:
    return f"{remote_address()}/{_letter_box()}"


def _address_of_row() -> str:
    """Return the address that is asked for a code once more, "" where it is not the person's."""
    who, email_id = viewer(), (request.view_args or {}).get("email_id", "")
    with services().reading() as db:
        rows = addresses_of(db, who.person_id) if who else ()
    return next((row.email for row in rows if row.id == email_id), "")


def _person() -> str:
    who = viewer()
    return who.person_id if who else remote_address()


def _typed_code(name: str) -> tuple[Count, ...]:
    """Count the codes that one person types, right ones too: one's own would clear guesses."""
    return (
        Count(TRIES_OF_A_CODE, name, _person),
        Count(TRIES_OF_AN_ADDRESS, name, remote_address),
    )


_FROM_ADDRESS: Final = Count(TRIES_OF_AN_ADDRESS, "address", remote_address)
_MESSAGES: Final = Count(MESSAGES_FROM_AN_ADDRESS, "messages", remote_address)
_TO_ONE: Final = (
    Count(MAILS_TO_ONE_FROM_ONE, "letter box of one", _letter_box_from_here),
    Count(MAILS_TO_ONE_FROM_ONE_A_DAY, "letter box of one, a day", _letter_box_from_here),
    Count(MAILS_TO_ONE_A_DAY, "letter box, a day", _letter_box),
)
_OF_PERSON: Final = Count(MAILS_OF_A_PERSON, "person", _person)

COUNTED: Final[dict[str, tuple[Count, ...]]] = {
    "signin.enter": (_FROM_ADDRESS, Count(TRIES_OF_A_CODE, "code", _selector, cleared=True)),
    "contact.send": (_MESSAGES,),
    "directory.send": (_MESSAGES,),
    "share_contact.send": (_MESSAGES,),
    "welcome.come": (Count(WELCOMES_OF_AN_ADDRESS, "welcome", remote_address),),
    # Where somebody types her code beside her companion: counted with the sign-ins.
    "caseload.allow_beside": (
        _FROM_ADDRESS,
        Count(TRIES_OF_A_CODE, "code", _selector, cleared=True),
    ),
    "signin_mail.send": (
        Count(MAILS_FROM_AN_ADDRESS, "mails", remote_address),
        *_TO_ONE,
    ),
    "signin_mail.enter_code": (_FROM_ADDRESS,),
    "signin_mail.enter": (_FROM_ADDRESS,),
    "openid.ask": (_FROM_ADDRESS,),
    "openid.answer": (_FROM_ADDRESS,),
    "openid.link": (_FROM_ADDRESS,),
    "passkeys.ask": (_FROM_ADDRESS,),
    "passkeys.enter": (_FROM_ADDRESS,),
    "merging.ask_passkey": (_FROM_ADDRESS,),
    "merging.prove_passkey": (_FROM_ADDRESS,),
    "merging.prove": (
        *_typed_code("merging.prove"),
        Count(TRIES_OF_A_CODE, "code", _selector, cleared=True),
    ),
    "account.add": (_OF_PERSON, *_TO_ONE),
    "account.send_again": (_OF_PERSON, *_TO_ONE),
    "feedback_requests.make": (Count(LINKS_OF_A_PERSON, "links", _person),),
    "experience_badges.ask": (Count(LINKS_OF_A_PERSON, "links", _person),),
    # Where somebody who is signed in types a short code, of a session, a group or a paper grid.
    "joining.enter": _typed_code("joining.enter"),
    "presence.open_session": _typed_code("presence.open_session"),
    "grids.open_grid": _typed_code("grids.open_grid"),
    "my_groups.find": _typed_code("my_groups"),
    "my_groups.join": _typed_code("my_groups"),
}
