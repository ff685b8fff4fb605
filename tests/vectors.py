"""The published test vectors, read in place: one folder for each suite that published some."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

_BESIDE = Path(__file__).parent.parent.parent / "shared" / "vectors"
FOLDER = Path(os.environ.get("BADGER_VECTORS", _BESIDE))


def vector_folder(name: str) -> Path:
    """Give the folder of a suite; without it skip, or fail where vectors are required."""
    folder = FOLDER / name
    if folder.is_dir():
        return folder
    if os.environ.get("BADGER_REQUIRE_VECTORS") == "1":
        pytest.fail(f"the vectors of {name} are required and missing: {folder}", pytrace=False)
    pytest.skip(f"no vectors of {name} at {folder} (set BADGER_VECTORS)", allow_module_level=True)


def vector_json(suite: str, path: str) -> Any:
    """Read one JSON file of a suite."""
    return json.loads((vector_folder(suite) / path).read_text())


def vector_text(suite: str, path: str) -> str:
    """Read one text file of a suite."""
    return (vector_folder(suite) / path).read_text()
