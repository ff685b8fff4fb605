"""The standard's files, offline: pinned contexts and our own JSON Schemas."""

from badger.schemas.conformity import (
    ConformityError,
    conformity_errors,
    conforms,
    first_conformity_error,
)
from badger.schemas.errors import ContextUnknown
from badger.schemas.files import context, define_contexts, known_contexts
from badger.schemas.generate import schema

__all__ = [
    "ConformityError",
    "ContextUnknown",
    "conformity_errors",
    "conforms",
    "context",
    "define_contexts",
    "first_conformity_error",
    "known_contexts",
    "schema",
]
