"""The standard's files, offline: pinned contexts and our own JSON Schemas."""

from badger.schemas.errors import ContextUnknown
from badger.schemas.files import context, known_contexts

__all__ = ["ContextUnknown", "context", "known_contexts"]
