"""Why a part of a document cannot be shown, one class per meaning."""

from badger.credentials.errors import CredentialError


class SelectionError(CredentialError):
    """Say that a choice of parts cannot be made; `pointer` or `path` says where."""

    code = "derive.error"


class BadPointer(SelectionError):
    """Say that a text is no JSON pointer to a part of a document (RFC 6901)."""

    code = "derive.pointer"


class TooManyPointers(SelectionError):
    """Say that more parts are chosen one by one than are looked at."""

    code = "derive.too_many"


class NothingThere(SelectionError):
    """Say that a document has nothing where a pointer leads."""

    code = "derive.nothing_there"


class NothingChosen(SelectionError):
    """Say that nothing is chosen, and that the issuer does not ask for anything either."""

    code = "derive.nothing_chosen"


class SplitsList(SelectionError):
    """Say that a choice takes a part of a list whose order is signed: it holds whole or not."""

    code = "derive.splits_list"


class ContextsTooRich(SelectionError):
    """Say that a document uses contexts in which its parts cannot be told apart here."""

    code = "derive.contexts"
