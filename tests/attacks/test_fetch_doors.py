"""No door leads a fetch inside (hardening F01 to F05, F09, R12; X11).

Every door is tried with every address: the network behind it would really dial whatever the
checks let through, and an audit hook counts what Python asks of the system.
"""

import ipaddress
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.attacks.addresses_inside import INSIDE
from tests.attacks.counted import Counter
from tests.attacks.fetch_doors import NAMES, Doors
from tests.attacks.url_forms import FORMS
from tests.loopback import Loopback, PublicNetwork, page

BODY = b"{}"


class Dialling(Loopback):
    """Dials for real whatever was not served here: nothing of it would go unseen."""

    def connect(self, address: str, port: int, *, timeout_s: float) -> socket.socket:
        """Lead a public address to its server; dial every other as it is."""
        if address in self.ports:
            return super().connect(address, port, timeout_s=timeout_s)
        self.dialled.append(f"{address}:{port}")
        return socket.create_connection((address, port), timeout=0.05)


@dataclass
class Stage:
    """The doors, the internet behind them, and what was counted."""

    doors: Doors
    internet: PublicNetwork
    counter: Counter

    @property
    def network(self) -> Loopback:
        """What was looked up and dialled."""
        return self.internet.network

    def forget(self) -> None:
        """Begin anew."""
        self.counter = Counter(self.counter.allowed)
        self.network.looked_up.clear()
        self.network.dialled.clear()


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One application over an internet that dials for real."""
    yield from _staged(tmp_path_factory.mktemp("doors"))


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Stage]:
    """The same, with nothing fetched yet."""
    yield from _staged(tmp_path)


def _staged(folder: Path) -> Iterator[Stage]:
    internet = PublicNetwork()
    internet.network = Dialling()
    server = internet.host("issuer.example", page(BODY))
    counter = Counter({server.port})
    yield Stage(Doors(folder, internet.fetcher()), internet, counter)
    internet.close()


@pytest.mark.parametrize("door", NAMES)
def test_every_door_leads_to_the_network(stage: Stage, door: str):
    """Else nothing that follows would prove anything."""
    stage.forget()
    stage.doors.open(door, f"https://issuer.example/{NAMES.index(door)}/a")

    assert {"issuer.example"} == set(stage.network.looked_up)
    assert {"93.184.215.1:443"} == set(stage.network.dialled)


@pytest.mark.parametrize("door", NAMES)
def test_f01_no_door_leads_to_an_address_inside(stage: Stage, door: str):
    for number, address in enumerate(INSIDE):
        stage.forget()
        stage.network.names[f"n{number}.example"] = [address]

        said = stage.doors.open(door, f"https://n{number}.example/{NAMES.index(door)}/a")

        assert {f"n{number}.example"} == set(stage.network.looked_up), address
        assert [] == stage.network.dialled, address
        assert [] == stage.counter.outside(), address
        assert address not in said


def test_f01_the_table_is_long_and_has_every_kind():
    assert 100 <= len(INSIDE) == len(set(INSIDE))
    kinds = {ipaddress.ip_address(address).version for address in INSIDE}
    assert {4, 6} == kinds


@pytest.mark.parametrize("door", NAMES)
def test_r12_f02_f05_no_spelling_of_an_address_leads_inside(fresh: Stage, door: str):
    for form in FORMS:
        fresh.doors.open(door, form)

    assert set(fresh.network.looked_up) <= {"issuer.example"}
    assert set(fresh.network.dialled) <= {"93.184.215.1:443"}
    assert [] == fresh.counter.outside()


@pytest.mark.parametrize("door", ["page", "form", "api", "command line"])
def test_f02_a_pasted_address_in_another_spelling_is_not_even_looked_up(fresh: Stage, door: str):
    for form in FORMS:
        fresh.doors.open(door, form)

    assert [] == fresh.network.looked_up


def test_r12_f02_there_are_three_hundred_spellings():
    assert 300 <= len(FORMS) == len(set(FORMS))


Answers = Callable[[int], list[str]]
PUBLIC = "93.184.215.1"
# What a hostile name server says at the first, second … look-up.
REBINDING: dict[str, Answers] = {
    "private at once": lambda _: ["127.0.0.1"],
    "public, then private": lambda n: [PUBLIC] if n == 0 else ["127.0.0.1"],
    "public twice, then private": lambda n: [PUBLIC] if n < 2 else ["10.0.0.1"],
    "in turns": lambda n: [PUBLIC] if n % 2 == 0 else ["169.254.169.254"],
    "public and private": lambda _: [PUBLIC, "127.0.0.1"],
    "private and public": lambda _: ["127.0.0.1", PUBLIC],
    "many public, one private": lambda _: [PUBLIC] * 30 + ["192.168.0.1"],
    "public v4, private v6": lambda _: [PUBLIC, "::1"],
    "mapped": lambda _: ["::ffff:127.0.0.1"],
    "NAT64": lambda _: ["64:ff9b::7f00:1"],
    "6to4": lambda _: ["2002:7f00:1::1"],
    "with a zone": lambda _: ["fe80::1%1"],
    "unspecified": lambda _: ["0.0.0.0"],  # noqa: S104
    "no address": lambda _: ["localhost"],
    "an empty address": lambda _: [""],
    "a number": lambda _: ["2130706433"],
    "nothing": lambda _: [],
}


class Turning(Dialling):
    """A name server that says something else each time."""

    def __init__(self, answers: Answers) -> None:
        super().__init__()
        self._answers = answers
        self._asked = 0

    def resolve(self, host: str, *, timeout_s: float) -> list[str]:
        """Answer by the plan; other names as usual."""
        if host != "turning.example":
            return super().resolve(host, timeout_s=timeout_s)
        self.looked_up.append(host)
        self._asked += 1
        return self._answers(self._asked - 1)


@pytest.mark.parametrize("plan", list(REBINDING))
def test_r12_f03_a_name_that_turns_is_dialled_where_it_was_checked(tmp_path: Path, plan: str):
    internet = PublicNetwork()
    internet.network = Turning(REBINDING[plan])
    servers = [internet.host(name, page(BODY)) for name in ("turning.example", "www.example")]
    counter = Counter({server.port for server in servers})
    doors = Doors(tmp_path, internet.fetcher())

    for turn in range(4):
        for door in NAMES:
            doors.open(door, f"https://turning.example/{turn}/{NAMES.index(door)}")

    assert "turning.example" in internet.network.looked_up
    assert set(internet.network.dialled) <= {f"{PUBLIC}:443"}
    assert [] == counter.outside()
    internet.close()


# Where a host sends whoever asks; every name inside is an address inside.
REDIRECTS = (
    "http://issuer.example/",
    "http://127.0.0.1/",
    "https://127.0.0.1/",
    "https://2130706433/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "//127.0.0.1/",
    "//inside.example/",
    "\\\\127.0.0.1\\",
    "https://inside.example/",
    "https://inside.example:443/",
    "https://issuer.example@127.0.0.1/",
    "https://issuer.example:22/",
    "https://localhost/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "ftp://127.0.0.1/",
    "data:application/json,{}",
    "javascript:1",
    "https:127.0.0.1",
    "https:/\\127.0.0.1/",
    "/\\127.0.0.1/",
    "https://①②⑦.⓪.⓪.①/",
    "https://127.0.0.1%23.issuer.example/",
    "https://redirecting.example/again",
)


@pytest.mark.parametrize("location", REDIRECTS)
def test_r12_f04_no_redirect_leads_inside(tmp_path: Path, location: str):
    internet = PublicNetwork()
    internet.network = Dialling()
    internet.network.names["inside.example"] = ["10.0.0.1"]
    answer = page(b"", f"Location: {location}", status="302 Found")
    server = internet.host("redirecting.example", answer)
    doors = Doors(tmp_path, internet.fetcher())
    counter = Counter({server.port})

    for door in NAMES:
        doors.open(door, f"https://redirecting.example/{NAMES.index(door)}")

    assert {"93.184.215.1:443"} == set(internet.network.dialled)
    assert [] == counter.outside()
    internet.close()


def test_r12_there_are_twenty_plans_and_more():
    assert 20 <= len(REBINDING) + len(REDIRECTS)


def test_f04_eleven_hops_are_left_after_three(fresh: Stage):
    for hop in range(11):
        answer = page(b"", f"Location: https://h{hop + 1}.example/", status="302 Found")
        fresh.counter.allowed.add(fresh.internet.host(f"h{hop}.example", answer).port)

    said = fresh.doors.open("api", "https://h0.example/")

    assert "fetch.redirects" in said
    assert [f"h{hop}.example" for hop in range(4)] == fresh.network.looked_up


def test_f03_a_name_that_stands_for_another_is_judged_by_its_addresses(fresh: Stage):
    """A CNAME is followed by the name server: only what it leads to counts."""
    fresh.network.names["alias.example"] = fresh.network.names["issuer.example"]
    fresh.network.names["127.0.0.1.nip.example"] = ["127.0.0.1"]

    assert "fetch.tls" in fresh.doors.open("api", "https://alias.example/")
    assert "fetch.private" in fresh.doors.open("api", "https://127.0.0.1.nip.example/")
    assert ["93.184.215.1:443"] == fresh.network.dialled


DIDS = (
    "did:web:127.0.0.1",
    "did:web:localhost",
    "did:web:localhost%3A443",
    "did:web:2130706433",
    "did:web:0x7f000001",
    "did:web:0177.0.0.1",
    "did:web:127.1",
    "did:web:%5B%3A%3A1%5D",
    "did:web:[::1]",
    "did:web:issuer.example:..:secret",
    "did:web:issuer.example:.:secret",
    "did:web:issuer.example:%2e%2e:secret",
    "did:web:issuer.example%2fsecret",
    "did:web:issuer.example%3A22",
    "did:web:issuer.example%3A0",
    "did:web:issuer.example%3A8443:club",
    "did:web:issuer.example%3A443%3A443",
    "did:web:user@issuer.example",
    "did:web:user%40issuer.example",
    "did:web:issuer.example%00",
    "did:web:issuer.example%0d%0aHost:inside",
    "did:web:issuer.example::club",
    "did:web:issuer.example:",
    "did:web:issuer.example.",
    "did:web:printer.local",
    "did:web:①②⑦.⓪.⓪.①",
    "did:web:",
    "did:web::",
    "did:WEB:issuer.example",
    "DID:web:issuer.example",
    "did:web:https://issuer.example/",
    "did:web:issuer.example/../x",
    "did:web:issuer.example?x=y",
    "did:web:issuer.example\\club",
)


@pytest.mark.parametrize("did", DIDS)
def test_f09_a_did_that_leads_elsewhere_is_looked_up_by_no_door(stage: Stage, did: str):
    stage.forget()
    unsigned = {**stage.doors.badge(), "issuer": {"id": did, "type": ["Profile"]}}

    answer = stage.doors.post(unsigned)

    assert 200 == answer.status_code
    assert "verified" != answer.get_json()["verdict"]
    assert [] == stage.network.looked_up
    assert [] == stage.counter.outside()
