"""Mails that were asked for: addresses, states, pauses and ends."""

from datetime import timedelta

import pytest

from badger.db.mails import (
    INTERRUPTED_AFTER,
    KEPT_FOR,
    PAUSES,
    MailAddressInvalid,
    MailInvalid,
    ask_mail,
    claim_mail,
    end_old_mails,
    mail_address,
    mail_by_id,
    mail_state,
    mails_are_over,
    mails_wait,
    record_given_up,
    record_postponed,
    record_sent,
)

MINUTE = timedelta(minutes=1)


def _ask(db, now, **more):
    return ask_mail(
        db, **{"to": "lou@example.org", "subject": "Bonjour", "text": "Un mot.", "now": now, **more}
    )


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("lou@example.org", "lou@example.org"),
        ("  Lou.Exemple+badges@Example.ORG ", "lou.exemple+badges@example.org"),
        ("lou@bücher.example", "lou@xn--bcher-kva.example"),
        ("o'neil@mail.example.org", "o'neil@mail.example.org"),
    ],
)
def test_an_address_is_read_as_people_type_it(typed, read):
    assert read == mail_address(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "lou",
        "lou@",
        "@example.org",
        "lou@localhost",
        "lou@example.org\r\nBcc: all@example.org",
        "lou@example.org\nSubject: x",
        "lou@example.org,sam@example.org",
        "lou@example.org sam@example.org",
        "Lou <lou@example.org>",
        '"lou"@example.org',
        "lou..x@example.org",
        ".lou@example.org",
        "lou@-example.org",
        "lou@example..org",
        "l\u043eu@example.org",
        "lou\u202e@example.org",
        "\u212aim@example.org",  # the sign of kelvin, whose small letter is k
        "lou\x00@example.org",
        "lou@[127.0.0.1]",
        "a" * 65 + "@example.org",
        "lou@" + "a" * 64 + ".org",
        "lou@" + ".".join(["a" * 60] * 5) + ".org",
        "lou@" + "é" * 70 + ".org",
    ],
)
def test_w12_what_is_no_address_is_refused(typed):
    with pytest.raises(MailAddressInvalid):
        mail_address(typed)


@pytest.mark.parametrize("subject", ["", "x" * 121, "a\r\nBcc: b@example.org", "a\nb", "a\x00"])
def test_w12_a_subject_is_one_printable_line(db, now, subject):
    with pytest.raises(MailInvalid):
        _ask(db, now, subject=subject)


@pytest.mark.parametrize("text", ["", "x" * 20_001, "a\rb", "a\x1bb"])
def test_w12_a_text_is_printable_lines(db, now, text):
    with pytest.raises(MailInvalid):
        _ask(db, now, text=text)


def test_a_mail_that_was_asked_for_waits(db, now):
    row = _ask(db, now)

    assert "waiting" == mail_state(row)
    assert mails_wait(db, now=now)
    assert not mails_wait(db, now=now - MINUTE)


def test_a_claimed_mail_is_claimed_by_nobody_else(db, now):
    row = _ask(db, now)

    assert row is claim_mail(db, now=now)
    assert None is claim_mail(db, now=now)
    assert ("sending", 1) == (mail_state(row), row.attempts)


def test_what_was_sent_is_kept_without_address_and_words(db, now):
    row = _ask(db, now)
    claim_mail(db, now=now)

    record_sent(db, row.id, now=now)

    assert "sent" == mail_state(mail_by_id(db, row.id))
    assert (None, None, None) == (row.recipient, row.text, row.next_try_at)
    assert None is claim_mail(db, now=now + timedelta(days=9))


def test_each_try_waits_longer_and_the_last_one_ends(db, now):
    row = _ask(db, now)
    for pause in PAUSES:
        assert row is claim_mail(db, now=now)
        record_postponed(db, row.id, code="mail.postponed", now=now)
        assert ("postponed", now + pause) == (mail_state(row), row.next_try_at)
        assert None is claim_mail(db, now=now + pause - MINUTE / 2)
        now += pause
    claim_mail(db, now=now)

    record_postponed(db, row.id, code="mail.postponed", now=now)

    assert ("given_up", "mail.postponed", 9) == (mail_state(row), row.last_code, row.attempts)
    assert None is row.recipient


def test_what_was_refused_is_given_up_at_once(db, now):
    row = _ask(db, now)
    claim_mail(db, now=now)

    record_given_up(db, row.id, code="mail.refused", now=now)

    assert ("given_up", "mail.refused", None) == (mail_state(row), row.last_code, row.text)


def test_a_mail_is_not_sent_when_it_is_of_no_more_use(db, now):
    row = _ask(db, now, useless_after=now + MINUTE)
    assert not mails_are_over(db, now=now + MINUTE)

    later = now + 2 * MINUTE
    assert mails_are_over(db, now=later)
    end_old_mails(db, now=later)

    assert ("given_up", "mail.too_late") == (mail_state(row), row.last_code)
    assert not mails_are_over(db, now=later)


def test_i14_a_mail_whose_sending_was_interrupted_is_not_sent_again(db, now):
    row = _ask(db, now)
    claim_mail(db, now=now)
    end_old_mails(db, now=now + INTERRUPTED_AFTER)
    assert "sending" == mail_state(row)

    later = now + INTERRUPTED_AFTER + MINUTE
    end_old_mails(db, now=later)

    assert ("given_up", "mail.outcome_unknown") == (mail_state(row), row.last_code)
    assert None is claim_mail(db, now=later)


def test_what_is_long_over_is_forgotten(db, now):
    over, waiting = _ask(db, now), _ask(db, now)
    record_sent(db, over.id, now=now)

    end_old_mails(db, now=now + KEPT_FOR + MINUTE)

    assert [None, waiting] == [mail_by_id(db, over.id), mail_by_id(db, waiting.id)]
