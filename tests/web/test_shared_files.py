"""The signed badges of a share: what is shown may be taken along, and verifies on its own."""
# ruff: noqa: F811 - fixtures of another file

import io
import json
import re
import zlib
from dataclasses import replace
from datetime import timedelta

import pytest

from badger.app import create_app
from badger.db.base import read_session
from badger.db.opening import open_database
from badger.db.rows import CredentialRow, PersonRow, SelectiveKeyRow, ShareRow
from badger.issuer.departures import archive_partner
from badger.issuer.revocation import revoke_credential
from badger.privacy.guardians import (
    GUARDIAN_VERSION,
    record_guardian_consent,
    withdraw_guardian_consent,
)
from badger.verify.fetching import OfflineFetcher
from tests.selective_badges import proof_bytes
from tests.terminal import Terminal
from tests.web.test_shares import (  # noqa: F401 - fixtures
    badge,
    bring,
    delivered,
    holdings,
    place_of,
    seen,
    share,
    world,
    write,
)
from tests.web_world import WebWorld, post

OFFER = "Le badge signé, sans ce que "
# Where, when, by whom and whose: nothing of it was chosen.
HIDDEN = ("Gymnase du Bocage", "coach sportif", "activityStartDate", "evidence", "Exemple Un")
FILE = "/files/1.json"


def own(world: WebWorld) -> str:
    return holdings(world)["Esprit d'équipe"]


def taken(world: WebWorld, path: str) -> bytes:
    answer = world.client().get(path + FILE)
    assert 200 == answer.status_code, answer.text
    return answer.data


def take_back(world: WebWorld, badge_id: str, now) -> None:
    with world.app.app_context():
        here = world.app.extensions["badger"]
        with here.writing() as db:
            revoke_credential(
                db,
                badge_id,
                reason="une erreur",
                actor="test",
                keyring=here.keyring,
                now=now,
                addresses=here.addresses,
            )


def saved(world: WebWorld, folder, part: bytes):
    """Save a file and whatever its issuer publishes, as somebody without this site would."""
    folder.mkdir(exist_ok=True)
    status = json.loads(part)["credentialStatus"]["statusListCredential"].partition("/status/")[2]
    places = ("/issuers/club/did.json", f"/status/{status}", f"/status/{status}.suspension")
    for number, place in enumerate(places):
        (folder / f"{number}.json").write_bytes(world.client().get(place).data)
    file = folder.parent / "badge-1.json"
    file.write_bytes(part)
    return file


def test_what_is_taken_from_a_share_verifies_in_a_terminal_until_it_is_revoked(
    world, badge, now, tmp_path, capfdbinary
):
    terminal, folder = Terminal(capfdbinary), tmp_path / "published"
    part = taken(world, share(world, own(world)))
    arguments = ("--documents", folder, "--at", "2026-03-14T09:31:00Z")

    file = saved(world, folder, part)
    before = terminal.run("verify", file, *arguments)
    take_back(world, badge, now)
    after = terminal.run("verify", saved(world, folder, part), *arguments)

    assert (0, "") == (before.code, before.err)
    assert "Ce fichier montre une partie du badge" in before.out.decode()
    assert not any(word in before.out.decode() for word in HIDDEN)
    assert 1 == after.code
    assert "[status.revoked]" in after.out.decode()


def test_the_public_page_says_that_a_file_is_authentic_and_shows_a_part(world, badge):
    part = taken(world, share(world, own(world)))

    page = post(world.client(), "/verify", text=part.decode()).text

    assert "Badge authentique, délivré par Club omnisports du Bocage (exemple)" in page
    assert "Ce fichier montre une partie du badge" in page
    assert not any(word in page for word in HIDDEN[:2])


def test_r03_a_file_tells_nothing_that_the_page_does_not(world, badge):
    path = share(world, own(world))
    part = taken(world, path)
    inside = proof_bytes(json.loads(part)).decode("latin-1")

    traces = (*HIDDEN, badge, own(world), world.people["un"], path.rpartition("/")[2])
    assert [] == [trace for trace in traces if trace in part.decode() + inside]


def test_where_and_when_is_in_the_file_of_a_share_that_shows_it(world, badge):
    holding = own(world)
    part = taken(world, share(world, holding, evidence=holding))

    assert "Gymnase du Bocage" in part.decode()
    assert badge not in part.decode()


def test_r04_a_file_is_kept_by_no_proxy_or_search_engine_and_sets_no_cookie(world, badge):
    path = share(world, own(world))
    answer = world.client().get(path + FILE)

    assert "application/vc" == answer.mimetype
    assert 'attachment; filename="badge-1.json"' == answer.headers["Content-Disposition"]
    assert ("no-store", "no-referrer") == (
        answer.headers["Cache-Control"],
        answer.headers["Referrer-Policy"],
    )
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "Set-Cookie" not in answer.headers
    assert "Pas encore ouvert" in world.client("un").get("/me/shares").text


def test_the_person_reads_before_and_after_what_the_other_may_take(world, badge):
    client, holding = world.client("un"), own(world)
    before = client.get("/me/shares/new/preview", query_string={"badge": holding}).text
    path = share(world, holding)
    after, visited = client.get(place_of(world)).text, seen(world, path)

    assert OFFER + "vous avez caché" in before
    assert ".json" not in before
    for page, words in ((after, "vous avez caché"), (visited, "la personne garde pour elle")):
        assert f'href="http://localhost:8000{path}{FILE}"' in page
        assert OFFER + words in page


def test_r03_of_what_is_not_given_nothing_can_be_told(world, badge, now):
    """A closed link, a guessed one, a badge from elsewhere, one too many: one answer."""
    foreign = bring(world, now)
    path = share(world, own(world), foreign)
    closed = share(world, own(world), days="7")
    write(world, lambda db: _withdraw(db, days=7, now=now))
    guessed = "/shares/" + "0" * 32
    places = (closed + FILE, guessed + FILE, f"{path}/files/2.json", f"{path}/files/3.json")
    answers = [world.client().get(place) for place in places]

    assert [404] * 4 == [answer.status_code for answer in answers]
    assert 1 == len({answer.text for answer in answers})
    assert 1 == seen(world, path).count("/files/")
    for hostile in ("-1.json", "0.json", "9" * 400 + ".json", "1", "%00.json", "../1.json"):
        assert 404 == world.client().get(f"{path}/files/{hostile}").status_code


def _withdraw(db, *, days, now):
    for row in db.query(ShareRow):
        if (row.expires_at - row.made_at).days == days:
            row.withdrawn_at = now


def test_c12_with_the_guardians_yes_the_file_goes(world, badge, now):
    person, passeur = world.people["un"], world.people["passeur"]
    write(world, lambda db: setattr(db.get_one(PersonRow, person), "minor", True))
    yes = {"person_id": person, "text_version": GUARDIAN_VERSION, "recorded_by": passeur}
    write(world, lambda db: record_guardian_consent(db, now=now, **yes))
    path = share(world, own(world))
    assert 200 == world.client().get(path + FILE).status_code

    write(world, lambda db: withdraw_guardian_consent(db, person_id=person, by=person, now=now))

    assert 404 == world.client().get(path + FILE).status_code


def test_a_badge_taken_back_is_shown_as_such_without_a_file(world, badge, now):
    path = share(world, own(world))
    take_back(world, badge, now)

    assert "/files/" not in seen(world, path)
    assert 404 == world.client().get(path + FILE).status_code


def test_c21_of_a_partner_that_left_there_is_the_page_and_no_file(world, badge, now):
    path = share(world, own(world))
    write(world, lambda db: archive_partner(db, "club", actor="test", now=now))

    page = seen(world, path)

    assert ("Badge authentique" in page, "/files/" in page) == (True, False)
    assert 404 == world.client().get(path + FILE).status_code


def test_q02_where_keys_are_locked_no_file_is_given(world, badge, now):
    path = share(world, own(world))
    settings = replace(world.settings, key_encryption_key=None)
    locked = create_app(settings, clock=lambda: now + timedelta(1), fetcher=OfflineFetcher())

    assert 503 == locked.test_client().get(path + FILE).status_code


def test_a_partner_of_before_publishes_its_key_as_soon_as_the_link_is_made(world, badge):
    write(world, lambda db: db.query(SelectiveKeyRow).delete())
    share(world, own(world))
    share(world, own(world))
    engine = open_database(world.settings)
    with read_session(engine) as db:
        key = db.query(SelectiveKeyRow).one().public_multikey
    engine.dispose()

    document = world.client().get("/issuers/club/did.json").get_json(force=True)
    (method,) = [one for one in document["verificationMethod"] if key in one["id"]]
    assert "Multikey" == method["type"]
    assert method["id"] in document["assertionMethod"]


def test_q01_nothing_from_which_the_rest_could_be_derived_is_kept(world, badge, tmp_path):
    """The seal of the one signature of a part stands in no table, and the award is as it was."""
    part = json.loads(taken(world, share(world, own(world))))
    seal = part["proof"]["proofValue"]
    kept = b"".join(file.read_bytes() for file in tmp_path.glob("web.sqlite3*"))

    assert seal[:40].encode() not in kept
    assert b"u2V0A" not in kept
    engine = open_database(world.settings)
    with read_session(engine) as db:
        assert "eddsa-rdfc-2022" in db.get_one(CredentialRow, badge).signed.decode()
    engine.dispose()


@pytest.mark.parametrize("name", ["card", "pocket"])
def test_a_card_holds_the_part_that_the_share_shows_and_no_more(world, badge, name):
    path = share(world, own(world))
    answer = world.client("un").get(f"{place_of(world)}/{name}.pdf")
    attached = json.loads(_attachment(answer.data))

    assert json.loads(taken(world, path))["id"] == attached["id"]
    assert not any(word in json.dumps(attached, ensure_ascii=False) for word in HIDDEN)


def test_f7_a_card_is_verified_as_the_badge_that_is_attached_to_it(world, badge):
    share(world, own(world))
    pdf = world.client("un").get(f"{place_of(world)}/card.pdf").data

    page = post(world.client(), "/verify", file=(io.BytesIO(pdf), "card.pdf")).text
    answer = world.client().post("/api/v1/verify", data=pdf, content_type="application/pdf")

    assert "Badge authentique, délivré par" in page
    assert "verified" == answer.get_json()["verdict"]


def test_a_card_of_a_badge_from_elsewhere_whose_evidence_is_hers_has_no_file(world, now):
    share(world, bring(world, now))
    answer = world.client("un").get(f"{place_of(world)}/card.pdf")

    assert (200, False) == (answer.status_code, b"badge1.json" in answer.data)


def _attachment(pdf: bytes) -> bytes:
    """Return the one stream of a PDF that is JSON with a proof."""
    found = []
    for match in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            data = zlib.decompress(match[1])
        except zlib.error:
            data = match[1]
        if data.startswith(b"{") and b'"proof"' in data:
            found.append(data)
    (only,) = found
    return only


def test_h07_the_part_of_a_badge_is_not_kept_by_somebody_else(world, badge):
    """It has other ids than the whole badge, and is none the less signed for one person."""
    part = taken(world, share(world, own(world))).decode()

    others, hers = (post(world.client(name), "/me/import", text=part) for name in ("deux", "un"))

    assert (422, 200) == (others.status_code, hers.status_code)
    assert "Je le garde" not in others.text
    assert 422 == post(world.client("deux"), "/me/import/keep", text=part).status_code
    assert {} == holdings(world, "deux")
