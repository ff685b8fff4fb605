"""The site as it runs: web processes of gunicorn, and verifying processes that may be killed."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface

from badger.app import MAX_REQUEST_BYTES
from badger.db.base import open_engine, write_session
from badger.db.migrate import upgrade
from badger.json_value import JsonObject
from badger.web.security.long_bodies import MAX_LONG_BYTES
from badger.web.security.viewer import NUMBER_KEY, PERSON_KEY
from tests.factories import KEK, make_person
from tests.ports import free_port
from tests.world import World

PATIENCE_S = 60.0
PROGRAM = "from badger.cli import main; main()"
VERIFYING = b"badger.verify.isolation.worker"
WEB_PROCESSES = 2
SECRET = "for this test"


def children(number: int) -> set[int]:
    """The processes that a process has started, and those that they have."""
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text("latin-1").rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == number:
            child = int(path.parent.name)
            found |= {child, *children(child)}
    return found


def is_verifying(number: int) -> bool:
    try:
        return VERIFYING in Path(f"/proc/{number}/cmdline").read_bytes()
    except OSError:
        return False


def wait_for(what) -> None:
    end = time.monotonic() + PATIENCE_S
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


def are_gone(numbers: set[int]) -> bool:
    return not any(is_running(number) for number in numbers)


def is_running(number: int) -> bool:
    """Tell whether a process runs; one that has ended may wait for whoever adopted it."""
    try:
        state = Path(f"/proc/{number}/stat").read_text("latin-1").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@dataclass(frozen=True)
class Site:
    """A server, where it listens, and the browser session of somebody."""

    process: subprocess.Popen
    port: int
    cookie: str

    def ask(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, body, {"Content-Type": "application/vc"})
            response = connection.getresponse()
            return response.status, response.read()

    def announce(self, size: int) -> int:
        """Say how much will come, and wait for a word before any of it."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.putrequest("POST", "/api/v1/verify")
            connection.putheader("Content-Length", str(size))
            connection.endheaders()
            return connection.getresponse().status

    def announce_archive(self, size: int, *, cookie: str) -> int:
        """Say how long an archive will be, and wait for a word before any of it."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.putrequest("POST", "/me/archive")
            connection.putheader("Cookie", cookie)
            connection.putheader("Content-Length", str(size))
            connection.endheaders()
            return connection.getresponse().status

    def send_archive(self, archive: bytes, *, cookie: str) -> tuple[int, str]:
        """Send a file as a browser sends the form of the archive."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request("GET", "/me/archive", headers={"Cookie": cookie})
            shown = connection.getresponse()
            (token,) = set(re.findall(r'name="csrf_token" value="([^"]+)"', shown.read().decode()))
            cookie = shown.headers["Set-Cookie"].partition(";")[0]
            body = (
                b'--x\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n%s\r\n'
                b'--x\r\nContent-Disposition: form-data; name="archive"; filename="a.zip"\r\n\r\n'
                b"%s\r\n--x--\r\n" % (token.encode(), archive)
            )
            headers = {"Cookie": cookie, "Content-Type": "multipart/form-data; boundary=x"}
            connection.request("POST", "/me/archive", body, headers)
            response = connection.getresponse()
            return response.status, response.read().decode()

    def verify(self, document: JsonObject) -> tuple[str, str]:
        end = time.monotonic() + PATIENCE_S
        status, answer = self.ask("POST", "/api/v1/verify", json.dumps(document).encode())
        while status == 503 and time.monotonic() < end:
            # Nobody waits for a process that is only starting: a visitor asks again.
            time.sleep(0.5)
            status, answer = self.ask("POST", "/api/v1/verify", json.dumps(document).encode())
        assert 200 == status
        report = json.loads(answer)
        told = [one for one in report["findings"] if one["outcome"] in ("failed", "undetermined")]
        return report["verdict"], told[0]["code"] if told else ""

    def verifying(self) -> set[int]:
        return {number for number in children(self.process.pid) if is_verifying(number)}

    def answers(self) -> bool:
        try:
            return 200 == self.ask("GET", "/health")[0]
        except OSError:
            return False


def cookie_of(person_id: str) -> str:
    """The cookie of somebody who has signed in."""
    app = Flask("signs")
    app.secret_key = SECRET
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    return "badger=" + signer.dumps({PERSON_KEY: person_id, NUMBER_KEY: 0})


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """The site in two web processes, which ask nothing of the network."""
    url = f"sqlite:///{tmp_path / 'site.sqlite3'}"
    engine = open_engine(url)
    upgrade(engine)
    with write_session(engine) as db:
        person_id = make_person(db).id
    engine.dispose()
    port = free_port()
    settings = {
        "BADGER_DATABASE_URL": url,
        "BADGER_KEK": KEK.hex(),
        "BADGER_SECRET_KEY": SECRET,
        "BADGER_OUTBOUND": "off",
        "BADGER_VERIFY_PER_MINUTE": "1000",
    }
    words = ["serve", "--port", str(port), "--workers", str(WEB_PROCESSES)]
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *words], env={**os.environ, **settings}
    ) as process:
        found = Site(process, port, cookie_of(person_id))
        try:
            wait_for(found.answers)
            # Each web process has one ready before it answers.
            wait_for(lambda: WEB_PROCESSES == len(found.verifying()))
            yield found
        finally:
            process.kill()


def badge() -> JsonObject:
    """A badge that needs no network: its issuer is its key."""
    world = World()
    return world.issue_badge(world.new_issuer())


def poison() -> JsonObject:
    """Twelve nodes without names, each linked to all others, under somebody's signature."""
    names = [f"_:n{number}" for number in range(12)]
    nodes = [
        {"id": name, "type": ["Profile"], "parentOrg": [{"id": other} for other in names]}
        for name in names
    ]
    return {**badge(), "evidence": [{"type": ["Evidence"], "related": nodes}]}


def test_fault_2_a_site_outlives_its_verifying_processes_and_leaves_none(site: Site):
    good = badge()
    assert ("verified", "") == site.verify(good)
    verdict, _ = site.verify(poison())
    assert "verified" != verdict
    assert 413 == site.ask("POST", "/api/v1/verify", b'["' + b"x" * 2_000_000 + b'"]')[0]
    assert 413 == site.announce(MAX_REQUEST_BYTES + 1)

    assert ("inconclusive", "limits.stopped") == stopped_in_hand(site, good)
    for _ in range(4):
        assert ("verified", "") == site.verify(good)

    everything = {site.process.pid, *children(site.process.pid)}
    assert site.verifying()
    site.process.send_signal(signal.SIGTERM)
    assert 0 == site.process.wait(PATIENCE_S)
    wait_for(lambda: are_gone(everything))


def stopped_in_hand(site: Site, document: JsonObject) -> tuple[str, str]:
    """Ask, and kill the process that has the question in hand; give the answer.

    From outside nobody sees when a process has it: on a busy machine, it is killed later.
    """
    answer = ("", "")
    for pause_s in (0.5, 1.0, 2.0, 4.0):
        wait_for(lambda: WEB_PROCESSES <= len(site.verifying()))
        standing = site.verifying()
        for number in standing:
            os.kill(number, signal.SIGSTOP)
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(site.verify, document)
            time.sleep(pause_s)
            for number in standing:
                os.kill(number, signal.SIGKILL)
            answer = asked.result()
        if answer != ("verified", ""):
            break
        # It came too late for them, and others have answered.
        for _ in range(WEB_PROCESSES):
            site.verify(document)
    return answer


def test_fault_2_a_web_process_that_is_killed_takes_its_verifying_processes_along(site: Site):
    web = children(site.process.pid) - site.verifying()
    theirs = site.verifying()
    for number in web:
        os.kill(number, signal.SIGKILL)
    wait_for(lambda: are_gone(theirs))

    # gunicorn starts others.
    wait_for(lambda: WEB_PROCESSES == len(site.verifying()) and site.answers())
    assert ("verified", "") == site.verify(badge())


def test_fault_2_nothing_outlives_a_server_that_is_killed(site: Site):
    everything = children(site.process.pid)
    site.process.kill()
    wait_for(lambda: are_gone(everything))


def test_p08_a_long_archive_arrives_from_whoever_is_signed_in_and_from_nobody_else(site: Site):
    status, page = site.send_archive(b"x" * (2 * MAX_REQUEST_BYTES), cookie=site.cookie)
    assert 422 == status
    assert "Ce fichier n'a pas été lu." in page.replace("&#39;", "'").replace("\u00a0", " ")

    assert 413 == site.announce_archive(MAX_LONG_BYTES + 1, cookie=site.cookie)
    assert 403 == site.announce_archive(MAX_LONG_BYTES, cookie="badger=nobody")
