"""The public page of a badge and its files."""

import json

import pytest

from badger.credentials.baking import unbake
from badger.web.pages.badges import file_name
from tests.web.play import award, deliver
from tests.web_world import token_of

JSON_TYPES = ["application/vc", "application/vc+ld+json", "application/ld+json", "application/json"]


@pytest.fixture
def badge(world, now):
    return award(world, now=now)


def revoke(world, badge):
    client = world.client("issuer")
    address = f"/credentials/{badge}/revoke"
    token = token_of(client, address)
    return client.post(address, data={"csrf_token": token, "reason": "faute de frappe"})


def test_the_page_says_all_that_an_employer_asks(world, badge):
    page = world.client().get(f"/badges/{badge}").get_data(as_text=True)
    for text in (
        "Badge authentique, délivré par Club omnisports du Bocage (exemple)",
        "Toujours valable",
        "Laisse une place ou passe à un partenaire mieux placé",
        "en autonomie",
        "Une matinée de football à effectif réduit",
        "coach sportif",
        "formateur",
        "Ce badge n&#39;est pas un diplôme",
    ):
        assert text in page, text


def test_nobodys_name_stands_on_the_page_nor_in_the_file(world, badge):
    client = world.client()
    for path in (f"/badges/{badge}", f"/badges/{badge}.json"):
        text = client.get(path).get_data(as_text=True)
        for name in ("Exemple Un", "Maé Coach", "Noa Formateur"):
            assert name not in text


def test_f12_a_badge_that_was_taken_back_is_not_called_issued(world, badge):
    deliver(world)
    pages = [("issuer", f"/sessions/{world.session_id}/awards"), ("un", "/me")]
    texts = [world.client(name).get(page).get_data(as_text=True) for name, page in pages]
    assert [(True, False), (False, False)] == [("délivré<" in t, "retiré" in t) for t in texts]
    revoke(world, badge)
    texts = [world.client(name).get(page).get_data(as_text=True) for name, page in pages]
    assert [(False, True)] * 2 == [("délivré<" in t, "retiré" in t) for t in texts]


@pytest.mark.parametrize("accept", JSON_TYPES)
def test_a_machine_gets_the_bytes_as_they_were_signed(world, badge, accept):
    client = world.client()
    file = client.get(f"/badges/{badge}.json").get_data()
    answer = client.get(f"/badges/{badge}", headers={"Accept": accept})
    assert accept == answer.mimetype
    assert file == answer.get_data()
    assert f"http://localhost:8000/badges/{badge}" == json.loads(file)["id"]


@pytest.mark.parametrize("accept", ["text/html,application/xhtml+xml,*/*;q=0.8", "*/*", ""])
def test_a_browser_gets_the_page(world, badge, accept):
    answer = world.client().get(f"/badges/{badge}", headers={"Accept": accept})
    assert "text/html" == answer.mimetype
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize("ending", ["png", "svg"])
def test_the_images_hold_the_same_bytes(world, badge, ending):
    client = world.client()
    image = client.get(f"/badges/{badge}.{ending}")
    assert client.get(f"/badges/{badge}.json").get_data() == unbake(image.get_data())
    assert (
        f'attachment; filename="badge-esprit-d-equipe.{ending}"'
        == image.headers["Content-Disposition"]
    )


def test_r04_search_engines_are_told_to_stay_away(world, badge):
    answer = world.client().get(f"/badges/{badge}")
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "noindex" in answer.get_data(as_text=True)


def test_w07_the_public_files_may_be_read_from_other_sites(world, badge):
    client = world.client()
    for path in (f"/badges/{badge}.json", f"/badges/{badge}.png", f"/badges/{badge}/qr.svg"):
        assert "*" == client.get(path).headers["Access-Control-Allow-Origin"]


def test_the_qr_code_and_the_picture_are_drawn(world, badge):
    client = world.client()
    for path in (f"/badges/{badge}/qr.svg", f"/badges/{badge}/picture.svg"):
        assert "image/svg+xml" == client.get(path).mimetype


@pytest.mark.parametrize("ending", ["", ".json", ".png", ".svg", "/qr.svg", "/picture.svg"])
def test_an_unknown_badge_is_not_found(world, ending):
    assert 404 == world.client().get(f"/badges/1111111111111111111111{ending}").status_code


def test_a_revoked_badge_says_so_at_the_next_look(world, badge):
    assert 303 == revoke(world, badge).status_code
    page = world.client().get(f"/badges/{badge}").get_data(as_text=True)
    assert "Badge retiré par l&#39;émetteur" in page
    assert "Retiré le 14 mars 2026" in page
    assert "faute de frappe" not in page


def test_a_revocation_needs_a_reason(world, badge):
    client = world.client("issuer")
    address = f"/credentials/{badge}/revoke"
    answer = client.post(address, data={"csrf_token": token_of(client, address), "reason": " "})
    assert 422 == answer.status_code
    assert "Badge authentique" in world.client().get(f"/badges/{badge}").get_data(as_text=True)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a08_another_partner_cannot_revoke(world, badge, method):
    client = world.client("elsewhere")
    data = {"csrf_token": token_of(client, "/verify"), "reason": "x"} if method == "post" else None
    answer = client.open(f"/credentials/{badge}/revoke", method=method.upper(), data=data)
    assert 404 == answer.status_code


def test_the_cartographe_may_revoke(world, badge):
    client = world.client("cartographe")
    assert badge in client.get("/credentials").get_data(as_text=True)
    assert 200 == client.get(f"/credentials/{badge}/revoke").status_code


def test_the_list_of_a_partner_shows_its_own_badges(world, badge):
    assert badge in world.client("issuer").get("/credentials").get_data(as_text=True)
    assert badge not in world.client("elsewhere").get("/credentials").get_data(as_text=True)


def test_the_status_list_may_be_kept_for_five_minutes(world, badge):
    client = world.client()
    document = json.loads(client.get(f"/badges/{badge}.json").get_data())
    address = document["credentialStatus"]["statusListCredential"]
    answer = client.get(address.removeprefix("http://localhost:8000"))
    assert "public, max-age=300" == answer.headers["Cache-Control"]
    assert "*" == answer.headers["Access-Control-Allow-Origin"]
    tag = {"If-None-Match": answer.headers["ETag"]}
    again = client.get(address.removeprefix("http://localhost:8000"), headers=tag)
    assert 304 == again.status_code
    assert "Cookie" not in answer.headers["Vary"]


def test_the_page_tells_whose_badge_it_is_without_a_name(world, badge):
    page = world.client().get(f"/badges/{badge}").get_data(as_text=True)
    assert "Ce badge ne porte pas de nom" in page


def test_a_withdrawn_badge_is_not_offered_for_showing(world, badge):
    open_page = world.client().get(f"/badges/{badge}").get_data(as_text=True)
    revoke(world, badge)
    page = world.client().get(f"/badges/{badge}").get_data(as_text=True)
    assert "Montrer ou garder ce badge" in open_page
    assert "Montrer ou garder ce badge" not in page


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Cœur d'équipe", "badge-coeur-d-equipe.png"),
        ("Ça va", "badge-ca-va.png"),
        ("徽章", "badge-signe.png"),
        ('a"; filename="x.exe\r\n', "badge-a-filename-x-exe.png"),
        ("mot " * 40, "badge-mot-mot-mot-mot-mot-mot-mot-mot-mot-mot.png"),
    ],
)
def test_a_file_is_named_after_its_badge(name, expected):
    signed = json.dumps({"credentialSubject": {"achievement": {"name": name}}}).encode()
    assert expected == file_name(signed, ending="png")
