"""What a check may raise, and what the intake may raise: nothing else leaves this package."""

from badger.errors import BadgerError


class CheckFailed(BadgerError):
    """A check found that the badge must not be relied on; its finding is FAILED."""

    code = "verify.failed"


class KeyNotTheIssuers(CheckFailed):
    """The proof names a key that the issuer's own document does not publish for this."""

    code = "issuer.binding"


class Undetermined(BadgerError):
    """A check could not be made; its finding is UNDETERMINED, which is never "fine"."""

    code = "verify.undetermined"


class Missing(Undetermined):
    """A host answers that there is nothing at an address (404) or no longer (410).

    body: what it says besides: Open Badges 2 tells there that a badge was withdrawn.
    """

    code = "fetch.status"

    def __init__(self, code: str | None = None, /, *, body: bytes = b"", **facts: object) -> None:
        super().__init__(code, **facts)
        self.body = body


class UnreadableInput(BadgerError):
    """There is nothing to verify in what was presented."""

    code = "input.unreadable"
