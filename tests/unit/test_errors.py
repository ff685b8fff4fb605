"""The root of deliberate errors: a code, facts, and no sentence."""

from badger.errors import BadgerError


class _TooDeep(BadgerError):
    code = "json.too_deep"


def test_an_error_has_the_code_of_its_class():
    assert "json.too_deep" == _TooDeep(limit=32).reason


def test_an_error_may_be_given_a_nearer_code():
    assert "json.very_deep" == _TooDeep("json.very_deep").reason


def test_facts_stand_behind_the_code_in_logs():
    assert "json.too_deep(limit=32)" == str(_TooDeep(limit=32))
    assert "json.too_deep" == str(_TooDeep())


def test_facts_are_kept():
    assert {"limit": 32} == _TooDeep(limit=32).facts
