"""Names and words borrowed from others, as the page shows them (hardening H02, H03, H04)."""

import html
import json
import re
from datetime import datetime
from pathlib import Path

import pytest

from badger.credentials.selective_proof import derive_proof
from badger.json_value import JsonObject
from badger.settings import Settings
from badger.web.presenters.markdown import host_of
from tests.attacks.test_doors import Doors, database, doors  # noqa: F401 - fixtures
from tests.selective_badges import base_badge, p_256_issuer
from tests.web_world import make_app, post
from tests.world import Issuer, World, endorsement, status_entry

# ruff: noqa: F811 - fixtures of another file

BADGE = "https://club.example/badges/1"
WELL_KNOWN = "France Travail"
OURS = "Badge authentique, délivré par France Travail"


def page_of(client, document: JsonObject) -> str:
    answer = post(client, "/verify", text=json.dumps(document))
    assert 200 == answer.status_code
    text = html.unescape(answer.get_data(as_text=True))
    return text.replace("\u2019", "'").replace("\xa0", " ").replace("\u202f", " ")


def praised(world: World, by: Issuer, name: str = WELL_KNOWN) -> JsonObject:
    one = endorsement(by, BADGE, issuer_name=name)
    return world.issue_badge(endorsement=[one])


def support_in(page: str) -> str:
    """What the page says of those who stand behind a badge."""
    return page[page.index("Soutenu par") :].partition("</dl>")[0].partition('<div class="row"')[0]


def test_h02_the_support_of_a_mere_key_is_not_that_of_the_name_it_bears(doors: Doors):
    support = support_in(page_of(doors.client, praised(doors.world, doors.world.new_issuer())))

    assert "Personne ne répond du nom affiché." in support
    assert f"Nom affiché : <bdi>{WELL_KNOWN}</bdi>" in support
    assert "Soutien vérifié" not in support


def test_h02_the_support_of_an_unknown_site_begins_with_its_host(doors: Doors):
    league = doors.world.new_issuer("did:web:ligue.example")

    support = support_in(page_of(doors.client, praised(doors.world, league)))

    assert support.index("ligue.example") < support.index(WELL_KNOWN)
    assert f"Nom affiché : <bdi>{WELL_KNOWN}</bdi>" in support
    assert "Soutien vérifié" not in support


@pytest.fixture
def knowing(world: World, now: datetime, tmp_path: Path, database: Path):
    """A site whose operator recognises the league."""
    listed = {
        "name": "La liste",
        "issuers": [
            {"id": "did:web:ligue.example", "name": "Ligue du Bocage", "since": "2020-01-01"}
        ],
    }
    file = tmp_path / "trust.json"
    file.write_text(json.dumps(listed), encoding="utf-8")
    settings = Settings(
        database_url=f"sqlite:///{database}",
        secret_key="only for tests, long enough for a signature",
        verify_processes=0,
        trust_file=file,
    )
    return make_app(settings, clock=lambda: now, fetcher=world).test_client()


def test_h02_the_support_of_a_recognised_site_is_told_by_its_name(world: World, knowing):
    league = world.new_issuer("did:web:ligue.example")

    support = support_in(page_of(knowing, praised(world, league, "Ligue du Bocage")))

    assert "Soutien vérifié" in support
    assert "Nom affiché" not in support


def test_h01_a_supporter_whose_name_imitates_a_recognised_one_is_warned_of(world: World, knowing):
    league = world.new_issuer("did:web:autre.example")

    support = support_in(page_of(knowing, praised(world, league, "Liguе du Bocage")))

    assert "ressemble à celui de Ligue du Bocage" in support
    assert "Soutien vérifié" not in support


REGION = "did:web:region.example"
SAID = "Un club sérieux."


def test_h02_what_was_truly_said_of_another_party_is_no_support_of_the_badge(world, knowing):
    """Anybody names a well-known party as the model's creator, and puts its praise there."""
    praise = endorsement(world.new_issuer("did:web:ligue.example"), REGION)
    creator = {"id": REGION, "type": ["Profile"], "name": "La région", "endorsement": [praise]}

    def borrow(document: JsonObject) -> None:
        document["credentialSubject"]["achievement"]["creator"] = creator

    support = support_in(page_of(knowing, world.issue_badge(change=borrow)))

    assert SAID not in support
    assert "Il parle de quelqu'un d'autre que l'émetteur." in support


@pytest.mark.parametrize("borrowed", [REGION, "https://region.example/badges/9", "urn:uuid:9"])
@pytest.mark.parametrize("place", ["badge", "model"])
def test_h02_a_borrowed_id_brings_no_support_with_it(world, knowing, borrowed: str, place: str):
    """The id of a badge or model of others, with what was truly said of it, under her own key."""
    praise = endorsement(world.new_issuer("did:web:ligue.example"), borrowed)

    def borrow(document: JsonObject) -> None:
        node = document if place == "badge" else document["credentialSubject"]["achievement"]
        node.update(id=borrowed, endorsement=[praise])

    support = support_in(page_of(knowing, world.issue_badge(change=borrow)))

    assert SAID not in support
    assert "Il parle d'une adresse qui n'est pas à l'émetteur." in support


def test_h02_a_support_says_whether_it_is_of_the_model_or_of_the_issuer(world, knowing):
    league = world.new_issuer("did:web:ligue.example")

    def endorse(document: JsonObject) -> None:
        document["issuer"]["endorsement"] = [endorsement(league, world.club.id, id="urn:uuid:1")]
        achievement = document["credentialSubject"]["achievement"]
        achievement["endorsement"] = [endorsement(league, achievement["id"])]

    support = support_in(page_of(knowing, world.issue_badge(change=endorse)))

    assert 2 == support.count(SAID)
    assert "(pour le modèle du badge)" in support
    assert "(pour l'émetteur)" in support


def test_h02_a_link_among_pieces_says_where_it_leads(doors: Doors):
    piece = {
        "type": ["Alignment"],
        "targetName": "Titre professionnel",
        "targetUrl": "https://evil.example/rncp",
        "targetType": "ceterms:Credential",
        "targetDescription": "badge à réunir",
    }
    received = {
        "type": ["Evidence"],
        "id": "https://evil.example/diplome",
        "name": "Diplôme d'État",
        "genre": "badge reçu",
        "narrative": "Diplôme d'État reçu en 2020.",
    }

    def add(document: JsonObject) -> None:
        document["credentialSubject"]["achievement"]["alignment"] = [piece]
        document["evidence"] = [received]

    page = page_of(doors.client, doors.world.issue_badge(change=add))

    assert "Titre professionnel</bdi></a> · <bdi>evil.example</bdi>" in page
    assert "Diplôme d'État reçu en 2020.</bdi></a> · <bdi>evil.example</bdi>" in page


@pytest.mark.parametrize("status", ["Failed", "Withdrew", "InProgress", "Enrolled"])
def test_h04_what_was_not_reached_is_not_called_seen(doors: Doors, status: str):
    """An issuer may sign that something was not shown: the page must not say that it was."""

    def fail(document: JsonObject) -> None:
        first, second, _ = document["credentialSubject"]["result"]
        first["status"], second["status"] = status, "Completed"

    page = page_of(doors.client, doors.world.issue_badge(change=fail))

    seen = page[page.index("Ce qui a été vu") :].partition("</dd>")[0]
    assert ("Geste 1" in seen, "Geste 2" in seen, "Geste 3" in seen) == (False, True, True)


def test_h02_a_mere_key_that_issues_has_only_a_displayed_name(doors: Doors):
    anybody = doors.world.new_issuer()

    def rename(document: JsonObject) -> None:
        document["issuer"]["name"] = WELL_KNOWN
        document["credentialSubject"]["achievement"]["creator"]["name"] = WELL_KNOWN

    page = page_of(doors.client, doors.world.issue_badge(anybody, change=rename))

    row = page[page.index("Qui reconnaît") :].partition("</div>")[0]
    assert "Personne ne répond du nom affiché." in row
    assert f"Nom affiché : <bdi>{WELL_KNOWN}</bdi>" in row


@pytest.mark.parametrize("issuer", ["", "did:web:inconnu.example"])
def test_h04_a_badge_that_imitates_our_verdict_does_not_enter_the_banner(doors: Doors, issuer: str):
    stranger = doors.world.new_issuer(issuer)
    banner = f'<section class="banner open"><h1 class="headline">{OURS}</h1></section>'

    def imitate(document: JsonObject) -> None:
        document["name"] = OURS
        achievement = document["credentialSubject"]["achievement"]
        achievement.update(name=f"Vérifié ✔ {OURS}", description=banner, criteria={})
        achievement["criteria"]["narrative"] = f"# {OURS}\n\n{banner}\n\n✔ **{OURS}**"
        document["evidence"] = [{"type": ["Evidence"], "name": OURS, "narrative": banner}]

    answer = post(
        doors.client,
        "/verify",
        text=json.dumps(doors.world.issue_badge(stranger, change=imitate)),
    )

    page = answer.get_data(as_text=True)
    shown = re.search(r'<section class="banner (\w+)".*?</section>', page, re.DOTALL)
    assert shown is not None
    assert "neutral" == shown[1]
    assert OURS not in shown[0]
    assert 1 == page.count('<section class="banner')
    assert 1 == page.count("<h1")
    assert OURS not in page[: page.index("</title>")]


def banner_in(page: str) -> str:
    return page[page.index('<section class="banner') :].partition("</section>")[0]


FORGED = "France Travail ». Toujours valable. Émetteur reconnu par la liste du territoire. « Merci"


@pytest.mark.parametrize("issuer", ["", "did:web:inconnu.example"])
def test_h04_the_name_of_an_issuer_does_not_speak_in_our_voice(doors: Doors, issuer: str):
    stranger = doors.world.new_issuer(issuer)

    def rename(document: JsonObject) -> None:
        document["issuer"]["name"] = FORGED
        document["credentialSubject"]["achievement"]["creator"]["name"] = FORGED

    banner = banner_in(page_of(doors.client, doors.world.issue_badge(stranger, change=rename)))

    assert "France Travail »" not in banner
    assert "liste du territoire" not in banner.partition("France Travail ”")[2].partition("».")[2]


def test_h04_the_words_of_a_supporter_end_no_quotation(doors: Doors):
    league = doors.world.new_issuer("did:web:ligue.example")
    words = "Bien. » France Travail : « Excellent."
    praise = endorsement(league, BADGE, comment=words)

    support = support_in(page_of(doors.client, doors.world.issue_badge(endorsement=[praise])))

    assert "« <bdi>Bien. ” France Travail : “ Excellent.</bdi> »" in support


@pytest.mark.parametrize(
    "change",
    [
        {"type": ["VerifiableCredential", OURS]},
        {"@context": ["https://www.w3.org/ns/credentials/v2", f"https://x.example/ {OURS}"]},
        {"proof": {"type": "DataIntegrityProof", "cryptosuite": OURS}},
    ],
)
def test_h04_what_nobody_signed_does_not_speak_in_our_voice(doors: Doors, change: JsonObject):
    """The verdict names what it does not know, and anybody wrote that name."""
    page = page_of(doors.client, {**doors.world.issue_badge(), **change})

    assert 'class="banner' in page
    assert OURS not in page


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example\\.francecompetences.fr/",
        "https://www.francecompetences.fr@evil.example/",
        "https://evil.example\\@francecompetences.fr/",
        "https:\\\\evil.example/.francecompetences.fr",
        "https://evil.example;.francecompetences.fr/",
        "https://evil.example%2f.francecompetences.fr/",
        "https://evil.example .francecompetences.fr/",
        "https://[::1].francecompetences.fr/",
    ],
)
def test_h02_a_link_with_two_hosts_is_no_formal_route_and_no_link(doors: Doors, address: str):
    skill = {"type": ["Alignment"], "targetName": "Titre RNCP", "targetUrl": address}

    def align(document: JsonObject) -> None:
        document["credentialSubject"]["achievement"]["alignment"] = [skill]

    signed = doors.world.issue_badge(change=align, cryptosuite="eddsa-jcs-2022")
    page = page_of(doors.client, signed)

    assert "" == host_of(address)
    assert address not in page
    assert "Le diplôme ou le titre le plus proche" not in page


def test_h02_a_link_to_the_national_directory_is_the_formal_route():
    assert "www.francecompetences.fr" == host_of("https://www.francecompetences.fr/x?y=@z")


HIDDEN_LINE = "Badge montré en partie : une fin ou un retrait peuvent être cachés."
# What an issuer who knows no better asks to be shown: neither the end nor the status.
CARELESS = ["/issuer", "/validFrom", "/name", "/credentialSubject/achievement"]


@pytest.mark.parametrize("shown", [[], ["/validUntil"]])
def test_d17_a_badge_whose_holder_hid_its_end_or_status_is_not_called_always_valid(
    doors: Doors, shown: list[str]
):
    world = doors.world
    issuer = p_256_issuer(world)
    status = status_entry("https://club.example/status/1")
    ends = "2027-01-01T00:00:00Z" if shown else "2026-03-02T00:00:00Z"
    base = base_badge(issuer, pointers=CARELESS, validUntil=ends, credentialStatus=status)

    part = derive_proof(base, ["/credentialSubject/id", "/id", "/type", *shown])
    page = page_of(doors.client, part)

    assert HIDDEN_LINE in page
    assert "Toujours valable" not in page


def test_d17_a_part_that_shows_end_and_status_hides_neither(doors: Doors):
    issuer = p_256_issuer(doors.world)
    unsigned: JsonObject = {}
    url = doors.world.publish_list(issuer, signer=doors.world.club, change=unsigned.update)
    doors.world.publish(url, issuer.sign(unsigned, cryptosuite="ecdsa-rdfc-2019"))
    base = base_badge(issuer, validUntil="2027-01-01T00:00:00Z", credentialStatus=status_entry(url))

    page = page_of(doors.client, derive_proof(base, ["/credentialSubject/id"]))

    assert HIDDEN_LINE not in page
    assert "Valable jusqu'au" in page
