"""The layers, doors and sizes of docs/architecture.md hold in every file of badger."""

import re
import tomllib
from itertools import chain
from pathlib import Path

import pytest

from tests import architecture_rules as rules
from tests.architecture_rules import Module

REPOSITORY = Path(__file__).parent.parent
BADGER = rules.read_modules(REPOSITORY / "badger")

# Packages whose module has another name, and those that nothing imports, with the reason.
IMPORTED_AS = {
    "argon2-cffi": "argon2",
    "markdown-it-py": "markdown_it",
    "pillow": "PIL",
    "pynacl": "nacl",
    "zxing-cpp": "zxingcpp",
}
NEVER_IMPORTED = {"openbadgeslib": "data files only (ADR 0004)"}

# A body of more than 40 lines needs its reason here; tables and declarations have one.
LONG_BODIES = {
    "badger.db.migrations.versions.*.upgrade": "a migration declares tables",
    "badger.db.migrations.versions.*.downgrade": "a migration declares tables",
}

LATE_IMPORTS = {
    "badger.verify.recognition": "tables of look-alikes are for strangers only (ADR 0019)",
    "badger.commands.verify": "the HTTP client is half a cold start (ADR 0009)",
    "badger.schemas.conformity": "jsonschema is needed only to explain a refusal (ADR 0004)",
    "badger.credentials.canonical": "PyLD costs 0.13 s and is needed for odd documents (ADR 0002)",
    "badger.commands.keys": "who makes a key needs no database (ADR 0009)",
    "badger.cli": "a cold command imports only its own file (ADR 0009)",
    "badger.late": "what imports late for others, each with its own reason here",
    "badger.credentials.keys": "who only verifies has no private key (ADR 0009)",
    "badger.credentials.keys.jwk": "most keys are Ed25519: no `cryptography` (ADR 0009)",
    "badger.credentials.keys.public": "most keys are Ed25519: no `cryptography` (ADR 0009)",
    "badger.credentials.cryptosuites.ecdsa_sd_2023": "few badges are shown in part (ADR 0009)",
    "badger.verify.containers": "badges rarely come attached to a PDF (ADR 0009)",
    "badger.verify.verification": "Open Badges 2 is for badges of before (ADR 0009)",
}

THREE_ARGUMENTS = {
    "badger.credentials.keys.public.verify_signature": "key, signature, data: as in the trade",
    "badger.possibilities.reach.reach": "held, goals, doors: the three parts of the question",
    "badger.verify.fetch.connect_tcp": "the signature is httpcore's",
    "badger.verify.fetch.start_tls": "the signature is httpcore's",
    "badger.web.security.counts.incr": "the signature is that of limits",
    "badger.web.language.ngettext": "the signature is gettext's",
    "badger.verify.verification.verify": "presented, policy, resolver, now: see design 4",
}

BROAD_EXCEPTS = {
    "badger.cli": "the last boundary of the terminal: it says so and fails (ADR 0009)",
    "badger.jobs.awards": "a badge that fails, whatever the reason, does not stop the postman",
    "badger.jobs.imports": "a batch that fails, whatever the reason, does not stop the postman",
    "badger.jobs.postman": "whatever went wrong with one round, the next one begins",
    "badger.jobs.retention": "whatever went wrong with one hour, mails leave all the same",
    "badger.jobs.rechecks": "a look that fails, whatever the reason, does not stop the postman",
    "badger.jobs.worker": "a task that fails, whatever the reason, stops neither page nor others",
}


def violations(rule, *arguments) -> str:
    return "\n".join(chain.from_iterable(rule(module, *arguments) for module in BADGER))


def test_every_import_follows_the_table_of_layers():
    assert "" == violations(rules.forbidden_layers)


def test_every_outside_library_enters_by_its_one_door():
    assert "" == violations(rules.closed_doors)


def test_every_declared_dependency_is_imported():
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {re.split(r"[^A-Za-z0-9-]", line)[0] for line in project["dependencies"]}
    modules = {IMPORTED_AS.get(name, name.replace("-", "_")) for name in declared}
    imported = {name.split(".")[0] for module in BADGER for name, _ in rules.imports_of(module)}
    assert set(NEVER_IMPORTED) == modules - imported


def test_no_import_is_relative():
    assert "" == violations(rules.relative_imports)


def test_no_import_hides_in_a_function():
    assert "" == violations(rules.hidden_imports)


def test_every_late_import_has_a_reason():
    assert "" == violations(rules.late_imports, LATE_IMPORTS)


def test_no_modules_import_each_other():
    assert [] == list(rules.import_cycles(BADGER))


def test_no_file_is_longer_than_300_lines():
    assert "" == violations(rules.long_files)


def test_no_function_body_is_longer_than_40_lines():
    assert "" == violations(rules.long_functions, LONG_BODIES)


def test_every_public_function_and_class_says_what_it_does():
    assert "" == violations(rules.undocumented_functions)


def test_arguments_after_the_second_are_given_by_name():
    assert "" == violations(rules.positional_crowds, THREE_ARGUMENTS)


def test_the_time_is_read_in_one_place():
    assert "" == violations(rules.clock_readings)


def test_nothing_catches_everything_without_a_reason():
    assert "" == violations(rules.broad_excepts, BROAD_EXCEPTS)


def test_no_module_is_named_after_nothing():
    assert "" == violations(rules.vague_names)


def test_written_reasons_are_still_needed():
    names = {module.name for module in BADGER}
    assert set() == {*LATE_IMPORTS, *BROAD_EXCEPTS} - names


# The checker itself: each rule lets a good file pass and catches a bad one.


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("badger.verify.status", "from badger.db.base import Base"),
        ("badger.issuer.award", "from badger.backpack import receive"),
        ("badger.credentials.proof", "import badger.verify.report"),
        ("badger.possibilities.reach", "from badger import issuer"),
        ("badger.errors", "from badger.settings import Settings"),
        ("badger.web.pages.home", "from badger.app import create_app"),
        ("badger.strangers.x", "VALUE = 1"),
    ],
)
def test_the_checker_catches_a_forbidden_layer(name, text):
    assert 1 == len(list(rules.forbidden_layers(Module(name, text))))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("badger.verify.status", "from badger.credentials import keys\nimport badger.errors"),
        ("badger.web.pages.home", "from badger.issuer.award import award_badge"),
        ("badger.settings", "from badger.errors import BadgerError"),
        ("badger.cli", "from badger import __version__"),
    ],
)
def test_the_checker_lets_an_allowed_layer_pass(name, text):
    assert [] == list(rules.forbidden_layers(Module(name, text)))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("badger.issuer.award", "from sqlalchemy import select"),
        ("badger.web.pages.home", "import sqlalchemy.orm"),
        ("badger.verify.status", "import httpcore"),
        ("badger.credentials.did", "from urllib.request import urlopen"),
        ("badger.web.pages.verify", "import qrcode"),
        ("badger.db.base", "import left_pad"),
    ],
)
def test_the_checker_catches_a_library_beside_its_door(name, text):
    assert 1 == len(list(rules.closed_doors(Module(name, text))))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("badger.issuer.queries", "from sqlalchemy import select"),
        ("badger.db.rows.people", "from sqlalchemy.orm import Mapped"),
        ("badger.issuer.award", "from sqlalchemy.orm import Session"),
        ("badger.verify.fetch", "import httpcore"),
        ("badger.credentials.did", "from urllib.parse import urlsplit"),
    ],
)
def test_the_checker_lets_a_library_pass_by_its_door(name, text):
    assert [] == list(rules.closed_doors(Module(name, text)))


def test_the_checker_tells_a_package_from_its_modules():
    package = Module("badger.db", "import sqlalchemy", is_package=True)
    assert [] == list(rules.closed_doors(package))


def test_the_checker_catches_a_relative_import():
    assert 1 == len(list(rules.relative_imports(Module("badger.x", "from . import y"))))


def test_the_checker_catches_an_import_in_a_function():
    text = "def f():\n    import json\n    return json\n"
    assert 1 == len(list(rules.hidden_imports(Module("badger.x", text))))


def test_the_checker_catches_a_late_import():
    late = Module("badger.x", "import importlib\nimportlib.import_module('json')")
    assert 1 == len(list(rules.late_imports(late, {})))
    later = Module("badger.y", "from badger.late import LateModule\nx = LateModule('json')")
    assert 1 == len(list(rules.late_imports(later, {})))
    assert [] == list(rules.late_imports(late, {"badger.x": "a reason"}))


def test_the_checker_catches_a_cycle():
    circle = (
        Module("badger.a", "from badger.b import f"),
        Module("badger.b", "from badger import c"),
        Module("badger.c", "import badger.a"),
    )
    assert 1 == len(list(rules.import_cycles(circle)))
    assert [] == list(rules.import_cycles(circle[:2]))


def test_the_checker_catches_a_long_file():
    assert 1 == len(list(rules.long_files(Module("badger.x", "\n" * 301))))
    assert [] == list(rules.long_files(Module("badger.x", "\n" * 300)))


def test_the_checker_counts_a_body_without_its_docstring():
    head = 'def f():\n    """Do.\n\n    More.\n    """\n'
    assert [] == list(rules.long_functions(Module("badger.x", head + "    1\n" * 40), {}))
    long = Module("badger.x", head + "    1\n" * 41)
    assert 1 == len(list(rules.long_functions(long, {})))
    assert [] == list(rules.long_functions(long, {"badger.x.f": "a table"}))


def test_the_checker_catches_a_missing_docstring():
    text = '"""A module."""\ndef f(): ...\ndef _g(): ...\nclass C: ...\n'
    assert 2 == len(list(rules.undocumented_functions(Module("badger.x", text))))
    assert 1 == len(list(rules.undocumented_functions(Module("badger.x", "A = 1\n"))))


def test_the_checker_catches_a_third_argument_by_position():
    crowd = Module("badger.x", "def f(a, b, c): ...")
    assert 1 == len(list(rules.positional_crowds(crowd, {})))
    assert [] == list(rules.positional_crowds(crowd, {"badger.x.f": "a reason"}))
    fine = Module("badger.x", "class C:\n    def f(self, a, b, *, c): ...")
    assert [] == list(rules.positional_crowds(fine, {}))


@pytest.mark.parametrize("call", ["datetime.now(UTC)", "datetime.datetime.utcnow()", "time.time()"])
def test_the_checker_catches_a_second_clock(call):
    assert 1 == len(list(rules.clock_readings(Module("badger.x", call))))
    assert [] == list(rules.clock_readings(Module("badger.clock", call)))


def test_the_checker_lets_a_stopwatch_pass():
    assert [] == list(rules.clock_readings(Module("badger.x", "time.monotonic()")))


@pytest.mark.parametrize("caught", ["Exception", "BaseException", "(ValueError, Exception)", ""])
def test_the_checker_catches_a_broad_except(caught):
    broad = Module("badger.x", f"try: pass\nexcept {caught}: pass")
    assert 1 == len(list(rules.broad_excepts(broad, {})))
    assert [] == list(rules.broad_excepts(broad, {"badger.x": "a reason"}))


def test_the_checker_lets_a_narrow_except_pass():
    narrow = Module("badger.x", "try: pass\nexcept ValueError: pass")
    assert [] == list(rules.broad_excepts(narrow, {}))


def test_the_checker_catches_a_vague_name():
    assert 1 == len(list(rules.vague_names(Module("badger.web.helpers", ""))))
