"""Bringing badges from elsewhere: shown before they are kept, harmless, never a reproach."""

import base64
import io
import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from badger.credentials.baking import bake
from badger.credentials.identity import identity_object
from badger.db.base import write_session
from badger.db.opening import open_database
from badger.db.rows import EmailRow, HoldingCheckRow
from badger.jobs.rechecks import recheck_due
from badger.web.kept_files import foreign_look
from badger.web.presenters.badge_image import badge_png, badge_svg
from badger.web.services import services
from tests.pdf_files import with_files
from tests.web.play import award, deliver
from tests.web_world import WebWorld, make_app, post, token_of
from tests.world import EMAIL, World

HOSTILE = "<script>alert(1)</script><img src=https://evil.example/p.png>" + "W" * 300
MARKDOWN = "![x](https://evil.example/p.png) [y](javascript:alert(2)) <svg onload=alert(3)>"


@pytest.fixture
def outside() -> World:
    return World()


@pytest.fixture
def site(world, outside, now) -> WebWorld:
    """The territory, on the internet of `outside`."""
    app = make_app(world.settings, clock=lambda: now, fetcher=outside)
    return replace(world, app=app)


def text_of(answer) -> str:
    return answer.get_data(as_text=True).replace("\u00a0", " ").replace("&#39;", "'")


def look(site: WebWorld, data: bytes, *, name: str = "un") -> str:
    return text_of(post(site.client(name), "/me/import", file=(io.BytesIO(data), "x")))


def keep(site: WebWorld, data: bytes, *, name: str = "un") -> str:
    """Look, then keep with what the page carries; return the address of the badge's page."""
    (carried,) = set(re.findall(r'name="data" value="([^"]+)"', look(site, data, name=name)))
    answer = post(site.client(name), "/me/import/keep", data=carried)
    assert 303 == answer.status_code
    return answer.location


def signed(outside: World, **members) -> bytes:
    return json.dumps(outside.issue_badge(**members)).encode()


def give_address(world: WebWorld, email: str, now) -> None:
    engine = open_database(world.settings)
    with write_session(engine) as db:
        row = EmailRow(person_id=world.people["un"], email=email, added_at=now, code_tries=0)
        row.verified_at = now
        db.add(row)
    engine.dispose()


def test_what_was_found_is_shown_before_anything_is_kept(site, outside):
    page = look(site, signed(outside))
    assert "Signature valide" in page
    assert "Comment avons-nous vérifié ?" in page
    assert "Je le garde" in page
    assert "/me/badges/" not in text_of(site.client("un").get("/me"))


def test_a_badge_is_kept_and_given_back_byte_for_byte(site, outside):
    data = json.dumps(outside.issue_badge(), indent=3).encode()
    address = keep(site, data)
    page = text_of(site.client("un").get(address))
    assert "Ce badge est toujours valable." in page
    assert "Venu d'ailleurs" in page
    assert data == site.client("un").get(f"{address}/file").get_data()
    assert 404 == site.client("deux").get(address).status_code


@pytest.mark.parametrize("carrier", ["png", "svg", "text", "address"])
def test_every_form_that_the_verifier_reads_may_be_brought(site, outside, carrier):
    data = signed(outside)
    drawings = {"png": badge_png, "svg": badge_svg}
    fields = {"text": data.decode()}
    if carrier in drawings:
        baked = bake(drawings[carrier](foreign_look("x")), data)
        fields = {"file": (io.BytesIO(baked), "badge")}
    elif carrier == "address":
        outside.pages["https://club.example/badges/1"] = data
        fields = {"url": "https://club.example/badges/1"}
    page = text_of(post(site.client("un"), "/me/import", **fields))
    assert "Je le garde" in page


def test_a_changed_badge_is_not_kept_and_the_page_says_why(site, outside):
    data = signed(outside).replace(b"Le club", b"Le clan", 1)
    assert b"Le clan" in data
    client = site.client("un")
    answer = post(client, "/me/import", file=(io.BytesIO(data), "x"))
    page = text_of(answer)
    assert 422 == answer.status_code
    assert "Ce badge n'est pas gardé." in page
    assert "Je le garde" not in page
    (carried,) = set(re.findall(r'name="data" value="([^"]+)"', page))
    assert 422 == post(client, "/me/import/keep", data=carried).status_code
    assert "/me/badges/" not in text_of(client.get("/me"))


def together(*members: object) -> bytes:
    """A presentation that nobody signed."""
    contexts = ["https://www.w3.org/ns/credentials/v2"]
    kind = ["VerifiablePresentation"]
    whole = {"@context": contexts, "type": kind, "verifiableCredential": members}
    return json.dumps(whole).encode()


def test_several_badges_are_shown_one_by_one_and_only_those_ticked_are_kept(site, outside):
    good, other = (outside.issue_badge(id=f"https://club.example/{one}") for one in "ab")
    data = together({**outside.issue_badge(), "name": "x"}, good, 5, other)
    page = look(site, data)
    assert "4 badges, vérifiés un par un" in page
    assert ["1", "3"] == re.findall(r'name="chosen" value="(\d)" checked', page)
    assert 2 == page.count("Ce badge ne peut pas être gardé.")
    carried, client = base64.b64encode(data).decode(), site.client("un")

    kept = post(client, "/me/import/keep", data=carried, chosen=["0", "2", "3", "99"])

    assert "1 badge ajouté" in text_of(kept)
    assert "2 badges ne sont pas gardés" in text_of(kept)
    (address,) = set(re.findall(r'"(/me/badges/\w+)"', text_of(client.get("/me"))))
    assert other == json.loads(client.get(f"{address}/file").get_data())


def test_of_several_badges_none_ticked_shows_them_again(site, outside):
    carried = base64.b64encode(together(outside.issue_badge(), 5)).decode()
    answer = post(site.client("un"), "/me/import/keep", data=carried)
    assert 422 == answer.status_code
    assert "Cochez au moins un badge." in text_of(answer)
    assert 1 == text_of(answer).count('name="chosen"')


def test_issuers_who_do_not_answer_leave_the_other_badges_their_time(site, outside):
    hosts = [outside.new_issuer(f"did:web:h{number}.example") for number in range(8)]
    members = [outside.issue_badge(host, id=f"{host.id}:1") for host in hosts]
    outside.down["https://h0.example/.well-known/did.json"] = "fetch.timeout"
    page = look(site, together(*members))
    # All together may fetch six documents.
    assert list("1234567") == re.findall(r'name="chosen" value="(\d)"', page)
    assert 1 == page.count("Ce badge ne peut pas être gardé.")


def test_a_presentation_of_one_badge_is_brought_as_that_badge(site, outside):
    document = outside.issue_badge()
    address = keep(site, together(document))
    assert document == json.loads(site.client("un").get(f"{address}/file").get_data())


def test_the_badge_attached_to_a_pdf_is_brought_as_that_badge(site, outside):
    data = signed(outside)
    address = keep(site, with_files(data))
    assert data == site.client("un").get(f"{address}/file").get_data()


def test_of_a_pdf_with_two_badges_the_one_ticked_is_kept(site, outside):
    badges = [outside.issue_badge(id=f"https://club.example/{one}") for one in "ab"]
    pdf = with_files(*(json.dumps(one).encode() for one in badges))
    assert "2 badges, vérifiés un par un" in look(site, pdf)
    carried, client = base64.b64encode(pdf).decode(), site.client("un")

    kept = post(client, "/me/import/keep", data=carried, chosen=["1"])

    assert "1 badge ajouté" in text_of(kept)
    (address,) = set(re.findall(r'"(/me/badges/\w+)"', text_of(client.get("/me"))))
    assert badges[1] == json.loads(client.get(f"{address}/file").get_data())


def test_what_cannot_be_checked_now_is_not_kept_and_may_be_tried_again(site, outside):
    data = signed(outside)
    outside.down["https://club.example/.well-known/did.json"] = "fetch.timeout"
    page = look(site, data)
    assert "réessayez plus tard" in page
    assert "Réessayer" in page
    assert "Je le garde" not in page


@pytest.mark.parametrize("data", [b"", b"nothing", b"{}", b"\xff\xd8\xff", b"PK\x03\x04", b"[1"])
def test_p07_what_is_no_badge_is_refused_in_french(site, data):
    answer = post(site.client("un"), "/me/import", file=(io.BytesIO(data), "../x\x00.png"))
    assert 422 == answer.status_code
    assert "Nous n'avons pas pu lire ce badge." in text_of(answer)


@pytest.mark.parametrize("spoilt", ["%%%", "e30=", "!" * 1000])
def test_what_the_keeping_form_carries_is_read_as_anything_else(site, spoilt):
    assert 422 == post(site.client("un"), "/me/import/keep", data=spoilt).status_code


def test_w01_a_hostile_badge_is_harmless_wherever_it_is_shown(site, outside):
    def spoil(document) -> None:
        achievement = document["credentialSubject"]["achievement"]
        achievement["name"] = achievement["description"] = HOSTILE
        achievement["criteria"]["narrative"] = MARKDOWN
        achievement["image"] = {"id": "https://evil.example/a.svg", "type": "Image"}
        document["name"] = "\u202e" + HOSTILE
        document["image"] = {"id": "https://evil.example/p.png", "type": "Image"}

    address = keep(site, json.dumps(outside.issue_badge(change=spoil)).encode())
    client = site.client("un")
    for page in (client.get("/me"), client.get(address), client.get("/me/shares/new")):
        text = page.get_data(as_text=True)
        assert "<script>alert" not in text
        assert not re.search(r"<(img|svg|iframe|object)[^>]*(evil\.example|onload)", text)
        assert 'href="javascript' not in text
    picture = client.get(f"{address}/picture.svg").get_data(as_text=True)
    assert "evil.example" not in picture
    assert "<script" not in picture


def test_h03_a_foreign_badge_with_our_address_gets_no_picture_of_ours(site, outside, now):
    own = award(site, now=now)
    thief = outside.new_issuer()
    data = json.dumps(outside.issue_badge(thief, id=f"http://localhost:8000/badges/{own}")).encode()
    address = keep(site, data, name="deux")
    page = text_of(site.client("deux").get(address))
    assert f"/badges/{own}" not in page
    assert "Venu d'ailleurs" in page


@pytest.mark.parametrize(
    ("email", "words"),
    [
        (EMAIL, "Ce badge porte votre adresse e-mail."),
        ("autre@exemple.fr", "Ce badge porte une autre adresse e-mail que la vôtre."),
        ("", "Ce badge porte une adresse e-mail. Confirmez la vôtre pour comparer."),
    ],
)
def test_h07_whose_name_a_badge_bears_is_told_plainly(site, outside, now, email, words):
    if email:
        give_address(site, email, now)
    data = signed(outside)
    assert words in look(site, data)
    page = text_of(site.client("un").get(keep(site, data)))
    assert words in page
    assert "fraud" not in page.lower()


@pytest.mark.parametrize(
    ("identifiers", "subject_id", "words"),
    [
        (["nom@exemple.fr", EMAIL], None, "Ce badge porte votre adresse e-mail."),
        (["a@b.fr", "nom@b.fr"], None, "Ce badge porte une autre adresse e-mail que la vôtre."),
        ([], f"mailto:{EMAIL.upper()}", "Ce badge porte votre adresse e-mail."),
        ([], "did:key:z6MkqYDbJ5yVgg5UUfGt5x", "que nous ne savons pas comparer."),
        ([], "urn:uuid:6b0ad5a5-91a2-4c0c-8d4c-9df1c3cb8b2f", "ne dit pas à qui il est."),
    ],
)
def test_h07_every_way_to_name_a_person_is_told(site, outside, now, identifiers, subject_id, words):
    def name(document) -> None:
        subject = document["credentialSubject"]
        subject.pop("identifier")
        kind = {"type": "IdentityObject", "identityType": "emailAddress", "hashed": False}
        if identifiers:
            subject["identifier"] = [{**kind, "identityHash": one} for one in identifiers]
        if subject_id:
            subject["id"] = subject_id

    give_address(site, EMAIL, now)
    assert words in look(site, json.dumps(outside.issue_badge(change=name)).encode())


def test_h07_a_hash_of_several_is_compared_with_each_of_her_addresses(site, outside, now):
    def name(document) -> None:
        other = identity_object("autre@exemple.fr", salt="poivre")
        document["credentialSubject"]["identifier"].insert(0, other)

    give_address(site, "pas-celle-ci@exemple.fr", now)
    give_address(site, EMAIL, now)
    page = look(site, json.dumps(outside.issue_badge(change=name)).encode())
    assert "Ce badge porte votre adresse e-mail." in page


def test_h07_a_badge_without_a_name_is_said_to_have_none(site, outside):
    data = json.dumps(
        outside.issue_badge(change=lambda it: it["credentialSubject"].pop("identifier"))
    ).encode()
    assert "Ce badge ne dit pas à qui il est." in look(site, data)


def test_a_badge_that_is_revoked_later_is_said_to_be(site, outside, now):
    address = keep(site, json.dumps(outside.issue_revocable()).encode())
    outside.publish_list(revoked=(94_567,))
    later = now + timedelta(days=8)
    app = make_app(site.settings, clock=lambda: later, fetcher=outside)
    engine = open_database(site.settings)
    with app.app_context():
        judge = services().judge
    for expected in (1, 0):
        assert expected == recheck_due(engine, judge, clock=lambda: later, stopping=bool)
    engine.dispose()
    page = text_of(replace(site, app=app).client("un").get(address))
    assert "Ce badge a été retiré par l'émetteur." in page
    assert "retiré" in text_of(site.client("un").get("/me"))


@pytest.mark.parametrize("spoilt", [b"", b"{}", b"[1]"])
def test_a_report_of_another_release_is_made_anew(site, outside, spoilt):
    address = keep(site, signed(outside))
    engine = open_database(site.settings)
    with write_session(engine) as db:
        db.get_one(HoldingCheckRow, address.rpartition("/")[2]).report = spoilt
    engine.dispose()
    page = text_of(site.client("un").get(address))
    assert "Ce badge est toujours valable." in page
    assert "Geste 1" in page
    assert 200 == site.client("un").get("/me/archive/file").status_code


def test_she_may_have_it_looked_at_now(site, outside, now):
    address = keep(site, json.dumps(outside.issue_revocable()).encode())
    outside.publish_list(revoked=(94_567,))
    # Another start of the site: a list that was fetched is believed for a while.
    again = replace(site, app=make_app(site.settings, clock=lambda: now, fetcher=outside))
    assert address == post(again.client("un"), f"{address}/check").location
    assert "Ce badge a été retiré par l'émetteur." in text_of(again.client("un").get(address))


def test_a_badge_from_elsewhere_may_be_taken_out_and_one_of_here_not(site, outside, now):
    award(site, now=now)
    deliver(site)
    client, foreign = site.client("un"), keep(site, signed(outside))
    addresses = set(re.findall(r'"(/me/badges/\w+)"', text_of(client.get("/me"))))
    assert 404 == post(site.client("deux"), f"{foreign}/remove").status_code
    for address in addresses:
        post(client, f"{address}/remove")
    left = set(re.findall(r'"(/me/badges/\w+)"', text_of(client.get("/me"))))
    assert addresses - {foreign} == left


@pytest.mark.parametrize("delivered", [True, False])
def test_h07_a_badge_signed_here_for_another_person_is_not_ones_own(site, now, delivered):
    badge_id = award(site, now=now)
    if delivered:
        deliver(site)
    data = site.client().get(f"/badges/{badge_id}.json").get_data()
    page = look(site, data, name="deux")
    assert "reçu ici par une autre personne" in page
    assert "Je le garde" not in page
    carried = base64.b64encode(data).decode()
    assert 422 == post(site.client("deux"), "/me/import/keep", data=carried).status_code
    assert "/me/badges/" not in text_of(site.client("deux").get("/me"))
    assert "Je le garde" in look(site, data)


@pytest.mark.parametrize("address", ["/me/import", "/me/import/keep", "/me/archive"])
def test_a14_one_visitor_has_so_much_verified_a_minute_and_no_more(world, now, address):
    settings = replace(world.settings, verify_per_minute=1)
    app = make_app(settings, clock=lambda: now, fetcher=World())
    client = replace(world, app=app).client("un")
    token = token_of(client)
    answers = [client.post(address, data={"csrf_token": token}).status_code for _ in range(2)]
    assert [422, 429] == answers
