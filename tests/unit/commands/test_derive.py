"""`badger derive`: what a holder shows, and what the verifier of the same terminal says of it."""

import json

import pytest

from tests.jwt_badges import made
from tests.selective_badges import base_badge, p_256_issuer
from tests.terminal import Terminal, refusal
from tests.world import World

RESULT = "/credentialSubject/result/1"
AT = ("--at", "2026-03-14T09:30:00Z")


@pytest.fixture
def terminal(capfdbinary) -> Terminal:
    return Terminal(capfdbinary)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def whole(world):
    return base_badge(p_256_issuer(world))


@pytest.fixture
def file(tmp_path, whole):
    path = tmp_path / "whole.json"
    path.write_text(json.dumps(whole))
    return path


def test_a_part_is_written_that_the_verifier_says_yes_to(terminal, file, tmp_path, whole):
    part = tmp_path / "part.json"

    answer = terminal.run("derive", file, "--pointer", RESULT, "-o", part)
    verdict = terminal.run("verify", part, "--offline", "--json", *AT)

    assert (0, b"", "") == (answer.code, answer.out, answer.err)
    shown = json.loads(part.read_text())
    assert [whole["credentialSubject"]["result"][1]] == shown["credentialSubject"]["result"]
    assert "evidence" not in shown
    assert 0 == verdict.code
    report = json.loads(verdict.out)
    assert "verified" == report["verdict"]
    (proof,) = [one for one in report["findings"] if one["step"] == "proof"]
    assert "derived" == proof["facts"]["selective"]


def test_one_changed_value_of_a_part_is_refused_by_the_verifier(terminal, file, tmp_path):
    part = tmp_path / "part.json"
    terminal.run("derive", file, "--pointer", RESULT, "-o", part)
    part.write_text(part.read_text().replace("en autonomie", "avec appui"))

    assert 1 == terminal.run("verify", part, "--offline", *AT).code


def test_parts_chosen_one_by_one_come_together_on_standard_output(terminal, file):
    chosen = ("--pointer", RESULT, "--pointer", "/evidence/0/name")

    answer = terminal.run("derive", file, *chosen)
    shown = json.loads(answer.out)

    assert 0 == answer.code
    assert 1 == len(shown["credentialSubject"]["result"])
    assert [{"type": ["Evidence"], "name": "Tournoi"}] == shown["evidence"]


def test_without_a_choice_only_what_the_issuer_wants_shown_is_shown(terminal, file):
    answer = terminal.run("derive", file)
    shown = json.loads(answer.out)

    assert (0, "") == (answer.code, answer.err)
    assert {"name", "criteria", "description", "id", "type"} == set(
        shown["credentialSubject"]["achievement"]
    )
    assert "result" not in shown["credentialSubject"]
    assert "Esprit d'équipe".encode() in answer.out


def test_an_image_is_read_as_well(terminal, file, tmp_path):
    (tmp_path / "image.svg").write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    terminal.run("bake", tmp_path / "image.svg", file, "-o", tmp_path / "baked.svg")

    answer = terminal.run("derive", tmp_path / "baked.svg", "--pointer", RESULT)

    assert 0 == answer.code
    assert 1 == len(json.loads(answer.out)["credentialSubject"]["result"])


def test_standard_input_is_read(terminal, file):
    answer = terminal.pipe(file.read_bytes(), "derive", "-", "--pointer", RESULT)

    assert (0, "") == (answer.code, answer.err)
    assert 1 == len(json.loads(answer.out)["credentialSubject"]["result"])


@pytest.mark.parametrize(
    ("pointer", "code"),
    [
        ("/credentialSubject/result/9", "derive.nothing_there"),
        ("/credentialSubject/grade", "derive.nothing_there"),
        ("/credentialSubject/result/01", "derive.nothing_there"),
        ("/credentialSubject/result/-", "derive.nothing_there"),
        ("/proof", "derive.nothing_there"),
        ("", "derive.pointer"),
        ("credentialSubject", "derive.pointer"),
        ("/a~2", "derive.pointer"),
        ("/" * 33, "derive.pointer"),
    ],
)
def test_a_choice_that_leads_nowhere_is_refused(terminal, file, tmp_path, pointer, code):
    part = tmp_path / "part.json"

    assert refusal(terminal.run("derive", file, "--pointer", pointer, "-o", part), code)
    assert not part.exists()


def test_too_many_choices_are_refused(terminal, file):
    chosen = [text for place in range(1025) for text in ("--pointer", f"/a{place}")]

    assert refusal(terminal.run("derive", file, *chosen), "derive.too_many")


def test_a_part_cannot_be_taken_of_a_part(terminal, file, tmp_path):
    part = tmp_path / "part.json"
    terminal.run("derive", file, "--pointer", RESULT, "-o", part)

    assert refusal(terminal.run("derive", part), "derive.already_derived")


def test_a_badge_that_is_signed_whole_is_not_shown_in_part(terminal, world, tmp_path):
    path = tmp_path / "badge.json"
    path.write_text(json.dumps(world.issue_badge()))

    assert refusal(terminal.run("derive", path), "derive.no_base_proof")


def test_another_recipe_beside_the_base_proof_is_left_out(terminal, file, whole):
    file.write_text(json.dumps({**whole, "proof": [{"type": "Other"}, whole["proof"]]}))

    shown = json.loads(terminal.run("derive", file).out)

    assert isinstance(shown["proof"], dict)


def test_a_badge_of_another_form_is_not_shown_in_part(terminal, tmp_path):
    path = tmp_path / "badge.json"
    path.write_text(json.dumps({"@context": "https://w3id.org/openbadges/v2", "type": "Assertion"}))

    assert 3 == terminal.run("derive", path).code


def test_a_badge_changed_by_its_holder_is_refused(terminal, file):
    file.write_text(file.read_text().replace("en autonomie", "avec appui"))

    assert refusal(terminal.run("derive", file), "proof.signature")


def test_a_part_that_is_no_badge_is_written_with_a_warning(terminal, world, tmp_path):
    issuer = p_256_issuer(world)
    path, part = tmp_path / "whole.json", tmp_path / "part.json"
    path.write_text(json.dumps(base_badge(issuer, pointers=["/issuer"])))

    answer = terminal.run("derive", path, "-o", part)

    assert 0 == answer.code
    assert "ne suffit pas pour être lu comme un badge" in answer.err
    assert 1 == terminal.run("verify", part, "--offline", *AT).code


def test_nothing_chosen_of_nothing_asked_for_is_refused(terminal, world, tmp_path):
    path = tmp_path / "whole.json"
    path.write_text(json.dumps(base_badge(p_256_issuer(world), pointers=[])))

    assert refusal(terminal.run("derive", path), "derive.nothing_chosen")


def test_the_help_is_french(terminal):
    answer = terminal.run("derive", "--help")

    text = answer.out.decode()
    assert 0 == answer.code
    assert "Montrer une partie seulement de FICHIER" in text
    assert "l'option peut se répéter" in " ".join(text.split())


@pytest.mark.parametrize(
    ("more", "code"), [(b"", "proof.missing"), (b"~e30~", "derive.no_base_proof")]
)
def test_a_token_is_not_shown_in_part(terminal, world, tmp_path, more, code):
    path = tmp_path / "badge.jwt"
    path.write_bytes(made(world.club) + more)

    assert refusal(terminal.run("derive", path), code)


def test_a_missing_file_is_named(terminal, tmp_path):
    assert refusal(terminal.run("derive", tmp_path / "missing"), "terminal.file")
