"""Whether a document keeps its schema, and why not.

The verdict comes from compiled validators, in microseconds. The explanation is asked for only
after a refusal, and its library takes long to import: it is loaded then (ADR 0004).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

import jsonschema_rs

from badger.json_value import JsonObject
from badger.schemas.formats import FORMATS
from badger.schemas.generate import schema


@dataclass(frozen=True, slots=True)
class ConformityError:
    """One place where a document breaks its schema.

    path:         JSON pointer, empty for the whole document.
    rule:         keyword of JSON Schema that is broken.
    message_code: code of the sentence for people.
    """

    path: str
    rule: str
    message_code: str


def conforms(document: JsonObject, name: str) -> bool:
    """Tell whether a document keeps the schema `name`, formats included.

    Raises: SchemaUnknown.
    """
    return _validator(name).is_valid(document)


def conformity_errors(document: JsonObject, name: str) -> list[ConformityError]:
    """List where a document breaks the schema `name`; empty exactly when it conforms.

    Raises: SchemaUnknown.
    """
    explain: Callable[[JsonObject, str], list[ConformityError]]
    explain = import_module("badger.schemas.explain").explain
    return explain(document, name)


def first_conformity_error(document: JsonObject, name: str) -> ConformityError:
    """Give one place where a document that does not conform breaks its schema.

    A stranger's document may be wrong in a hundred thousand places: it is not for us to list
    them. Raises: SchemaUnknown.
    """
    explain_first: Callable[[JsonObject, str], ConformityError]
    explain_first = import_module("badger.schemas.explain").explain_first
    return explain_first(document, name)


def load_explanations() -> None:
    """Load now what only a refusal needs, so that the first one does not wait for it.

    For servers, which start once; a command would wait for nothing.
    """
    import_module("badger.schemas.explain")


@cache
def _validator(name: str) -> jsonschema_rs.Draft201909Validator:
    return jsonschema_rs.Draft201909Validator(schema(name), validate_formats=True, formats=FORMATS)
