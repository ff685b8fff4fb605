"""Who is in a group: by its code or asked, each by her own yes, out by one tap (domain S12)."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from badger.db.rows import AuditEventRow, CredentialRow, GroupMemberRow
from badger.issuer.memberships import MemberNotAPerson, join_group
from badger.issuer.recognition.changes import add_group
from badger.privacy.retention import forget_in_time
from tests.web.play import award, write
from tests.web_world import make_app, post

NAME = "Les matinaux (exemple)"


@pytest.fixture
def group(world, now):
    """A group of the club in its session, beside Un and Deux."""
    return write(
        world,
        lambda db: add_group(db, world.session_id, name=NAME, actor="t", now=now).person_id,
    )


@pytest.fixture
def badge(world, group, now):
    """A badge of the group."""
    badge_id = award(world, now=now)

    def give(db):
        db.get_one(CredentialRow, badge_id).person_id = group

    write(world, give)
    return badge_id


def page_of_group(world, group):
    return unescape(world.client("pedagogue").get(f"/groups/{group}").text)


def draw(world, group):
    post(world.client("pedagogue"), f"/groups/{group}/code")
    return re.search(r'spoken-code">([A-Z0-9]{4}-[A-Z0-9]{4})<', page_of_group(world, group))[1]


def members(world, group):
    """Who is in the group, then who was asked, by first names."""
    said = re.search(r"Qui en fait partie</h2>(.*?)</section>", page_of_group(world, group), re.S)[
        1
    ]
    lines = re.findall(r"<li>(.*?)</li>", said.partition("<details")[0], re.S)
    there = [line for line in lines if "a dit non" not in line]
    return re.findall(r"<bdi>(Exemple \w+)</bdi>", " ".join(there))


def ask(world, group, *people, who="pedagogue"):
    return post(world.client(who), f"/groups/{group}/members", member=list(people))


def test_c8_a_person_reads_what_it_means_and_then_comes_in_by_the_code(world, group):
    code, client = draw(world, group), world.client("un")
    assert f'value="{code}"' in client.get(f"/me/groups?code={code}").text
    found = post(client, "/me/groups/find", code=code.lower().replace("-", " "))
    assert "Le partenaire du groupe voit mon nom." in unescape(found.text)
    assert [] == members(world, group)

    for _ in range(2):
        assert "/me/groups" == post(client, "/me/groups", code=code).location

    assert ["Exemple Un"] == members(world, group)
    assert NAME in unescape(client.get("/me/groups").text)
    kept = write(world, lambda db: [(row.kind) for row in db.query(AuditEventRow)])
    assert 1 == kept.count("group.joined")


def test_s12_a_member_reads_the_groups_badge_on_her_own_page_and_nobody_else_does(
    world, group, badge, now
):
    un = world.client("un")
    assert f"/badges/{badge}" not in un.get("/me").text
    post(un, "/me/groups", code=draw(world, group))

    assert f"/badges/{badge}" in un.get("/me").text.partition("Avec mes groupes")[2]
    assert "Avec mes groupes" not in world.client("deux").get("/me").text

    def revoke(db):
        db.get_one(CredentialRow, badge).revoked_at = now

    write(world, revoke)
    assert "Avec mes groupes" not in un.get("/me").text


def test_c11_no_public_page_and_no_badge_names_a_member(world, group, badge):
    post(world.client("un"), "/me/groups", code=draw(world, group))
    for address in (f"/badges/{badge}", f"/badges/{badge}.json"):
        said = unescape(world.client().get(address).text)
        assert "Exemple Un" not in said
        assert world.people["un"] not in said


def test_she_goes_out_in_one_tap_and_a_second_one_harms_nothing(world, group, badge):
    client = world.client("un")
    post(client, "/me/groups", code=draw(world, group))
    for _ in range(2):
        assert 303 == post(client, f"/me/groups/{group}/leave").status_code
    assert [] == members(world, group)
    assert f"/badges/{badge}" not in client.get("/me").text


def test_c8_whoever_is_asked_is_in_the_group_once_she_says_yes(world, group, badge):
    client = world.client("deux")
    ask(world, group, world.people["deux"])
    assert "n'a pas encore répondu" in page_of_group(world, group)
    assert "Un groupe vous attend" in client.get("/me").text
    assert f"/badges/{badge}" not in client.get("/me").text

    for _ in range(2):
        assert 303 == post(client, f"/me/groups/{group}/yes").status_code

    assert ["Exemple Deux"] == members(world, group)
    assert "n'a pas encore répondu" not in page_of_group(world, group)
    assert f"/badges/{badge}" in client.get("/me").text


def test_a08_only_people_of_the_groups_sessions_are_asked(world, group):
    strange = [world.people["coach"], group, "1" * 22, "<script>", ""]
    answer = ask(world, group, *strange)
    page = world.client("pedagogue").get(answer.location).text
    assert 303 == answer.status_code
    assert [] == write(world, lambda db: db.query(GroupMemberRow).all())
    assert "<script>" not in page.replace("<script src", "")


def test_a08_the_members_of_another_partners_group_are_nobodys(world, group):
    for name, status in (("elsewhere", 404), ("un", 403), ("coach", 403), ("passeur", 403)):
        assert status == post(world.client(name), f"/groups/{group}/code").status_code
        assert status == ask(world, group, world.people["un"], who=name).status_code
    assert 404 == post(world.client("un"), f"/me/groups/{group}/yes").status_code
    assert 404 == post(world.client("pedagogue"), f"/groups/{world.people['un']}/code").status_code
    assert [] == members(world, group)


@pytest.mark.parametrize("code", ["", "ACDEFGHJ", "<script>", "\u202e\u0301", "9" * 5000])
def test_a_strange_code_leads_nowhere_and_is_given_back(world, group, code):
    client = world.client("un")
    for address in ("/me/groups/find", "/me/groups"):
        answer = post(client, address, code=code)
        assert 422 == answer.status_code
        assert "Ce code ne mène à aucun groupe." in unescape(answer.text)
        assert "<script>" not in answer.text.replace("<script src", "")
    assert [] == members(world, group)


def test_w13_the_page_of_a_group_says_the_address_of_the_site_not_that_of_the_request(world, group):
    pedagogue = world.client("pedagogue")
    post(pedagogue, f"/groups/{group}/code")
    # The client of the tests calls the site "localhost", without a port.
    assert "<code>http://localhost:8000/me/groups</code>" in page_of_group(world, group)


def test_a10_codes_of_groups_are_not_guessed(world, group):
    code, client = draw(world, group), world.client("un")
    answers = [post(client, "/me/groups", code=f"AAAAAA{n:02}").status_code for n in range(10)]
    assert {422} == set(answers)
    assert 429 == post(client, "/me/groups/find", code=code).status_code
    assert 429 == post(client, "/me/groups", code=code).status_code


def test_a_code_ends_after_thirty_days_and_when_another_is_drawn(world, group, now):
    former, code = draw(world, group), draw(world, group)
    assert 422 == post(world.client("un"), "/me/groups", code=former).status_code
    for days, status in ((29, 303), (30, 422)):
        then = now + timedelta(days=days, minutes=1)
        app = make_app(world.settings, clock=lambda then=then: then)
        client = replace(world, app=app).client("un")
        assert status == post(client, "/me/groups", code=code).status_code


def test_a_group_is_in_no_group(world, group, now):
    code = draw(world, group)
    with pytest.raises(MemberNotAPerson):
        write(world, lambda db: join_group(db, code, person_id=group, now=now))


def test_f11_ac6_a_question_that_nobody_answers_goes_by_itself(world, group, now):
    post(world.client("un"), "/me/groups", code=draw(world, group))
    ask(world, group, world.people["deux"])
    assert ["Exemple Un", "Exemple Deux"] == members(world, group)
    gone = write(world, lambda db: forget_in_time(db, now=now + timedelta(days=61)))
    assert (1, 1) == (gone["group_members"], gone["group_codes"])
    assert ["Exemple Un"] == members(world, group)


def test_c8_after_a_no_the_group_asks_again_only_after_ninety_days(world, group, now):
    post(world.client("un"), "/me/groups", code=draw(world, group))
    ask(world, group, world.people["deux"])
    for name in ("un", "deux"):
        post(world.client(name), f"/me/groups/{group}/leave")

    # Going out and saying no read alike.
    said = " ".join(re.sub("<[^>]*>", " ", page_of_group(world, group)).split())
    for name in ("Exemple Un", "Exemple Deux"):
        assert (
            f"{name} a dit non Vous pourrez lui demander à nouveau après le 12 juin 2026." in said
        )
    ask(world, group, world.people["un"], world.people["deux"])
    assert "n'a pas encore répondu" not in page_of_group(world, group)
    assert "Un groupe vous attend" not in world.client("deux").get("/me").text

    for days, asked in ((89, []), (90, ["Exemple Deux"])):
        then = now + timedelta(days=days, seconds=1)
        later = replace(world, app=make_app(world.settings, clock=lambda then=then: then))
        ask(later, group, world.people["deux"])
        page = page_of_group(later, group)
        assert asked == re.findall(r"<bdi>(Exemple Deux)</bdi> <span class=.tag.>n'a pas", page)
    gone = write(world, lambda db: forget_in_time(db, now=then + timedelta(days=1)))
    assert 2 == gone["group_partings"]


def test_whoever_said_no_still_comes_in_by_the_code(world, group):
    client = world.client("un")
    post(client, "/me/groups", code=draw(world, group))
    post(client, f"/me/groups/{group}/leave")
    post(client, "/me/groups", code=draw(world, group))
    assert "a dit non" not in page_of_group(world, group)
    assert ["Exemple Un"] == members(world, group)


def test_c8_the_partner_takes_a_member_out_and_she_reads_it_in_plain_words(world, group, badge):
    client, un = world.client("un"), world.people["un"]
    post(client, "/me/groups", code=draw(world, group))
    end = f"/groups/{group}/members/{un}/end"
    for name, status in (("elsewhere", 404), ("un", 403), ("coach", 403), ("passeur", 403)):
        assert status == post(world.client(name), end).status_code
    assert 404 == post(world.client("pedagogue"), f"/groups/{un}/members/{un}/end").status_code

    for _ in range(2):
        assert f"/groups/{group}" == post(world.client("pedagogue"), end).location

    assert [] == members(world, group)
    assert "a dit non" not in page_of_group(world, group)
    assert "Vous n'êtes plus dans un groupe" in unescape(client.get("/me").text)
    assert f"/badges/{badge}" not in client.get("/me").text
    told = unescape(client.get("/me/groups").text)
    assert NAME in told
    assert "Vous n'êtes plus dans ce groupe." in told
    for _ in range(2):
        assert "/me/groups" == post(client, f"/me/groups/{group}/read").location
    assert NAME not in unescape(client.get("/me/groups").text)
    # Nothing hinders the partner to ask her again: she said no to nothing.
    ask(world, group, un)
    assert "Un groupe vous attend" in client.get("/me").text


def test_a_question_that_is_taken_back_leaves_nothing(world, group):
    two = world.people["deux"]
    ask(world, group, two)
    strange = post(world.client("pedagogue"), f"/groups/{group}/members/{'1' * 22}/end")
    assert 303 == strange.status_code
    assert ["Exemple Deux"] == members(world, group)
    post(world.client("pedagogue"), f"/groups/{group}/members/{two}/end")
    assert [] == members(world, group)
    assert NAME not in unescape(world.client("deux").get("/me/groups").text)
    ask(world, group, two)
    # What she says no to is hers alone to forget, in time.
    post(world.client("deux"), f"/me/groups/{group}/leave")
    post(world.client("deux"), f"/me/groups/{group}/read")
    assert "a dit non" in page_of_group(world, group)
