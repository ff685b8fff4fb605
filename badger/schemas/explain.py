"""Why a document breaks its schema, place by place. Loaded by `conformity.py` when asked."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any

import jsonschema
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from badger.json_value import JsonObject
from badger.schemas.conformity import ConformityError
from badger.schemas.formats import FORMATS
from badger.schemas.generate import schema

ERRORS_OF_AN_ALTERNATIVE = 20
# The rules that have a sentence of their own; the others share one.
_SAID = {
    "required": "schemas.required",
    "type": "schemas.type",
    "enum": "schemas.enum",
    "pattern": "schemas.pattern",
    "format": "schemas.format",
    "contains": "schemas.contains",
    "additionalProperties": "schemas.unknown_member",
}


def explain(document: JsonObject, name: str) -> list[ConformityError]:
    """List where a document breaks the schema `name`, in the order of the document's paths.

    Raises: SchemaUnknown.
    """
    errors = {_said(_innermost(error)) for error in _validator(name).iter_errors(document)}
    return sorted(errors, key=lambda error: (error.path, error.rule))


def explain_first(document: JsonObject, name: str) -> ConformityError:
    """Give the first place found where a document, refused already, breaks the schema `name`.

    Raises: SchemaUnknown.
    """
    return _said(_innermost(next(_validator(name).iter_errors(document))))


@cache
def _validator(name: str) -> Validator:
    # The library leaves `extend` without types.
    kind: type[Validator] = extend(  # type: ignore[no-untyped-call]
        jsonschema.Draft201909Validator, {"pattern": _pattern, "anyOf": _any_of}
    )
    checker = jsonschema.FormatChecker(formats=())
    for format_name, is_valid in FORMATS.items():
        checker.checks(format_name)(is_valid)
    return kind(schema(name), format_checker=checker)


def _pattern(
    _validator: Validator, pattern: str, instance: object, _schema: JsonObject
) -> Iterator[jsonschema.ValidationError]:
    """Match as ECMA-262 does: `$` is the end, never the place before a last newline."""
    if pattern.endswith("$"):
        pattern = pattern.removesuffix("$") + r"\Z"
    if isinstance(instance, str) and not re.search(pattern, instance):
        yield jsonschema.ValidationError("pattern")


def _any_of(
    validator: Any, alternatives: list[JsonObject], instance: object, _schema: JsonObject
) -> Iterator[jsonschema.ValidationError]:
    """Try the alternatives, looking at a few errors of each: a stranger may make any number."""
    # `descend` belongs to every validator of the library, and not to its protocol.
    errors: list[jsonschema.ValidationError] = []
    for index, alternative in enumerate(alternatives):
        found = validator.descend(instance, alternative, schema_path=index)
        few = list(islice(found, ERRORS_OF_AN_ALTERNATIVE))
        if not few:
            return
        errors += few
    yield jsonschema.ValidationError("anyOf", context=errors)


def _innermost(error: jsonschema.ValidationError) -> jsonschema.ValidationError:
    """Follow the alternative that got furthest: it is the one that was meant."""
    while error.context:
        error = max(error.context, key=_progress)
    return error


def _progress(error: jsonschema.ValidationError) -> tuple[int, bool]:
    """Rank an alternative: how deep it got, then whether more than the sort of value is wrong."""
    return len(error.absolute_path), error.validator not in ("type", "anyOf")


def _said(error: Any) -> ConformityError:
    # The library types a path as a deque of anything.
    steps = [str(step) for step in error.absolute_path]
    if error.validator == "required":
        steps.append(next(n for n in error.validator_value if n not in error.instance))
    pointer = "".join("/" + step.replace("~", "~0").replace("/", "~1") for step in steps)
    return ConformityError(pointer, error.validator, _SAID.get(error.validator, "schemas.other"))
