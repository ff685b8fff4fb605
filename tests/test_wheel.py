"""The wheel, installed alone in an empty environment, is the whole product."""

import json
import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
MINUTES = 60

pytestmark = pytest.mark.slow


def run(*command: object, cwd: Path, code: int = 0) -> str:
    # Nothing of the checkout may help: no path to it, no coverage of it, no setting for it.
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "COV", "BADGER", "VIRTUAL_ENV"))
    }
    answer = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**environment, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=15 * MINUTES,
    )
    assert code == answer.returncode, answer.stdout + answer.stderr
    return answer.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, REPOSITORY, cwd=folder)
    return next(folder.glob("badger-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """Install the wheel with the locked versions; return the folder of its commands."""
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder / "venv", with_pip=True)
    lock = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    versions = folder / "versions.txt"
    versions.write_text("\n".join(re.findall(r"^(\S+==.*?) \\$", lock, flags=re.MULTILINE)))
    binaries = folder / "venv" / "bin"
    quiet = ("--quiet", "--disable-pip-version-check")
    run(binaries / "python", "-m", "pip", "install", *quiet, "-c", versions, wheel, cwd=folder)
    return binaries


@pytest.fixture(scope="module")
def demo(installed, tmp_path_factory):
    folder = tmp_path_factory.mktemp("elsewhere")
    run(installed / "badger", "demo", "--load-only", "--folder", "var/demo", cwd=folder)
    return json.loads((folder / "var/demo/demo.json").read_text(encoding="utf-8"))


def test_the_wheel_holds_what_is_no_python(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    endings = (
        r"badger/templates/.+\.html",
        r"badger/translations/terminal/fr/LC_MESSAGES/messages\.mo",
        r"badger/web/static/built/.+\.css",
        r"badger/web/static/built/.+\.svg",
        r"badger/db/migrations/versions/.+\.py",
        r"badger/demo/data/.+\.toml",
        r"badger/schemas/manifest\.py",
        r".+\.dist-info/licenses/LICENSE",
    )
    missing = [one for one in endings if not any(re.fullmatch(one, name) for name in names)]
    assert [] == missing
    strange = re.compile(r"(.*/)?(tests?/.*|test_[^/]*|conftest\.py|[^/]*\.sqlite3)")
    assert [] == [name for name in names if strange.fullmatch(name)]


def test_the_demo_loads_without_the_checkout(demo):
    assert ["base_url", "documents", "logins", "badges"] == list(demo)
    assert len(demo["badges"]) >= 8


@pytest.mark.parametrize("form", ["json", "png", "svg"])
def test_a_badge_of_the_demo_verifies_offline(installed, demo, form, tmp_path):
    badge = demo["badges"][0][form]
    options = ("--documents", demo["documents"], "--offline", "--json")
    report = json.loads(run(installed / "badger", "verify", badge, *options, cwd=tmp_path))
    assert "verified" == report["verdict"]


def test_a_badge_with_one_byte_changed_is_refused(installed, demo, tmp_path):
    original = Path(demo["badges"][0]["json"]).read_bytes()
    changed = tmp_path / "changed.json"
    changed.write_bytes(
        original.replace(b"Exemple", b"Exemplf", 1).replace(b"exemple", b"exemplf", 1)
    )
    assert original != changed.read_bytes()
    options = ("--documents", demo["documents"], "--offline")
    run(installed / "badger", "verify", changed, *options, cwd=tmp_path, code=1)


def test_the_terminal_speaks_french_without_the_checkout(installed, tmp_path):
    assert "Afficher cette aide." in run(installed / "badger", "--help", cwd=tmp_path)
