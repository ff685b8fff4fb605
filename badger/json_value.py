"""The types of JSON from outside: plain dict, list, str, int, float, bool and None."""

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    JsonValue: TypeAlias = (
        "bool | int | float | str | list[JsonValue] | dict[str, JsonValue] | None"
    )
else:
    # Who reads annotations while the program runs (verify/isolation/typed_json.py) reads them out
    # of JSON, where every value is one of these.
    JsonValue = Any

JsonObject: TypeAlias = dict[str, JsonValue]
