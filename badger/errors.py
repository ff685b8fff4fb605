"""The root of every deliberate error of badger."""

from typing import ClassVar


class BadgerError(Exception):
    """Say what went wrong by a code for machines and facts, never by a sentence.

    code:  dotted lower-case name, `subject.reason`, the same in logs, JSON and tests.
    facts: JSON-able details; the sentence of `badger.sentences` may name them.
    """

    code: ClassVar[str] = "internal.error"

    def __init__(self, code: str | None = None, /, **facts: object) -> None:
        self.reason = code or type(self).code
        self.facts = facts
        super().__init__(self.reason)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.facts.items())
        return f"{self.reason}({details})" if details else self.reason
