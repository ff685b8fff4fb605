"""Documents made to be dear, and many of them at once (hardening L10, L11, R10, R11).

Visitors' badges are judged in processes apart here, as on a server. Nothing is timed: a
document that took too long would cost its process its life, and the set of processes tells.
"""

import contextlib
import io
import json
import os
import threading
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

import pytest

from badger.cli import run
from badger.schemas.conformity import load_explanations
from badger.sentences.catalogue import SENTENCES
from badger.verify.isolation import IsolatedJudge
from badger.verify.limits import MIB, resident_bytes
from tests.attacks.fetch_doors import app_over
from tests.attacks.png_files import itxt, png
from tests.attacks.poison import harmless, poisons
from tests.web_world import token_of
from tests.world import World

WORLD = World()
POISON = poisons(WORLD)
LEGIT = json.dumps(WORLD.issue_revocable()).encode()
NOW = "2026-03-14T09:30:00Z"


class Site:
    """A server with processes apart."""

    def __init__(self, folder: Path, *, processes: int) -> None:
        self.folder = folder
        self.app = app_over(folder, WORLD, processes=processes)
        judge = self.app.extensions["badger"].judge
        assert isinstance(judge, IsolatedJudge)
        self.judge = judge
        self.judge.warm()
        # As a server does at its start: the first refusal by a schema would load it.
        load_explanations()
        self.page = self.app.test_client()
        self.token = token_of(self.page, "/verify")

    def by_api(self, data: bytes, *, sender: str = "192.0.2.1") -> dict:
        """The report, or the problem where nothing can be read."""
        answer = self.app.test_client().post(
            "/api/v1/verify",
            data=data,
            content_type="application/octet-stream",
            environ_base={"REMOTE_ADDR": sender},
        )
        assert answer.status_code in (200, 413, 422), answer.get_data()
        return json.loads(answer.get_data())

    def by_page(self, data: bytes) -> str:
        """The page with the verdict, or the one that asks again."""
        part = b"--x\r\nContent-Disposition: form-data; name="
        token = part + b'"csrf_token"\r\n\r\n' + self.token.encode() + b"\r\n"
        file = part + b'"file"; filename="badge.json"\r\n\r\n' + data + b"\r\n--x--\r\n"
        kind = "multipart/form-data; boundary=x"
        answer = self.page.post("/verify", data=token + file, content_type=kind)
        assert answer.status_code in (200, 413, 422)
        return answer.get_data(as_text=True)

    def by_command(self, data: bytes) -> tuple[int, dict]:
        """The exit code and the report of the command line."""
        for number, page in enumerate(WORLD.pages.values()):
            (self.folder / f"{number}.json").write_bytes(page)
        badge = self.folder / "badge.bin"
        badge.write_bytes(data)
        words = ["verify", str(badge), "--json", "--at", NOW, "--documents", str(self.folder)]
        with (
            contextlib.redirect_stdout(io.StringIO()) as shown,
            contextlib.redirect_stderr(io.StringIO()),
        ):
            code = run(words)
        return code, json.loads(shown.getvalue())

    def is_sound(self) -> bool:
        """Tell whether the next visitor is served."""
        ready = self.page.get("/ready").status_code == 200
        return ready and self.by_api(LEGIT)["verdict"] == "verified"

    def resident(self) -> int:
        """Bytes that this process and those that verify hold together."""
        numbers = (os.getpid(), *self.judge.processes())
        return sum(resident_bytes(Path(f"/proc/{number}/statm")) for number in numbers)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server with one process apart."""
    found = Site(tmp_path_factory.mktemp("poison"), processes=1)
    yield found
    found.judge.close()


def deciding(report: dict) -> list[str]:
    """The codes that decide a report, or the code of a problem."""
    if "verdict" not in report:
        return [report["code"]]
    outcomes = ("failed", "undetermined")
    return [one["code"] for one in report["findings"] if one["outcome"] in outcomes]


@pytest.mark.parametrize("name", list(POISON))
def test_r11_l10_l11_poison_is_refused_by_every_door(site: Site, name: str):
    before = site.judge.processes()

    report = site.by_api(POISON[name])
    code, told = site.by_command(POISON[name])
    page = site.by_page(POISON[name])

    for codes in (deciding(report), deciding(told)):
        assert codes
        assert set(codes) <= set(SENTENCES)
        assert [] == [one for one in codes if one.startswith("limits.")]
    assert "verified" != report.get("verdict")
    assert report.get("verdict") == told.get("verdict")
    assert code in (1, 3)
    assert "Traceback" not in page
    assert site.is_sound()
    assert before == site.judge.processes()


@pytest.mark.parametrize("name", [name for name in POISON if "equal" in name])
def test_l10_what_needs_no_name_is_refused_for_what_it_is(site: Site, name: str):
    assert ["proof.complexity"] == deciding(site.by_api(POISON[name]))


def test_l11_1400_results_without_a_name_pass_every_door(site: Site):
    data = harmless(WORLD)

    assert "verified" == site.by_api(data)["verdict"]
    assert 0 == site.by_command(data)[0]
    assert "verdict" in site.by_page(data)


def test_r11_a_hundred_in_a_row_leave_everything_as_it_was(site: Site):
    assert site.is_sound()
    processes, before = site.judge.processes(), site.resident()

    for data in islice(cycle(POISON.values()), 100):
        assert "verified" != site.by_api(data).get("verdict")
        assert "verified" == site.by_api(LEGIT)["verdict"]

    assert site.is_sound()
    assert processes == site.judge.processes()
    assert 64 * MIB >= site.resident() - before


BOMB = WORLD.issue_revocable(credentialSubject={})
HOSTILE = (
    tuple(POISON.values()),
    (b"[" * 200_000, b'{"a":' * 5_000, b"{", b"\xff" * 1_000, b'{"a":"' + b"x" * 300_000 + b'"}'),
    (png(itxt())[:-20], png(itxt(), itxt()), png(*[itxt()] * 300), b"<svg " * 10_000),
    (json.dumps({**BOMB, "proof": [BOMB["proof"]] * 9}).encode(), LEGIT[:-2], LEGIT * 2),
)


def test_r10_four_hostile_senders_take_nothing_from_the_others(tmp_path: Path):
    site = Site(tmp_path, processes=4)
    stop, sent, broken = threading.Event(), [0] * len(HOSTILE), []

    def send(place: int) -> None:
        for data in cycle(HOSTILE[place]):
            if stop.is_set():
                return
            try:
                site.by_api(data, sender=f"198.51.100.{place}")
            except AssertionError as error:
                broken.append(error)
            sent[place] += 1

    senders = [threading.Thread(target=send, args=(place,)) for place in range(len(HOSTILE))]
    for sender in senders:
        sender.start()
    try:
        verdicts = [site.by_api(LEGIT)["verdict"] for _ in range(200)]
    finally:
        stop.set()
        for sender in senders:
            sender.join()

    assert ["verified"] * 200 == verdicts
    assert [] == broken
    assert all(sent)
    assert len(site.judge.processes()) <= 4
    assert site.is_sound()
    site.judge.close()
