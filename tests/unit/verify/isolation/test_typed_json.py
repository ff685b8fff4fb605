"""Reports as JSON between two processes: whole on the way, and garbage refused by its type."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import pytest

from badger.json_value import JsonValue
from badger.verify import Report, VerificationPolicy
from badger.verify.isolation.typed_json import (
    Untranslatable,
    WrongType,
    from_plain,
    object_of,
    to_plain,
)
from badger.verify.report import Recognition, Trust
from tests.world import World


def through_json(value: object, kind: type) -> Any:
    return from_plain(json.loads(json.dumps(to_plain(value, kind))), kind)


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Small:
    name: str
    count: int = 0


@dataclass(frozen=True)
class Every:
    """One field of every type that is translated."""

    text: str
    number: float
    truth: bool
    colour: Colour
    at: datetime
    small: Small
    maybe: Small | None
    many: tuple[Small, ...]
    names: frozenset[str]
    facts: Mapping[str, JsonValue]
    table: dict[str, int]
    values: list[int]
    anything: Any
    value: "JsonValue"


EVERY = Every(
    text="é\ud800",
    number=1.5,
    truth=True,
    colour=Colour.RED,
    at=datetime(2026, 3, 14, 9, 30, tzinfo=UTC),
    small=Small("a", 1),
    maybe=None,
    many=(Small("b"), Small("c")),
    names=frozenset(("x", "y")),
    facts={"a": [1, None, {"b": "c"}]},
    table={"one": 1},
    values=[1, 2],
    anything=None,
    value={"x": 1},
)


def test_every_type_comes_back_as_it_was():
    found = through_json(EVERY, Every)
    assert EVERY == found
    assert type(found.many) is tuple
    assert through_json(replace(EVERY, maybe=Small("d")), Every).maybe == Small("d")


def test_a_whole_report_comes_back_as_it_was(world: World, now: datetime):
    report = world.verify(world.issue_revocable(), now)
    assert report.credential is not None
    known = Recognition(
        list="liste",
        kind="territory",
        name="Le club",
        since="2026-01-01",
        until=None,
        list_date=None,
        covers_award=True,
        covers_now=True,
    )
    report = replace(report, trust=Trust("recognised", list="liste", recognitions=(known,)))
    assert report == through_json(report, Report)


def test_fields_that_stay_are_left_out_and_get_their_default():
    policy = VerificationPolicy(trust=("a list",), recipient="a@b.example")  # type: ignore[arg-type]
    stays = frozenset(("trust",))
    plain = to_plain(policy, VerificationPolicy, omit=stays)
    assert "a list" not in json.dumps(plain)
    found = from_plain(plain, VerificationPolicy, omit=stays)
    assert replace(policy, trust=()) == found


def plain_every() -> list[Any]:
    plain = to_plain(EVERY, Every)
    assert isinstance(plain, list)
    return plain


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, 5),
        (0, None),
        (1, 1),
        (1, True),
        (2, 1),
        (3, "blue"),
        (3, ["red"]),
        (4, "yesterday"),
        (4, "2026-03-14T09:30:00"),
        (4, 5),
        (5, None),
        (5, {"name": "a"}),
        (5, ["a"]),
        (5, ["a", 1, 2]),
        (5, ["a", True]),
        (6, "a"),
        (7, "ab"),
        (7, [None]),
        (8, {"x": 1}),
        (8, [["x"]]),
        (9, []),
        (10, None),
        (11, {}),
    ],
)
def test_a_value_of_another_type_is_refused(place: int, value: object):
    plain = plain_every()
    plain[place] = value
    with pytest.raises(WrongType):
        from_plain(plain, Every)


@pytest.mark.parametrize("value", [None, {}, "", [], [1] * 13, [1] * 15, 5, True])
def test_what_is_no_object_at_all_is_refused(value: JsonValue):
    with pytest.raises(WrongType):
        from_plain(value, Every)


@pytest.mark.parametrize("hint", [bytes, set[str], tuple[int, str], str | int, dict[int, str]])
def test_a_type_without_json_is_a_defect_that_shows_at_once(hint: object):
    made = type("Odd", (), {"__annotations__": {"field": hint}})
    with pytest.raises(Untranslatable):
        to_plain(dataclass(made)(b""), made)  # type: ignore[call-arg]


def test_an_object_is_an_object():
    assert {"a": 1} == object_of({"a": 1})
    with pytest.raises(WrongType):
        object_of([])
