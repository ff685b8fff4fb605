"""Every table and column says what it holds about people, and what becomes of it (G01)."""

import pytest

from badger.db.base import Base
from badger.db.sealed import OWNER, sealed_columns
from badger.privacy.registry import TABLES

SCHEMA = Base.metadata.tables


def person_columns(name: str) -> set[str]:
    return {
        column.name
        for column in SCHEMA[name].columns
        if any(key.target_fullname == "people.id" for key in column.foreign_keys)
    }


@pytest.mark.parametrize("name", sorted(SCHEMA))
def test_g01_a_column_that_points_at_a_person_says_whose_or_names_who_acted(name):
    table = TABLES[name]
    assert set() == person_columns(name) - set(table.whose) - table.names


@pytest.mark.parametrize("name", sorted(SCHEMA))
def test_g01_rows_of_a_person_are_deleted_or_what_stays_is_told_why(name):
    table = TABLES[name]
    if not table.whose:
        assert not (table.hers or table.emptied or table.because)
    elif table.deleted:
        assert table.hers and not (table.emptied or table.because)
    else:
        own = {word for word in table.whose if "=" not in word}
        assert not table.hers
        assert set() == own - set(table.emptied) - table.names
    assert all(table.because.values())


@pytest.mark.parametrize("name", sorted(SCHEMA))
def test_g01_the_ways_to_a_persons_rows_exist_and_secrets_are_columns(name):
    table = TABLES[name]
    for word in table.whose:
        column, _, far = word.partition("=")
        assert column in SCHEMA[name].columns
        if far:
            other, _, other_column = far.partition(".")
            assert other_column in SCHEMA[other].columns
            # Only one step: the other table's rows are found by a column of their own.
            assert any("=" not in way for way in TABLES[other].whose)
    assert table.unshown <= set(SCHEMA[name].columns.keys())


@pytest.mark.parametrize("name", sorted(SCHEMA))
def test_g01_the_registry_and_the_rows_agree_on_what_is_sealed(name):
    table = TABLES[name]
    assert table.sealed == set(sealed_columns(SCHEMA[name]))
    assert not table.sealed or OWNER in SCHEMA[name].columns
