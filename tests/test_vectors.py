"""A missing folder of vectors skips with a reason, and fails where vectors are required."""

import pytest

from tests.vectors import vector_folder


def test_missing_vectors_are_skipped_with_their_reason(monkeypatch):
    monkeypatch.delenv("BADGER_REQUIRE_VECTORS", raising=False)

    with pytest.raises(pytest.skip.Exception, match="no vectors of never-published"):
        vector_folder("never-published")


def test_missing_vectors_fail_where_they_are_required(monkeypatch):
    monkeypatch.setenv("BADGER_REQUIRE_VECTORS", "1")

    with pytest.raises(pytest.fail.Exception, match="never-published"):
        vector_folder("never-published")
