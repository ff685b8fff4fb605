"""What verifying processes ask of the system, and how often they ask (hardening F08, R12)."""

import json
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import badger.jobs.judges
from badger.verify.copies import HOST_PER_MINUTE
from badger.verify.isolation import Staff
from tests.attacks.addresses_inside import INSIDE
from tests.attacks.counted import Counter
from tests.attacks.fetch_doors import app_over, did_of
from tests.attacks.url_forms import FORMS
from tests.web_world import token_of
from tests.world import Issuer, World, badge_document, endorsement, status_entry

COUNTED = (sys.executable, "-m", "tests.attacks.counted_worker")
PUBLIC = "93.184.215.14"


class Counted:
    """The application with processes that count; `calls` is what they asked of the system."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "calls.txt"
        self._file.touch()
        self.app = app_over(folder, None, processes=1)
        self.client = self.app.test_client()
        self.token = token_of(self.client, "/verify")
        self.counter = Counter()

    def calls(self) -> list[str]:
        """What was asked, in order."""
        return self._file.read_text(encoding="utf-8").splitlines()

    def of(self, word: str) -> list[str]:
        """What was asked by one word: name, connect or resolve."""
        return [call for call in self.calls() if call.startswith(f"{word} ")]

    def paste(self, url: str) -> None:
        """Show an address at every door that takes one."""
        answers = (
            self.client.post("/api/v1/verify", json={"url": url}),
            self.client.get("/verify", query_string={"url": url}),
            self.client.post("/verify", data={"csrf_token": self.token, "url": url}),
        )
        assert {answer.status_code for answer in answers} <= {200, 422}, url

    def show(self, document: object) -> None:
        """Show a badge to the API."""
        answer = self.client.post(
            "/api/v1/verify",
            data=json.dumps(document).encode(),
            content_type="application/octet-stream",
        )
        assert 200 == answer.status_code, answer.get_data()


@pytest.fixture
def counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Counted]:
    """An application over processes that count."""
    names = {f"n{number}.example": [address] for number, address in enumerate(INSIDE)}
    names |= {"public.example": [PUBLIC], "mixed.example": [PUBLIC, "10.0.0.1"]}
    monkeypatch.setenv("COUNTED_CALLS", str(tmp_path / "calls.txt"))
    monkeypatch.setenv("COUNTED_NAMES", json.dumps(names))
    monkeypatch.setattr(badger.jobs.judges, "Staff", partial(Staff, command=COUNTED))
    found = Counted(tmp_path)
    yield found
    found.app.extensions["badger"].judge.close()


def test_r12_what_a_verifying_process_dials_is_counted(counted: Counted):
    """Else a count of nothing would prove nothing."""
    counted.paste("https://public.example/badge")

    assert ["name 'public.example'"] == counted.of("name")
    assert [f"connect ('{PUBLIC}', 443)"] == counted.of("connect")
    assert [] == counted.counter.outside()


def test_r12_no_spelling_leads_a_verifying_process_inside(counted: Counted):
    for form in FORMS:
        counted.paste(form)

    assert [] == counted.calls()
    assert [] == counted.counter.outside()


def test_r12_f01_no_name_leads_a_verifying_process_inside(counted: Counted):
    world = World()
    for number in range(len(INSIDE)):
        host = f"n{number}.example"
        counted.paste(f"https://{host}/badge")
        for identifier in (did_of(f"https://{host}/club"), f"https://{host}/club"):
            counted.show(Issuer(world, identifier).sign(badge_document(identifier)))
    counted.paste("https://mixed.example/")

    assert 3 * len(INSIDE) + 1 == len(counted.of("name"))
    assert [] == counted.of("connect")
    assert [] == counted.of("resolve")
    assert [] == counted.counter.outside()


def served(folder: Path, world: World) -> FlaskClient:
    """The application with a process apart, over an internet in memory that counts fetches."""
    return app_over(folder, world, processes=1).test_client()


@pytest.fixture
def client(tmp_path: Path, world: World) -> Iterator[FlaskClient]:
    """A visitor of that application."""
    found = served(tmp_path, world)
    yield found
    found.application.extensions["badger"].judge.close()


def test_f08_the_same_address_a_thousand_times_is_fetched_once(client: FlaskClient, world: World):
    url = "https://club.example/badges/1"
    world.publish(url, world.issue_revocable())

    for _ in range(1_000):
        answer = client.post("/api/v1/verify", json={"url": url})
        assert "verified" == answer.get_json()["verdict"]

    assert 3 == len(world.fetched) == len(set(world.fetched))


def test_f08_an_address_that_fails_a_thousand_times_is_fetched_once(
    client: FlaskClient, world: World
):
    url = "https://club.example/badges/none"

    for _ in range(1_000):
        assert 422 == client.post("/api/v1/verify", json={"url": url}).status_code

    assert [url] == world.fetched


@pytest.mark.parametrize(
    "form",
    [
        "https://club.example/badges/1#{n}",
        "https://club.example/badges/1#{n}#{n}",
        "https://CLUB.example/badges/1#{n}",
        "https://club.example:443/badges/1#{n}",
        "HTTPS://club.example/badges/1#{n}",
    ],
)
def test_f08_another_spelling_of_the_same_address_is_the_same_address(
    client: FlaskClient, world: World, form: str
):
    world.publish("https://club.example/badges/1", world.issue_badge())

    for number in range(100):
        answer = client.post("/api/v1/verify", json={"url": form.format(n=number)})
        assert "verified" == answer.get_json()["verdict"]

    assert 1 == len([url for url in world.fetched if "/badges/" in url])


def test_f08_a_host_is_asked_a_bounded_number_of_times(client: FlaskClient, world: World):
    answers = [
        client.post("/api/v1/verify", json={"url": f"https://CLUB.example{port}/b/{number}"})
        for number in range(100)
        for port in ("", ":443")
    ]

    assert HOST_PER_MINUTE == len(world.fetched)
    assert "fetch.host_budget" == answers[-1].get_json()["code"]


def test_f08_one_badge_asks_a_bounded_number_of_addresses(client: FlaskClient, world: World):
    """Sixteen endorsements of sixteen hosts: six fetches, and the answer comes."""
    entry = status_entry(world.publish_list())
    signers = [Issuer(world, f"did:web:n{number}.example") for number in range(16)]
    praises = [
        endorsement(one, "https://club.example/badges/1", comment="x" * number)
        for number, one in enumerate(signers, start=1)
    ]
    document = world.issue_badge(credentialStatus=entry, endorsement=praises)

    answer = client.post("/api/v1/verify", json={"credential": document})

    assert 200 == answer.status_code
    assert 6 >= len(world.fetched)
