"""Reports as JSON between two processes: whole on the way, and garbage refused by its type."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import pytest

from badger.json_value import JsonValue
from badger.verify import Report
from badger.verify.isolation.typed_json import WrongType, read_typed, write_typed
from badger.verify.report import Recognition, Trust
from tests.world import World


def through_json(value: object, kind: type) -> Any:
    return read_typed(write_typed(value), kind)


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
    value: JsonValue


EVERY = Every(
    text="é\u2028",
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


def test_half_a_surrogate_pair_comes_over_as_a_question_mark():
    odd = replace(EVERY, text="é\ud800", facts={"\udfff": 1})
    assert replace(EVERY, text="é?", facts={"?": 1}) == through_json(odd, Every)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("text", 5),
        ("text", None),
        ("number", "1.5"),
        ("number", True),
        ("truth", 1),
        ("colour", "blue"),
        ("colour", ["red"]),
        ("at", "yesterday"),
        ("at", 5),
        ("small", None),
        ("small", {"count": 1}),
        ("small", ["a", 1]),
        ("small", {"name": "a", "count": True}),
        ("maybe", "a"),
        ("many", "ab"),
        ("many", [None]),
        ("names", {"x": 1}),
        ("names", [["x"]]),
        ("facts", []),
        ("table", None),
        ("table", {"one": "two"}),
        ("values", {}),
    ],
)
def test_a_value_of_another_type_is_refused(name: str, value: object):
    plain = {**json.loads(write_typed(EVERY)), name: value}
    with pytest.raises(WrongType):
        read_typed(json.dumps(plain).encode(), Every)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"null",
        b"{}",
        b'""',
        b"[]",
        b"5",
        b"true",
        b"{",
        b"\xff\xff",
        b'{"text": "\xff"}',
        b"[" * 200_000,
        b'{"anything": ' + b"[" * 200_000,
        b'{"anything": 1e999}',
    ],
)
def test_what_is_no_such_object_at_all_is_refused(text: bytes):
    with pytest.raises(WrongType):
        read_typed(text, Every)
