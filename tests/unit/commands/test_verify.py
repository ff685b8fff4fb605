"""`badger verify`, as a person and as a script meet it."""

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from badger.commands import verify as verify_command
from badger.commands.report_text import printable
from badger.sentences.limits import SENTENCES
from badger.verify import LocalJudge
from badger.verify.limits import MIB, Limits, run_bounded
from tests.attacks.signed_badges import badges
from tests.terminal import Terminal, refusal
from tests.world import EMAIL, INDEX, World

AT = ("--at", "2026-03-14T09:30:00Z")


@pytest.fixture
def terminal(capfdbinary) -> Terminal:
    return Terminal(capfdbinary)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def badge(world: World, tmp_path: Path) -> Path:
    """A badge of a key of its own: it needs no network."""
    path = tmp_path / "badge.json"
    path.write_text(json.dumps(world.issue_badge(world.new_issuer())))
    return path


def _save(world: World, folder: Path) -> Path:
    folder.mkdir()
    for number, page in enumerate(world.pages.values()):
        (folder / f"{number}.json").write_bytes(page)
    return folder


def test_a_badge_of_a_key_is_verified_without_network(terminal: Terminal, badge: Path):
    answer = terminal.run("verify", badge, *AT)

    text = answer.out.decode()
    assert 0 == answer.code
    assert text.startswith("Signature valide ; émetteur anonyme (clé sans identité).\n")
    assert "Badge       Esprit d'équipe\n" in text
    assert "Observé     Geste 1 : en autonomie\n" in text
    assert "Situation   Observée par un coach et une formatrice.\n" in text
    assert "L'émetteur ne dit pas si c'est un diplôme." in text


@pytest.mark.parametrize(
    ("called", "told"),
    [
        ("Badge", "Ce badge n'est pas un diplôme."),
        ("Diploma", "L'émetteur l'appelle « diplôme ». Nous vérifions la signature, pas"),
        ("ext:Diplôme d'État", "qui n'est pas dans la liste du standard."),
    ],
)
def test_c23_a_diploma_is_neither_denied_nor_vouched_for(
    terminal: Terminal, world: World, tmp_path: Path, called, told
):
    def named(unsigned: dict) -> None:
        unsigned["credentialSubject"]["achievement"]["achievementType"] = called

    path = tmp_path / "credential.json"
    path.write_text(json.dumps(world.issue_badge(world.new_issuer(), change=named)))

    text = terminal.run("verify", path, *AT).out.decode()

    assert told in text
    assert "Diplôme d'État" not in text
    assert "[proof.verified]" in text


def test_the_verdict_is_the_first_line_whatever_it_is(terminal: Terminal, badge: Path):
    badge.write_text(badge.read_text().replace("Esprit", "Esprlt"))

    answer = terminal.run("verify", badge, *AT)

    lines = answer.out.decode().splitlines()
    assert 1 == answer.code
    assert "Badge refusé : ne vous y fiez pas." == lines[0]
    assert lines[1].startswith("La signature ne correspond pas au contenu")
    assert "Esprlt" not in answer.out.decode()


def test_a_badge_verifies_offline_with_a_folder_of_documents(
    terminal: Terminal, world: World, tmp_path: Path
):
    path = tmp_path / "badge.json"
    path.write_text(json.dumps(world.issue_revocable(validUntil="2027-01-01T00:00:00Z")))
    folder = _save(world, tmp_path / "documents")

    answer = terminal.run("verify", path, *AT, "--documents", folder, "--offline")

    assert 0 == answer.code
    told = "Le badge n'est pas retiré, d'après la liste du dimanche 1er mars 2026 à 08:00 UTC."
    assert told in answer.out.decode()
    assert "Valable     jusqu'au 01/01/2027 à 00:00 UTC" in answer.out.decode()
    assert (
        1
        == terminal.run("verify", path, "--at", "2027-01-01T00:00:01Z", "--documents", folder).code
    )


def test_a_revoked_badge_leaves_with_one(terminal: Terminal, world: World, tmp_path: Path):
    path = tmp_path / "badge.json"
    path.write_text(json.dumps(world.issue_revocable()))
    world.publish_list(revoked=(INDEX,))
    folder = _save(world, tmp_path / "documents")

    answer = terminal.run("verify", path, *AT, "--documents", folder)

    assert 1 == answer.code
    assert "L'émetteur a retiré ce badge." in answer.out.decode()


@pytest.mark.parametrize("how", [("--offline",), ("--documents", "empty")])
def test_an_issuer_that_cannot_be_asked_leaves_with_two(
    terminal: Terminal, world: World, tmp_path: Path, how: tuple[str, ...]
):
    path = tmp_path / "badge.json"
    path.write_text(json.dumps(world.issue_badge()))
    (tmp_path / "empty").mkdir()
    arguments = [str(tmp_path / "empty") if part == "empty" else part for part in how]

    answer = terminal.run("verify", path, *AT, *arguments)

    assert 2 == answer.code
    assert "Vérification incomplète" in answer.out.decode().splitlines()[0]


def test_a_status_that_cannot_be_read_is_an_open_point(
    terminal: Terminal, world: World, tmp_path: Path
):
    path = tmp_path / "badge.json"
    path.write_text(json.dumps(world.issue_revocable()))
    del world.pages[world.list_url()]
    folder = _save(world, tmp_path / "documents")

    answer = terminal.run("verify", path, *AT, "--documents", folder)

    assert 2 == answer.code
    assert "un point n'a pas pu être contrôlé" in answer.out.decode().splitlines()[0]


def test_the_report_as_json_is_the_same_for_scripts(terminal: Terminal, badge: Path):
    answer = terminal.run("verify", badge, *AT, "--json")

    report = json.loads(answer.out)
    assert 0 == answer.code
    assert ("verified", "2026-03-14T09:30:00Z") == (report["verdict"], report["checked_at"])
    assert answer.out.isascii()


def test_a_badge_on_standard_input_is_verified(terminal: Terminal, badge: Path):
    answer = terminal.pipe(badge.read_bytes(), "verify", "-", *AT)

    assert 0 == answer.code


def test_the_time_is_now_when_none_is_given(terminal: Terminal, badge: Path):
    assert 0 == terminal.run("verify", badge).code


def test_an_issuer_of_the_list_is_named(terminal: Terminal, world: World, tmp_path: Path):
    path, trust = tmp_path / "badge.json", tmp_path / "trust.json"
    path.write_text(json.dumps(world.issue_badge()))
    entry = {"id": world.club.id, "name": "Club d'exemple", "since": "2025-01-01"}
    trust.write_text(json.dumps({"name": "le territoire d'exemple", "issuers": [entry]}))
    folder = _save(world, tmp_path / "documents")

    answer = terminal.run("verify", path, *AT, "--trust", trust, "--documents", folder)

    assert 0 == answer.code
    # The list says who it is, whatever the badge calls its issuer ("Le club").
    assert [
        "Badge authentique, délivré par Club d'exemple.",
        "Émetteur reconnu par le territoire d'exemple, depuis le 01/01/2025.",
    ] == answer.out.decode().splitlines()[:2]


@pytest.mark.parametrize(("recipient", "code"), [(EMAIL, 0), ("autre@exemple.fr", 1)])
def test_the_person_can_be_asked_for(terminal: Terminal, badge: Path, recipient: str, code: int):
    assert code == terminal.run("verify", badge, *AT, "--recipient", recipient).code


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("a", "b"),
        ("badge", "--at", "tomorrow"),
        ("badge", "--at", "2026-03-14T09:30:00"),
        ("badge", "--trust", "missing.json"),
        ("badge", "--trust", "badge"),
        ("badge", "--documents", "missing"),
        ("badge", "--documents", "badge"),
        ("badge", "--unknown"),
    ],
)
def test_wrong_use_leaves_with_sixty_four(
    terminal: Terminal, badge: Path, arguments: tuple[str, ...]
):
    given = [str(badge) if part == "badge" else part for part in arguments]

    answer = terminal.run("verify", *given)

    assert 64 == answer.code
    assert b"" == answer.out
    assert "Traceback" not in answer.err


def _inputs(folder: Path) -> dict[str, tuple[str, str]]:
    (folder / "empty").write_bytes(b"")
    (folder / "binary").write_bytes(bytes(range(256)) * 100)
    (folder / "huge").write_bytes(b"{" + b" " * 6_000_000)
    return {
        "missing": (str(folder / "missing"), "input.not_found"),
        "folder": (str(folder), "input.directory"),
        "empty": (str(folder / "empty"), "input.empty"),
        "binary": (str(folder / "binary"), "json.encoding"),
        "huge": (str(folder / "huge"), "input.too_large"),
        "/dev/zero": ("/dev/zero", "input.too_large"),
        "/dev/null": ("/dev/null", "input.empty"),
        "below a file": (str(folder / "empty" / "x"), "terminal.file"),
        "long name": ("x" * 5000, "terminal.file"),
        "http": ("http://issuer.example/", "input.address"),
        "local": ("https://localhost/", "fetch.address"),
        "number": ("https://127.0.0.1/", "fetch.address"),
    }


@pytest.mark.parametrize("kind", [
    "missing", "folder", "empty", "binary", "huge", "/dev/zero", "/dev/null", "below a file",
    "long name", "http", "local", "number",
])  # fmt: skip
def test_what_cannot_be_read_leaves_with_three(terminal: Terminal, tmp_path: Path, kind: str):
    source, code = _inputs(tmp_path)[kind]

    answer = terminal.run("verify", source, *AT)
    as_json = terminal.run("verify", source, *AT, "--json")

    assert refusal(answer, code)
    problem = json.loads(as_json.out)
    assert (3, {"code", "detail"}) == (as_json.code, set(problem))
    assert code == problem["code"]
    assert problem["detail"] in as_json.err


def test_a_file_that_is_closed_to_us_leaves_with_three(terminal: Terminal, badge: Path):
    badge.chmod(0)
    if os.access(badge, os.R_OK):
        # The superuser reads everything: a new process without that right is asked instead.
        command = [sys.executable, "-c", _AS_NOBODY, str(badge)]
        done = subprocess.run(command, capture_output=True, check=False, timeout=60)
        assert 3 == done.returncode, done.stderr
        assert b"input.not_allowed" in done.stderr
    else:
        assert refusal(terminal.run("verify", badge), "input.not_allowed")


_AS_NOBODY = """
import os, sys
from badger.cli import main
import badger.commands.verify
os.chdir("/")
os.chmod(os.path.dirname(sys.argv[1]), 0o755)
os.setuid(65534)
main(["verify", sys.argv[1]])
"""


def test_offline_no_address_is_fetched(terminal: Terminal):
    answer = terminal.run("verify", "https://issuer.example/badge.json", "--offline")

    assert refusal(answer, "fetch.offline")


def test_letters_of_a_stranger_cannot_move_the_cursor(
    terminal: Terminal, world: World, tmp_path: Path
):
    def attack(unsigned: dict) -> None:
        unsigned["credentialSubject"]["achievement"]["name"] = "\x1b[2J\u202eeugaB\r\n faux"

    issuer = world.new_issuer()
    path = tmp_path / "badge.json"
    path.write_text(json.dumps(world.issue_badge(issuer, change=attack)))

    answer = terminal.run("verify", path, *AT)

    assert 0 == answer.code
    assert "\x1b" not in answer.out.decode()
    assert "⟨U+001B⟩[2J⟨U+202E⟩eugaB⟨U+000D⟩  faux" in answer.out.decode()


def test_t05_a_name_without_end_is_cut():
    assert 300 == len(printable("x" * 100_000))


def test_a_terminal_that_lacks_a_letter_is_no_reason_to_fail(badge: Path):
    command = [sys.executable, "-c", "from badger.cli import main; main()", "verify", str(badge)]
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}

    done = subprocess.run(command, capture_output=True, check=False, timeout=60, env=environment)

    assert 0 == done.returncode
    assert b"\\u2713 Format" in done.stdout


@pytest.mark.parametrize(
    "module",
    [
        *("httpcore", "httpx", "pyld", "jsonschema", "flask", "sqlalchemy"),
        *("cryptography", "cbor2", "badger.credentials.openbadges_v2"),
    ],
)
def test_a_cold_start_pays_for_nothing_that_it_does_not_use(badge: Path, module: str):
    program = (
        "import sys; from badger.cli import run; code = run(sys.argv[1:]);"
        f"sys.exit(99 if {module!r} in sys.modules else code)"
    )
    command = [sys.executable, "-c", program, "verify", str(badge), *AT]

    assert 0 == subprocess.run(command, capture_output=True, check=False, timeout=60).returncode


def test_help_names_every_option(terminal: Terminal):
    answer = terminal.run("verify", "--help")

    text = answer.out.decode()
    assert 0 == answer.code
    for option in ("--json", "--at", "--trust", "--recipient", "--documents", "--offline"):
        assert option in text


@pytest.mark.parametrize(
    ("code", "work"),
    [
        ("limits.time", lambda *_: time.sleep(60)),
        ("limits.memory", lambda *_: bytearray(512 * MIB)),
    ],
)
def test_f_a_verification_that_takes_too_much_is_inconclusive(
    terminal: Terminal, badge: Path, monkeypatch: pytest.MonkeyPatch, code: str, work: object
):
    limits = Limits(wall_s=0.2, memory=64 * MIB)
    monkeypatch.setattr(verify_command, "run_bounded", lambda task: run_bounded(task, limits))
    monkeypatch.setattr(LocalJudge, "answer", work)

    answer = terminal.run_alone("verify", badge, *AT)

    assert 2 == answer.code
    assert f"[{code}]" in answer.out.decode()
    assert SENTENCES[code][:40] in answer.out.decode()


def test_badges_presented_together_are_told_one_by_one_and_the_worst_counts(terminal, tmp_path):
    badge = json.loads(badges()["eddsa-rdfc-2022"])
    presentation = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "verifiableCredential": [badge, {**badge, "name": "x"}],
    }
    file = tmp_path / "presentation.json"
    file.write_text(json.dumps(presentation))

    answer = terminal.run("verify", file, "--at", "2026-03-14T09:30:00Z")
    as_json = terminal.run("verify", file, "--json", "--at", "2026-03-14T09:30:00Z")

    assert (1, 1) == (answer.code, as_json.code)
    assert "Badges présentés ensemble : 2." in answer.out.decode()
    assert "Signature valide" in answer.out.decode()
    assert "Badge refusé" in answer.out.decode()
    reports = json.loads(as_json.out)["reports"]
    assert ["verified", "not_verified"] == [report["verdict"] for report in reports]


def test_in_a_process_of_others_no_alarm_is_set(
    terminal: Terminal, badge: Path, monkeypatch: pytest.MonkeyPatch
):
    timers: list[tuple[float, float]] = []
    answer = LocalJudge.answer

    def watched(judge: LocalJudge, question: object) -> object:
        timers.append(signal.getitimer(signal.ITIMER_REAL))
        return answer(judge, question)

    monkeypatch.setattr(LocalJudge, "answer", watched)
    # However loaded the machine is, the badge is judged to the end.
    patient = partial(run_bounded, limits=Limits(wall_s=600, cpu_s=600))
    monkeypatch.setattr(verify_command, "run_bounded", patient)
    codes = [run("verify", badge, *AT).code for run in (terminal.run, terminal.run_alone)]

    assert [0, 0] == codes
    assert (0.0, 0.0) == timers[0]
    assert 0 < timers[1][0] <= 600
