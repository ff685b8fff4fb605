"""Six digits of a mail."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from badger.accounts.short_codes import MOST_TRIES, hash_code, in_two_halves, new_code, try_code


@dataclass
class Holder:
    id: str
    code_hash: str | None
    code_tries: int = 0


def _holder(code: str | None = "012345") -> Holder:
    return Holder("a", hash_code("a", code) if code else None)


def _try(holder: Holder, typed: str, now, *, left=timedelta(minutes=1)) -> bool:
    return try_code(holder, typed, until=now + left, now=now)


def test_a_code_has_six_digits_and_another_one_each_time():
    codes = {new_code() for _ in range(50)}
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert 40 < len(codes)


def test_a_code_is_written_as_it_is_read_aloud():
    assert "012 345" == in_two_halves("012345")


@pytest.mark.parametrize("typed", ["012345", " 012 345 ", "012-345", "０１２３４５"])
def test_a_code_is_read_as_a_hand_types_it(now, typed):
    assert _try(_holder(), typed, now)


@pytest.mark.parametrize("typed", ["", "012346", "12345", "0123456", "x" * 1000, "٠١٢٣٤٥"])
def test_another_code_is_wrong(now, typed):
    assert not _try(_holder(), typed, now)


def test_a_code_ends_with_its_time(now):
    assert not _try(_holder(), "012345", now, left=timedelta(0))
    assert not try_code(_holder(), "012345", until=None, now=now)


def test_a10_after_five_tries_the_right_code_is_wrong(now):
    holder = _holder()
    wrong = [_try(holder, "999999", now) for _ in range(MOST_TRIES)]
    assert [False] * 5 == wrong
    assert not _try(holder, "012345", now)
    assert 5 == holder.code_tries


@pytest.mark.parametrize("typed", ["", "none", "000000"])
def test_r08_where_there_is_no_code_every_one_is_wrong_and_counted(now, typed):
    holder = _holder(None)
    assert not _try(holder, typed, now)
    assert 1 == holder.code_tries
