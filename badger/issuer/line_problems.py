"""What has to be corrected in one line of a file that somebody sent."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineProblem:
    """What is wrong in one line: the code of a sentence, and its facts."""

    line: int
    code: str
    facts: Mapping[str, object]
