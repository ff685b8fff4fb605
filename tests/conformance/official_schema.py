"""The schemas that the standard publishes, from the package that carries them; never committed.

Only the source archive of openbadgeslib holds them, among its test files. It is downloaded by pip
(the package index is all it needs), checked by digest, and kept in var/.
"""

import hashlib
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import pytest

REQUIREMENT = "openbadgeslib==4.6.3"
ARCHIVE = "openbadgeslib-4.6.3.tar.gz"
ARCHIVE_SHA256 = "aec21bf41b223ae3fcd196aa92972e3d3a6b12048f4929b2ceedd5fc54ea1eaf"
FOLDER = "openbadgeslib-4.6.3/tests/fixtures/ob_schemas/"
SCHEMAS_SHA256 = {
    "ob_v3p0_achievementcredential_schema.json": (
        "b7358e895f492e74055dc6bfc7ffc420d0e497f90c4579fb83d9519b86d393ea"
    ),
    "ob_v3p0_profile_schema.json": (
        "6b268f2caa591bf657e2a290e195713c41dc2db4e1c797723cfd00a1a83f8f13"
    ),
}
PIP_DOWNLOAD = [
    "pip",
    "download",
    "--quiet",
    "--disable-pip-version-check",
    "--no-binary",
    ":all:",
    "--no-deps",
]
CACHE = Path(__file__).parent.parent.parent / "var" / "official"


def official_schemas() -> dict[str, dict]:
    """Read both published schemas; skip the test, or fail where they are required."""
    archive = CACHE / ARCHIVE
    if not archive.is_file():
        _download(archive)
    data = archive.read_bytes()
    assert ARCHIVE_SHA256 == hashlib.sha256(data).hexdigest()
    with tarfile.open(archive) as opened:
        return {name: _schema(opened, name) for name in SCHEMAS_SHA256}


def _schema(opened: tarfile.TarFile, name: str) -> dict:
    member = opened.extractfile(FOLDER + name)
    assert member is not None
    data = member.read()
    assert SCHEMAS_SHA256[name] == hashlib.sha256(data).hexdigest()
    return json.loads(data)


def _download(archive: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", *PIP_DOWNLOAD, "--dest", folder, REQUIREMENT],
            capture_output=True,
            timeout=180,
            check=False,
        )
        if done.returncode:
            _missing(done.stderr.decode(errors="replace")[-300:])
        archive.parent.mkdir(parents=True, exist_ok=True)
        # Renamed at the end, so that two test processes never read half a file.
        whole = archive.with_suffix(f".{os.getpid()}")
        whole.write_bytes((Path(folder) / ARCHIVE).read_bytes())
        whole.replace(archive)


def _missing(reason: str) -> None:
    if os.environ.get("BADGER_REQUIRE_VECTORS") == "1":
        pytest.fail(f"the published schemas cannot be downloaded: {reason}")
    pytest.skip(f"the published schemas cannot be downloaded: {reason}")
