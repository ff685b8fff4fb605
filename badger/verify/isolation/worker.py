"""The verifying process, which `process.py` starts as `python -c "…" CHANNEL …`.

It has no database, no key and no secret. It reads hostile bytes, asks the web process for
documents, fetches what it is told to fetch, and answers. Whatever happens to it, the web
process goes on.
"""

import argparse
import ctypes
import signal
import socket
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Final

from badger.late import load_late_modules
from badger.schemas.conformity import load_explanations
from badger.verify.budget import FETCH_TIMEOUT_S, Budget
from badger.verify.errors import Undetermined, UnreadableInput
from badger.verify.fetch import GuardedFetcher
from badger.verify.fetching import Fetcher, OfflineFetcher
from badger.verify.isolation import messages
from badger.verify.isolation.frames import Channel, ChannelBroken, Frame
from badger.verify.isolation.messages import LookUp, Place, Shown
from badger.verify.judge import Judge, LocalJudge, Question
from badger.verify.limits import LIMITS, Limits, allow_cpu, confine
from badger.verify.resolve import Copy, Resolver

# Documents that need not be asked for again; each is at most 1 MiB, most are one kilobyte.
MAX_SHOWN = 48
_PR_SET_PDEATHSIG: Final = 1


class Desk:
    """The web process, seen from here: a source of documents, a fetcher, a shelf of badges."""

    def __init__(
        self,
        channel: Channel,
        fetcher: Fetcher,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._channel = channel
        self._fetcher = fetcher
        self._monotonic = monotonic
        self._shown: dict[str, tuple[float, str, Shown]] = {}
        self._stamp = ""

    def begin(self, stamp: str) -> None:
        """Begin a question; what was shown under another stamp counts no longer."""
        self._stamp = stamp
        if len(self._shown) > MAX_SHOWN:
            self._shown.clear()

    def read(self, address: str, *, budget: Budget) -> bytes | None:
        """Return an issuer's document, wherever the web process has it from.

        Raises: Undetermined.
        """
        copy = self.read_copy(address, budget=budget)
        return None if copy is None else copy.data

    def read_copy(
        self, address: str, *, budget: Budget, max_age_s: float | None = None
    ) -> Copy | None:
        """Return the same with its age.

        Raises: Undetermined.
        """
        known = self._known(address) if max_age_s is None else None
        if known is not None:
            return known
        place = Place.DOCUMENT
        shown = self._look_up(
            LookUp(place=place, address=address, seconds=budget.seconds, max_age_s=max_age_s)
        )
        if shown is None:
            return None
        self._shown[address] = (self._monotonic(), self._stamp, shown)
        return Copy(shown.data, shown.age_s)

    def _known(self, address: str) -> Copy | None:
        since, stamp, shown = self._shown.get(address, (0.0, "", None))
        if shown is None:
            return None
        passed = self._monotonic() - since
        is_same = stamp == self._stamp if shown.fresh_s is None else passed < shown.fresh_s
        return Copy(shown.data, (shown.age_s or 0.0) + passed) if is_same else None

    def fetch(self, url: str, *, timeout_s: float = FETCH_TIMEOUT_S) -> bytes:
        """Return what a visitor's address shows.

        Raises: Undetermined.
        """
        found = self._look_up(LookUp(place=Place.ANYWHERE, address=url, seconds=timeout_s))
        if found is None:
            raise Undetermined("fetch.not_found", address=url[:200])
        return found.data

    def fetch_on_host(self, url: str, *, timeout_s: float = FETCH_TIMEOUT_S) -> bytes:
        """Return a document of the host of `url`: a resolver asks `read` instead.

        Raises: Undetermined.
        """
        return self.fetch(url, timeout_s=timeout_s)

    def own_badge(self, address: str) -> bytes | None:
        """Return a badge of this installation; None where the address is not one of ours.

        Raises: UnreadableInput.
        """
        found = self._look_up(LookUp(place=Place.OWN_BADGE, address=address))
        return None if found is None else found.data

    def _look_up(self, asked: LookUp) -> Shown | None:
        self._channel.send(messages.look_up_frame(asked))
        while True:
            frame = self._channel.receive()
            if frame.kind == messages.FETCH:
                self._channel.send(self._fetched(messages.read_look_up(frame)))
            elif frame.kind == messages.REFUSED:
                raise messages.read_error(frame)
            elif frame.kind == messages.NONE:
                return None
            else:
                return messages.read_found(frame)

    def _fetched(self, wanted: LookUp) -> Frame:
        fetch = self._fetcher.fetch_on_host
        if wanted.place is Place.ANYWHERE:
            fetch = self._fetcher.fetch
        try:
            data = fetch(wanted.address, timeout_s=wanted.seconds)
        except Undetermined as error:
            return messages.error_frame(error)
        return messages.found_frame(Shown(data))


def serve(channel: Channel, fetcher: Fetcher, *, limits: Limits) -> None:
    """Answer questions until the web process closes its end."""
    desk = Desk(channel, fetcher)
    judge = LocalJudge(Resolver(desk), desk, own_badge=desk.own_badge)
    channel.send(Frame(messages.READY))
    while True:
        try:
            asked = channel.receive()
        except ChannelBroken:
            return
        allow_cpu(limits.cpu_s)
        question, stamp = messages.read_question(asked)
        desk.begin(stamp)
        channel.send(_answered(question, judge))


def _answered(question: Question, judge: Judge) -> Frame:
    try:
        return messages.answer_frame(judge.answer(question))
    except UnreadableInput as error:
        return messages.error_frame(error, kind=messages.UNREADABLE)
    except MemoryError:
        return Frame(messages.OUT_OF_MEMORY)


def main(words: Sequence[str] | None = None) -> None:
    """Take the channel that the web process opened, load everything, accept limits, serve."""
    end_with_parent()
    sys.excepthook = _tell_where
    asked = _read_words(words)
    channel = Channel(socket.socket(fileno=asked.channel))
    fetcher: Fetcher = OfflineFetcher() if asked.offline else GuardedFetcher()
    # A first refusal or an odd badge would load them: under the limits it could be too late.
    load_explanations()
    load_late_modules()
    limits = Limits(cpu_s=asked.cpu_s, memory=asked.memory, open_files=asked.open_files)
    confine(limits)
    serve(channel, fetcher, limits=limits)


def end_with_parent(platform: str = sys.platform) -> None:
    """Ask the system to end this process when the thread that started it is gone.

    Elsewhere than on Linux, the end of the channel has to do.
    """
    if platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _tell_where(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Write where the process stopped, and nothing of what it was reading (hardening R05)."""
    del error
    places = [f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(trace)]
    print(f"verifying process: {kind.__name__} at {' < '.join(reversed(places))}", file=sys.stderr)


def _read_words(words: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="badger.verify.isolation.worker", description=__doc__)
    parser.add_argument("channel", type=int)
    parser.add_argument("--offline", action="store_true")
    parser.add_argument("--cpu-s", type=int, default=LIMITS.cpu_s)
    parser.add_argument("--memory", type=int, default=LIMITS.memory)
    parser.add_argument("--open-files", type=int, default=LIMITS.open_files)
    return parser.parse_args(words)
