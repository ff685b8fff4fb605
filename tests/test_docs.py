"""The documentation tells what is there: links, commands, settings, packages, words."""

import re
import subprocess
from pathlib import Path

import pytest

from badger.cli import COMMANDS

REPOSITORY = Path(__file__).parent.parent
PAGES = sorted([*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/**/*.md")])
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def text_of(name: str) -> str:
    return (REPOSITORY / name).read_text(encoding="utf-8")


def tracked_files() -> list[Path]:
    command = ["git", "ls-files", "-z"]
    listed = subprocess.run(command, cwd=REPOSITORY, capture_output=True, check=True).stdout
    return [REPOSITORY / name for name in listed.decode().split("\0") if name]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPOSITORY)))
def test_every_link_to_a_file_leads_somewhere(page):
    links = LINK.findall(page.read_text(encoding="utf-8"))
    files = [link for link in links if not link.startswith(("http://", "https://", "mailto:"))]
    assert [] == [link for link in files if not (page.parent / link).exists()]


def test_every_command_is_shown_and_every_shown_command_is_there():
    shown = "".join(text_of(name) for name in ("README.md", "docs/operations.md", "CHANGELOG.md"))
    named = set(re.findall(r"(?:^|[`/ ])badger ([a-z]+(?:-[a-z]+)*)", shown, flags=re.MULTILINE))
    assert set() == set(COMMANDS) - named - {"unbake", "sign", "bake", "canonicalize", "keys"}
    blocks = "".join(re.findall(r"```\n(.*?)```", shown, flags=re.DOTALL))
    command = r"^(?:\$ )?(?:\.venv/bin/)?badger ([a-z]+(?:-[a-z]+)*)"
    listed = re.findall(command, blocks, flags=re.MULTILINE)
    assert set() == set(listed) - set(COMMANDS)


def test_operations_names_every_setting():
    settings = set(re.findall(r'"(BADGER_[A-Z_]+)"', text_of("badger/settings.py")))
    documented = set(re.findall(r"`(BADGER_[A-Z_]+)`", text_of("docs/operations.md")))
    assert set() == settings - documented
    assert {"BADGER_TRACEBACK"} == documented - settings


def test_the_architecture_names_every_package():
    packages = {path.parent.name for path in (REPOSITORY / "badger").glob("*/__init__.py")}
    architecture = text_of("docs/architecture.md")
    assert [] == [name for name in sorted(packages) if name not in architecture]


def test_the_words_of_the_glossary_are_words_of_the_code():
    rows = re.findall(r"^\| ([^|]+) \|", text_of("docs/glossary.md"), flags=re.MULTILINE)
    words = {word for row in rows for word in re.findall(r"\b[A-Z][a-z]+[A-Z]\w+", row)}
    code = "".join(path.read_text("utf-8") for path in (REPOSITORY / "badger").rglob("*.py"))
    assert [] == sorted(word for word in words if word not in code)


def test_decisions_are_numbered_once():
    numbers = [path.name[:4] for path in (REPOSITORY / "docs/adr").glob("*.md")]
    assert sorted(set(numbers)) == sorted(numbers)


@pytest.mark.parametrize(
    "record", sorted((REPOSITORY / "docs/adr").glob("*.md")), ids=lambda path: path.name[:4]
)
def test_a_decision_says_why_what_and_what_follows(record):
    titles = re.findall(r"^## (\w+)", record.read_text("utf-8"), flags=re.MULTILINE)
    assert ("Context", "Consequences") == (titles[0], titles[-1])


def test_no_file_names_a_path_of_the_machine_it_was_written_on():
    # Written apart, so that this file does not hold them.
    paths = re.compile("/" + r"(?:work|root|opt)" + r"/[a-z]")
    found = []
    for path in tracked_files():
        if path.suffix in {".png", ".lock"} or not path.is_file():
            continue
        if paths.search(path.read_text(encoding="utf-8", errors="replace")):
            found.append(str(path.relative_to(REPOSITORY)))
    assert [] == found


def test_the_lock_holds_digests_and_no_address():
    lock = text_of("requirements.lock")
    assert "://" not in lock
    entries = re.split(r"\n(?=\S)", lock.strip())
    assert [] == [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry]
