"""`badger sign --jwt`, `keys new --kind` and `bake` of a token, as a person meets them."""

import json
from pathlib import Path

import pytest

from badger.credentials.keys import EcdsaSigningKey, RsaSigningKey
from tests.attacks.png_files import png
from tests.jwt_badges import b64, key_of, unb64
from tests.terminal import Answer, Terminal, refusal
from tests.world import badge_document

ALGORITHMS = {"Ed25519": "EdDSA", "P-256": "ES256", "P-384": "ES384", "RSA": "RS256"}
NOW = "2026-03-14T09:30:00Z"


@pytest.fixture
def terminal(capfdbinary) -> Terminal:
    return Terminal(capfdbinary)


def new_key(terminal: Terminal, folder: Path, kind: str) -> tuple[Path, str]:
    """A key file of the command, and the address that names the key by itself."""
    name = folder / f"{kind}.json"
    assert 0 == terminal.run("keys", "new", "--kind", kind, "-o", name).code
    members = json.loads(name.read_text())
    return name, members["kid" if kind == "RSA" else "id"]


def sign(
    terminal: Terminal, folder: Path, key: Path, method: str, *more: str, **members: object
) -> Answer:
    document = {**badge_document(method.partition("#")[0]), **members}
    (folder / "badge.json").write_text(json.dumps(document))
    arguments = ("--key", key, "--verification-method", method, *more)
    return terminal.run("sign", folder / "badge.json", *arguments)


def verdict(terminal: Terminal, folder: Path, data: bytes) -> str:
    (folder / "shown").write_bytes(data)
    answer = terminal.run("verify", folder / "shown", "--json", "--at", NOW, "--offline")
    return json.loads(answer.out)["verdict"]


@pytest.mark.parametrize("kind", ALGORITHMS)
def test_a_badge_is_signed_as_a_token_by_a_new_key_of_each_kind(
    terminal: Terminal, tmp_path: Path, kind: str
):
    key, method = new_key(terminal, tmp_path, kind)

    answer = sign(terminal, tmp_path, key, method, "--jwt")

    assert (0, "") == (answer.code, answer.err)
    assert answer.out.endswith(b"\n")
    header = json.loads(unb64(answer.out.split(b".")[0].decode()))
    assert {"alg": ALGORITHMS[kind], "typ": "JWT", "kid": method} == header
    assert "verified" == verdict(terminal, tmp_path, answer.out)


def test_a_token_goes_into_an_image_and_out_again(terminal: Terminal, tmp_path: Path):
    token = sign(terminal, tmp_path, *new_key(terminal, tmp_path, "P-256"), "--jwt").out
    (tmp_path / "badge.jwt").write_bytes(token)
    (tmp_path / "image.png").write_bytes(png())

    baked = terminal.run("bake", tmp_path / "image.png", tmp_path / "badge.jwt", "-o", "-")
    (tmp_path / "baked.png").write_bytes(baked.out)

    assert 0 == baked.code
    assert token.strip() == terminal.run("unbake", tmp_path / "baked.png").out.strip()
    assert "verified" == verdict(terminal, tmp_path, baked.out)


def test_the_longest_token_goes_into_an_image(terminal: Terminal, tmp_path: Path):
    parts = [
        {"id": f"https://club.example/{n}", "type": ["Evidence"], "name": "x" * 60_000}
        for n in range(4)
    ]
    key = new_key(terminal, tmp_path, "Ed25519")
    token = sign(terminal, tmp_path, *key, "--jwt", evidence=parts).out
    (tmp_path / "badge.jwt").write_bytes(token)
    (tmp_path / "image.png").write_bytes(png())

    baked = terminal.run("bake", tmp_path / "image.png", tmp_path / "badge.jwt", "-o", "-")

    assert 262_144 < len(token)
    assert "verified" == verdict(terminal, tmp_path, baked.out)


def test_a_text_longer_than_any_token_is_not_baked(terminal: Terminal, tmp_path: Path):
    (tmp_path / "badge.jwt").write_bytes(b"a." + b"a" * 400_000 + b".a")
    (tmp_path / "image.png").write_bytes(png())

    answer = terminal.run("bake", tmp_path / "image.png", tmp_path / "badge.jwt", "-o", "-")

    assert refusal(answer, "json.too_large")


@pytest.mark.parametrize("kind", ["Ed25519", "P-256", "P-384"])
def test_a_document_is_signed_by_the_recipe_of_its_key(
    terminal: Terminal, tmp_path: Path, kind: str
):
    signed = sign(terminal, tmp_path, *new_key(terminal, tmp_path, kind), "--created", NOW).out

    suite = "eddsa-rdfc-2022" if kind == "Ed25519" else "ecdsa-rdfc-2019"
    assert suite == json.loads(signed)["proof"]["cryptosuite"]
    assert "verified" == verdict(terminal, tmp_path, signed)


def test_a_key_without_a_recipe_for_documents_is_refused(terminal: Terminal, tmp_path: Path):
    answer = sign(terminal, tmp_path, *new_key(terminal, tmp_path, "RSA"))

    assert refusal(answer, "proof.key_kind")


@pytest.mark.parametrize(
    "more", [("--created", NOW), ("--cryptosuite", "eddsa-rdfc-2022"), ("--jwt", "x")]
)
def test_a_token_has_no_date_and_no_recipe_of_its_own(
    terminal: Terminal, tmp_path: Path, more: tuple[str, ...]
):
    key, method = new_key(terminal, tmp_path, "Ed25519")

    answer = sign(terminal, tmp_path, key, method, "--jwt", *more)

    assert (64, b"") == (answer.code, answer.out)


def test_an_address_that_is_another_key_is_refused(terminal: Terminal, tmp_path: Path):
    key, _ = new_key(terminal, tmp_path, "RSA")
    jwk = json.dumps(key_of("P-256").public.to_jwk()).encode()

    answer = sign(terminal, tmp_path, key, f"did:jwk:{b64(jwk)}#0", "--jwt")

    assert refusal(answer, "key.another")


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"credentialSubject": {"name": "x"}}, "jwt.not_signable"),
        ({"validFrom": "2026-03-01T08:00:00.5Z"}, "jwt.not_signable"),
        ({"validFrom": "hier"}, "time.malformed"),
        ({"exp": 5}, "jwt.not_signable"),
    ],
)
def test_a_badge_that_no_claims_can_repeat_is_not_signed(
    terminal: Terminal, tmp_path: Path, members: dict, code: str
):
    key = new_key(terminal, tmp_path, "Ed25519")

    assert refusal(sign(terminal, tmp_path, *key, "--jwt", **members), code)


def test_a_jwk_of_a_curve_is_a_key_file(terminal: Terminal, tmp_path: Path):
    key = EcdsaSigningKey.from_secret("P-256", b"\x07" * 32)
    jwk = {**key.public.to_jwk(), "d": b64(b"\x07" * 32)}
    (tmp_path / "key.json").write_text(json.dumps(jwk))
    public = json.dumps(key.public.to_jwk()).encode()

    answer = sign(terminal, tmp_path, tmp_path / "key.json", f"did:jwk:{b64(public)}#0", "--jwt")

    assert "verified" == verdict(terminal, tmp_path, answer.out)


def test_a_secret_key_of_rsa_is_written_as_it_is_read():
    key = key_of("RSA")

    again = RsaSigningKey.from_secret_jwk(key.expose_secret_jwk())

    assert key.public == again.public
    assert key.sign(b"x") == again.sign(b"x")
