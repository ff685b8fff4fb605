"""A simple generator of load: a few questions at a time, each on a connection of its own.

It runs on the same cores as what it asks, and takes the same from each.
"""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

AT_ONCE = 4
START_S = 60.0
TURN_S = 1.0
WARM_S = 4.0
Ask = Callable[[int], bytes]


@dataclass(slots=True)
class Turns:
    """What one site did: answers in a second for each turn, and how long each answer took."""

    rates: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Return the answers in a second, the median of the turns."""
        return median(self.rates)

    @property
    def p95_ms(self) -> float:
        """Return what 95 of 100 answers took at most."""
        return quantiles(self.seconds, n=20)[-1] * 1e3


@dataclass(frozen=True, slots=True)
class Site:
    """A started server.

    ask:     writes the whole HTTP request number n.
    expects: bytes that every answer holds: what is wrong is never measured.
    """

    port: int
    ask: Ask
    expects: bytes

    def answer(self, number: int) -> float:
        """Ask once; return the seconds until the last byte."""
        begin = time.perf_counter()
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as connection:
            connection.sendall(self.ask(number))
            parts = []
            while part := connection.recv(65_536):
                parts.append(part)
        passed = time.perf_counter() - begin
        answer = b"".join(parts)
        assert answer.startswith(b"HTTP/1.1 200"), answer[:200]
        assert self.expects in answer, answer[-2000:]
        return passed


def take_turns(
    sites: Mapping[str, Site], *, rounds: int, turn_s: float = TURN_S, at_once: int = AT_ONCE
) -> dict[str, Turns]:
    """Ask all sites in turns, so that a slow moment hurts all alike; `at_once`: how many ask."""
    found = {name: Turns() for name in sites}
    for site in sites.values():
        _turn(site, WARM_S, 0, at_once=at_once)  # Processes, caches and tables are warm after it.
    order = list(sites)
    for round_number in range(1, rounds + 1):
        for name in order:
            seconds, passed = _turn(sites[name], turn_s, round_number * 1_000_000, at_once=at_once)
            found[name].rates.append(len(seconds) / passed)
            found[name].seconds.extend(seconds)
        order.append(order.pop(0))
    return found


def _turn(site: Site, turn_s: float, start: int, *, at_once: int) -> tuple[list[float], float]:
    """Ask for so long; return the seconds of each answer, and those of the whole."""
    begin = time.perf_counter()
    found: list[list[float]] = [[] for _ in range(at_once)]
    broken: list[BaseException] = []

    def ask(place: int) -> None:
        number = start + place
        try:
            while time.perf_counter() < begin + turn_s:
                found[place].append(site.answer(number))
                number += at_once
        except (OSError, AssertionError) as error:
            broken.append(error)

    threads = [threading.Thread(target=ask, args=(place,)) for place in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if broken:
        raise broken[0]
    return [one for part in found for one in part], time.perf_counter() - begin


@contextmanager
def open_sites(
    names: Mapping[str, tuple[Ask, bytes]], *, folder: Path
) -> Iterator[dict[str, Site]]:
    """Start the sites of these names (`sites.SITES`), and end each by its number."""
    with ExitStack() as stack:
        yield {
            name: stack.enter_context(_open(name, ask, expects, folder))
            for name, (ask, expects) in names.items()
        }


@contextmanager
def _open(name: str, ask: Ask, expects: bytes, folder: Path) -> Iterator[Site]:
    port = _free_port()
    command = [sys.executable, "-m", "benchmarks.sites", name, str(port), str(folder)]
    process = subprocess.Popen(command)
    try:
        site = Site(port, ask, expects)
        _wait_for(site, process)
        yield site
    finally:
        process.terminate()
        process.wait()


def _wait_for(site: Site, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_S
    while True:
        try:
            site.answer(0)
        except OSError:
            if process.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def get(path: str, *, cookie: str = "") -> bytes:
    """Write a GET; `cookie` as a browser would send it, "" for none."""
    head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    return (head + (f"Cookie: {cookie}\r\n" if cookie else "") + "\r\n").encode()


def post(path: str, body: bytes, *, kind: str) -> bytes:
    """Write a POST."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
    return f"{head}Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
