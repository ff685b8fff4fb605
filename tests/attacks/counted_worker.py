"""A verifying process whose every connection and look-up is written to a file, and stopped.

`COUNTED_CALLS` names the file; `COUNTED_NAMES` holds what the name server would say, as JSON.
Only the look-up of names is replaced: checks, limits and sockets are those of the product.
"""

import json
import os
import sys
from pathlib import Path

from badger.verify.fetch import GuardedFetcher
from badger.verify.isolation import worker
from badger.verify.network import SystemNetwork

CALLS = Path(os.environ["COUNTED_CALLS"])
NAMES = json.loads(os.environ["COUNTED_NAMES"])


def _write(word: str, what: object) -> None:
    with CALLS.open("a", encoding="utf-8") as file:
        file.write(f"{word} {what!r}\n")


def _count(event: str, arguments: tuple[object, ...]) -> None:
    if event in ("socket.connect", "socket.sendto"):
        _write("connect", arguments[1])
        raise ConnectionRefusedError(event)
    if event == "socket.getaddrinfo":
        _write("resolve", arguments[0])


def _look_up(host: str) -> list[str]:
    _write("name", host)
    return NAMES.get(host, [])


def _fetcher() -> GuardedFetcher:
    return GuardedFetcher(network=SystemNetwork(look_up=_look_up))


if __name__ == "__main__":
    sys.addaudithook(_count)
    worker.GuardedFetcher = _fetcher  # type: ignore[misc, assignment] - the only way in.
    worker.main()
