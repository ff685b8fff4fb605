"""The postman's round: each mail once, whatever happens to the others (hardening I14)."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from badger.db.base import open_engine, read_session, write_session
from badger.db.mails import ask_mail, mail_by_id, mail_state
from badger.jobs.mail import SmtpMailer
from badger.jobs.postman import Postman, deliver_mails, deliver_quietly
from tests.mail_servers import mail_server, settings_for
from tests.ports import free_port


def _ask(engine, now, *names: str, **more) -> list[str]:
    with write_session(engine) as db:
        return [
            ask_mail(
                db, to=f"{name}@example.org", subject="Bonjour", text="Un mot.\n", now=now, **more
            ).id
            for name in names
        ]


def _states(engine, ids: list[str]) -> list[tuple[str, str | None]]:
    with read_session(engine) as db:
        rows = [mail_by_id(db, one) for one in ids]
        return [(mail_state(row), row.last_code) for row in rows]


def _mailer(port: int) -> SmtpMailer:
    return SmtpMailer(settings_for(port), timeout_s=2)


def test_a_round_sends_what_waits_and_the_next_one_nothing_more(engine, now):
    ids = _ask(engine, now, "un", "deux")

    with mail_server() as (inbox, port):
        rounds = [deliver_mails(engine, _mailer(port), clock=lambda: now) for _ in range(2)]

    assert [2, 0] == rounds
    assert ["deux@example.org", "un@example.org"] == sorted(inbox.recipients)
    assert [("sent", None)] * 2 == _states(engine, ids)


def test_i14_of_several_mails_each_has_its_own_fate(engine, now):
    ids = _ask(engine, now, "un", "deux", "trois")

    with mail_server() as (inbox, port):
        inbox.refusals["un@example.org"] = "550 nobody here"
        inbox.refusals["deux@example.org"] = "450 greylisted"
        deliver_mails(engine, _mailer(port), clock=lambda: now)
        assert [
            ("given_up", "mail.refused"),
            ("postponed", "mail.postponed"),
            ("sent", None),
        ] == _states(engine, ids)
        inbox.refusals.clear()
        deliver_mails(engine, _mailer(port), clock=lambda: now + timedelta(minutes=2))

    assert ["trois@example.org", "deux@example.org"] == inbox.recipients
    assert [("given_up", "mail.refused"), ("sent", None), ("sent", None)] == _states(engine, ids)


def test_i14_a_server_that_is_down_costs_one_try_a_round(engine, now):
    ids = _ask(engine, now, "un", "deux")

    assert 0 == deliver_mails(engine, _mailer(free_port()), clock=lambda: now)

    assert [("postponed", "mail.unreachable"), ("waiting", None)] == sorted(_states(engine, ids))


def test_without_a_mail_server_mails_wait_and_what_comes_too_late_ends(engine, now):
    (kept,) = _ask(engine, now, "un")
    (late,) = _ask(engine, now, "deux", useless_after=now + timedelta(minutes=1))

    assert 0 == deliver_mails(engine, None, clock=lambda: now + timedelta(minutes=2))

    assert [("waiting", None), ("given_up", "mail.too_late")] == _states(engine, [kept, late])


def test_two_postmen_send_each_mail_once(engine, now):
    _ask(engine, now, *(f"n{number}" for number in range(12)))

    with mail_server() as (inbox, port), ThreadPoolExecutor(2) as pool:
        rounds = [
            pool.submit(deliver_mails, engine, _mailer(port), clock=lambda: now) for _ in range(2)
        ]
        sent = sum(one.result() for one in rounds)

    assert (12, 12) == (sent, len(set(inbox.recipients)))
    assert 12 == len(inbox.recipients)


def test_i14_a_mail_of_a_change_that_was_undone_is_not_sent(engine, now):
    with pytest.raises(RuntimeError), write_session(engine) as db:
        ask_mail(db, to="un@example.org", subject="Bonjour", text="Un mot.", now=now)
        raise RuntimeError

    with mail_server() as (_, port):
        assert 0 == deliver_mails(engine, _mailer(port), clock=lambda: now)


def test_a_round_that_fails_as_a_whole_stops_nobody(tmp_path, now):
    engine = open_engine(f"sqlite:///{tmp_path / 'empty.db'}")

    assert 0 == deliver_quietly(engine, None, clock=lambda: now)


def test_the_postman_goes_round_until_told_to_stop(engine, now):
    arrived = threading.Event()

    class Watched:
        def send(self, _mail) -> None:
            arrived.set()

    (one,) = _ask(engine, now, "un")
    postman = Postman(engine, Watched(), clock=lambda: now)
    postman.start()
    assert arrived.wait(20)
    postman.stop()

    assert [("sent", None)] == _states(engine, [one])


def test_the_postman_carries_on_long_work_and_tells_when_to_stop(engine, now):
    asked, told = threading.Event(), []

    def carry_on(stopping):
        told.append(stopping())
        asked.set()

    postman = Postman(engine, None, clock=lambda: now, carry_on=carry_on)
    postman.start()
    assert asked.wait(10)
    postman.stop()
    assert False is told[0]
