"""Who may send a long body is told by the head of a request, before any of it is kept (P08)."""

from datetime import datetime, timedelta

import pytest
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import TimestampSigner

from badger.web.security.few_at_once import FewAtOnce
from badger.web.security.long_bodies import LongBodies
from badger.web.security.viewer import PERSON_KEY
from tests.web_world import WebWorld

LINE = b"POST /me/archive HTTP/1.1\r\nHost: a\r\n"


def cookie_of(world: WebWorld, name: str) -> bytes:
    return world.client(name).get_cookie("badger").value.encode()


def test_the_archive_of_whoever_is_signed_in_may_be_long(world):
    head = LINE + b"COOKIE: a=b; badger=" + cookie_of(world, "un") + b"\r\nX: y\r\n\r\n"
    assert world.people["un"] == LongBodies(world.app).sender(head)


@pytest.mark.parametrize(
    "line",
    [
        b"POST /me/import HTTP/1.1\r\nHost: a\r\n",
        b"GET /me/archive HTTP/1.1\r\nHost: a\r\n",
        b"POST /me/archive/file HTTP/1.1\r\nHost: a\r\n",
        b"POST http://a/me/archive HTTP/1.1\r\nHost: a\r\n",
        b"POST  /me/archive HTTP/1.1\r\nHost: a\r\n",
        b"",
    ],
)
def test_p08_nothing_else_may_be_long(world, line):
    head = line + b"Cookie: badger=" + cookie_of(world, "un") + b"\r\n\r\n"
    assert "" == LongBodies(world.app).sender(head)


def test_p08_nobody_else_sends_a_long_body(world):
    own = cookie_of(world, "un")
    spoilt = own[:-5] + (b"A" if own[-5:-4] != b"A" else b"B") + own[-4:]
    asks = LongBodies(world.app).sender
    for cookies in (
        b"",
        b"Cookie: \r\n",
        b"Cookie: badger=\r\n",
        b"Cookie: other=" + own + b"\r\n",
        b"Cookie: badger=" + spoilt + b"\r\n",
        b"Cookie: badger=\xff\xfe." + own + b"\r\n",
        b"Cookie: badger=" + own + b"\r\nCookie: badger=" + own + b"\r\n",
        b"X-Cookie: badger=" + own + b"\r\n",
    ):
        assert "" == asks(LINE + cookies + b"\r\n")


class Yesterday(TimestampSigner):
    """Signs as it did yesterday."""

    def get_timestamp(self) -> int:
        return int((datetime.now().astimezone() - timedelta(hours=13)).timestamp())


@pytest.mark.parametrize("held", [{}, {PERSON_KEY: 1}, {PERSON_KEY: ["x"]}])
def test_p08_a_cookie_that_names_nobody_opens_nothing(world, held):
    signer = SecureCookieSessionInterface().get_signing_serializer(world.app)
    head = LINE + b"Cookie: badger=" + signer.dumps(held).encode() + b"\r\n\r\n"
    assert "" == LongBodies(world.app).sender(head)


def test_p08_a_cookie_of_yesterday_opens_nothing(world):
    signer = SecureCookieSessionInterface().get_signing_serializer(world.app)
    signer.signer = Yesterday
    text = signer.dumps({PERSON_KEY: world.people["un"]})
    head = LINE + b"Cookie: badger=" + text.encode() + b"\r\n\r\n"
    assert "" == LongBodies(world.app).sender(head)


def test_an_application_that_is_not_ours_takes_nothing_long():
    assert "" == LongBodies(None).sender(LINE + b"\r\n")


def test_few_are_at_once_and_each_is_once():
    places = FewAtOnce(2)
    assert [True, False, True, False] == [places.take(who) for who in ("a", "a", "b", "c")]
    places.give_back("a")
    places.give_back("a")
    assert [True, False] == [places.take(who) for who in ("c", "a")]
