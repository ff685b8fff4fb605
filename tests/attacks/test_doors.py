"""The same hostile input through every door: a code, a sentence, nothing stored, no network.

Each case is named by the id of the catalogue (hardening, section 3). The command line and the
API must answer alike, and neither may answer 500, 70 or a traceback.
"""

import hashlib
import io
import json
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from badger.credentials.baking import bake
from badger.credentials.did import PublishedKey
from badger.credentials.selective_proof import derive_proof
from badger.sentences.catalogue import SENTENCES
from badger.settings import Settings
from tests.attacks.old_cases import IMAGES, OLD_BADGES
from tests.attacks.png_files import itxt, png, text, ztxt
from tests.attacks.token_cases import LEADS, TOKENS
from tests.databases import migrated_sqlite
from tests.jwt_badges import made
from tests.pdf_files import with_files
from tests.selective_badges import base_badge, p_256_issuer
from tests.terminal import Terminal
from tests.web_world import make_app, post
from tests.world import INDEX, ISSUED, Issuer, World, badge_document, endorsement, status_entry

CLUB = "did:web:club.example"
NOW = "2026-03-14T09:30:00Z"
EXIT = {"verified": 0, "not_verified": 1, "inconclusive": 2}


Make = Callable[[World], bytes]


def _json(document: object) -> bytes:
    return json.dumps(document).encode()


def _small_order_key(world: World) -> bytes:
    document = world.issue_badge()
    document["issuer"]["id"] = "did:key:z6MkeTG3bFFSLYVU7VqhgZxqr6YzpaGrQtFMh1uvqGy1vDnP"
    return _json(document)


def _revoked_key(world: World) -> bytes:
    data = _json(world.issue_badge())
    world.club.published = (PublishedKey(world.club.key.public, revoked=ISSUED),)
    world.club.publish()
    return data


def _no_relationship(world: World) -> bytes:
    data = _json(world.issue_badge())
    document = world.club.document()
    del document["assertionMethod"]
    world.club.publish(document)
    return data


def _changed(world: World, **members: object) -> bytes:
    return _json({**world.issue_badge(), **members})


def _proof(world: World, **members: object) -> bytes:
    document = world.issue_badge()
    document["proof"].update(members)
    return _json(document)


def _in_the_name_of_another(world: World) -> bytes:
    victim = world.new_issuer("did:web:victim.example")
    return _json(world.club.sign(badge_document(victim.id)))


def _forged(world: World) -> bytes:
    return _json(Issuer(world, CLUB).sign(badge_document(CLUB)))


def _fragment_of_another(world: World) -> bytes:
    victim, attacker = world.new_issuer(), world.new_issuer()
    method = f"{victim.id}#{attacker.key.public.to_multikey()}"
    return _json(attacker.sign(badge_document(victim.id), method=method))


def _two_proofs(world: World) -> bytes:
    document = world.issue_badge()
    bad = {**document["proof"], "created": "2026-03-02T08:00:00Z"}
    return _json({**document, "proof": [document["proof"], bad]})


def _part(world: World) -> dict:
    return derive_proof(base_badge(p_256_issuer(world)), ["/credentialSubject/result/1"])


def _flipped(world: World) -> bytes:
    return _json(world.issue_badge()).replace(b"gestes observ", b"gestes 0bserv")


def _many_endorsements(world: World) -> bytes:
    one = endorsement(world.new_issuer(), "https://club.example/badges/1")
    many = [{**one, "id": f"urn:uuid:{number}"} for number in range(40)]
    return _changed(world, endorsement=many)


def _listed(world: World, **options: object) -> bytes:
    document = world.issue_revocable()
    world.publish_list(**options)
    return _json(document)


def _broken_list(world: World, encoded: str) -> bytes:
    def change(document: dict) -> None:
        document["credentialSubject"]["encodedList"] = encoded

    return _listed(world, change=change)


def _entry(world: World, **members: object) -> bytes:
    world.publish_list()
    return _json(world.issue_badge(credentialStatus={**status_entry(world.list_url()), **members}))


def _list_page(world: World, page: bytes) -> bytes:
    document = world.issue_revocable()
    world.pages[world.list_url()] = page
    return _json(document)


def _achievement(world: World, **members: object) -> bytes:
    document = world.issue_badge()
    document["credentialSubject"]["achievement"].update(members)
    return _json(document)


def _clique(world: World, size: int) -> bytes:
    names = [f"_:n{number}" for number in range(size)]
    related = [
        {"id": name, "type": ["Related"], "related": [{"id": other} for other in names]}
        for name in names
    ]
    return _achievement(world, related=related)


def _png(world: World, *parts: bytes) -> bytes:
    return png(*parts)


def _always(data: bytes) -> Make:
    return lambda _world: data


SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"></svg>'
LAUGHS = b'<!DOCTYPE svg [<!ENTITY a "ha">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>'
VC = "https://www.w3.org/ns/credentials/v2"

# name: (how to make it, what the verdict is, or the code of an input that is not read)
CASES = {
    **TOKENS,
    "K01 weak key": (_small_order_key, "not_verified"),
    "K05 other base": (lambda w: _proof(w, proofValue="m" + "A" * 87), "not_verified"),
    "D01 not signed": (_always(_json(badge_document(CLUB))), "not_verified"),
    "D01 empty proof": (lambda w: _changed(w, proof=[]), "not_verified"),
    "D02 purpose": (lambda w: _proof(w, proofPurpose="authentication"), "not_verified"),
    "D03 relationship": (_no_relationship, "not_verified"),
    "D04 another issuer": (_in_the_name_of_another, "not_verified"),
    "D05 fragment": (_forged, "not_verified"),
    "D06 two keys": (_fragment_of_another, "not_verified"),
    "D07 key in the proof": (lambda w: _proof(w, verificationMethod={}), "not_verified"),
    "D08 revoked key": (_revoked_key, "not_verified"),
    "D09 no date": (lambda w: _proof(w, created="demain"), "not_verified"),
    "D10 unknown suite": (lambda w: _proof(w, cryptosuite="x"), "inconclusive"),
    "D11 cut value": (lambda w: _proof(w, proofValue="z123"), "not_verified"),
    "D12 term in the proof": (lambda w: _proof(w, secret="x"), "not_verified"),
    "D13 bad second proof": (_two_proofs, "not_verified"),
    "D14 chain": (lambda w: _proof(w, previousProof="urn:uuid:x"), "not_verified"),
    "D15 presentation": (
        _always(_json({"@context": [VC], "type": ["VerifiablePresentation"]})),
        "inconclusive",
    ),
    "D16 one byte": (_flipped, "not_verified"),
    "D17 part of a badge": (lambda w: _json(_part(w)), "verified"),
    "D17 changed part": (lambda w: _json({**_part(w), "name": "Autre"}), "not_verified"),
    "D17 other proof": (lambda w: _proof(w, cryptosuite="ecdsa-sd-2023"), "not_verified"),
    "D18 forty endorsements": (_many_endorsements, "not_verified"),
    "L01 unknown term": (lambda w: _changed(w, grade="A+"), "not_verified"),
    "L02 keyword": (lambda w: _changed(w, **{"@included": []}), "not_verified"),
    "L03 null end": (lambda w: _changed(w, validUntil=None), "not_verified"),
    "L03 empty status": (lambda w: _changed(w, credentialStatus=[]), "not_verified"),
    "L04 iri": (lambda w: _changed(w, **{"https://schema.org/name": "x"}), "not_verified"),
    "L05 inline context": (lambda w: _changed(w, **{"@context": [VC, {}]}), "not_verified"),
    "L06 remote context": (
        lambda w: _changed(w, **{"@context": [VC, "https://evil.example/c"]}),
        "not_verified",
    ),
    "L07 nested context": (lambda w: _achievement(w, **{"@context": VC}), "not_verified"),
    "L08 script": (lambda w: _achievement(w, id="javascript:alert(1)"), "not_verified"),
    "L09 list": (lambda w: _json([w.issue_badge()]), "json.not_an_object"),
    "L10 clique": (lambda w: _clique(w, 10), "not_verified"),
    "L11 types": (lambda w: _changed(w, type=["OpenBadgeCredential"] * 9000), "not_verified"),
    "L12 language map": (lambda w: _achievement(w, name={"fr": "x"}), "not_verified"),
    "L14 infinity": (
        lambda w: _changed(w, x=float("inf")),
        "json.number_out_of_range",
    ),
    "L15 schema": (
        lambda w: _changed(w, credentialSchema=[{"id": "https://evil.example/", "type": "X"}]),
        "not_verified",
    ),
    "T01 twice": (_always(b'{"id":"a","\\u0069d":"b"}'), "json.duplicate_key"),
    "T02 deep": (_always(b'{"a":' * 200 + b"1" + b"}" * 200), "json.too_deep"),
    "T02 very deep": (_always(b"[" * 200_000), "json.too_deep"),
    "T02 large": (_always(b'{"a":"' + b"x" * 300_000 + b'"}'), "json.too_large"),
    "T03 nan": (_always(b'{"a":NaN}'), "json.number_out_of_range"),
    "T04 utf-16": (_always('{"a":1}'.encode("utf-16")), "json.encoding"),
    "T04 surrogate": (_always(b'{"a":"\\ud800"}'), "json.lone_surrogate"),
    "T04 mark": (_always(b"\xef\xbb\xbf{}"), "json.encoding"),
    "T07 naive": (lambda w: _changed(w, validUntil="2027-01-01T00:00:00"), "not_verified"),
    "T08 expired": (
        lambda w: _json(w.issue_badge(validUntil="2026-03-14T09:29:59Z")),
        "not_verified",
    ),
    "S01 bomb": (lambda w: _broken_list(w, "uH4sIAAAA"), "inconclusive"),
    "S03 short": (lambda w: _broken_list(w, "uH4sIAAAAAAAA_wMAAAAAAAAAAAA"), "inconclusive"),
    "S04 index": (lambda w: _entry(w, statusListIndex="131072"), "inconclusive"),
    "S05 purpose": (lambda w: _entry(w, statusPurpose="suspension"), "inconclusive"),
    "S05 told purpose": (lambda w: _entry(w, statusPurpose="message"), "verified"),
    "S06 another signer": (lambda w: _listed(w, signer=Issuer(w, CLUB)), "inconclusive"),
    "S07 ended": (lambda w: _listed(w, valid_until=ISSUED + timedelta(days=1)), "inconclusive"),
    "S08 web page": (lambda w: _list_page(w, b"<!doctype html>"), "inconclusive"),
    "S09 revoked": (lambda w: _listed(w, revoked=(INDEX,)), "not_verified"),
    "F01 private issuer": (
        lambda w: _json(Issuer(w, "https://127.0.0.1/").sign(badge_document("https://127.0.0.1/"))),
        "inconclusive",
    ),
    "F05 port": (
        lambda w: _json(
            Issuer(w, "https://a.example:8/").sign(badge_document("https://a.example:8/"))
        ),
        "inconclusive",
    ),
    "F09 did of this machine": (
        lambda w: _json(Issuer(w, "did:web:localhost").sign(badge_document("did:web:localhost"))),
        "inconclusive",
    ),
    **OLD_BADGES,
    **IMAGES,
    "P01 two badges": (lambda w: _png(w, itxt(), itxt()), "image.several_credentials"),
    "P01 old word": (lambda w: _png(w, itxt(), text()), "image.several_credentials"),
    "P02 packed": (lambda w: _png(w, ztxt()), "image.compressed"),
    "P02 cut": (_always(png(itxt())[:-20]), "image.damaged"),
    "P04 entities": (_always(LAUGHS), "image.unsafe_svg"),
    "P06 two in one": (
        _always(bake(SVG, b"{}").replace(b"</svg>", bake(SVG, b"{}") + b"</svg>")),
        None,
    ),
    "P07 nothing": (_always(b""), "input.empty"),
    "P07 ten megabytes": (_always(b"<" + b" " * 5_242_880), "input.too_large"),
    "P07 a photo": (_always(b"\xff\xd8\xff\xe0"), "input.unknown_format"),
    "P02 a PDF that is a bomb": (_always(with_files(b" " * 3_000_000)), "pdf.too_large"),
    "P02 a PDF that is cut": (_always(with_files(b"{}")[:90]), "pdf.unreadable"),
    "P07 a PDF of something else": (_always(with_files(b"{}", b"<a/>")), "input.pdf"),
}


@dataclass
class Doors:
    """The command line and the API over one world."""

    world: World
    terminal: Terminal
    client: FlaskClient
    folder: Path
    database: Path

    def by_command(self, data: bytes) -> tuple[int, dict]:
        """Verify a file with the documents of the world saved in a folder."""
        for number, page in enumerate(self.world.pages.values()):
            (self.folder / f"{number}.json").write_bytes(page)
        badge = self.folder / "badge.bin"
        badge.write_bytes(data)
        answer = self.terminal.run(
            "verify", badge, "--json", "--at", NOW, "--documents", self.folder
        )
        assert "Traceback" not in answer.err
        return answer.code, json.loads(answer.out)

    def by_upload(self, data: bytes) -> tuple[int, dict]:
        """Send a file, in a form written by hand: the test client leaves large files open."""
        head = b'Content-Disposition: form-data; name="file"; filename="../../badge.json"'
        body = b"--x\r\n" + head + b"\r\n\r\n" + data + b"\r\n--x--\r\n"
        kind = "multipart/form-data; boundary=x"
        return self._answered(self.client.post("/api/v1/verify", data=body, content_type=kind))

    def by_body(self, data: bytes) -> tuple[int, dict]:
        """Send the bytes as they are."""
        answer = self.client.post(
            "/api/v1/verify", data=data, content_type="application/octet-stream"
        )
        return self._answered(answer)

    def by_envelope(self, data: bytes) -> tuple[int, dict]:
        """Send the text inside `{"credential": …}`."""
        answer = self.client.post(
            "/api/v1/verify",
            data=b'{"credential":' + data + b"}",
            content_type="application/json",
        )
        return self._answered(answer)

    def _answered(self, answer) -> tuple[int, dict]:
        kind = "application/json" if answer.status_code == 200 else "application/problem+json"
        assert kind == answer.content_type
        return answer.status_code, json.loads(answer.get_data())

    def digest(self) -> str:
        """What the database holds."""
        return hashlib.sha256(self.database.read_bytes()).hexdigest()


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database of this installation."""
    path = tmp_path_factory.mktemp("doors") / "badger.sqlite3"
    path.write_bytes(migrated_sqlite())
    return path


@pytest.fixture
def doors(
    world: World, now: datetime, tmp_path: Path, database: Path, capfdbinary
) -> Iterator[Doors]:
    """Both doors, opened on the same world."""
    settings = Settings(
        database_url=f"sqlite:///{database}",
        secret_key="only for tests, long enough for a signature",
        verify_per_minute=100_000,
        verify_processes=0,
    )
    app = make_app(settings, clock=lambda: now, fetcher=world)
    yield Doors(world, Terminal(capfdbinary), app.test_client(), tmp_path, database)


_CONNECTED: list[object] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.getaddrinfo"):
        _CONNECTED.append(arguments)


sys.addaudithook(_note)


@pytest.mark.parametrize("name", list(CASES))
def test_a_hostile_input_is_answered_alike_by_every_door(doors: Doors, name: str):
    make, expected = CASES[name]
    data = make(doors.world)
    before, connected = doors.digest(), len(_CONNECTED)

    code, report = doors.by_command(data)
    answers = [doors.by_upload(data), doors.by_body(data)] if data else [doors.by_upload(data)]

    if "verdict" in report:
        _same_report(code, report, answers, expected)
    else:
        _same_problem(code, report, answers, expected)
    assert before == doors.digest()
    assert connected == len(_CONNECTED)


def _same_report(code: int, report: dict, answers: list, expected: str | None) -> None:
    assert expected in (report["verdict"], None)
    assert EXIT[report["verdict"]] == code
    for status, other in answers:
        assert 200 == status
        assert report["verdict"] == other["verdict"]
        assert _open_or_failed(report) == _open_or_failed(other)
    for finding in report["findings"]:
        assert finding["code"] in SENTENCES


def _open_or_failed(report: dict) -> list[tuple[str, str]]:
    """The findings that decide; what could not be fetched may be called by another word."""
    return [
        (one["step"], "fetch" if one["code"].startswith("fetch.") else one["code"])
        for one in report["findings"]
        if one["outcome"] in ("failed", "undetermined")
    ]


def _same_problem(code: int, problem: dict, answers: list, expected: str | None) -> None:
    assert 3 == code
    assert expected in (problem["code"], None)
    assert problem["code"] in SENTENCES
    assert problem["detail"] and "{" not in problem["detail"].replace("{ …", "")
    for status, other in answers:
        assert status in (413, 422)
        assert problem["code"] == other["code"]
        assert problem["detail"] == other["detail"]
        assert status == other["status"]


@pytest.mark.parametrize("name", [name for name in CASES if name[0] in "DLS"])
def test_a_badge_in_an_envelope_is_answered_like_the_file(doors: Doors, name: str):
    data = CASES[name][0](doors.world)

    status, report = doors.by_envelope(data)
    file_status, file_report = doors.by_upload(data)

    if file_status == 200:
        assert (200, file_report["verdict"]) == (status, report["verdict"])
    else:
        assert 422 == status


def test_d17_a_part_of_a_badge_is_verified_on_the_page(doors: Doors):
    part = _part(doors.world)

    good = post(doors.client, "/verify", text=json.dumps(part)).get_data(as_text=True)
    bad = post(doors.client, "/verify", text=json.dumps({**part, "name": "Autre"}))

    # The issuer is a key without a name: the page says so before everything else.
    assert "émetteur anonyme (clé sans identité)" in good
    assert "Esprit d&#39;équipe" in good
    assert "Document modifié ou non signé" in bad.get_data(as_text=True)


@pytest.mark.parametrize("name", TOKENS)
def test_a_token_in_an_envelope_is_answered_like_the_file(doors: Doors, name: str):
    data = TOKENS[name][0](doors.world)

    status, report = doors.by_envelope(_json(data.decode()))
    file_status, file_report = doors.by_upload(data)

    assert (file_status, file_report.get("code")) == (status, report.get("code"))
    assert file_report.get("verdict") == report.get("verdict")
    if report.get("code") == "jwt.too_large":
        assert 413 == status


@pytest.mark.parametrize("name", TOKENS)
def test_a_token_on_the_page_is_answered_like_the_file(doors: Doors, name: str):
    make, expected = TOKENS[name]
    page = post(doors.client, "/verify", text=make(doors.world).decode()).get_data(as_text=True)

    is_praised = "Badge authentique" in page or "Esprit d&#39;équipe" in page
    assert (expected == "verified") is is_praised
    assert ('class="banner alert"' in page) is (expected == "not_verified")
    assert ('role="alert"' in page) or expected in EXIT


def test_a_token_of_more_than_a_string_of_json_is_read_in_an_envelope(doors: Doors):
    """The string limit of JSON is 65,536 bytes; a badge with long evidence is longer as a token."""
    parts = [
        {"id": f"https://club.example/{n}", "type": ["Evidence"], "name": "x" * 60_000}
        for n in range(3)
    ]
    data = made(doors.world.club, evidence=parts)

    status, report = doors.by_envelope(_json(data.decode()))

    assert 200_000 < len(data)
    assert (200, "verified") == (status, report["verdict"])


def test_a_long_string_of_a_badge_in_an_envelope_meets_the_limit_of_json(doors: Doors):
    document = doors.world.issue_badge(name="x" * 70_000)

    status, problem = doors.by_envelope(_json(document))

    assert (422, "json.string_too_long") == (status, problem["code"])


@pytest.mark.parametrize("name", LEADS)
def test_j05_j06_a_token_that_names_another_machine_opens_no_connection(
    doors: Doors, now: datetime, database: Path, name: str
):
    """The real, guarded network: the issuer is a did:key, so nothing is to be asked at all."""
    settings = Settings(
        database_url=f"sqlite:///{database}",
        secret_key="only for tests, long enough for a signature",
        verify_processes=0,
    )
    client = make_app(settings, clock=lambda: now).test_client()
    data, connected = LEADS[name](doors.world), len(_CONNECTED)

    answer = client.post("/api/v1/verify", data=data, content_type="application/octet-stream")

    assert "not_verified" == answer.get_json()["verdict"]
    assert connected == len(_CONNECTED)


def test_j05_the_hook_counts_what_is_asked():
    connected = len(_CONNECTED)

    socket.getaddrinfo("127.0.0.1", 443)

    assert connected + 1 == len(_CONNECTED)


@pytest.mark.parametrize("carrier", ["png", "svg"])
def test_a_hostile_badge_in_an_image_is_answered_alike(doors: Doors, carrier: str):
    data = CASES["L01 unknown term"][0](doors.world)
    image = bake(png() if carrier == "png" else SVG, data)

    code, report = doors.by_command(image)

    assert (1, "not_verified") == (code, report["verdict"])
    assert "not_verified" == doors.by_upload(image)[1]["verdict"]


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/badge.json",
        "https://[::1]/badge.json",
        "https://localhost/badge.json",
        "https://2130706433/",
        "https://user@issuer.example/",
        "https://issuer.example:22/",
        "http://issuer.example/badge.json",
        "file:///etc/passwd",
        "gopher://issuer.example/",
        "javascript:alert(1)",
        "not an address",
    ],
)
def test_f01_f02_an_address_that_leads_elsewhere_is_a_problem_at_every_door(doors: Doors, url: str):
    connected = len(_CONNECTED)

    answer = doors.terminal.run("verify", url, "--json")
    response = doors.client.post("/api/v1/verify", json={"url": url})

    assert 3 == answer.code
    assert json.loads(answer.out)["code"] in SENTENCES
    assert 422 == response.status_code
    assert response.get_json()["code"] in SENTENCES
    assert connected == len(_CONNECTED)


def test_a_badge_at_an_address_is_verified_by_the_api(doors: Doors):
    doors.world.publish("https://club.example/badges/1", doors.world.issue_badge())

    response = doors.client.post("/api/v1/verify", json={"url": "https://club.example/badges/1"})

    assert (200, "verified") == (response.status_code, response.get_json()["verdict"])
    assert "no-store" == response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("body", "kind", "code"),
    [
        (b"", "application/json", "input.missing"),
        (b"{}", "application/json", "input.missing"),
        (b'{"credential": 5}', "application/json", "input.missing"),
        (b'{"credential": null, "url": null}', "application/json", "input.missing"),
        (b'{"url": ""}', "application/json", "input.missing"),
        (b'{"url": ["https://a.example/"]}', "application/json", "input.missing"),
        (b"[]", "application/json", "json.not_an_object"),
        (b"{", "application/json", "json.syntax"),
        (b'{"credential": {}, "credential": {}}', "application/json", "json.duplicate_key"),
        (b'{"credential": ""}', "application/json", "input.empty"),
        (b"", "multipart/form-data; boundary=x", "input.missing"),
        (b"--y\r\n", "multipart/form-data", "input.missing"),
        (b"a=b", "application/x-www-form-urlencoded", "json.syntax"),
    ],
)
def test_p08_a_request_with_nothing_to_verify_is_a_problem(
    doors: Doors, body: bytes, kind: str, code: str
):
    response = doors.client.post("/api/v1/verify", data=body, content_type=kind)

    assert 422 == response.status_code
    problem = response.get_json()
    assert code == problem["code"]
    assert {"type", "title", "status", "code", "detail"} == set(problem)


def test_a_badge_as_text_in_the_envelope_is_verified(doors: Doors):
    text_of_badge = json.dumps(doors.world.issue_badge())

    response = doors.client.post("/api/v1/verify", json={"credential": text_of_badge})

    assert "verified" == response.get_json()["verdict"]


def test_the_person_that_is_expected_can_be_asked_for(doors: Doors):
    document = doors.world.issue_badge()

    right = doors.client.post(
        "/api/v1/verify", json={"credential": document, "recipient": "personne@exemple.fr"}
    )
    form = {"file": (io.BytesIO(_json(document)), "b.json"), "recipient": "autre@exemple.fr"}
    wrong = doors.client.post("/api/v1/verify", data=form)

    assert "verified" == right.get_json()["verdict"]
    assert "not_verified" == wrong.get_json()["verdict"]


@pytest.mark.parametrize("method", ["get", "put", "delete", "patch"])
def test_another_method_is_not_allowed(doors: Doors, method: str):
    response = getattr(doors.client, method)("/api/v1/verify")

    assert 405 == response.status_code


def test_a_body_without_end_is_refused(doors: Doors):
    response = doors.client.post(
        "/api/v1/verify", data=b"x" * 6_000_000, content_type="application/octet-stream"
    )

    assert 413 == response.status_code
    assert "application/problem+json" == response.content_type
