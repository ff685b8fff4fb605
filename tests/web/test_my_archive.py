"""A whole backpack taken along, and brought to another site: nothing lost, nothing doubled."""

import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from badger.app import MAX_REQUEST_BYTES
from badger.backpack.archive import Unpacked, read_archive
from badger.credentials.baking import unbake
from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import ExperienceRow
from badger.issuer.recognition.experience_queries import experiences_of
from badger.issuer.recognition.experiences import MAX_EXPERIENCES
from badger.web.bringing_told import BUDGET_S, bring_told
from badger.web.security.long_bodies import MAX_LONG_BYTES
from tests.web import moved_archive
from tests.web.play import NOW, award, deliver
from tests.web.test_evidence_pictures import CANARY, photo
from tests.web_world import WebWorld, make_app, make_world, post
from tests.world import World

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def outside() -> World:
    return World()


@pytest.fixture
def site(world, outside, now) -> WebWorld:
    """The territory with a badge of "Exemple Un", on the internet of `outside`."""
    app = make_app(world.settings, clock=lambda: now, fetcher=outside)
    award(world, now=now)
    deliver(world)
    return replace(world, app=app)


@pytest.fixture
def elsewhere(tmp_path, outside, now, site) -> WebWorld:
    """Another installation, which reads the documents of the first on the internet."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    other = make_world(folder, clock=lambda: now, base_url="https://ailleurs.example")
    return replace(other, app=make_app(other.settings, clock=lambda: now, fetcher=outside))


def text_of(answer) -> str:
    return answer.get_data(as_text=True).replace("\u00a0", " ").replace("&#39;", "'")


def bring(site: WebWorld, data: bytes, *, name: str = "un") -> str:
    answer = post(site.client(name), "/me/import", text=data.decode())
    (carried,) = set(re.findall(r'name="data" value="([^"]+)"', text_of(answer)))
    return post(site.client(name), "/me/import/keep", data=carried).location


def taken(site: WebWorld, *, name: str = "un") -> bytes:
    answer = site.client(name).get("/me/archive/file")
    assert ("application/zip", 200) == (answer.mimetype, answer.status_code)
    return answer.get_data()


def unpacked(data: bytes) -> Unpacked:
    return read_archive(io.BytesIO(data))


def send(site: WebWorld, data: bytes, *, name: str = "un"):
    return post(site.client(name), "/me/archive", archive=(io.BytesIO(data), "sac.zip"))


def badges_on_page(site: WebWorld, *, name: str = "un") -> int:
    return text_of(site.client(name).get("/me")).count('class="shelf-badge"')


def foreign(outside: World, number: int, **members) -> bytes:
    badge_id = f"https://club.example/badges/{number}"
    return json.dumps(outside.issue_badge(id=badge_id, **members), indent=number).encode()


def test_every_badge_is_there_exactly_and_inside_its_pictures(site, outside):
    data = foreign(outside, 1)
    bring(site, data)
    with zipfile.ZipFile(io.BytesIO(taken(site))) as archive:
        lines = json.loads(archive.read("index.json"))["badges"]
        documents = [archive.read(line["file"]) for line in lines]
        for line, document in zip(lines, documents, strict=True):
            assert document == unbake(archive.read(line["png"]))
            assert document == unbake(archive.read(line["svg"]))
        page = archive.read("mon-sac-a-badges.html").decode()
    assert data in documents
    assert 2 == len(lines)
    assert "Encourage un partenaire après une action ratée" in page
    assert "<script" not in page


def test_g04_the_one_archive_tells_everything_and_holds_the_pictures(world):
    what = "Un repas de quartier"
    with write_session(open_database(world.settings)) as db:
        who = world.people["un"]
        db.add(ExperienceRow(person_id=who, what=what, jpeg=b"\xff\xd8photo", told_at=NOW))
    with zipfile.ZipFile(io.BytesIO(taken(world))) as archive:
        data = json.loads(archive.read("mes-donnees.json"))["data"]
        page = archive.read("mes-donnees.html").decode()
        (experience,) = data["experiences"]
        assert (what, {"file": "photos/0001.jpg"}) == (experience["what"], experience["jpeg"])
        assert b"\xff\xd8photo" == archive.read("photos/0001.jpg")
    assert what in page and 'src="photos/0001.jpg"' in page and "<script" not in page


def test_an_archive_brought_elsewhere_loses_and_doubles_nothing(site, elsewhere, outside):
    sent = [foreign(outside, number) for number in range(3)]
    for data in sent:
        bring(site, data)
    post(site.client("un"), "/me/collections", name="Dehors")
    (collection,) = set(
        re.findall(r"/me/collections/(\w+)", text_of(site.client("un").get("/me/collections")))
    )
    shelf = re.findall(
        r'"shelf-badge" href="/me/badges/(\w+)"', text_of(site.client("un").get("/me"))
    )
    post(site.client("un"), f"/me/collections/{collection}/badges", badge=shelf)
    data = taken(site)

    page = text_of(send(elsewhere, data))
    again = text_of(send(elsewhere, data))

    # The badge of the territory itself stands at an address that `outside` does not answer for.
    assert "3 badges ajoutés" in page
    assert "1 badge n'est pas gardé" in page
    assert "3 badges étaient déjà là" in again
    assert 3 == badges_on_page(elsewhere)
    back = unpacked(taken(elsewhere))
    assert set(sent) == {badge.document for badge in back.badges}
    ((name, files),) = back.collections
    assert ("Dehors", 3) == (name, len(files))


def test_an_archive_longer_than_any_other_form_is_brought_elsewhere_whole(tmp_path, outside, built):
    """`make archive` does the same with 500 badges and 200 photos."""
    here, there = moved_archive.sites(tmp_path, outside, built=built)
    moved_archive.fill(here, outside, badges=3, photos=2, photo_bytes=MAX_REQUEST_BYTES // 2)
    archive = tmp_path / "sac.zip"
    moved_archive.take(here, archive)
    assert MAX_REQUEST_BYTES < archive.stat().st_size
    page = moved_archive.bring(there, archive)
    assert moved_archive.photos_of(here) == moved_archive.photos_in(archive)

    assert "3 badges ajoutés" in page.replace("\u00a0", " ")
    assert 3 == len(moved_archive.kept(here).badges)
    assert moved_archive.kept(here) == moved_archive.kept(there)


def test_p08_no_other_form_takes_as_much_and_nobody_else_sends_as_much(site):
    data = bytes(MAX_REQUEST_BYTES + 1)

    def sent(name: str, address: str) -> int:
        answer = moved_archive.send_archive(site.client(name), address, io.BytesIO(data))
        return answer.status_code

    assert 422 == sent("un", "/me/archive")
    assert 413 == sent("un", "/me/import")
    assert 413 == sent("", "/verify")
    assert 403 == sent("", "/me/archive")


def test_p08_an_archive_longer_than_any_of_ours_is_refused(site):
    length = {"CONTENT_LENGTH": str(MAX_LONG_BYTES + 1)}
    kind = "multipart/form-data; boundary=x"
    answer = site.client("un").post("/me/archive", content_type=kind, environ_overrides=length)
    assert 413 == answer.status_code


def test_p08_one_person_takes_her_archive_once_at_a_time(site):
    with site.client("un").get("/me/archive/file") as first:
        again = site.client("un").get("/me/archive/file")
        assert (200, 503) == (first.status_code, again.status_code)
        assert "Rien n'est perdu" in text_of(again)
    # Whoever hung up left the place to others.
    with site.client("un").get("/me/archive/file") as answer:
        assert 200 == answer.status_code


def test_an_archive_brought_to_its_own_site_changes_nothing(site, outside):
    bring(site, foreign(outside, 1))
    data = taken(site)
    assert "2 badges étaient déjà là" in text_of(send(site, data))
    assert data == taken(site)


def test_a_changed_badge_of_an_archive_stays_out_and_the_others_come_in(site, elsewhere, outside):
    for number in range(2):
        bring(site, foreign(outside, number))
    spoilt = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(taken(site))) as archive,
        zipfile.ZipFile(spoilt, "w") as changed,
    ):
        for name in archive.namelist():
            data = archive.read(name)
            changed.writestr(name, data + b" " if name == "badges/0001.json" else data)
    page = text_of(send(elsewhere, spoilt.getvalue()))
    assert "n'est plus celui de l'archive" in page
    assert badges_on_page(elsewhere) >= 1


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"x" * 100])
def test_p07_what_is_no_archive_is_refused_in_french(site, data):
    answer = send(site, data)
    assert 422 == answer.status_code
    assert "Ce fichier n'a pas été lu." in text_of(answer)


def test_no_file_at_all_is_refused_in_french(site):
    answer = post(site.client("un"), "/me/archive")
    assert 422 == answer.status_code


def test_w01_a_hostile_archive_is_shown_as_text(site, outside):
    held = io.BytesIO()
    index = {
        "format": "badger-backpack-1",
        "badges": [{"file": "a.json", "name": HOSTILE}],
        "collections": [{"name": HOSTILE, "badges": ["a.json", "b.json"]}],
        "sha256": {},
    }
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("index.json", json.dumps(index))
        archive.writestr("a.json", HOSTILE)
    page = send(site, held.getvalue()).get_data(as_text=True)
    collections = site.client("un").get("/me/collections").get_data(as_text=True)
    for text in (page, collections):
        assert "&lt;script&gt;" in text
        assert "<script>alert" not in text


def test_a08_the_archive_holds_the_own_badges_alone(site):
    assert 0 == len(unpacked(taken(site, name="deux")).badges)
    assert 1 == len(unpacked(taken(site)).badges)


def test_a_collection_is_made_ordered_and_undone(site, outside):
    client = site.client("un")
    bring(site, foreign(outside, 1))
    shelf = re.findall(r'"shelf-badge" href="/me/badges/(\w+)"', text_of(client.get("/me")))
    address = post(client, "/me/collections", name="Cuisine").location
    post(client, f"{address}/badges", badge=shelf)
    post(client, f"{address}/up/{shelf[1]}")
    shown = re.findall(r'class="card-link" href="/me/badges/(\w+)"', text_of(client.get(address)))
    assert shelf[::-1] == shown
    post(client, f"{address}/out/{shelf[0]}")
    assert [shelf[1]] == re.findall(
        r'class="card-link" href="/me/badges/(\w+)"', text_of(client.get(address))
    )
    post(client, f"{address}/forget")
    assert 404 == client.get(address).status_code
    assert 2 == badges_on_page(site)


def test_a08_the_collections_of_others_do_not_exist(site):
    address = post(site.client("un"), "/me/collections", name="Cuisine").location
    other = site.client("deux")
    assert 404 == other.get(address).status_code
    for ending in ("badges", "up/x", "out/x", "forget"):
        assert 404 == post(other, f"{address}/{ending}").status_code


@pytest.mark.parametrize("name", ["", "   "])
def test_a_collection_without_a_name_is_asked_for_again(site, name):
    answer = post(site.client("un"), "/me/collections", name=name)
    assert 422 == answer.status_code
    assert "Donnez un nom" in text_of(answer)


def keep(site: WebWorld, *rows: ExperienceRow) -> None:
    engine = open_database(site.settings)
    with write_session(engine) as db:
        db.add_all(rows)
    engine.dispose()


def told(site: WebWorld, *, name: str = "un") -> list[tuple]:
    """What a person has told, without pictures; and whether there is one."""
    engine = open_database(site.settings)
    with read_session(engine) as db:
        rows = experiences_of(db, site.people[name])
        found = [
            (row.what, row.place, row.happened_on, row.told_at, row.jpeg is not None)
            for row in rows
        ]
    engine.dispose()
    return sorted(found)


def with_data(data: bytes, change) -> bytes:
    """The same archive with other data in it, and the index that goes with them."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w") as new:
        files = {name: old.read(name) for name in old.namelist()}
        whole = json.loads(files["mes-donnees.json"])
        change(whole["data"])
        files["mes-donnees.json"] = json.dumps(whole).encode()
        index = json.loads(files["index.json"])
        digest = hashlib.sha256(files["mes-donnees.json"]).hexdigest()
        index["sha256"]["mes-donnees.json"] = digest
        files["index.json"] = json.dumps(index).encode()
        for name, content in files.items():
            new.writestr(name, content)
    return held.getvalue()


def experience(site: WebWorld, what: str, **members) -> ExperienceRow:
    told_at = NOW.replace(microsecond=250)
    return ExperienceRow(person_id=site.people["un"], what=what, told_at=told_at, **members)


def test_what_she_told_herself_comes_back_whole_and_once(site, elsewhere):
    keep(
        site,
        experience(site, "J'ai servi.", place="Salle", happened_on=date(2026, 3, 7), jpeg=photo()),
        experience(site, HOSTILE),
    )
    data = taken(site)

    page = text_of(send(elsewhere, data))
    again = text_of(send(elsewhere, data))

    assert "2 expériences ajoutées" in page and "1 photo ajoutée" in page
    assert "2 expériences étaient déjà là" in again and "photo ajoutée" not in again
    assert "<script>alert" not in page
    expected = [
        (HOSTILE, None, None, NOW, False),
        ("J'ai servi.", "Salle", date(2026, 3, 7), NOW, True),
    ]
    assert expected == told(elsewhere)
    assert [] == told(elsewhere, name="deux")
    with zipfile.ZipFile(io.BytesIO(taken(elsewhere))) as archive:
        jpeg = archive.read("photos/0001.jpg")
    assert jpeg.startswith(b"\xff\xd8") and CANARY not in jpeg


def test_what_she_told_is_not_doubled_on_its_own_site(site):
    keep(site, experience(site, "J'ai servi.", jpeg=photo()))
    before = told(site)
    assert "1 expérience était déjà là" in text_of(send(site, taken(site)))
    assert before == told(site)


def test_what_others_said_stays_in_the_file_and_the_page_says_so(site, elsewhere):
    others = [{"note": HOSTILE, "level": "seen"}]

    def change(data):
        data.update(observations=others, feedback=others, reflections=[{"what_i_did": "x"}])

    page = text_of(send(elsewhere, with_data(taken(site), change)))
    assert "Eux seuls peuvent le redire ici." in page
    assert "Vos mots sur une séance." in page
    for table in ("observations", "feedback", "reflections"):
        assert table not in data_of(elsewhere)


def data_of(site: WebWorld) -> dict:
    with zipfile.ZipFile(io.BytesIO(taken(site))) as archive:
        return json.loads(archive.read("mes-donnees.json"))["data"]


def test_w01_odd_experiences_stay_out_one_by_one_and_nothing_is_half_brought(site, elsewhere):
    keep(site, experience(site, "Bien", jpeg=photo()))

    def change(data):
        (row,) = data["experiences"]
        words = {**row, "jpeg": None}
        data["experiences"] += [
            {**words, "what": HOSTILE, "observer": "x"},
            {**words, "what": "x" * 601},
            {**words, "what": 7},
            {**words, "what": "Demain", "told_at": "2099-01-01T00:00:00Z"},
            {**words, "what": "Un jour à venir", "place": "x", "happened_on": "2099-01-01"},
            {**row, "what": "Ailleurs", "jpeg": {"file": "photos/0002.jpg"}},
            {**row, "what": "Dehors", "jpeg": {"file": "../../etc/passwd"}},
        ]

    page = text_of(send(elsewhere, with_data(taken(site), change)))
    assert "1 expérience ajoutée" in page
    assert "7 expériences ne sont pas gardées" in page
    assert "Expérience 2" in page and "Expérience 8" in page
    assert "&lt;script&gt;" in page and "<script>alert" not in page
    assert ["Bien"] == [what for what, *_ in told(elsewhere)]


def test_a_picture_that_is_none_keeps_its_experience_out(site, elsewhere):
    keep(
        site,
        experience(site, "Sans image", jpeg=b"\xff\xd8photo"),
        experience(site, "Abîmée", jpeg=photo()[:60] + b"\xff"),
    )
    page = text_of(send(elsewhere, taken(site)))
    assert "2 expériences ne sont pas gardées" in page
    assert [] == told(elsewhere)


def test_data_that_changed_keep_the_words_out_and_the_badges_come(site, elsewhere, outside):
    bring(site, foreign(outside, 1))
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(taken(site))) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data + b" " if name == "mes-donnees.json" else data)
    page = text_of(send(elsewhere, held.getvalue()))
    assert "1 badge ajouté" in page
    assert "Vos expériences n'ont pas été lues" in page


def test_p08_no_more_experiences_come_than_are_kept(site, elsewhere):
    full = [experience(elsewhere, f"Déjà {number}") for number in range(MAX_EXPERIENCES)]
    keep(elsewhere, *full)
    keep(site, experience(site, "Encore"))
    page = text_of(send(elsewhere, taken(site)))
    assert "1 expérience n'est pas gardée" in page
    assert "100 expériences sont gardées" in page
    assert MAX_EXPERIENCES == len(told(elsewhere))


def test_experiences_for_which_there_is_no_time_come_with_the_same_file_again(site, elsewhere):
    keep(site, experience(site, "Un"), experience(site, "Deux"))
    data, person_id = taken(site), elsewhere.people["un"]
    clock = iter([0.0, 0.0, BUDGET_S + 1]).__next__
    with elsewhere.app.app_context():
        words = bring_told(io.BytesIO(data), person_id=person_id, monotonic=clock)
    assert ["new", "later"] == [one.change for one in words.experiences]
    assert 1 == len(told(elsewhere))

    page = text_of(send(elsewhere, data))
    assert "1 expérience ajoutée" in page and "1 expérience était déjà là" in page
    assert 2 == len(told(elsewhere))
