"""Flips single bits of signed badges and judges each: `make flips` for all of R2.

    python -m tests.attacks.bit_flips 250000

A flip may be accepted only where what is shown, and every finding, stay as they were: in the
pixels of an image, or in a JSON escape that names the same letter.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from badger.verify import (
    LocalJudge,
    Question,
    Resolver,
    UnreadableInput,
    Verdict,
    VerificationPolicy,
    to_json,
)
from badger.verify.fetching import OfflineFetcher
from badger.verify.sources import Fetched
from tests.attacks.signed_badges import badges

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


@dataclass
class Tally:
    """What became of the flips; `accepted` holds those that show something else."""

    flips: int = 0
    unreadable: int = 0
    verified: int = 0
    accepted: list[str] = field(default_factory=list)


def flip_bits(count: int, *, part: int = 0, parts: int = 1) -> Tally:
    """Flip about `count` bits, spread evenly over all badges, or one of `parts` shares of them."""
    tally = Tally()
    sources = badges()
    offline = OfflineFetcher()
    judge = LocalJudge(Resolver(Fetched(offline)), offline)
    for name, data in sources.items():
        expected = _seen(judge, data)
        assert expected is not None
        assert expected[0] is Verdict.VERIFIED, (name, expected)
        for place in _places(len(data) * 8, count // len(sources), part=part, parts=parts):
            flipped = bytearray(data)
            flipped[place // 8] ^= 1 << (place % 8)
            _judge(tally, judge, bytes(flipped), expected=expected, place=f"{name} bit {place}")
    return tally


def _places(bits: int, count: int, *, part: int, parts: int) -> Iterator[int]:
    """Spread over all bits, the same ones in every run; at most every one of them once."""
    count = min(count, bits)
    for number in range(part, count, parts):
        yield number * bits // count


def _judge(tally: Tally, judge: LocalJudge, data: bytes, *, expected: object, place: str) -> None:
    tally.flips += 1
    seen = _seen(judge, data)
    if seen is None:
        tally.unreadable += 1
    elif seen[0] is Verdict.VERIFIED:
        tally.verified += 1
        if seen != expected:
            tally.accepted.append(place)


def _seen(judge: LocalJudge, data: bytes) -> tuple[Verdict, str] | None:
    """Give the verdict, and whatever a reader may see; None where there is nothing to verify."""
    try:
        answer = judge.answer(Question(data=data, policy=VerificationPolicy(), now=NOW))
    except UnreadableInput:
        return None
    return answer.report.verdict, json.dumps(to_json(answer.report), sort_keys=True)


def main() -> None:
    """Flip in two processes, and fail where one flip was accepted that shows something else."""
    count = int(sys.argv[1])
    if len(sys.argv) == 2:
        command = [sys.executable, "-m", "tests.attacks.bit_flips", str(count)]
        halves = [subprocess.Popen([*command, part]) for part in ("0", "1")]
        sys.exit(max(half.wait() for half in halves))
    tally = flip_bits(count, part=int(sys.argv[2]), parts=2)
    print(
        f"process {os.getpid()}: {tally.flips} flips, {tally.unreadable} unreadable, "
        f"{tally.verified} verified as before, {len(tally.accepted)} accepted otherwise"
    )
    for place in tally.accepted:
        print(place)
    sys.exit(1 if tally.accepted else 0)


if __name__ == "__main__":
    main()
