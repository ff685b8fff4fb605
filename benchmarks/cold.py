"""The command from nothing: `badger verify FILE`, openbadgeslib's command, a Node verifier."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from badger.credentials.baking import bake
from benchmarks.badge import NOW, Realistic
from benchmarks.figures import Figure
from benchmarks.timing import Task, interleaved
from benchmarks.verifying import VERIFY_RAW, encoded, raw_tasks
from benchmarks.workers import HERE, PeerMissing, install_node_peers, node

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9"/></svg>'
LIBRARY_OPTIONS = ("--resolve-did", "-r", "camille@personne.example")
OURS = "cold: badger verify FILE"
LIBRARY = "cold: openbadges-verifier"
NODE = "cold: Node, verifier-core"
# Installed packages are compiled once, when they are installed; so is badger here.
_ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}


@dataclass(frozen=True, slots=True)
class Command:
    """A command, started anew each time.

    expected: exit code that says that the badge was verified.
    """

    words: tuple[str, ...]
    expected: int = 0

    def run(self, count: int) -> float:
        """Start the command so many times, one after the other."""
        begin = time.perf_counter()
        for _ in range(count):
            done = subprocess.run(self.words, capture_output=True, check=False, env=_ENVIRONMENT)
            assert done.returncode == self.expected, (done.stdout, done.stderr)
        return time.perf_counter() - begin


def measure(badge: Realistic, *, rounds: int, folder: Path) -> Iterator[Figure]:
    """Measure the commands in turn, each on the badge in the form that it reads."""
    tasks: dict[str, Task] = {**raw_tasks(), **_commands(badge, folder)}
    times = interleaved(tasks, rounds=max(11, rounds // 2))
    yield Figure(OURS, times[OURS] * 1e3, times[OURS] / times[VERIFY_RAW], "V")
    python = times["cold: python -c pass"]
    yield Figure("cold: python -c pass", python * 1e3, python / times[OURS], "x")
    for name, goal in ((LIBRARY, 0.6), (NODE, 0.4)):
        if name in times:
            ratio = times[OURS] / times[name]
            yield Figure(f"{name} (badger against it)", times[name] * 1e3, ratio, "x", goal)


def _commands(badge: Realistic, folder: Path) -> dict[str, Task]:
    bin_folder = Path(sys.executable).parent
    ours, peer, baked = folder / "badge.json", folder / "peer.json", folder / "peer.svg"
    ours.write_bytes(encoded(badge.signed))
    peer.write_bytes(encoded(badge.peer))
    baked.write_bytes(bake(SVG, encoded(badge.peer)))
    documents = _documents(badge, folder)
    at = NOW.isoformat().replace("+00:00", "Z")
    verify = ("verify", str(ours), "--offline", "--documents", str(documents), "--at", at)
    commands = {
        "cold: python -c pass": Command((sys.executable, "-c", "pass")),
        OURS: Command((str(bin_folder / "badger"), *verify)),
        # 2 says that the signature is valid and the issuer known by no list.
        LIBRARY: Command(
            (str(bin_folder / "openbadges-verifier"), "-i", str(baked), *LIBRARY_OPTIONS),
            expected=2,
        ),
    }
    try:
        install_node_peers()
        commands[NODE] = Command((node(), str(HERE / "verify_file.mjs"), str(peer)))
    except PeerMissing as error:
        print(f"left out: Node's verifier ({error})", file=sys.stderr)
    return dict(commands)


def _documents(badge: Realistic, folder: Path) -> Path:
    documents = folder / "documents"
    documents.mkdir(exist_ok=True)
    for number, document in enumerate(badge.documents.values()):
        (documents / f"{number}.json").write_bytes(encoded(document))
    return documents
