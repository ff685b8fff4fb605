"""Badges made of badges in the studio: ticked, kept, refused, published, seen by strangers."""

import re

import pytest

from badger.credentials.strict_json import parse_object
from badger.db.base import write_session
from badger.db.opening import open_database
from badger.issuer.achievement_queries import newest_published_version
from badger.issuer.addresses import Addresses
from badger.issuer.award import AwardRequest, award_badge
from badger.issuer.keyring import Keyring
from badger.issuer.proposals import CONSENT_VERSION, accept_proposal, propose_declared
from badger.issuer.queries import credentials_of_person
from tests.web.play import award, deliver
from tests.web.test_achievements import create, publish
from tests.web_world import KEK, post

NO_GRID = {"sentence-0": "", "sentence-1": "", "sentence-2": ""}


@pytest.fixture
def pieces(world):
    """The badge of the world, and another that is published beside it."""
    client, answer = create(world, name="Cuisiner ensemble")
    assert 303 == publish(client, answer.location).status_code
    return world.achievement_id, answer.location.rpartition("/")[2]


def with_plain_blanks(answer) -> str:
    return answer.get_data(as_text=True).replace("\xa0", " ").replace("\u202f", " ")


def read(client, address: str) -> str:
    return with_plain_blanks(client.get(address))


def ticked(page: str, name: str) -> list[str]:
    return re.findall(rf'name="{name}" value="([^"]+)" checked', page)


def test_s10_a_badge_of_badges_is_drafted_kept_and_published(world, pieces):
    first, second = pieces
    client, answer = create(world, name="Grande table", piece=[first, second], **NO_GRID)
    assert 303 == answer.status_code
    form = client.get(f"{answer.location}/edit").get_data(as_text=True)
    assert {first, second} == set(ticked(form, "piece"))
    assert [] == ticked(form, "optional_piece")

    assert 303 == publish(client, answer.location).status_code

    page = read(client, answer.location)
    assert "Badges reçus avant : « " in page
    assert "« Cuisiner ensemble »" in page
    assert "Préparer une séance" not in page
    assert "Grande table" not in client.get("/sessions/new").text
    assert "critère" not in page.partition("Quand il peut être proposé")[2].partition("</ul>")[0]


def test_s10_the_number_at_choice_is_told(world, pieces):
    client, answer = create(
        world, name="Au choix", optional_piece=list(pieces), optional_needed="1"
    )
    page = read(client, answer.location)
    assert "1 badge au moins parmi : « " in page
    assert "2 observateurs, de 2 rôles différents." in page


def test_s10_the_public_page_names_the_badges_to_gather(world, pieces):
    first, second = pieces
    client, answer = create(
        world,
        name="Grande table",
        piece=first,
        optional_piece=second,
        optional_needed="1",
    )
    assert 303 == publish(client, answer.location).status_code
    page = read(world.client(), f"{answer.location}/versions/1")
    told = page.partition("Badges à réunir")[2]
    assert "<li><bdi>Esprit d&#39;équipe</bdi></li>" in told
    assert "<li><bdi>Cuisiner ensemble</bdi> · au choix</li>" in told
    assert "Au choix : 1 badge au moins." in told


def test_a_badge_of_criteria_alone_names_no_badge_to_gather(world, pieces):
    page = read(world.client(), f"/achievements/{pieces[0]}/versions/1")
    assert "Badges à réunir" not in page


def test_s10_a_badge_without_criteria_is_not_offered_for_a_file(world, pieces):
    client, answer = create(world, name="Grande table", piece=list(pieces), **NO_GRID)
    assert 303 == publish(client, answer.location).status_code
    page = read(world.client("pedagogue"), "/partners/club/imports")
    assert ("Cuisiner ensemble" in page, "Grande table" in page) == (True, False)


@pytest.mark.parametrize(
    "fields",
    [
        {"optional_needed": "0"},
        {"optional_needed": "beaucoup"},
        {"optional_needed": "9"},
        {"optional_needed": ""},
    ],
)
def test_s10_a_number_that_cannot_be_held_comes_back_with_what_was_ticked(world, pieces, fields):
    _, answer = create(world, name="Au choix", optional_piece=list(pieces), **fields)
    page = answer.get_data(as_text=True)
    assert 422 == answer.status_code
    assert set(pieces) == set(ticked(page, "optional_piece"))
    assert "Suit une fiche recette" in page


def test_s10_a_badge_ticked_twice_has_to_be_corrected(world, pieces):
    _, answer = create(
        world, piece=pieces[0], optional_piece=pieces[0], optional_needed="1", name="Deux fois"
    )
    page = with_plain_blanks(answer)
    assert 422 == answer.status_code
    assert "Badges à réunir : 12 au plus, chacun une fois." in page
    assert [pieces[0]] == ticked(page, "piece")


def test_w08_what_was_not_offered_is_no_piece(world, pieces):
    client, answer = create(world, name="Rien", piece=["../../etc/passwd", "<script>", "x" * 5000])
    page = read(client, answer.location)
    assert 200 == client.get(answer.location).status_code
    assert "Badges reçus avant" not in page


def test_s10_one_badge_alone_is_no_larger_badge(world, pieces):
    client, answer = create(world, name="Un seul", piece=pieces[0], **NO_GRID)
    refused = publish(client, answer.location)
    assert 409 == refused.status_code
    assert "Badges à réunir, deux au moins" in refused.get_data(as_text=True)


def test_s10_a_badge_is_not_offered_as_a_piece_of_itself(world, pieces):
    client = world.client("pedagogue")
    form = client.get(f"/achievements/{pieces[1]}/edit").get_data(as_text=True)
    offered = re.findall(r'name="piece" value="([^"]+)"', form)
    assert [pieces[0]] == offered


def declare(world, achievement_id: str, *, now) -> None:
    """Let "Exemple Un" declare a badge and say yes, through the functions of the pages."""
    engine = open_database(world.settings)
    with write_session(engine) as db:
        version = newest_published_version(db, achievement_id)
        un = world.people["un"]
        proposal = propose_declared(db, person_id=un, version_id=version.id, now=now)
        accept_proposal(db, proposal.id, person_id=un, consent_version=CONSENT_VERSION, now=now)
        award_badge(
            db,
            AwardRequest(proposal.id, "declared"),
            keyring=Keyring(KEK),
            now=now,
            addresses=Addresses(world.settings.base_url),
        )
    engine.dispose()


def newest_badge(world) -> str:
    """Return the public address of the newest badge of "Exemple Un"."""
    engine = open_database(world.settings)
    with write_session(engine) as db:
        rows = credentials_of_person(db, world.people["un"])
        (larger,) = [row.id for row in rows if b"Grande" in row.signed]
    engine.dispose()
    return f"/badges/{larger}"


def named_in(world) -> list[str]:
    """Return the names of the evidence of the newest badge of "Exemple Un"."""
    engine = open_database(world.settings)
    with write_session(engine) as db:
        rows = credentials_of_person(db, world.people["un"])
        documents = [parse_object(row.signed) for row in rows]
    engine.dispose()
    (larger,) = [one for one in documents if one["name"] == "Grande équipe"]
    return [one["name"] for one in larger["evidence"]]


def test_s10_the_person_reads_the_badges_that_the_larger_one_gathers_and_takes_it(world, now):
    wish = {"kind": "intention", "name": "Mon intention", **NO_GRID}
    client, declared = create(world, **wish)
    assert 303 == publish(client, declared.location).status_code
    both = [world.achievement_id, declared.location.rpartition("/")[2]]
    client, larger = create(world, name="Grande équipe", piece=both, **NO_GRID)
    assert 303 == publish(client, larger.location).status_code

    award(world, now=now)
    declare(world, both[1], now=now)

    me = world.client("un")
    address = re.search(r"/me/proposals/\w+", me.get("/me").text)[0]
    told = read(me, address)
    assert "Grande équipe" in told
    assert "Les badges qu&#39;il réunit" in told
    assert "samedi 14 mars 2026" in told.partition("Mon intention")[2]
    assert 303 == post(me, f"{address}/accept", names_pieces="on").status_code
    assert "Grande équipe" in me.get("/me").text
    public = read(world.client(), newest_badge(world))
    assert "Composé de" in public
    own_heading = public.partition("Composé de")[2].partition("</dd>")[0]
    assert "Badge « Mon intention » reçu le 14 mars 2026." in own_heading
    assert "Badge « Mon intention »" not in public.partition("Dans quelle situation")[2]
    assert ["Mon intention", "Esprit d'équipe"] == sorted(named_in(world), reverse=True)
    assert 404 == world.client("deux").get(address).status_code


def test_r03_a_share_leads_to_none_of_the_badges_that_its_badge_is_made_of(world, now):
    """She shows where and when of the larger one; each piece has a page that tells more."""
    client, other = create(world, kind="intention", name="Mon intention", **NO_GRID)
    publish(client, other.location)
    both = [world.achievement_id, other.location.rpartition("/")[2]]
    client, larger = create(world, name="Grande équipe", piece=both, **NO_GRID)
    publish(client, larger.location)
    award(world, now=now)
    declare(world, both[1], now=now)
    me = world.client("un")
    address = re.search(r"/me/proposals/\w+", me.get("/me").text)[0]
    post(me, f"{address}/accept", names_pieces="on")
    deliver(world)
    choice = me.get("/me/shares/new").text
    badge = re.search(r'value="(\w+)"><span><bdi>Grande équipe', choice)[1]
    made = post(me, "/me/shares", badge=badge, evidence=badge)
    link = re.search(r"http://localhost:8000(/shares/[0-9a-f]{32})", me.get(made.location).text)[1]

    page, part = (world.client().get(link + end).text for end in ("", "/files/1.json"))

    assert "Badge « Mon intention » reçu le" in with_plain_blanks(world.client().get(link))
    assert "Mon intention" in part
    assert "/badges/" not in page + part
