"""One question, one answer: from bytes or an address to the reports, for every door.

The command line, the API and the pages all ask here, so that the same input gets the same
answer everywhere, whether it is judged in this process or in one that can be killed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from badger.json_value import JsonObject, JsonValue
from badger.verify.budget import Budget
from badger.verify.containers import open_shown
from badger.verify.envelope import open_envelope
from badger.verify.fetching import Fetcher
from badger.verify.intake import fetch_shown
from badger.verify.policy import VerificationPolicy
from badger.verify.presentations import verify_contained
from badger.verify.report import Report, Verdict, to_json, worst_of
from badger.verify.resolve import Resolver


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What somebody asks: bytes that were shown, or an address where they are.

    now:         aware time that the badge is judged at.
    is_envelope: data is the API's JSON around a badge or an address (`envelope.py`); it is
                 opened where the badge is read.
    """

    policy: VerificationPolicy
    now: datetime
    data: bytes = b""
    address: str = ""
    is_envelope: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What was found.

    data:    the credential as it stood in the file, the image or at the address.
    carrier: what it came in (`Presented.carrier`, or "pdf").
    reports: one for each credential that was presented, in their order; never empty.
    contained: the bytes that each report is about, where the badges came in a presentation, an
               envelope or a PDF, whose own proof, if it has one, was not checked: it would say
               who shows the badges, and not whose they are. Empty for one badge alone.
    """

    data: bytes
    carrier: str
    reports: tuple[Report, ...]
    contained: tuple[bytes, ...] = ()

    @property
    def is_container(self) -> bool:
        """Tell whether the badges came in a presentation, an envelope or a PDF."""
        return bool(self.contained)

    @property
    def report(self) -> Report:
        """The first report, which is the only one unless a presentation held several."""
        return self.reports[0]

    @property
    def verdict(self) -> Verdict:
        """The worst of all verdicts: what was presented is as good as the least part of it."""
        return worst_of(report.verdict for report in self.reports)

    def apart(self) -> "tuple[Answer, ...]":
        """Return what was found at each badge as an answer of its own."""
        if not self.is_container:
            return (self,)
        return tuple(
            Answer(data=data, carrier=self.carrier, reports=(report,))
            for data, report in zip(self.contained, self.reports, strict=True)
        )


def answer_json(answer: Answer) -> JsonObject:
    """Return the answer as JSON, the same for the API and `badger verify --json`.

    One badge: its report. A container: `presentation` says that its own proof was not checked,
    and the worst verdict; `reports` holds one report for each member, whatever it is.
    """
    if not answer.is_container:
        return to_json(answer.report)
    reports: list[JsonValue] = [to_json(report) for report in answer.reports]
    whole: JsonObject = {"proof": "not_checked", "verdict": answer.verdict.value}
    return {"presentation": whole, "reports": reports}


class Judge(Protocol):
    """Answers questions, here or in a process of its own."""

    def answer(self, question: Question) -> Answer:
        """Read and verify what was presented.

        Raises: UnreadableInput, where there is nothing to verify.
        """
        ...


def no_badge(address: str) -> bytes | None:  # noqa: ARG001 - what a shelf of badges is asked.
    """Say that an address is none of ours: where there is no installation."""
    return None


class LocalJudge:
    """Answers in this process.

    own_badge: gives a badge of this installation by its address, None where it is not ours;
               may raise UnreadableInput.
    """

    def __init__(
        self,
        resolver: Resolver,
        fetcher: Fetcher,
        *,
        own_badge: Callable[[str], bytes | None] = no_badge,
    ) -> None:
        self._resolver = resolver
        self._fetcher = fetcher
        self._own_badge = own_badge

    def answer(self, question: Question) -> Answer:
        """Read and verify what was presented; fetching and judging share one budget.

        Raises: UnreadableInput.
        """
        budget = Budget()
        asked = _opened(question) if question.is_envelope else question
        opened = open_shown(self._shown(asked, budget))
        reports = tuple(
            verify_contained(
                one, asked.policy, resolver=self._resolver, now=asked.now, budget=budget
            )
            for one in opened.members
        )
        contained = tuple(one.data for one in opened.members) if opened.is_container else ()
        return Answer(
            data=opened.data, carrier=opened.carrier, reports=reports, contained=contained
        )

    def _shown(self, question: Question, budget: Budget) -> bytes:
        if not question.address:
            return question.data
        own = self._own_badge(question.address)
        if own is not None:
            return own
        return fetch_shown(question.address, _Budgeted(self._fetcher, budget))


def _opened(question: Question) -> Question:
    """Take the badge, or its address, and the recipient out of an envelope."""
    found = open_envelope(question.data)
    policy = replace(question.policy, recipient=found.recipient)
    return replace(
        question, policy=policy, data=found.data, address=found.address, is_envelope=False
    )


class _Budgeted:
    """A fetcher that spends the budget of one question."""

    def __init__(self, fetcher: Fetcher, budget: Budget) -> None:
        self._fetcher = fetcher
        self._budget = budget

    def fetch(self, url: str) -> bytes:
        """Fetch, within what is left. Raises: Undetermined."""
        return self._budget.spend(lambda left: self._fetcher.fetch(url, timeout_s=left), url)
