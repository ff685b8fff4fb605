"""Eight digits of a mail."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from badger.accounts.short_codes import MOST_TRIES, hash_code, in_two_halves, new_code, try_code


@dataclass
class Holder:
    id: str
    code_hash: str | None
    code_tries: int = 0


def _holder(code: str | None = "01234567") -> Holder:
    return Holder("a", hash_code("a", code) if code else None)


def _try(holder: Holder, typed: str, now, *, left=timedelta(minutes=1)) -> bool:
    return try_code(holder, typed, until=now + left, now=now)


def test_a_code_has_eight_digits_and_another_one_each_time():
    codes = {new_code() for _ in range(50)}
    assert all(len(code) == 8 and code.isdigit() for code in codes)
    assert 40 < len(codes)


def test_a_code_is_written_as_it_is_read_aloud():
    assert "0123 4567" == in_two_halves("01234567")


@pytest.mark.parametrize("typed", ["01234567", " 0123 4567 ", "0123-4567", "０１２３４５６７"])
def test_a_code_is_read_as_a_hand_types_it(now, typed):
    assert _try(_holder(), typed, now)


@pytest.mark.parametrize("typed", ["", "01234568", "1234567", "012345678", "x" * 1000, "٠١٢٣٤٥٦٧"])
def test_another_code_is_wrong(now, typed):
    assert not _try(_holder(), typed, now)


def test_a_code_ends_with_its_time(now):
    assert not _try(_holder(), "01234567", now, left=timedelta(0))
    assert not try_code(_holder(), "01234567", until=None, now=now)


def test_a10_after_five_tries_the_right_code_is_wrong(now):
    holder = _holder()
    wrong = [_try(holder, "99999999", now) for _ in range(MOST_TRIES)]
    assert [False] * 5 == wrong
    assert not _try(holder, "01234567", now)
    assert 5 == holder.code_tries


@pytest.mark.parametrize("typed", ["", "none", "00000000"])
def test_r08_where_there_is_no_code_every_one_is_wrong_and_counted(now, typed):
    holder = _holder(None)
    assert not _try(holder, typed, now)
    assert 1 == holder.code_tries
