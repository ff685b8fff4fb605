"""One mail handed to a mail server, whatever the server does (hardening I14)."""

import ssl
from datetime import UTC, datetime

import pytest
import trustme

from badger.jobs.mail import (
    Mail,
    MailOutcomeUnknown,
    MailPostponed,
    MailRefused,
    MailServerUnusable,
    SmtpMailer,
    compose,
)
from tests.mail_servers import (
    SENDER,
    mail_server,
    says,
    scripted_server,
    settings_for,
    silence,
)
from tests.ports import free_port

OK = b"250 OK\r\n"
MAIL = Mail(
    id="4xyz",
    to="lou@example.org",
    subject="Votre lien pour entrer",
    text="Bonjour,\n\nvoici un mot accentué : été.\n.une ligne qui commence par un point\n",
    asked_at=datetime(2026, 3, 14, 9, 30, tzinfo=UTC),
)


def _mailer(port: int, **more) -> SmtpMailer:
    return SmtpMailer(settings_for(port, **more), timeout_s=3)


def _send_to(talk) -> None:
    with scripted_server(talk) as port:
        _mailer(port).send(MAIL)


def test_a_mail_arrives_with_its_words_and_headers():
    with mail_server() as (inbox, port):
        _mailer(port).send(MAIL)

    (mail,) = inbox.mails
    assert ["lou@example.org"] == inbox.recipients
    assert MAIL.text == mail.get_content().replace("\r\n", "\n")
    assert (SENDER, "Votre lien pour entrer") == (mail["From"], mail["Subject"])
    assert ("<4xyz@bocage.example>", "auto-generated") == (
        mail["Message-ID"],
        mail["Auto-Submitted"],
    )
    assert "Sat, 14 Mar 2026 09:30:00 +0000" == mail["Date"]


def test_a_mail_is_written_alike_at_each_try_and_in_seven_bits():
    first = compose(MAIL, sender=SENDER)

    assert first == compose(MAIL, sender=SENDER)
    assert first.isascii()


def test_i14_a_server_that_is_down_is_tried_later():
    with pytest.raises(MailServerUnusable) as trouble:
        _mailer(free_port()).send(MAIL)

    assert "mail.unreachable" == trouble.value.reason


def test_i14_a_server_that_says_nothing_is_left_after_a_while():
    with pytest.raises(MailServerUnusable) as trouble:
        _send_to(silence)

    assert "mail.unreachable" == trouble.value.reason


@pytest.mark.parametrize(
    "greeting", [b"421 closing\r\n", b"554 not you\r\n", b"nonsense\r\n", b"\xff" * 3000]
)
def test_i14_a_server_that_greets_badly_is_tried_later(greeting):
    with pytest.raises(MailServerUnusable):
        _send_to(lambda connection: connection.sendall(greeting))


@pytest.mark.parametrize(
    "answers",
    [
        (OK, b"451 later\r\n"),
        (OK, OK, b"450 greylisted\r\n"),
        (OK, OK, OK, b"452 full\r\n"),
        (OK, OK, OK, b"250 odd\r\n"),
        (OK, OK),
    ],
)
def test_i14_what_the_server_puts_off_is_tried_later(answers):
    with pytest.raises(MailPostponed) as trouble:
        _send_to(says(*answers))

    assert not isinstance(trouble.value, MailServerUnusable)


@pytest.mark.parametrize(
    "answers", [(OK, b"550 no\r\n"), (OK, OK, b"550 nobody\r\n"), (OK, OK, OK, b"554 spam\r\n")]
)
def test_i14_what_the_server_refuses_is_not_tried_again(answers):
    with pytest.raises(MailRefused):
        _send_to(says(*answers))


@pytest.mark.parametrize(
    ("last", "outcome"),
    [
        (b"451 greylisted\r\n", MailPostponed),
        (b"550 spam\r\n", MailRefused),
        (b"", MailOutcomeUnknown),
    ],
)
def test_i14_the_answer_to_the_final_dot_counts(last, outcome):
    with pytest.raises(outcome):
        _send_to(says(OK, OK, OK, b"354 go\r\n", last=last))


def test_i14_a_server_that_hangs_after_the_final_dot_may_have_sent_the_mail():
    def talk(connection):
        says(OK, OK, OK, b"354 go\r\n")(connection)
        connection.recv(1)

    with pytest.raises(MailOutcomeUnknown):
        _send_to(talk)


def test_i14_an_ill_mannered_good_bye_changes_nothing():
    _send_to(says(OK, OK, OK, b"354 go\r\n", last=b"250 taken\r\n500 good-bye?\r\n"))


def test_a_server_without_starttls_is_told_nothing():
    with mail_server() as (inbox, port), pytest.raises(MailServerUnusable) as trouble:
        _mailer(port, security="starttls", user="u", password="secret").send(MAIL)

    assert ("mail.not_private", []) == (trouble.value.reason, inbox.tries)


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


def _server_context(authority) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    return context


def _trusting(authority) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.configure_trust(context)
    return context


def test_starttls_makes_the_connection_private(authority):
    with mail_server(tls_context=_server_context(authority)) as (inbox, port):
        settings = settings_for(port, security="starttls")
        SmtpMailer(settings, timeout_s=5, tls=_trusting(authority)).send(MAIL)

    assert ["lou@example.org"] == inbox.recipients


def test_a_certificate_of_nobody_known_is_refused(authority):
    with (
        mail_server(tls_context=_server_context(authority)) as (inbox, port),
        pytest.raises(MailServerUnusable) as trouble,
    ):
        SmtpMailer(settings_for(port, security="starttls"), timeout_s=5).send(MAIL)

    assert ("mail.not_private", []) == (trouble.value.reason, inbox.tries)


def test_tls_from_the_start_is_spoken(authority):
    context = _server_context(authority)
    listener_said = []

    def talk(connection):
        with context.wrap_socket(connection, server_side=True) as secured:
            listener_said.append(secured.version())
            says(OK, OK, OK, b"354 go\r\n", last=OK)(secured)

    with scripted_server(talk) as port:
        settings = settings_for(port, security="tls")
        SmtpMailer(settings, timeout_s=5, tls=_trusting(authority)).send(MAIL)

    assert 1 == len(listener_said)


@pytest.mark.parametrize("password", ["wrong", "accentué"])
def test_a_password_that_is_refused_is_the_operators_to_mend(password):
    offers = b"250-here\r\n250 AUTH PLAIN\r\n"
    with (
        scripted_server(says(offers, b"535 no\r\n")) as port,
        pytest.raises(MailServerUnusable) as trouble,
    ):
        _mailer(port, user="u", password=password).send(MAIL)

    assert "mail.login_refused" == trouble.value.reason
