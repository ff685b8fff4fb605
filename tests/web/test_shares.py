"""Sharing badges by a link: what is chosen is shown, and nothing besides (domain F8, W9, C12)."""

import hashlib
import html
import json
import re
import shutil
import struct
from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest

from badger.backpack.queries import holdings_of
from badger.backpack.receive import receive
from badger.db.base import read_session
from badger.db.opening import open_database
from badger.db.rows import (
    AchievementRow,
    HoldingRow,
    PersonRow,
    SharedBadgeRow,
    ShareOpeningRow,
    ShareRow,
)
from badger.issuer.recognition.words import Reflection, record_reflection
from badger.issuer.revocation import revoke_credential
from badger.privacy.erasure import erase_person
from badger.privacy.guardians import (
    GUARDIAN_VERSION,
    record_guardian_consent,
    withdraw_guardian_consent,
)
from badger.verify.fetching import OfflineFetcher
from badger.web.presenters.typesetting import count_pages
from tests.factories import make_badge
from tests.web.conftest import BUILT_AT, MICROSECONDS
from tests.web.play import award, open_door, write
from tests.web_world import WebWorld, make_app, open_world, post, token_of
from tests.world import World

LINK = re.compile(r"http://localhost:8000(/shares/[0-9a-f]{32})\b")
SEEN = "Encourage un partenaire après une action ratée"
SITUATION = "Gymnase du Bocage"
OTHERS = "Badge venu d’ailleurs"


@pytest.fixture(scope="module")
def delivered(built, tmp_path_factory):
    """A territory in which "Exemple Un" keeps a badge, made once; each test gets a copy."""
    folder = tmp_path_factory.mktemp("delivered")
    shutil.copy(built[0] / "web.sqlite3", folder / "web.sqlite3")
    made = open_world(folder, built[1], clock=lambda: BUILT_AT)
    badge_id = award(made, now=BUILT_AT)
    deliver(made)
    return folder, made.territory, badge_id


@pytest.fixture
def world(tmp_path, delivered, now):
    # With its log: the application that made it is still there.
    for file in delivered[0].glob("web.sqlite3*"):
        shutil.copy(file, tmp_path / file.name)
    return open_world(tmp_path, delivered[1], clock=lambda: now + MICROSECONDS)


@pytest.fixture
def badge(delivered):
    """The badge of "Exemple Un"."""
    return delivered[2]


def deliver(world: WebWorld) -> None:
    with world.app.app_context():
        world.app.extensions["badger"].run_tasks()


def holdings(world: WebWorld, name: str = "un") -> dict[str, str]:
    """Return the ids of what somebody keeps, by the badge's name."""
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = {row.name: row.id for row in holdings_of(db, world.people[name])}
    engine.dispose()
    return found


def bring(world: WebWorld, now, *, name: str = OTHERS, number: int = 1, owner: str = "un", **more):
    """Put a badge of a key without identity into somebody's backpack; return its holding's id."""
    outside = World()

    def rename(document):
        document["credentialSubject"]["achievement"]["name"] = name
        document.update(more)
        for member in [key for key, value in more.items() if value is None]:
            del document[member]

    document = outside.issue_badge(
        outside.new_issuer(), change=rename, id=f"https://elsewhere.example/badges/{number}"
    )
    data = json.dumps(document).encode()
    person = world.people[owner]
    write(
        world,
        lambda db: receive(db, data, person_id=person, resolver=outside.resolver, now=now),
    )
    return holdings(world, owner)[name]


def share(world: WebWorld, *holding_ids: str, **fields: object) -> str:
    """Make a link as "Exemple Un" does; return its path."""
    client = world.client("un")
    answer = post(client, "/me/shares", badge=list(holding_ids), **fields)
    assert 303 == answer.status_code, answer.text
    return LINK.search(client.get(answer.location).text)[1]


def seen(world: WebWorld, path: str) -> str:
    answer = world.client().get(path)
    assert 200 == answer.status_code
    return answer.text


def article(page: str) -> str:
    """Cut what a visitor sees out of a page: from the title to the last sentence of the share."""
    begin = page.index('class="share-title"')
    found = page[page.index(">", begin) : page.index("Ce lien montre ces badges")]
    # The title is the page's first heading for a visitor, and the second in the preview.
    return found.replace("</h1>", "</h2>")


def test_a_visitor_sees_the_badge_verified_now_and_no_name(world, badge):
    page = seen(world, share(world, holdings(world)["Esprit d'équipe"]))
    assert "Badge authentique, délivré par Club omnisports du Bocage (exemple)" in page
    assert SEEN in page
    assert "14 mars 2026, 10:30" in page
    assert "contrôlé le 14 mars 2026, 10:30" in page
    assert "Ce badge n&#39;est pas un diplôme." in page or "Ce badge n'est pas un diplôme." in page
    assert "Exemple" not in page.replace("exemple)", "")


def test_r03_nothing_on_the_page_leads_to_the_whole_badge_or_to_the_person(world, badge):
    holding = holdings(world)["Esprit d'équipe"]
    page = seen(world, share(world, holding))
    for trace in (badge, badge[:5], holding, world.people["un"], "/badges/", "urn:uuid"):
        assert trace not in page


def test_only_what_was_chosen_of_a_badge_is_shown(world, badge, now):
    told = Reflection(
        world.session_id, world.people["un"], "Un match serré.", "J'ai passé.", "À parler."
    )
    write(world, lambda db: record_reflection(db, told, now=now))
    holding = holdings(world)["Esprit d'équipe"]
    little = seen(world, share(world, holding))
    much = seen(world, share(world, holding, evidence=holding, reflection=holding))
    for text in (SITUATION, "coach sportif", "Un match serré."):
        assert text not in little
        assert text in much


def test_h07_nobody_says_whose_a_badge_from_elsewhere_is(world, badge, now):
    own, foreign = holdings(world)["Esprit d'équipe"], bring(world, now)
    caution = "nous ne savons pas à qui il est"
    assert caution not in seen(world, share(world, own))
    assert 1 == seen(world, share(world, own, foreign, name="whole")).count(caution)


def test_two_badges_are_shown_and_no_trace_of_the_rest(world, badge, now):
    first = holdings(world)["Esprit d'équipe"]
    second = bring(world, now, number=1)
    third = bring(world, now, name="Un badge gardé pour soi", number=2)
    page = seen(world, share(world, first, second))
    assert "2 badges vous sont montrés" in page
    assert OTHERS in page
    for trace in ("Un badge gardé pour soi", third, "elsewhere.example/badges/2"):
        assert trace not in page


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [("nothing", ""), ("first", "Exemple"), ("initial", "Exemple U."), ("whole", "Exemple Un")],
)
def test_the_person_is_named_only_as_she_chooses(world, badge, chosen, expected):
    page = article(seen(world, share(world, holdings(world)["Esprit d'équipe"], name=chosen)))
    shown = re.search(r"<bdi>(Exemple[^<]*)</bdi> vous montre", page)
    assert expected == (shown[1] if shown else "")


def test_the_preview_is_exactly_what_the_visitor_sees(world, badge):
    holding = holdings(world)["Esprit d'équipe"]
    chosen = {"evidence": holding, "name": "initial", "days": "30"}
    query = {"badge": holding, **chosen}
    before = world.client("un").get("/me/shares/new/preview", query_string=query).text
    client = world.client("un")
    own = client.get(post(client, "/me/shares", badge=holding, **chosen).location).text
    visited = seen(world, share(world, holding, **chosen))
    assert SITUATION in article(visited)
    assert article(visited) == article(before) == article(own)


def test_three_steps_lead_to_a_link(world, badge):
    client, holding = world.client("un"), holdings(world)["Esprit d'équipe"]
    assert "/me/shares" in client.get("/me").text
    assert holding in client.get("/me/shares/new").text
    details = client.get("/me/shares/new/details", query_string={"badge": holding}).text
    assert 'value="90" checked' in details
    assert 'value="nothing" checked' in details
    assert 1 == len(re.findall(r"Où et quand, et qui a vu", details))
    query = {"badge": holding, "name": "first", "days": "7", "strange": "x"}
    preview = client.get("/me/shares/new/preview", query_string=query).text
    fields = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', preview)
    sent = [(name, value) for name, value in fields if name != "csrf_token"]
    assert [("badge", holding), ("name", "first"), ("days", "7")] == sent


def test_only_what_there_is_to_show_is_offered(world, badge, now):
    own, foreign = holdings(world)["Esprit d'équipe"], bring(world, now)
    offers = ("Mes mots à moi", "Les portes que ces badges ouvrent")
    assert [False, False] == [words in details(world, own) for words in offers]
    told = Reflection(world.session_id, world.people["un"], "Un match.", "J'ai passé.", "Parler.")
    write(world, lambda db: record_reflection(db, told, now=now))
    open_door(world, now=now)
    assert [True, True] == [words in details(world, own) for words in offers]
    assert [False, False] == [words in details(world, foreign) for words in offers]
    assert "Co-animer" in seen(world, share(world, own, doors="on"))


def test_of_each_badge_only_what_it_says_may_be_chosen(world, badge, now):
    own, foreign = holdings(world)["Esprit d'équipe"], bring(world, now)
    bare = bring(world, now, name="Un badge sans trace", number=2, evidence=None)
    offers = ("Où et quand, et qui a vu", "Mes mots à moi", "Qui soutient ce badge")
    found = {
        key: [words in details(world, key) for words in offers] for key in (own, foreign, bare)
    }
    assert [True, False, False] == found[own] == found[foreign]
    assert [False, False, False] == found[bare]
    nothing = "Ce badge dit déjà tout."
    assert [False, True] == [nothing in details(world, key) for key in (own, bare)]

    client = world.client("elsewhere")
    fields = {
        "csrf_token": token_of(client),
        "address": f"http://localhost:8000/achievements/{world.achievement_id}/versions/1",
        "comment": "Utile ici.",
        "endorser": world.territory.partners["atelier"],
    }
    assert 303 == client.post("/endorsements/new", data=fields).status_code
    assert [True, False, True] == [words in details(world, own) for words in offers]
    assert offers[2] not in details(world, foreign)
    assert "Utile ici." in seen(world, share(world, own, endorsements=own))


def test_an_edition_in_another_language_opens_the_same_doors(world, badge, now):
    own = holdings(world)["Esprit d'équipe"]

    def translate(db):
        first = make_badge(db, world.territory.partners["club"]).achievement_id
        db.get_one(AchievementRow, world.territory.achievement_id).translates_id = first
        return first

    open_door(world, now=now, key=write(world, translate))
    assert "Co-animer" in seen(world, share(world, own, doors="on"))


def details(world, holding: str) -> str:
    query = {"badge": holding}
    return world.client("un").get("/me/shares/new/details", query_string=query).text


def test_she_is_not_asked_to_write_to_herself(world, badge):
    path = share(world, holdings(world)["Esprit d'équipe"])
    for address in (path, f"/badges/{badge}"):
        assert "Écrire à cette personne" in world.client("deux").get(address).text
        assert "Écrire à cette personne" not in world.client("un").get(address).text


@pytest.mark.parametrize(
    ("field", "here"),
    [
        ("url", "http://localhost:8000"),
        ("url", "localhost:8000"),
        ("code", "http://localhost:8000"),
    ],
)
def test_the_verifier_leads_to_the_share_whose_link_it_is_given(world, badge, field, here):
    path = share(world, holdings(world)["Esprit d'équipe"])

    answer = post(world.client(), "/verify", **{field: here + path})

    assert (303, path) == (answer.status_code, answer.location)


@pytest.mark.parametrize(
    "strange", ["http://localhost:8000/shares/", "http://evil.example/shares/{}", "/shares/{}"]
)
def test_the_verifier_follows_no_other_address_to_a_share(world, strange):
    answer = post(world.client(), "/verify", url=strange.format("0" * 32))
    assert 422 == answer.status_code


def test_openings_are_counted_by_day_without_whom_and_not_her_own(world, badge):
    path = share(world, holdings(world)["Esprit d'équipe"])
    for _ in range(3):
        seen(world, path)
    mine = world.client("un")
    mine.get(path)
    assert "Ouvert 3 fois" in mine.get("/me/shares").text
    place = re.search(r"/me/shares/\w{22}", mine.get("/me/shares").text)[0]
    assert "samedi 14 mars 2026 : 3 fois" in mine.get(place).text.replace("\u00a0", " ")


def test_a_share_withdrawn_shows_nothing_at_once(world, badge):
    path, mine = share(world, holdings(world)["Esprit d'équipe"]), world.client("un")
    place = re.search(r"/me/shares/\w{22}", mine.get("/me/shares").text)[0]
    assert 303 == post(mine, f"{place}/withdraw").status_code
    assert 404 == world.client().get(path).status_code
    assert "Il ne montre plus rien à personne." in mine.get(place).text
    assert 303 == post(mine, f"{place}/withdraw").status_code


@pytest.mark.parametrize("days", [7, 30, 90, 365])
def test_a_share_ends_after_the_days_that_were_chosen(world, badge, now, tmp_path, days):
    path = share(world, holdings(world)["Esprit d'équipe"], days=str(days))
    for after, expected in ((timedelta(days=days, seconds=-1), 200), (timedelta(days=days), 404)):
        later = now + after + MICROSECONDS
        there = open_world(tmp_path, world.territory, clock=lambda at=later: at)
        assert expected == there.client().get(path).status_code


def test_a_share_lasts_ninety_days_unless_she_chooses_otherwise(world, badge, now):
    share(world, holdings(world)["Esprit d'équipe"])
    engine = open_database(world.settings)
    with read_session(engine) as db:
        row = db.query(ShareRow).one()
        assert timedelta(days=90) == row.expires_at - row.made_at
    engine.dispose()


def test_r03_guessed_withdrawn_expired_and_erased_links_look_the_same(world, badge, now, tmp_path):
    holding = holdings(world)["Esprit d'équipe"]
    withdrawn, over, erased = (share(world, holding, days=d) for d in ("90", "7", "30"))

    def end(db):
        rows = {(row.expires_at - row.made_at).days: row for row in db.query(ShareRow)}
        rows[90].withdrawn_at = now
        rows[7].expires_at = now
        db.delete(rows[30])

    write(world, end)
    guessed = "/shares/" + "0" * 32
    answers = [world.client().get(path) for path in (withdrawn, over, erased, guessed)]
    assert {404} == {answer.status_code for answer in answers}
    assert 1 == len({answer.text for answer in answers})
    assert 1 == len({str(sorted(answer.headers)) for answer in answers})


def test_a_share_of_which_every_badge_is_gone_shows_nothing(world, now):
    holding = bring(world, now)
    path = share(world, holding)
    write(world, lambda db: db.delete(db.get_one(HoldingRow, holding)))
    assert 404 == world.client().get(path).status_code


def test_g01_after_erasure_a_share_shows_nothing_and_is_gone(world, badge, now):
    path = share(world, holdings(world)["Esprit d'équipe"], name="whole")
    seen(world, path)
    write(world, lambda db: erase_person(db, world.people["un"], now=now))
    assert 404 == world.client().get(path).status_code
    engine = open_database(world.settings)
    with read_session(engine) as db:
        kinds = (ShareRow, SharedBadgeRow, ShareOpeningRow)
        assert [0, 0, 0] == [db.query(kind).count() for kind in kinds]
    engine.dispose()


@pytest.mark.parametrize("strange", ["0", "é" * 60, "<b>", "0" * 200, "%00", "a%2Fb", "G" * 32])
def test_a_strange_link_is_not_found(world, strange):
    assert world.client().get(f"/shares/{strange}").status_code in (400, 404)


def test_r04_no_search_engine_proxy_or_next_site_learns_of_a_share(world, badge):
    answer = world.client().get(share(world, holdings(world)["Esprit d'équipe"]))
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "no-store" == answer.headers["Cache-Control"]
    assert "no-referrer" == answer.headers["Referrer-Policy"]


def test_r03_the_database_holds_no_link(world, badge, tmp_path):
    code = share(world, holdings(world)["Esprit d'équipe"]).rpartition("/")[2]
    files = list(tmp_path.glob("web.sqlite3*"))
    assert files
    assert not any(code.encode() in file.read_bytes() for file in files)


def test_a08_nobody_shares_or_sees_the_shares_and_badges_of_somebody_else(world, badge):
    holding, other = holdings(world)["Esprit d'équipe"], world.client("deux")
    share(world, holding)
    place = re.search(r"/me/shares/\w{22}", world.client("un").get("/me/shares").text)[0]
    assert 404 == other.get(place).status_code
    assert 404 == post(other, f"{place}/withdraw").status_code
    assert place not in other.get("/me/shares").text
    for page in ("details", "preview"):
        answer = other.get(f"/me/shares/new/{page}", query_string={"badge": holding})
        assert (422, False) == (answer.status_code, SEEN in answer.text)
    assert 422 == post(other, "/me/shares", badge=holding).status_code
    assert 422 == post(other, "/me/shares", badge="../../etc/passwd").status_code


def test_what_cannot_be_shared_comes_back_with_a_sentence_and_what_was_chosen(world, badge):
    client, holding = world.client("un"), holdings(world)["Esprit d'équipe"]
    for fields in ({}, {"badge": "x"}, {"badge": [f"{n}" for n in range(13)]}):
        answer = post(client, "/me/shares", **fields)
        assert (422, True) == (answer.status_code, "Rien n&#39;est perdu" in answer.text)
    for fields in ({"name": "chef"}, {"days": "8"}, {"days": "9" * 400}, {"name": "<b>"}):
        answer = post(client, "/me/shares", badge=holding, evidence=holding, **fields)
        assert 422 == answer.status_code
        assert f'value="{holding}" checked' in answer.text
        query = {"badge": holding, **fields}
        assert 422 == client.get("/me/shares/new/preview", query_string=query).status_code


def test_parts_of_badges_that_are_not_shared_are_no_parts(world, badge, now):
    holding = holdings(world)["Esprit d'équipe"]
    other = bring(world, now)
    page = seen(world, share(world, other, evidence=holding, reflection=holding))
    assert SITUATION not in page
    assert "Esprit d'équipe" not in page


def test_a_revoked_badge_says_so_in_a_share(world, badge, now):
    path = share(world, holdings(world)["Esprit d'équipe"])
    with world.app.app_context():
        here = world.app.extensions["badger"]
        with here.writing() as db:
            revoke_credential(
                db,
                badge,
                reason="une erreur",
                actor="test",
                keyring=here.keyring,
                now=now,
                addresses=here.addresses,
            )
    page = seen(world, path)
    assert "Retiré le 14 mars 2026" in page.replace("\u00a0", " ")
    assert "Badge authentique" not in page
    assert "une erreur" not in page


def test_w01_a_hostile_badge_in_a_share_stays_text_and_is_not_called_ours(world, badge, now):
    ours = f"http://localhost:8000/badges/{badge}"
    holding = bring(world, now, name="<script>alert(1)</script>\u202e", id=ours)
    page = seen(world, share(world, holding))
    assert "<script>alert" not in page
    assert "\u202e" not in page
    assert "Badge authentique" not in page
    assert "data:image/svg+xml" not in page
    assert SEEN not in page


def test_c12_a_minor_shares_nothing_before_a_guardians_recorded_consent(world, badge, now):
    client, holding = world.client("un"), holdings(world)["Esprit d'équipe"]
    person = world.people["un"]

    def consent(db):
        record_guardian_consent(
            db,
            person_id=person,
            text_version=GUARDIAN_VERSION,
            recorded_by=world.people["passeur"],
            now=now,
        )

    write(world, lambda db: setattr(db.get_one(PersonRow, person), "minor", True))
    answer = post(client, "/me/shares", badge=holding)
    assert (422, True) == (answer.status_code, "doit d&#39;abord dire oui" in answer.text)
    assert holding not in client.get("/me/shares/new").text
    write(world, consent)
    path = share(world, holding)
    assert 200 == world.client().get(path).status_code
    write(world, lambda db: withdraw_guardian_consent(db, person_id=person, by=person, now=now))
    assert 404 == world.client().get(path).status_code
    assert path not in client.get("/me/shares").text


def test_a_link_made_under_a_former_secret_works_and_is_not_shown_again(world, badge):
    path, client = share(world, holdings(world)["Esprit d'équipe"]), world.client("un")
    place = re.search(r"/me/shares/\w{22}", client.get("/me/shares").text)[0]
    # As after the site's secret was changed: the digest is of a code that cannot be made anew.
    former = "0123456789abcdef" * 2
    digest = hashlib.sha256(former.encode()).hexdigest()
    write(world, lambda db: setattr(db.query(ShareRow).one(), "code_digest", digest))
    assert "nous ne pouvons plus l&#39;afficher" in client.get(place).text
    assert 200 == world.client().get(f"/shares/{former}").status_code
    assert 404 == world.client().get(path).status_code


def test_links_that_are_open_at_once_are_bounded(world, badge):
    holding = holdings(world)["Esprit d'équipe"]
    client = world.client("un")
    token = token_of(client)
    codes = [
        client.post("/me/shares", data={"csrf_token": token, "badge": holding}).status_code
        for _ in range(21)
    ]
    assert [303] * 20 + [422] == codes


def place_of(world: WebWorld) -> str:
    return re.search(r"/me/shares/\w{22}", world.client("un").get("/me/shares").text)[0]


@pytest.mark.parametrize("name", ["card", "pocket"])
def test_the_cards_are_one_page_that_is_read_aloud_and_holds_the_badges(world, badge, name):
    holding = holdings(world)["Esprit d'équipe"]
    share(world, holding, evidence=holding, name="initial")
    answer = world.client("un").get(f"{place_of(world)}/{name}.pdf")
    assert ("application/pdf", 1) == (answer.content_type, count_pages(answer.data))
    assert b"pdfuaid" in answer.data
    assert b"badge1.json" in answer.data


def test_six_full_badges_with_long_words_stay_on_one_page(world, now):
    ids = [
        bring(world, now, name="Une longue vie de badge " * 4 + str(n), number=n) for n in range(6)
    ]
    share(world, *ids, evidence=ids)
    for name in ("card", "pocket"):
        answer = world.client("un").get(f"{place_of(world)}/{name}.pdf")
        assert (200, 1) == (answer.status_code, count_pages(answer.data))


def test_there_is_no_card_of_seven_badges_nor_of_a_link_that_is_closed(world, badge, now):
    ids = [bring(world, now, name=f"Badge {n}", number=n) for n in range(7)]
    share(world, *ids)
    mine = world.client("un")
    assert "card.pdf" not in mine.get(place_of(world)).text
    assert 404 == mine.get(f"{place_of(world)}/card.pdf").status_code
    share(world, holdings(world)["Esprit d'équipe"])
    places = re.findall(r'href="(/me/shares/\w{22})"', mine.get("/me/shares").text)
    for place in places:
        post(mine, f"{place}/withdraw")
        assert 404 == mine.get(f"{place}/pocket.pdf").status_code
        assert 404 == world.client("deux").get(f"{place}/card.pdf").status_code


def test_r04_the_picture_for_social_networks_is_1200_by_627_and_names_nobody(world, badge):
    path = share(world, holdings(world)["Esprit d'équipe"], name="whole")
    page = seen(world, path)
    head = page[: page.index("</head>")]
    assert f'content="http://localhost:8000{path}/picture.png"' in head
    assert "Exemple" not in head
    answer = world.client().get(f"{path}/picture.png")
    assert ("image/png", b"IHDR") == (answer.content_type, answer.data[12:16])
    assert (1200, 627) == struct.unpack(">II", answer.data[16:24])


def test_w03_the_small_page_alone_may_stand_in_other_sites(world, badge):
    path = share(world, holdings(world)["Esprit d'équipe"], name="first")
    small, real = world.client().get(f"{path}/embed"), world.client().get(path)
    assert "frame-ancestors *" in small.headers["Content-Security-Policy"]
    assert "script-src 'none'" in small.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in small.headers
    assert "frame-ancestors 'none'" in real.headers["Content-Security-Policy"]
    assert "DENY" == real.headers["X-Frame-Options"]
    assert f'href="http://localhost:8000{path}" target="_blank"' in small.text
    assert "<form" not in small.text
    assert badge not in small.text


def test_h07_the_small_page_says_too_whose_a_badge_and_a_name_are(world, badge, now):
    own, foreign = holdings(world)["Esprit d'équipe"], bring(world, now)
    cautions = "nous ne savons pas à qui il est", "n&#39;est pas vérifié."
    nameless, named = share(world, own), share(world, own, foreign, name="first")
    pages = [world.client().get(f"{path}/embed").text for path in (nameless, named)]
    assert [(0, 0), (1, 1)] == [tuple(map(page.count, cautions)) for page in pages]


@pytest.mark.parametrize("more", ["", "/embed", "/picture.png"])
def test_r03_all_that_hangs_on_a_closed_link_is_closed_and_not_framed(world, badge, more):
    path = share(world, holdings(world)["Esprit d'équipe"])
    post(world.client("un"), f"{place_of(world)}/withdraw")
    closed, guessed = (world.client().get(f"{one}{more}") for one in (path, "/shares/" + "0" * 32))
    assert (404, closed.text) == (guessed.status_code, guessed.text)
    assert "frame-ancestors 'none'" in closed.headers["Content-Security-Policy"]


def test_looking_at_the_small_page_or_the_picture_is_no_opening(world, badge):
    path = share(world, holdings(world)["Esprit d'équipe"])
    for more in ("/embed", "/picture.png"):
        world.client().get(path + more)
    assert "Pas encore ouvert" in world.client("un").get("/me/shares").text


def test_the_link_to_linkedin_has_its_fields_and_leads_to_the_share(world, badge):
    path = share(world, holdings(world)["Esprit d'équipe"])
    page = world.client("un").get(place_of(world)).text
    address = html.unescape(re.search(r'href="(https://www.linkedin.com/[^"]+)"', page)[1])
    fields = dict(parse_qsl(urlsplit(address).query))
    number = fields.pop("certId")
    expected = {
        "startTask": "CERTIFICATION_NAME",
        "name": "Esprit d'équipe",
        "organizationName": "Club omnisports du Bocage (exemple)",
        "issueYear": "2026",
        "issueMonth": "3",
        "certUrl": f"http://localhost:8000{path}",
    }
    assert expected == fields
    assert badge not in number
    assert "linkedin" not in seen(world, path)


def test_a14_links_that_are_guessed_are_counted(world, badge, tmp_path, now):
    settings = replace(world.settings, verify_per_minute=3)
    app = make_app(settings, clock=lambda: now, fetcher=OfflineFetcher())
    client = app.test_client()
    codes = [client.get(f"/shares/{n:032x}").status_code for n in range(4)]
    assert [404, 404, 404, 429] == codes


LETTER = {"name": "Exemple Employeuse", "email": "e@exemple.fr", "text": "Venez nous voir."}


def test_a_visitor_writes_to_the_person_through_the_link(world):
    path = share(world, holdings(world)["Esprit d'équipe"])
    assert f'{path}/message"' in seen(world, path)
    assert 200 == world.client().get(f"{path}/message").status_code
    answer = post(world.client(), f"{path}/message", **LETTER)
    assert (200, True) == (answer.status_code, "Message envoyé" in answer.text)
    page = world.client("un").get("/me/messages").text
    assert ("Venez nous voir." in page, "e@exemple.fr" in page) == (True, False)


def test_r03_with_the_link_the_way_to_write_is_gone(world):
    path, mine = share(world, holdings(world)["Esprit d'équipe"]), world.client("un")
    place = re.search(r"/me/shares/\w{22}", mine.get("/me/shares").text)[0]
    post(mine, f"{place}/withdraw")
    assert 404 == world.client().get(f"{path}/message").status_code
    assert 404 == post(world.client(), f"{path}/message", **LETTER).status_code
