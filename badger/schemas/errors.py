"""What can be wrong with the standard's files."""

from badger.errors import BadgerError


class ContextUnknown(BadgerError):
    """No pinned file stands behind this JSON-LD context: nothing is fetched instead."""

    code = "structure.context_unknown"


class SchemaUnknown(BadgerError):
    """No JSON Schema of that name is written here."""

    code = "schemas.unknown"


class PackageMissing(BadgerError):
    """The package that ships a pinned file is not installed, or lacks the file."""

    code = "schemas.file_missing"


class ContextNotBuilt(PackageMissing):
    """A file that `make assets` makes is not there: badger runs from a checkout without it."""

    code = "schemas.not_built"


class DigestMismatch(BadgerError):
    """An installed file is not the one that was pinned (hardening 6, fault 26)."""

    code = "schemas.digest_mismatch"
