"""JSON values as RDF literals.

Source: JSON-LD 1.1 Processing Algorithms and API, 8.2.2 Object to RDF Conversion.
"""

import math
import re
from collections.abc import Callable

from badger.credentials.canonical_errors import DataLoss
from badger.credentials.jcs import NotCanonical, canonical_json
from badger.credentials.nquads import quote
from badger.credentials.rdf_dataset import RDF, XSD
from badger.json_value import JsonObject, JsonValue

MAX_SAFE = 2**53 - 1

_LANGUAGE = re.compile(r"(?:[A-Za-z]{2,8}|[XxIi]-[A-Za-z0-9]{1,8})(?:-[A-Za-z0-9]{1,8})*")
_PLAIN = f"^^<{XSD}string>"
# Where a text reads to the right or to the left: the datatype says it, so that it is signed.
_I18N = "https://www.w3.org/ns/i18n#"
_DIRECTIONS = frozenset(("ltr", "rtl"))
_TRAILING_ZEROS = re.compile(r"(\d)0*E\+?(-?)0*(\d)")


def number_literal(value: JsonValue, datatype: str) -> str:
    """Give a number or a boolean as a literal.

    datatype: "^^<iri>", or "" for the one that belongs to the value.
    Raises: DataLoss for what is no number, or outside the range that JSON keeps exactly.
    """
    if value is True or value is False:
        return f'"{str(value).lower()}"{datatype or f"^^<{XSD}boolean>"}'
    if not isinstance(value, int | float) or not -MAX_SAFE <= value <= MAX_SAFE:
        raise DataLoss(why=_why_no_number(value))
    if value != math.trunc(value) or datatype == f"^^<{XSD}double>":
        text = _double(value)
        # Sixteen digits are signed: a seventeenth could be changed without breaking anything.
        if float(text) != value:
            raise DataLoss(why="number")
        return f'"{text}"{datatype or f"^^<{XSD}double>"}'
    return f'"{int(value)}"{datatype or f"^^<{XSD}integer>"}'


def _why_no_number(value: JsonValue) -> str:
    if value is None:
        return "null"
    return "number" if isinstance(value, int | float) else "nested"


def _double(value: float) -> str:
    """Give the canonical form of xsd:double: "7.5E0", "1.0E-7"."""
    return _TRAILING_ZEROS.sub(r"\1E\2\3", f"{value:1.15E}")


def json_literal(value: JsonValue) -> str:
    """Give any JSON value as a literal of type rdf:JSON, in the form of RFC 8785.

    Raises: DataLoss for numbers outside the range that JSON keeps exactly.
    """
    try:
        # RFC 8785 is about objects and arrays here: the value is taken out of its wrapping.
        text = canonical_json({"": value}).decode().removeprefix('{"":')[:-1]
    except NotCanonical as error:
        raise DataLoss(why="number") from error
    return f"{quote(text)}^^<{RDF}JSON>"


def value_object_literal(value: JsonObject, iri_of: Callable[[str], str]) -> str:
    """Give a value object ({"@value": ..., "@language": ...}) as a literal.

    iri_of: gives the IRI that a datatype stands for, in brackets.
    Raises: DataLoss for members without a place in RDF: @index, ...; InvalidIri.
    """
    text = value["@value"]
    match sorted(value):
        case ["@direction", "@language", "@value"] | ["@direction", "@value"]:
            return _directed_literal(text, value["@direction"], value.get("@language", ""))
        case ["@language", "@value"]:
            return _language_literal(text, value["@language"])
        case ["@type", "@value"]:
            return _typed_literal(text, value["@type"], iri_of)
        case ["@value"]:
            return quote(text) if isinstance(text, str) else number_literal(text, "")
    raise DataLoss(why="value")


def _language_literal(text: JsonValue, language: JsonValue) -> str:
    if not isinstance(text, str):
        raise DataLoss(why="value")
    return f"{quote(text)}@{_language_tag(language)}"


def _directed_literal(text: JsonValue, direction: JsonValue, language: JsonValue) -> str:
    """Write a base direction as a datatype (8.2.2, `rdfDirection` "i18n-datatype")."""
    if not isinstance(text, str) or not isinstance(direction, str):
        raise DataLoss(why="value")
    if direction not in _DIRECTIONS:
        raise DataLoss(why="value")
    tag = "" if language == "" else _language_tag(language)
    return f"{quote(text)}^^<{_I18N}{tag}_{direction}>"


def _language_tag(language: JsonValue) -> str:
    if not isinstance(language, str):
        raise DataLoss(why="value")
    if not _LANGUAGE.fullmatch(language):
        raise DataLoss(why="language")
    # Every JSON-LD processor writes language tags in lower case, as the standard allows.
    return language.lower()


def _typed_literal(text: JsonValue, datatype: JsonValue, iri_of: Callable[[str], str]) -> str:
    if datatype == "@json":
        return json_literal(text)
    if not isinstance(datatype, str):
        raise DataLoss(why="value")
    suffix = f"^^{iri_of(datatype)}"
    if suffix.startswith(f"^^<{_I18N}"):
        # A second spelling of a direction.
        raise DataLoss(why="value")
    literal = quote(text) + suffix if isinstance(text, str) else number_literal(text, suffix)
    return literal.removesuffix(_PLAIN)
