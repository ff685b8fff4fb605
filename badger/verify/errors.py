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


class UnreadableInput(BadgerError):
    """There is nothing to verify in what was presented."""

    code = "input.unreadable"
