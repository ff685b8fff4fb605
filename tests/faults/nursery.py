"""Workers to be killed: forked from one process that has imported everything.

A round then takes no start of Python, and hundreds of kills take minutes.

python -m tests.faults.nursery: each line of standard input names a worker with its arguments,
the next one kills it. What a worker acknowledged is a line on standard output, written at once;
« over » comes after the last.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from badger.db.base import open_engine, write_session
from badger.db.rows import CredentialRow
from badger.issuer.award import AwardRequest, reserve_awards
from badger.issuer.finish import finish_awards
from badger.issuer.keyring import Keyring
from badger.issuer.revocation import revoke_credential
from tests.factories import ADDRESSES, KEK, KEYRING, NOW

REPOSITORY = Path(__file__).parent.parent.parent
NEW_KEK = bytes(reversed(range(32)))
BOTH = Keyring(NEW_KEK, former_key=KEK)
DONE, OVER = "done", "over"


@dataclass(frozen=True, slots=True)
class Nursery:
    """The process whose children are killed."""

    process: subprocess.Popen[str]

    def kill(
        self, worker: str, *arguments: str, after_s: float, before: Callable[[], None] | None = None
    ) -> list[str]:
        """Start a worker, kill it some time after its first line; return what it acknowledged.

        before: what happens to it first.
        """
        said = [self._tell([worker, *arguments])]
        time.sleep(after_s)
        if before is not None:
            before()
        said.append(self._tell(["kill"]))
        while said[-1] != OVER:
            said.append(self._line())
        return [line for line in said if line not in (DONE, OVER)]

    def _tell(self, words: list[str]) -> str:
        """Send a line, and return the next one that comes."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        return self._line()

    def _line(self) -> str:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.endswith("\n"), "the nursery has ended"
        return line.removesuffix("\n")


@contextmanager
def open_nursery() -> Iterator[Nursery]:
    """Start the process that has everything ready, and end it."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.faults.nursery"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=REPOSITORY,
        text=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    ) as process:
        yield Nursery(process)


def say(line: str) -> None:
    """Write a line in one piece: `print` writes its end apart where nothing is buffered."""
    os.write(sys.stdout.fileno(), f"{line}\n".encode())


def award_each(url: str, *proposals: str) -> None:
    """Reserve, commit, sign, commit and acknowledge, proposal by proposal."""
    engine = open_engine(url)
    parts = {"keyring": KEYRING, "now": NOW, "addresses": ADDRESSES}
    for proposal_id in proposals:
        request = AwardRequest(proposal_id, f"key-{proposal_id}")
        with write_session(engine) as db:
            (row,) = reserve_awards(db, [request], **parts)
            credential_id = row.id
        with write_session(engine) as db:
            finish_awards(db, [db.get(CredentialRow, credential_id)], **parts)
        say(credential_id)
    say(DONE)


def revoke_each(url: str, *credentials: str) -> None:
    """Revoke, commit and acknowledge, badge by badge."""
    engine = open_engine(url)
    parts = {"actor": "test", "now": NOW, "keyring": KEYRING, "addresses": ADDRESSES}
    for credential_id in credentials:
        with write_session(engine) as db:
            revoke_credential(db, credential_id, reason="Test.", **parts)
        say(credential_id)
    say(DONE)


def rewrap_each(url: str) -> None:
    """Move key by key to the new key-encryption key; acknowledge each."""
    engine, moved = open_engine(url), 1
    while moved:
        with write_session(engine) as db:
            moved = BOTH.rewrap(db, limit=1)
        say("moved" if moved else DONE)


WORKERS = {"award": award_each, "revoke": revoke_each, "rewrap": rewrap_each}


def main() -> None:
    """Fork a worker for each line, and kill it at the next."""
    fork = get_context("fork")
    while line := sys.stdin.readline():
        name, *arguments = json.loads(line)
        child = fork.Process(target=WORKERS[name], args=arguments)
        child.start()
        sys.stdin.readline()
        child.kill()
        child.join()
        say(OVER)


if __name__ == "__main__":
    main()
