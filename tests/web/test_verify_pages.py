"""The public verifier in the browser: what is sent, what is said, what is never shown."""

import io
import json
from dataclasses import replace

import pytest

from badger.app import create_app
from badger.db.migrate import upgrade
from badger.db.opening import open_database
from badger.settings import Settings
from tests.web.play import award
from tests.web_world import post


@pytest.fixture
def badge(world, now):
    return award(world, now=now)


@pytest.fixture
def signed(world, badge) -> bytes:
    return world.client().get(f"/badges/{badge}.json").get_data()


def verdict(world, **fields) -> str:
    return post(world.client(), "/verify", **fields).get_data(as_text=True)


def test_a_pasted_badge_is_verified(world, signed):
    assert "Badge authentique" in verdict(world, text=signed.decode())


@pytest.mark.parametrize("ending", ["json", "png", "svg"])
def test_a_file_is_verified_whatever_it_is_called(world, badge, ending):
    data = world.client().get(f"/badges/{badge}.{ending}").get_data()
    assert "Badge authentique" in verdict(
        world, file=(io.BytesIO(data), "../../etc/passwd\x00.exe")
    )


@pytest.mark.parametrize(
    "form", ["http://localhost:8000/badges/{}", "{}", "http://localhost:8000/badges/{}.json"]
)
def test_the_address_of_one_of_our_badges_needs_no_network(world, badge, form):
    assert "Badge authentique" in verdict(world, url=form.format(badge))


def test_one_changed_byte_is_refused_and_nothing_of_it_is_shown(world, signed):
    page = verdict(world, text=signed.decode().replace("Joue pour", "Joua pour"))
    assert "Document modifié ou non signé" in page
    assert "Joua pour" not in page
    assert "Que faire" in page


def test_an_added_term_is_refused(world, signed):
    document = json.loads(signed)
    document["credentialSubject"]["achievement"]["secretGrade"] = "A+"
    page = verdict(world, text=json.dumps(document))
    assert 'class="banner alert"' in page
    assert "A+" not in page


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"text": "   "},
        {"text": "{"},
        {"text": "[]"},
        {"text": '{"a":1,"a":2}'},
        {"text": "<svg><script>alert(1)</script></svg>"},
        {"text": "[" * 100_000},
        {"url": "https://localhost/x"},
        {"url": "http://127.0.0.1/"},
        {"url": "file:///etc/passwd"},
        {"url": "javascript:alert(1)"},
        {"url": "x" * 100_000},
    ],
)
def test_what_holds_no_badge_gets_a_sentence_and_never_a_500(world, fields):
    answer = post(world.client(), "/verify", **fields)
    page = answer.get_data(as_text=True)
    assert 422 == answer.status_code
    assert 'role="alert"' in page
    assert "<script>" not in page
    assert "Traceback" not in page


def test_f06_a_request_that_is_too_large_is_refused(world):
    kind = "multipart/form-data; boundary=x"
    answer = world.client().post("/verify", data=b"x" * 6_000_000, content_type=kind)
    assert 413 == answer.status_code
    assert "trop lourd" in answer.get_data(as_text=True)


def test_p08_a_form_of_many_parts_is_refused(world):
    fields = {f"f{n}": "x" for n in range(300)} | {"file": (io.BytesIO(b"{}"), "x.json")}
    answer = post(world.client(), "/verify", **fields)
    assert 413 == answer.status_code


def test_the_address_of_the_link_fills_the_form(world):
    page = world.client().get("/verify?url=https://club.example/b/1").get_data(as_text=True)
    assert 'value="https://club.example/b/1"' in page


def test_w01_the_address_of_the_link_is_escaped(world):
    page = world.client().get('/verify?url="><script>alert(1)</script>').get_data(as_text=True)
    assert "<script>" not in page


def test_a_foreign_badge_that_cannot_be_reached_is_inconclusive_and_offers_to_retry(world, signed):
    text = signed.decode().replace("localhost%3A8000", "club.example")
    page = verdict(world, text=text)
    assert 'class="banner key"' in page
    assert "Réessayer" in page
    assert "Badge authentique" not in page


def test_the_recipient_can_be_compared(world, signed):
    page = verdict(world, text=signed.decode(), recipient="other@club.example")
    assert "Badge authentique, délivré" not in page


def test_too_many_verifications_get_a_429_problem(tmp_path, now):
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'x.sqlite3'}", secret_key="x" * 32, outbound=False
    )
    engine = open_database(settings)
    upgrade(engine)
    engine.dispose()
    client = create_app(replace(settings, verify_per_minute=2), clock=lambda: now).test_client()
    answers = [client.post("/api/v1/verify", data=b"{}").status_code for _ in range(3)]
    assert 429 == answers[-1]
    assert "application/problem+json" == client.post("/api/v1/verify", data=b"{}").mimetype


def refusal(world, **fields) -> str:
    answer = post(world.client(), "/verify", **fields)
    assert 422 == answer.status_code
    return answer.get_data(as_text=True).replace("\u00a0", " ")


def test_a_pasted_text_is_still_there_after_an_error(world):
    assert "{&#34;name&#34;: oops</textarea>" in refusal(world, text='{"name": oops')


def test_an_empty_form_says_what_to_give(world):
    assert "un fichier, un badge ou une adresse" in refusal(world)


@pytest.mark.parametrize("text", ["{}", '{"a": 1}'])
def test_json_that_is_no_badge_gets_plain_words(world, text):
    assert "Ce fichier ne contient pas de badge." in refusal(world, text=text)


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:8000/badges/1111111111111111111111",
        "localhost:8000/badges/1111111111111111111111",
        "http://localhost:8000/badges/other",
        "http://localhost/badges/1111111111111111111111",
        "1111111111111111111111",
    ],
)
def test_an_unknown_badge_of_this_site_is_called_unknown(world, address):
    assert "Aucun badge de ce site n'a cette adresse" in refusal(world, url=address).replace(
        "&#39;", "'"
    )


@pytest.mark.parametrize("code", ["1111111111", "11111 11111", "IIIII OOOOO", "llllllllll"])
def test_an_unknown_code_asks_to_mind_capital_and_small_letters(world, code):
    said = refusal(world, url=code).replace("&#39;", "'")
    assert "respectez les majuscules et les minuscules" in said


def test_the_code_of_a_badge_in_another_case_asks_to_mind_it(world, badge):
    code = badge[:10].swapcase()
    assert "respectez les majuscules et les minuscules" in refusal(world, url=code)


@pytest.mark.parametrize("form", ["localhost:8000/badges/{}", "http://localhost/badges/{}"])
def test_the_address_of_our_badge_is_read_as_people_type_it(world, badge, form):
    assert "Badge authentique" in verdict(world, url=form.format(badge))


def test_a_file_that_is_too_large_leads_back_to_the_form(world):
    kind = "multipart/form-data; boundary=x"
    answer = world.client().post("/verify", data=b"x" * 6_000_000, content_type=kind)
    assert '<a class="button" href="/verify"' in answer.get_data(as_text=True)
    assert "Fichier trop lourd" in answer.get_data(as_text=True)


def test_a_format_that_is_not_read_is_named_and_not_offered_again(world, signed):
    document = json.loads(signed)
    document["proof"]["cryptosuite"] = "bbs-2023"
    page = verdict(world, text=json.dumps(document))
    assert 'class="banner key"' in page
    assert "Format non pris en charge" in page
    assert "Réessayer" not in page


@pytest.mark.parametrize(
    ("method", "data", "status"),
    [("GET", b"", 405), ("POST", b"x" * 6_000_000, 413), ("POST", b"x", 429), ("POST", b"", 422)],
)
def test_every_problem_of_the_api_has_the_members_of_rfc_9457(world, method, data, status):
    client = world.client()
    if status == 429:
        for _ in range(world.settings.verify_per_minute):
            client.post("/api/v1/verify", data=b"")
    answer = client.open("/api/v1/verify", method=method, data=data)
    assert (status, "application/problem+json") == (answer.status_code, answer.mimetype)
    assert {"type", "title", "status", "code", "detail"} <= set(answer.json)
    assert status == answer.json["status"]


def test_badges_that_are_presented_together_are_each_judged_and_told(world, signed):
    badge = json.loads(signed)
    presentation = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [badge, {**badge, "name": "x"}],
    }

    page = verdict(world, text=json.dumps(presentation))
    answer = world.client().post("/api/v1/verify", json={"credential": presentation}).get_json()

    assert "Badge authentique" in page
    assert "Document modifié" in page
    assert "Badges présentés ensemble" in page
    assert ["verified", "not_verified"] == [one["verdict"] for one in answer["reports"]]
    assert {"proof": "not_checked", "verdict": "not_verified"} == answer["presentation"]


def test_the_language_stays_from_page_to_page(world):
    page = world.client().get("/verify?lang=en").get_data(as_text=True)
    assert '<a href="/verify?lang=en">' in page
    assert 'class="brand" href="/?lang=en"' in page


@pytest.mark.parametrize("gap", ["", " ", "-"])
def test_the_short_code_under_the_qr_code_opens_the_badge(world, badge, gap):
    page = world.client().get(f"/badges/{badge}").get_data(as_text=True)
    assert f"{badge[:5]} {badge[5:10]}</code>" in page
    assert "Badge authentique" in verdict(world, url=f"{badge[:5]}{gap}{badge[5:10]}")


def test_a_short_code_of_no_badge_is_called_unknown(world, badge):
    other = ("1" if badge[0] != "1" else "2") + badge[1:10]
    assert "Aucun badge de ce site" in refusal(world, url=other)
