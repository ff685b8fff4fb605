"""Hands one mail to the mail server. The door to smtplib.

What the server says decides what comes next: a 2yz after the final dot is "sent"; a 4yz, or a
server out of reach, is "later"; a 5yz about this mail is "never". Where the connection breaks
after the final dot nobody knows, and the mail is not sent again (RFC 5321, 4.5.3.2.6).
"""

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Final, Protocol

from badger.errors import BadgerError
from badger.settings import MailSettings

TIMEOUT_S: Final = 20.0
# Only 7-bit lines leave: no server has to promise more.
POLICY: Final = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail to one address, as it was asked for; `id` stays the same at each try."""

    id: str
    to: str
    subject: str
    text: str
    asked_at: datetime


class MailPostponed(BadgerError):
    """The mail was not taken over now; a later try may succeed."""

    code = "mail.postponed"


class MailServerUnusable(MailPostponed):
    """The server takes no mail of ours at all now: the others need not be tried."""

    code = "mail.unreachable"


class MailRefused(BadgerError):
    """The server will never take this mail over."""

    code = "mail.refused"


class MailOutcomeUnknown(BadgerError):
    """The connection broke when the mail was handed over: it may have been sent."""

    code = "mail.outcome_unknown"


class Mailer(Protocol):
    """Whoever hands mails over."""

    def send(self, mail: Mail) -> None:
        """Hand `mail` over. Raises: MailPostponed, MailRefused, MailOutcomeUnknown."""


class SmtpMailer:
    """Hands mails to the server of the settings, one connection each."""

    def __init__(
        self,
        settings: MailSettings,
        *,
        timeout_s: float = TIMEOUT_S,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Keep how to reach the server.

        timeout_s: for each answer of the server.
        tls:       whom to trust; None: the authorities of the machine.
        """
        self._settings = settings
        self._timeout_s = timeout_s
        self._tls = tls or ssl.create_default_context()

    def send(self, mail: Mail) -> None:
        """Hand `mail` over.

        Raises: MailPostponed, MailServerUnusable, MailRefused, MailOutcomeUnknown.
        """
        data = compose(mail, sender=self._settings.sender)
        server = self._connect()
        try:
            _hand_over(server, data, sender=address_of(self._settings.sender), to=mail.to)
        finally:
            # What the server says to a good-bye changes nothing.
            with suppress(OSError):
                server.quit()
            server.close()

    def _connect(self) -> smtplib.SMTP:
        try:
            return self._open()
        except (smtplib.SMTPAuthenticationError, UnicodeError) as error:
            raise MailServerUnusable("mail.login_refused") from error
        except (ssl.SSLError, smtplib.SMTPNotSupportedError) as error:
            raise MailServerUnusable("mail.not_private") from error
        except OSError as error:  # Every error of smtplib is one.
            raise MailServerUnusable from error

    def _open(self) -> smtplib.SMTP:
        settings = self._settings
        # The name that we say is the sender's: the machine's own would be looked up first.
        own_name = address_of(settings.sender).rpartition("@")[2]
        if settings.security == "tls":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                settings.host, settings.port, own_name, timeout=self._timeout_s, context=self._tls
            )
        else:
            server = smtplib.SMTP(settings.host, settings.port, own_name, timeout=self._timeout_s)
        try:
            if settings.security == "starttls":
                server.starttls(context=self._tls)
            if settings.user:
                server.login(settings.user, settings.password)
        except (OSError, UnicodeError):
            server.close()
            raise
        return server


def compose(mail: Mail, *, sender: str) -> bytes:
    """Write a mail as it travels: headers, then the text; the same at each try."""
    message = EmailMessage(policy=POLICY)
    message["From"] = sender
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.asked_at)
    message["Message-ID"] = f"<{mail.id}@{address_of(sender).rpartition('@')[2]}>"
    # No machine answers to it (RFC 3834).
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "fr"
    message.set_content(mail.text)
    return message.as_bytes()


def address_of(sender: str) -> str:
    """Return the address in "Name <address>"."""
    return parseaddr(sender)[1]


def _hand_over(server: smtplib.SMTP, data: bytes, *, sender: str, to: str) -> None:
    try:
        server.ehlo_or_helo_if_needed()
        _expect(server.mail(sender))
        _expect(server.rcpt(to))
        _expect(server.docmd("DATA"), code=354)
        server.send(re.sub(rb"(?m)^\.", b"..", data))
    except OSError as error:
        server.close()
        raise MailPostponed("mail.broken_off") from error
    try:
        server.send(b".\r\n")
        answer = server.getreply()
    except OSError as error:
        server.close()
        raise MailOutcomeUnknown from error
    _expect(answer)


def _expect(answer: tuple[int, bytes], *, code: int = 2) -> None:
    """Read the server's answer; code: the whole number, or its first figure."""
    number = answer[0]
    if code in (number, number // 100):
        return
    if number // 100 == 5:
        raise MailRefused(answer=number)
    raise MailPostponed(answer=number)
