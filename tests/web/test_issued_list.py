"""The list of issued badges: pages of fifty, looked for by the name of a person or of a badge."""

import re
from datetime import timedelta

import pytest

from badger.db.rows import CredentialRow, PersonRow, StatusEntryRow
from tests.web.play import award, write
from tests.web.test_own_page import plans_of, selects

COPIED = [
    column.key
    for column in CredentialRow.__table__.columns
    if column.key not in ("id", "list_index", "proposal_id", "request_key", "issued_at")
]


@pytest.fixture
def badge(world, now):
    return award(world, now=now)


def issue_more(db, badge, *, names=(), instants=()):
    """Issue the same badge again, each time to somebody else or at an earlier instant."""
    row = db.get(CredentialRow, badge)
    shared = {name: getattr(row, name) for name in COPIED}
    free = [index for index in range(200) if not db.get(StatusEntryRow, (row.list_id, index))]
    for place, name in enumerate(names or [None] * len(instants)):
        if name:
            person = PersonRow(display_name=name, minor=False, created_at=row.issued_at)
            db.add(person)
            db.flush()
            shared["person_id"] = person.id
        index = free[place]
        db.add(StatusEntryRow(list_id=row.list_id, list_index=index, reserved_at=row.issued_at))
        db.flush()
        at = instants[place] if instants else row.issued_at - timedelta(days=place + 1)
        db.add(CredentialRow(**shared, list_index=index, issued_at=at))


def listed(client, address="/credentials"):
    """The names of the people on a page of the list, in order, and the address of the next page."""
    answer = client.get(address)
    assert 200 == answer.status_code
    text = answer.get_data(as_text=True)
    following = re.search(r'rel="next" href="([^"]*)"', text)
    names = re.findall(r'<span class="card-more">(?:<bdi>)?([^<·]*[^<·\s])', text)
    return names, following and following[1].replace("&amp;", "&")


def test_pages_of_fifty_show_each_badge_once_newest_first(world, badge, now):
    # Two share their instant, at the end of the first page and the beginning of the second.
    names = [f"Exemple {number:03}" for number in range(1, 61)]
    ago = [*range(1, 50), 49, *range(50, 60)]
    instants = [now - timedelta(days=days) for days in ago]
    write(world, lambda db: issue_more(db, badge, names=names, instants=instants))
    client = world.client("issuer")

    first, following = listed(client)
    second, last = listed(client, following)

    assert (50, 11, None) == (len(first), len(second), last)
    assert ["Exemple Un", *names[:48]] == first[:49]
    assert {"Exemple 049", "Exemple 050"} == {first[49], second[0]}
    assert names[50:] == second[1:]


def test_a_name_is_found_whatever_its_accents_and_the_next_page_keeps_the_search(world, badge):
    names = ["Zélie Exemple"] * 51 + ["Zoé Exemple"]
    write(world, lambda db: issue_more(db, badge, names=names))
    client = world.client("issuer")

    found, following = listed(client, "/credentials?q=ZELIE+exem")

    assert (["Zélie Exemple"] * 50, True) == (found, "q=ZELIE" in following)
    assert (["Zélie Exemple"], None) == listed(client, following)
    assert (["Zoé Exemple"], None) == listed(client, "/credentials?q=zoe+equipe")
    assert ([], None) == listed(client, "/credentials?q=zoe+soudure")


def test_a_search_that_finds_nothing_says_so_and_keeps_its_words(world, badge):
    text = world.client("issuer").get("/credentials?q=%3Cb%3E%25_").get_data(as_text=True)
    assert "ne porte ces mots" in text
    assert 'value="&lt;b&gt;%_"' in text


@pytest.mark.parametrize("after", ["", "nobody", "é" * 300])
def test_w13_after_what_is_no_badge_of_the_list_nothing_is_found(world, badge, after):
    assert (
        404 == world.client("issuer").get("/credentials", query_string={"after": after}).status_code
    )


def test_a08_another_partner_neither_finds_a_badge_nor_goes_on_from_it(world, badge):
    client = world.client("elsewhere")
    assert ([], None) == listed(client, "/credentials?q=exemple")
    assert 404 == client.get(f"/credentials?after={badge}").status_code


def test_after_the_last_badge_the_list_ends(world, badge):
    text = world.client("cartographe").get(f"/credentials?after={badge}").get_data(as_text=True)
    assert "La liste s&#39;arrête ici." in text


@pytest.mark.parametrize(
    ("who", "index"),
    [("issuer", "(issuer_id=? AND issued_at<?)"), ("cartographe", "(issued_at<?)")],
)
def test_a_page_of_the_list_goes_on_in_an_index_and_sorts_nothing(world, badge, who, index):
    plans = plans_of(world, selects(world.client(who), f"/credentials?after={badge}"))
    assert [plan for plan in plans if "credentials USING" in plan and index in plan]
    assert not [plan for plan in plans if "SCAN credentials" in plan or "(state=" in plan]
