"""`badger sign`, `canonicalize`, `bake`, `unbake` and `keys`, as a person meets them."""

import json
import stat
from datetime import datetime

import pytest

from badger.cli import COMMANDS
from badger.credentials.canonical import canonical_nquads
from badger.credentials.did import did_key
from badger.credentials.keys import SigningKey
from badger.credentials.proof import verify_proof
from tests.terminal import Terminal, refusal

KEY = SigningKey.from_seed(bytes(range(32)))
DID = did_key(KEY.public)
METHOD = f"{DID}#{KEY.public.to_multikey()}"
DOCUMENT = {
    "@context": ["https://www.w3.org/ns/credentials/v2"],
    "id": "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
    "type": ["VerifiableCredential"],
    "name": "Esprit d'équipe",
    "issuer": DID,
    "credentialSubject": {"id": "urn:uuid:3f0ff2f2-9f66-4bd5-8d4b-1c3a6ff3b2a1"},
}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


@pytest.fixture
def terminal(capfdbinary) -> Terminal:
    return Terminal(capfdbinary)


@pytest.fixture
def files(tmp_path):
    """A folder with a document, a key and an image."""
    (tmp_path / "document.json").write_text(json.dumps(DOCUMENT))
    (tmp_path / "key.json").write_text(
        json.dumps({"secretKeyMultibase": KEY.expose_secret_multikey()})
    )
    (tmp_path / "image.svg").write_bytes(SVG)
    return tmp_path


def sign(terminal, files, *more, document="document.json", method=METHOD):
    key = ("--key", files / "key.json")
    return terminal.run("sign", files / document, *key, "--verification-method", method, *more)


def test_a_signed_document_is_written_and_verifies(terminal, files):
    answer = sign(terminal, files, "--created", "2026-03-14T10:30:00+01:00")
    document = json.loads(answer.out)

    assert (0, "") == (answer.code, answer.err)
    assert DOCUMENT == {name: document[name] for name in DOCUMENT}
    assert "2026-03-14T09:30:00Z" == document["proof"]["created"]
    assert "Esprit d'équipe".encode() in answer.out
    verify_proof(document, document["proof"], key=KEY.public)


def test_a_document_is_signed_now_unless_it_is_told(terminal, files):
    document = json.loads(sign(terminal, files, "--cryptosuite", "eddsa-jcs-2022").out)
    created = datetime.fromisoformat(document["proof"]["created"])

    assert "eddsa-jcs-2022" == document["proof"]["cryptosuite"]
    assert abs((datetime.now(created.tzinfo) - created).total_seconds()) < 60


def test_a_document_is_read_from_standard_input(terminal, files):
    data = json.dumps(DOCUMENT).encode()

    answer = terminal.pipe(
        data, "sign", "-", "--key", files / "key.json", "--verification-method", METHOD
    )

    assert (0, "") == (answer.code, answer.err)
    assert METHOD == json.loads(answer.out)["proof"]["verificationMethod"]


def test_a_document_is_shown_in_canonical_form(terminal, files):
    answer = terminal.run("canonicalize", files / "document.json")

    assert 0 == answer.code
    assert canonical_nquads(DOCUMENT).encode() == answer.out


def test_a_badge_is_baked_and_comes_out_byte_for_byte(terminal, files):
    badge = b'{\r\n  "name": "\xc3\xa9"}\n'
    (files / "badge.json").write_bytes(badge)

    baked = terminal.run("bake", files / "image.svg", files / "badge.json", "-o", files / "o.svg")
    shown = terminal.run("unbake", files / "o.svg")
    written = terminal.run("unbake", files / "o.svg", "-o", files / "out.json")

    assert (0, b"", "") == (baked.code, baked.out, baked.err)
    assert (0, badge, "") == (shown.code, shown.out, shown.err)
    assert (b"", badge) == (written.out, (files / "out.json").read_bytes())


def test_a_badge_goes_through_pipes(terminal, files):
    (files / "badge.jws").write_bytes(b"a.b.c")

    baked = terminal.pipe(SVG, "bake", "-", files / "badge.jws", "-o", "-")

    assert b"a.b.c" == terminal.pipe(baked.out, "unbake", "-").out


def test_a_new_key_is_written_for_its_owner_only_and_signs(terminal, files):
    name = files / "new.json"

    made = terminal.run("keys", "new", "-o", name)
    members = json.loads(name.read_text())
    document = {**DOCUMENT, "issuer": members["controller"]}
    (files / "mine.json").write_text(json.dumps(document))
    signed = terminal.run(
        "sign", files / "mine.json", "--key", name, "--verification-method", members["id"]
    )

    assert (0, "") == (made.code, made.err)
    assert f"Clé écrite dans {name}, que vous seul·e pouvez lire".encode() in made.out
    assert f"« badger sign BADGE.json --key {name} --verification-method ".encode() in made.out
    assert members["secretKeyMultibase"].encode() not in made.out
    assert 0o600 == stat.S_IMODE(name.stat().st_mode)
    assert f"{members['controller']}#{members['publicKeyMultibase']}" == members["id"]
    assert 0 == signed.code


def test_a_new_key_is_shown_when_no_file_is_named(terminal):
    shown = [json.loads(terminal.run("keys", "new").out) for _ in range(2)]

    assert "Multikey" == shown[0]["type"]
    assert shown[0]["secretKeyMultibase"] != shown[1]["secretKeyMultibase"]


def test_a_key_never_replaces_a_file(terminal, files):
    before = (files / "key.json").read_bytes()

    assert refusal(terminal.run("keys", "new", "-o", files / "key.json"), "key.file_exists")
    assert before == (files / "key.json").read_bytes()


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ({}, "key.no_secret"),
        ({"secretKeyMultibase": 5}, "key.no_secret"),
        ({"secretKeyMultibase": "z1", "privateKeyMultibase": "z1"}, "key.no_secret"),
        ({"secretKeyMultibase": KEY.public.to_multikey()}, "key.unsupported"),
        ({"secretKeyMultibase": "z0"}, "key.multibase"),
        (
            {
                "secretKeyMultibase": KEY.expose_secret_multikey(),
                "publicKeyMultibase": "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
            },
            "key.malformed",
        ),
        ({"kty": "EC", "d": "AA"}, "key.unsupported"),
        ([], "json.not_an_object"),
    ],
)
def test_a_file_without_a_key_is_refused(terminal, files, key, code):
    (files / "key.json").write_text(json.dumps(key))

    assert refusal(sign(terminal, files), code)


def test_a_jwk_signs_as_well(terminal, files):
    jwk = {"kty": "OKP", "crv": "Ed25519", "d": "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}
    (files / "key.json").write_text(json.dumps(jwk))

    assert 0 == sign(terminal, files, method="https://club.example/issuer#key-1").code


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ("did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2", "did.method_not_found"),
        (
            "did:key:z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
            "#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2",
            "key.another",
        ),
        ("did:key:zz#zz", "key.unsupported"),
    ],
)
def test_a_did_key_that_names_another_key_is_refused(terminal, files, method, code):
    assert refusal(sign(terminal, files, method=method), code)


@pytest.mark.parametrize(
    "more",
    [
        ("--created", "yesterday"),
        ("--created", "2026-03-14"),
        ("--cryptosuite", "ecdsa-sd-2023"),
        ("--verification-method", "#key"),
        ("--verification-method", ""),
    ],
)
def test_a_wrong_option_is_wrong_use_and_says_so_in_french(terminal, files, more):
    answer = sign(terminal, files, *more)

    assert (64, b"") == (answer.code, answer.out)
    assert "Traceback" not in answer.err
    assert more[0] in answer.err


HOSTILE = [
    (b"", "json.syntax"),
    (b"\xff\xfe", "json.encoding"),
    (b"[" * 100_000, "json.too_deep"),
    (b'{"a":1,"a":1}', "json.duplicate_key"),
    (b" " * 262_145, "json.too_large"),
    (b"1" * 6000, "json.number_out_of_range"),
    (b'"\\ud800"', "json.lone_surrogate"),
    (b"[]", "json.not_an_object"),
]


@pytest.mark.parametrize(("data", "code"), HOSTILE)
def test_no_document_gives_a_traceback(terminal, files, data, code):
    (files / "hostile").write_bytes(data)
    hostile = files / "hostile"

    assert refusal(sign(terminal, files, document="hostile"), code)
    assert refusal(terminal.run("canonicalize", hostile), code)
    assert refusal(terminal.run("bake", files / "image.svg", hostile, "-o", files / "no"), code)
    assert not (files / "no").exists()


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ({}, "structure.context_not_allowed"),
        ({"@context": "https://unknown.example/"}, "structure.context_unknown"),
        ({**DOCUMENT, "secret": 1}, "proof.data_loss"),
        ({**DOCUMENT, "id": "../x"}, "proof.invalid_iri"),
    ],
)
def test_a_document_that_cannot_be_covered_whole_is_not_signed(terminal, files, document, code):
    (files / "document.json").write_text(json.dumps(document))

    assert refusal(sign(terminal, files), code)
    assert refusal(terminal.run("canonicalize", files / "document.json"), code)


@pytest.mark.parametrize("image", [b"", b"GIF89a", b"{}"])
def test_a_file_that_is_no_image_is_refused(terminal, files, image):
    (files / "image.svg").write_bytes(image)

    assert refusal(terminal.run("unbake", files / "image.svg"), "image.unknown_format")
    assert refusal(
        terminal.run("bake", files / "image.svg", files / "document.json", "-o", files / "no"),
        "image.unknown_format",
    )
    assert not (files / "no").exists()


def test_a_missing_file_or_a_folder_is_refused(terminal, files):
    for name in (files / "missing", files):
        for arguments in (("canonicalize", name), ("unbake", name)):
            assert refusal(terminal.run(*arguments), "terminal.file")


def test_a_place_that_cannot_be_written_is_refused(terminal, files):
    out = files / "missing" / "out.svg"

    answer = terminal.run("bake", files / "image.svg", files / "document.json", "-o", out)

    assert refusal(answer, "terminal.file")
    assert refusal(terminal.run("keys", "new", "-o", out), "terminal.file")


@pytest.mark.parametrize("name", ["sign", "canonicalize", "bake", "unbake", "keys"])
def test_each_command_explains_itself_in_french(terminal, name):
    answer = terminal.run(name, "--help")
    words = answer.out.decode()

    assert 0 == answer.code
    assert "Usage" in words
    assert len(words) > len(COMMANDS[name])
    assert not {"Options:\n  --help  Show", "Show this message"} & set(words.splitlines())


@pytest.mark.parametrize("name", ["sign", "canonicalize", "bake", "unbake"])
def test_a_command_without_its_arguments_is_wrong_use(terminal, name):
    answer = terminal.run(name)

    assert (64, b"") == (answer.code, answer.out)
    assert "Traceback" not in answer.err
