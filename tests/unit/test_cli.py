"""The command line: quick, in French, with an exit code for each ending and no traceback."""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import click
import pytest

from badger import cli
from badger.errors import BadgerError

HEAVY = ("flask", "sqlalchemy", "pyld", "jsonschema", "httpcore", "gunicorn", "alembic")
SCREEN = {**os.environ, "PYTHONIOENCODING": "utf-8"}


def badger(*arguments: str, **more) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from badger.cli import main; main()", *arguments]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", env=SCREEN, check=False, timeout=60, **more
    )


@pytest.fixture
def only_command(monkeypatch):
    """Make `badger probe` run the function given, as if it stood in a file of its own."""

    def install(command):
        module = ModuleType("badger.commands.probe")
        module.command = click.command("probe")(command) if callable(command) else command
        monkeypatch.setitem(cli.COMMANDS, "probe", "Essayer.")
        monkeypatch.setitem(sys.modules, module.__name__, module)

    return install


def test_help_names_every_command_in_french():
    answer = badger("--help")
    assert 0 == answer.returncode
    assert [] == [name for name in cli.COMMANDS if name not in answer.stdout]
    assert "Afficher cette aide." in answer.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["verify", "--help"], ["keys", "--help"]])
def test_help_loads_no_heavy_library(arguments):
    code = (
        "import sys; from badger.cli import run; code = run(sys.argv[1:]);"
        "print([name for name in sys.modules if name in "
        f"{HEAVY!r}], file=sys.stderr); sys.exit(code)"
    )
    command = [sys.executable, "-c", code, *arguments]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert "[]" == answer.stderr.strip()


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_explains_itself(name):
    answer = badger(name, "--help")
    assert (0, "") == (answer.returncode, answer.stderr)
    assert "Usage : badger " + name in answer.stdout


def test_without_a_command_the_help_is_shown_and_the_use_is_wrong():
    answer = badger()
    assert 64 == answer.returncode
    assert "Commandes:" in answer.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["brew"], "La commande 'brew' n'existe pas."),
        (["verify", "--colour", "x"], "L'option '--colour' n'existe pas."),
        (["serve", "--port", "99999"], "Valeur à corriger pour '--port'"),
        (["bake"], "Il manque l'argument"),
    ],
)
def test_a_wrong_use_is_64_and_says_so_in_french(arguments, said):
    answer = badger(*arguments)
    assert 64 == answer.returncode
    assert said in answer.stderr
    assert "" == answer.stdout


def test_the_version_is_told():
    assert "badger 0.1.0\n" == badger("--version").stdout


def test_a_reader_that_has_gone_is_no_error_message():
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "w") as gone:
        command = [sys.executable, "-c", "from badger.cli import main; main()", "--help"]
        answer = subprocess.run(
            command, stdout=gone, stderr=subprocess.PIPE, text=True, check=False, timeout=60
        )
    assert (141, "") == (answer.returncode, answer.stderr)


def test_a_refusal_is_3_with_its_sentence_and_code(only_command, capsys):
    class Missing(BadgerError):
        code = "settings.missing"

    def probe():
        raise Missing(name="BADGER_KEK")

    only_command(probe)
    assert 3 == cli.run(["probe"])
    said = capsys.readouterr().err
    assert "Donnez une valeur au réglage BADGER_KEK" in said
    assert "[settings.missing]" in said


def test_a_file_that_does_not_open_is_3(only_command, capsys, tmp_path):
    def probe():
        (tmp_path / "absent").read_bytes()

    only_command(probe)
    assert 3 == cli.run(["probe"])
    assert "ne se laisse pas ouvrir" in capsys.readouterr().err


def test_the_exit_code_is_the_commands_own(only_command):
    only_command(lambda: 2)
    assert 2 == cli.run(["probe"])


def test_a_command_may_leave_by_exit(only_command):
    def probe():
        click.get_current_context().exit(1)

    only_command(probe)
    assert 1 == cli.run(["probe"])


@pytest.mark.parametrize("ending", [KeyboardInterrupt, click.Abort, EOFError])
def test_an_interruption_is_130(only_command, ending):
    def probe():
        raise ending

    only_command(probe)
    assert 130 == cli.run(["probe"])


def test_a_defect_is_70_without_a_traceback(only_command, capsys, monkeypatch):
    monkeypatch.delenv("BADGER_TRACEBACK", raising=False)

    def probe():
        raise ZeroDivisionError

    only_command(probe)
    assert 70 == cli.run(["probe"])
    said = capsys.readouterr().err
    assert "Traceback" not in said
    assert "ZeroDivisionError, test_cli.py" in said


def test_a_defect_shows_its_traceback_where_one_is_asked_for(only_command, capsys, monkeypatch):
    monkeypatch.setenv("BADGER_TRACEBACK", "on")

    def probe():
        raise ZeroDivisionError

    only_command(probe)
    assert 70 == cli.run(["probe"])
    assert "Traceback" in capsys.readouterr().err


def test_a_file_without_a_command_is_a_wrong_use(only_command):
    only_command("no command")
    assert 64 == cli.run(["probe"])


@pytest.fixture
def collecting() -> Iterator[None]:
    """Leave the collector of this process as it was: the program switches it off."""
    yield
    gc.unfreeze()
    gc.enable()
    # What the program had left out is garbage now, save what stands as long as the tests do.
    gc.collect()
    gc.freeze()


@pytest.mark.usefixtures("collecting")
def test_a_command_that_ends_at_once_collects_nothing(only_command):
    only_command(lambda: 0)
    with pytest.raises(SystemExit):
        cli.main(["probe"])
    assert not gc.isenabled()


@pytest.mark.usefixtures("collecting")
@pytest.mark.parametrize("name", sorted(cli.LASTING))
def test_a_command_that_goes_on_collects_its_garbage(name):
    with pytest.raises(SystemExit):
        cli.main([name, "--help"])
    assert gc.isenabled()


@pytest.mark.usefixtures("collecting")
def test_the_program_leaves_with_the_code(only_command):
    only_command(lambda: 1)
    with pytest.raises(SystemExit) as leaving:
        cli.main(["probe"])
    assert 1 == leaving.value.code


def test_the_french_words_are_words_of_click():
    source = Path(cli.__file__).parent / "translations/terminal/fr/LC_MESSAGES/messages.po"
    folder = Path(click.__file__).parent
    words = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    asked = [
        line.split('"', 1)[1][:-1]
        for line in source.read_text(encoding="utf-8").splitlines()
        if line.startswith("msgid ") and line != 'msgid ""'
    ]
    assert [] == [word for word in asked if word not in words]
