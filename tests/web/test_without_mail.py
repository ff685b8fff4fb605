"""What pages promise of mails, where the site sends some and where it sends none."""

import pytest

from tests.mail_servers import settings_for
from tests.ports import free_port
from tests.web.play import award
from tests.web.test_companions import allow
from tests.web.test_messages import WORDS, message_id
from tests.web_world import open_world, post

NONE = "Ce site n'envoie pas encore de courriel"


@pytest.fixture
def badge(world, now):
    return award(world, now=now)


@pytest.fixture
def mailing(world, badge, tmp_path, now):
    """The same territory, on a site that sends mails."""
    mail = settings_for(free_port())
    return open_world(tmp_path, world.territory, clock=lambda: now, mail=mail)


def read(client, address):
    return told(client.get(address))


def told(answer):
    return answer.text.replace("&#39;", "'")


def written(world, badge):
    """Leave a message; return its id."""
    post(world.client(), f"/badges/{badge}/message", **WORDS)
    return message_id(world.client("un").get("/me/messages").text)


def test_an_answer_is_promised_where_mails_are_sent(mailing, badge):
    page = read(mailing.client(), f"/badges/{badge}/message")
    assert (True, False) == ("sa réponse arrive dans votre boîte" in page, NONE in page)


def test_no_answer_is_promised_where_no_mail_is_sent(world, badge):
    page = read(world.client(), f"/badges/{badge}/message")
    assert (False, True) == ("dans votre boîte" in page, NONE in page)
    assert "Pour recevoir la réponse" not in page


def test_her_answer_is_said_to_be_kept_where_no_mail_is_sent(world, badge):
    address = f"/me/messages/{written(world, badge)}/answer"
    mine = world.client("un")
    post(mine, address, text="Oui.")
    page = read(mine, "/me/messages")
    assert (False, True) == ("Votre réponse part" in page, NONE in page)


def test_her_answer_is_said_to_leave_where_mails_are_sent(mailing, badge):
    address = f"/me/messages/{written(mailing, badge)}/answer"
    mine = mailing.client("un")
    post(mine, address, text="Oui.")
    page = read(mine, "/me/messages")
    assert (True, False) == ("Votre réponse part" in page, NONE in page)


@pytest.mark.parametrize("sends", [True, False])
def test_the_answer_of_a_referent_leaves_only_where_mails_are_sent(world, mailing, badge, sends):
    site = mailing if sends else world
    opened, one = allow(site, subjects=("messages",)), written(site, badge)
    post(site.client("un"), f"/me/messages/{one}/hand")
    referent = site.client("passeur")
    post(referent, f"/caseload/{opened}/messages/{one}/answer", answer="Jeudi.")
    page = read(referent, f"/caseload/{opened}")
    assert (sends, not sends) == ("La réponse part." in page, NONE in page)


@pytest.mark.parametrize("address", ["/team", "/partners/club"])
def test_an_invitation_goes_by_mail_only_where_mails_are_sent(world, mailing, address):
    promised = "l'invitation part aussi par courriel"
    for site, sends in ((world, False), (mailing, True)):
        page = read(site.client("cartographe"), address)
        assert (sends, not sends) == (promised in page, NONE in page)
