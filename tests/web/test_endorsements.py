"""Endorsements on their pages: asked for, signed, agreed to, read by everybody, withdrawn (F9)."""

import json
import re
from datetime import timedelta
from html import unescape
from types import SimpleNamespace

import pytest

from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import EmailRow, EndorsementRow, MailRow
from tests.web.play import award
from tests.web_world import post, token_of

WORDS = "Nous cherchons ces gestes à l'atelier."


@pytest.fixture
def badge(world, now):
    return award(world, now=now)


def rows_of(world, row=EndorsementRow):
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = db.query(row).all()
    engine.dispose()
    return found


def endorse(world, address, *, name="elsewhere", slug="atelier", comment=WORDS):
    fields = {"address": address, "comment": comment, "endorser": world.territory.partners[slug]}
    client = world.client(name)
    return client.post("/endorsements/new", data={"csrf_token": token_of(client), **fields})


def page(world, address, name=""):
    return world.client(name).get(address).get_data(as_text=True)


def model(world):
    return f"/achievements/{world.achievement_id}/versions/1"


def test_f9_the_models_page_its_document_and_its_badges_name_who_stands_behind_it(world, badge):
    answer = endorse(world, f"http://localhost:8000{model(world)}")
    assert (303, "/endorsements") == (answer.status_code, answer.location)
    for address in (model(world), f"/badges/{badge}"):
        text = page(world, address)
        assert "Soutenu par" in text
        assert "Atelier Bois et Réemploi (exemple)" in text
        assert "Nous cherchons ces gestes" in text
    accept = {"Accept": "application/ld+json"}
    document = json.loads(world.client().get(model(world), headers=accept).data)
    assert 1 == len(document["endorsement"])


def test_f9_a_partners_page_and_document_name_who_stands_behind_it(world):
    endorse(world, "/issuers/club")
    assert "Nous cherchons ces gestes" in page(world, "/issuers/club")
    (row,) = rows_of(world)
    document = json.loads(world.client().get("/issuers/club/did.json").data)
    assert [f"http://localhost:8000/endorsements/{row.id}"] == document["endorsement"]


def test_f9_the_person_agrees_before_her_badge_is_endorsed(world, badge):
    endorse(world, f"http://localhost:8000/badges/{badge}")
    assert "Nous cherchons" not in page(world, f"/badges/{badge}")
    assert "Un partenaire soutient votre badge" in page(world, "/me", "un")
    (row,) = rows_of(world)
    assert 404 == world.client().get(f"/endorsements/{row.id}").status_code

    assert 303 == post(world.client("un"), f"/me/supports/{row.id}/accept").status_code

    assert "Nous cherchons" in page(world, f"/badges/{badge}")
    assert "Un partenaire soutient votre badge" not in page(world, "/me", "un")


def test_f9_what_she_declines_is_seen_by_nobody(world, badge):
    endorse(world, f"/badges/{badge}")
    (row,) = rows_of(world)
    assert 303 == post(world.client("un"), f"/me/supports/{row.id}/decline").status_code
    assert [] == rows_of(world)
    assert "Esprit" not in page(world, "/endorsements", "elsewhere")


def test_who_signs_for_a_partner_comes_to_the_form_from_the_badge(world, badge):
    text = page(world, f"/badges/{badge}", "elsewhere")
    (address,) = re.findall(r'href="(/endorsements/new\?about=[^"]+)"', text)
    assert f"/badges/{badge}" in page(world, address, "elsewhere")
    assert "/endorsements/new" not in page(world, f"/badges/{badge}", "un")


def test_the_form_names_what_is_to_be_endorsed(world, badge):
    known = page(world, f"/endorsements/new?about=/badges/{badge}", "elsewhere")
    assert "Esprit d" in known.partition("<h1>Soutenir</h1>")[2]
    unknown = page(world, "/endorsements/new?about=/badges/x", "elsewhere")
    assert 'class="lead"' not in unknown


def test_f9_ac3_nobody_reads_of_a_support_that_is_not_there(world, badge):
    for address, name in ((f"/badges/{badge}", ""), ("/me", "un"), ("/issuers/club", "")):
        text = page(world, address, name).lower()
        assert "soutenu" not in text
        assert "soutien" not in text.replace("soutiens</span>", "")


def test_f9_ac2_a_withdrawn_one_disappears_and_the_badge_stays(world, badge):
    endorse(world, f"/badges/{badge}")
    (row,) = rows_of(world)
    post(world.client("un"), f"/me/supports/{row.id}/accept")
    assert "Soutien vérifié" in page(world, f"/endorsements/{row.id}")

    client = world.client("elsewhere")
    answer = post(client, f"/endorsements/{row.id}/withdraw", reason="Nous fermons l'atelier.")

    assert 303 == answer.status_code
    text = page(world, f"/badges/{badge}")
    assert ("Badge authentique" in text, "Soutenu" in text) == (True, False)
    public = page(world, f"/endorsements/{row.id}")
    assert "Ce soutien a été repris" in public
    assert "fermons" not in public
    assert WORDS not in public.replace("&#39;", "'")


def test_the_page_of_a_support_is_there_when_its_badge_was_taken_back(world, badge):
    endorse(world, f"/badges/{badge}")
    (row,) = rows_of(world)
    post(world.client("un"), f"/me/supports/{row.id}/accept")
    post(world.client("issuer"), f"/credentials/{badge}/revoke", reason="Une erreur.")
    assert "Badge retiré" in page(world, f"/badges/{badge}")

    answer = world.client().get(f"/endorsements/{row.id}")

    assert 200 == answer.status_code
    assert "Ce qu&#39;il soutenait a été retiré depuis." in answer.text


def test_a_machine_gets_the_bytes_as_they_were_signed(world):
    endorse(world, "/issuers/club")
    (row,) = rows_of(world)
    by_name = world.client().get(f"/endorsements/{row.id}.json")
    by_type = world.client().get(f"/endorsements/{row.id}", headers={"Accept": "application/vc"})
    assert row.signed == by_name.data == by_type.data
    assert "application/vc" == by_name.mimetype


def ask(world, *, about=None, endorser="atelier", name="issuer"):
    fields = {
        "about": about or f"version-{world.territory.version_id}",
        "endorser": world.territory.partners[endorser],
    }
    return post(world.client(name), "/endorsements/ask", **fields)


def give_address(world, now, *, person="elsewhere", email="lou@atelier.example"):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        db.add(
            EmailRow(
                person_id=world.people[person],
                email=email,
                added_at=now,
                verified_at=now,
                code_tries=0,
            )
        )
    engine.dispose()


def test_a_request_is_mailed_shown_and_answered(world, now):
    give_address(world, now)
    assert 303 == ask(world).status_code
    (mail,) = rows_of(world, MailRow)
    assert ("lou@atelier.example", "Un soutien vous est demandé") == (mail.recipient, mail.subject)
    text = page(world, "/endorsements", "elsewhere")
    assert "On vous demande" in text
    (address,) = re.findall(r'href="(/endorsements/new\?about=[^"]+)"', text)
    assert model(world) in page(world, address, "elsewhere")
    endorse(world, f"http://localhost:8000{model(world)}")
    (row,) = rows_of(world)
    assert "issued" == row.state


def test_without_an_address_the_page_says_to_call(world):
    client = world.client("issuer")
    fields = {
        "about": f"version-{world.territory.version_id}",
        "endorser": world.territory.partners["atelier"],
    }
    assert 303 == post(client, "/endorsements/ask", **fields).status_code
    assert "appelez-les" in client.get("/endorsements").text
    assert [] == rows_of(world, MailRow)


def test_a_reminder_waits_a_week_then_leaves(world, now):
    give_address(world, now)
    ask(world)
    (row,) = rows_of(world)
    assert 409 == post(world.client("issuer"), f"/endorsements/{row.id}/remind").status_code
    engine = open_database(world.settings)
    with write_session(engine) as db:
        db.get(EndorsementRow, row.id).asked_at = now - timedelta(days=8)
    engine.dispose()
    assert 303 == post(world.client("issuer"), f"/endorsements/{row.id}/remind").status_code
    assert 2 == len(rows_of(world, MailRow))
    assert "rappelé le" in page(world, "/endorsements", "issuer")


def test_a_request_is_let_go(world):
    ask(world)
    (row,) = rows_of(world)
    assert 404 == post(world.client("issuer"), f"/endorsements/{row.id}/refuse").status_code
    assert 303 == post(world.client("elsewhere"), f"/endorsements/{row.id}/refuse").status_code
    assert [] == rows_of(world)


@pytest.mark.parametrize(
    ("address", "comment"),
    [
        ("", WORDS),
        ("/badges/none", WORDS),
        ("javascript:alert(1)", WORDS),
        ("https://elsewhere.example/issuers/club", WORDS),
        ("/" * 501, WORDS),
        ("/issuers/club", ""),
        ("/issuers/club", "x" * 301),
        ("/issuers/atelier", WORDS),
    ],
)
def test_bad_input_signs_nothing_and_loses_nothing(world, address, comment):
    answer = endorse(world, address, comment=comment)
    assert 422 == answer.status_code
    text = answer.get_data(as_text=True)
    assert 'role="alert"' in text
    assert comment[:20].replace("'", "&#39;") in text
    assert [] == rows_of(world)


def test_markup_in_the_words_stays_text(world):
    endorse(world, "/issuers/club", comment="<script>alert(1)</script>")
    (row,) = rows_of(world)
    for address, name in (
        ("/issuers/club", ""),
        (f"/endorsements/{row.id}", ""),
        ("/endorsements", "elsewhere"),
    ):
        assert "<script>alert" not in page(world, address, name)


def test_a09_nobody_signs_for_another_partner(world):
    assert 422 == endorse(world, "/issuers/club", slug="club").status_code
    assert 422 == endorse(world, "/issuers/atelier", name="issuer").status_code
    assert 422 == ask(world, name="elsewhere").status_code
    assert [] == rows_of(world)


def test_a08_what_is_another_partners_does_not_exist(world):
    endorse(world, "/issuers/club")
    (row,) = rows_of(world)
    client = world.client("issuer")
    answer = post(client, f"/endorsements/{row.id}/withdraw", reason="non")
    assert 404 == answer.status_code
    assert 404 == post(client, f"/endorsements/{row.id}/remind").status_code
    assert 404 == post(world.client("deux"), f"/me/supports/{row.id}/accept").status_code
    assert "Vos soutiens" in page(world, "/endorsements", "issuer")
    assert "Nous cherchons" not in page(world, "/endorsements", "issuer")


@pytest.mark.parametrize("name", ["cartographe", "coach", "un", "passeur"])
def test_only_who_signs_for_a_partner_endorses(world, name):
    assert 403 == world.client(name).get("/endorsements").status_code
    assert 403 == endorse(world, "/issuers/club", name=name).status_code
    assert 403 == ask(world, name=name).status_code


@pytest.mark.parametrize("strange", ["0", "<b>", "é" * 60, "1" * 3000])
def test_a_strange_address_is_not_found(world, strange):
    client = world.client("elsewhere")
    assert 404 == world.client().get(f"/endorsements/{strange}").status_code
    assert 404 == world.client().get(f"/endorsements/{strange}.json").status_code
    assert 404 == post(client, f"/endorsements/{strange}/withdraw", reason="x").status_code
    assert 404 == post(world.client("un"), f"/me/supports/{strange}/accept").status_code


def presented(world, row, **fields):
    text = row.signed.decode()
    api = world.client().post("/api/v1/verify", data=text, content_type="application/ld+json")
    shown = post(world.client(), "/verify", text=text, **fields).get_data(as_text=True)
    return api.get_json(), shown


def test_nobody_is_asked_for_support_unless_chosen(world):
    text = page(world, "/endorsements/ask", "issuer")
    for name in ("about", "endorser"):
        choices = text.partition(f'<select id="{name}"')[2].partition("</select>")[0]
        assert '<option value="">choisir</option>' in choices
        assert " selected" not in choices


def test_an_endorsement_that_is_shown_alone_is_judged_as_one(world):
    endorse(world, "/issuers/club")
    (row,) = rows_of(world)

    report, shown = presented(world, row)

    assert "verified" == report["verdict"]
    assert "structure.endorsement_conforms" in {one["code"] for one in report["findings"]}
    assert "C'est un soutien, pas un badge." in unescape(shown)
    assert "anonyme" not in shown
    assert "Soutien authentique, de Atelier Bois et Réemploi (exemple)" in unescape(shown)
    assert "did:web:localhost%3A8000:issuers:club" == report["endorsement"]["endorsed"]
    about = shown.partition("Ce qui est soutenu")[2].partition("</dd>")[0]
    assert "Club omnisports du Bocage (exemple)" in about
    assert "/issuers/club" in about
    said = shown.partition("Ce qui est dit")[2].partition("</dd>")[0]
    assert "cherchons" in said


def test_an_endorsement_alone_that_does_not_hold_tells_no_words_and_no_names(world):
    endorse(world, "/issuers/club")
    (row,) = rows_of(world)
    post(world.client("elsewhere"), f"/endorsements/{row.id}/withdraw", reason="Nous partons.")

    report, shown = presented(world, row)

    assert (None, None) == (
        report["endorsement"]["comment"],
        report["endorsement"]["issuer"]["name"],
    )
    assert "Qui soutient" not in shown
    assert "cherchons" not in shown.partition("Comment avons-nous vérifié")[0]


def test_an_endorsement_that_was_withdrawn_or_changed_is_not_verified(world, now):
    endorse(world, "/issuers/club")
    (row,) = rows_of(world)
    changed = SimpleNamespace(signed=row.signed.replace(b"cherchons", b"cherchion"))
    report, shown = presented(world, changed)
    assert ("not_verified", True) == (report["verdict"], "Ne pas se fier à ce soutien" in shown)

    post(world.client("elsewhere"), f"/endorsements/{row.id}/withdraw", reason="Nous partons.")
    report, shown = presented(world, row)

    assert "not_verified" == report["verdict"]
    assert "Soutien retiré par son auteur" in unescape(shown)
