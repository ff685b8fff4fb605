"""One question, one answer: from bytes or an address to the reports, for every door.

The command line, the API and the pages all ask here, so that the same input gets the same
answer everywhere, whether it is judged in this process or in one that can be killed.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from badger.verify.fetching import Fetcher
from badger.verify.intake import Presented, fetch_presented, read_presented
from badger.verify.policy import VerificationPolicy
from badger.verify.report import Report
from badger.verify.resolve import Resolver
from badger.verify.verification import verify


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asks: bytes that were shown, or an address where they are.

    now: aware time that the badge is judged at.
    """

    policy: VerificationPolicy
    now: datetime
    data: bytes = b""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found.

    data:    the credential as it stood in the file, the image or at the address.
    carrier: what it came in (`Presented.carrier`).
    reports: one for each credential that was presented, in their order; never empty.
    """

    data: bytes
    carrier: str
    reports: tuple[Report, ...]

    @property
    def report(self) -> Report:
        """The first report, which is the only one unless a presentation held several."""
        return self.reports[0]


class Judge(Protocol):
    """Answers questions, here or in a process of its own."""

    def answer(self, question: Question) -> Answer:
        """Read and verify what was presented.

        Raises: UnreadableInput, where there is nothing to verify.
        """
        ...


class LocalJudge:
    """Answers in this process."""

    def __init__(self, resolver: Resolver, fetcher: Fetcher) -> None:
        self._resolver = resolver
        self._fetcher = fetcher

    def answer(self, question: Question) -> Answer:
        """Read and verify what was presented.

        Raises: UnreadableInput.
        """
        presented = self._presented(question)
        report = verify(presented, question.policy, self._resolver, question.now)
        return Answer(data=presented.data, carrier=presented.carrier, reports=(report,))

    def _presented(self, question: Question) -> Presented:
        if question.address:
            return fetch_presented(question.address, self._fetcher)
        return read_presented(question.data)
