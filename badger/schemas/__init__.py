"""The standard's files, offline: pinned contexts and our own JSON Schemas."""

from badger.schemas.conformity import (
    ConformityError,
    conformity_errors,
    conforms,
    first_conformity_error,
)
from badger.schemas.errors import ContextUnknown
from badger.schemas.files import (
    context,
    context_bytes,
    define_contexts,
    forget_contexts,
    known_contexts,
)
from badger.schemas.generate import schema
from badger.schemas.inline import (
    allow_inline_contexts,
    forbid_inline_contexts,
    inline_context,
)

__all__ = [
    "ConformityError",
    "ContextUnknown",
    "allow_inline_contexts",
    "conformity_errors",
    "conforms",
    "context",
    "context_bytes",
    "define_contexts",
    "first_conformity_error",
    "forbid_inline_contexts",
    "forget_contexts",
    "inline_context",
    "known_contexts",
    "schema",
]
