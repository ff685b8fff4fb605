"""A dead server's badges still verify, from files (hardening O05, domain C21)."""

import json
import re
from pathlib import Path

import pytest

from badger.db.base import open_engine, write_session
from badger.db.migrate import upgrade
from badger.db.rows import CredentialRow, PartnerRow
from badger.issuer.compromise import declare_key_compromised
from badger.issuer.departures import archive_partner
from badger.issuer.endorsement_targets import Target
from badger.issuer.endorsements import write_endorsement
from badger.issuer.revocation import revoke_credential
from badger.issuer.trust_lists import publish_trust_list
from tests.factories import ADDRESSES, KEK, KEYRING, NOW, award, make_partner, ready_to_award
from tests.terminal import Terminal, refusal

PARTS = {"keyring": KEYRING, "addresses": ADDRESSES, "now": NOW}


@pytest.fixture
def terminal(capfdbinary: pytest.CaptureFixture[bytes]) -> Terminal:
    return Terminal(capfdbinary)


@pytest.fixture
def badges(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str, str]:
    """A partner that left, with a badge that stands, one revoked, and an endorsement."""
    url = f"sqlite:///{tmp_path / 'export.sqlite3'}"
    engine = open_engine(url)
    upgrade(engine)
    with write_session(engine) as db:
        scene, proposals = ready_to_award(db, people=2)
        standing, revoked = [award(db, one).id for one in proposals]
        revoke_credential(db, revoked, reason="Un secret.", actor="test", **PARTS)
        endorser = make_partner(db, "tolerie", name="Tôlerie du Haut Bocage (exemple)")
        support = write_endorsement(
            db,
            Target(version_id=scene.version.id),
            endorser_id=endorser.id,
            comment="Nous cherchons ces gestes.",
            actor="test",
            **PARTS,
        ).id
        publish_trust_list(db, name="Bocage d'exemple", **PARTS)
        archive_partner(db, scene.partner.slug, actor="test", now=NOW)
    engine.dispose()
    monkeypatch.setenv("BADGER_DATABASE_URL", url)
    monkeypatch.setenv("BADGER_BASE_URL", "http://localhost:8000")
    monkeypatch.delenv("BADGER_KEK", raising=False)
    return standing, revoked, support


def _export(terminal: Terminal, folder: Path) -> None:
    answer = terminal.run("export-static", folder)
    assert 0 == answer.code, answer.err


def _verify(terminal: Terminal, folder: Path, file: str):
    return terminal.run("verify", folder / file, "--documents", folder, "--offline")


def test_o05_the_exported_files_alone_verify_every_badge(terminal, badges, tmp_path):
    standing, revoked, support = badges
    folder = tmp_path / "copy"
    _export(terminal, folder)
    (tmp_path / "export.sqlite3").unlink()

    codes = [
        _verify(terminal, folder, file).code
        for file in (
            f"badges/{standing}.json",
            f"badges/{revoked}.json",
            f"endorsements/{support}.json",
        )
    ]

    assert [0, 1, 0] == codes


def test_o05_a_badge_of_a_stolen_key_verifies_by_the_exported_register(terminal, badges, tmp_path):
    standing, _, _ = badges
    engine = open_engine(f"sqlite:///{tmp_path / 'export.sqlite3'}")
    with write_session(engine) as db:
        row = db.get(CredentialRow, standing)
        declare_key_compromised(
            db,
            db.get(PartnerRow, row.issuer_id),
            since=NOW.replace(day=20),
            actor="test",
            **{**PARTS, "now": NOW.replace(day=21)},
        )
    engine.dispose()
    folder = tmp_path / "copy"
    _export(terminal, folder)

    answer = _verify(terminal, folder, f"badges/{standing}.json")

    assert 0 == answer.code
    assert "registre" in answer.out.decode()


def test_the_files_stand_at_the_addresses_of_the_site(terminal, badges, tmp_path):
    standing, _, support = badges
    folder = tmp_path / "copy"
    _export(terminal, folder)

    document = json.loads((folder / f"badges/{standing}.json").read_bytes())
    status = document["credentialStatus"]
    achievement = document["credentialSubject"]["achievement"]
    slug = document["issuer"]["id"].rpartition(":")[2]
    for address in (status["statusListCredential"], status["statusReference"]):
        assert (folder / address.removeprefix("http://localhost:8000/")).is_file()
    for path in (
        ".well-known/did.json",
        "trust/issuers.json",
        f"issuers/{slug}/did.json",
        f"issuers/{slug}/index.html",
        f"badges/{standing}/index.html",
        f"badges/{standing}/qr.svg",
        f"badges/{standing}/picture.svg",
        f"endorsements/{support}/index.html",
        achievement["id"].removeprefix("http://localhost:8000/") + ".json",
        achievement["id"].removeprefix("http://localhost:8000/") + "/index.html",
        "LISEZ-MOI.txt",
    ):
        assert (folder / path).is_file(), path


def test_r02_no_name_of_a_person_and_no_reason_is_in_the_files(terminal, badges, tmp_path):
    folder = tmp_path / "copy"
    _export(terminal, folder)

    for file in folder.rglob("*"):
        if file.is_file():
            text = file.read_bytes()
            for word in ("Exemple 1", "Exemple 2", "Exemple Coach", "Un secret."):
                assert word.encode() not in text, (file, word)
    assert KEK.hex().encode() not in b"".join(
        file.read_bytes() for file in folder.rglob("*") if file.is_file()
    )


def test_a_kept_page_says_when_it_was_kept_and_what_was_so(terminal, badges, tmp_path):
    standing, revoked, support = badges
    folder = tmp_path / "copy"
    _export(terminal, folder)

    stands = (folder / f"badges/{standing}/index.html").read_text()
    taken_back = (folder / f"badges/{revoked}/index.html").read_text()
    supported = (folder / f"endorsements/{support}/index.html").read_text()

    assert "Page gardée le" in stands
    assert "Authentique et valable le" in stands
    assert "Nous cherchons ces gestes." in stands
    assert "Retiré par l&#39;émetteur le" in taken_back
    assert "Soutien vérifié ce jour-là" in supported
    assert not re.search(r"<form|<script|csrf", stands)


def test_what_a_kept_page_names_on_this_site_is_a_file_of_the_copy(terminal, badges, tmp_path):
    folder = tmp_path / "copy"
    _export(terminal, folder)

    missing = set()
    for page in folder.rglob("index.html"):
        for address in re.findall(r'(?:href|src)="(/[^"#?]*)', page.read_text()):
            path = folder / address.strip("/")
            if not (path.is_file() or (path / "index.html").is_file()):
                missing.add(address)
    assert set() == missing


def test_a_copy_is_renewed_and_another_folder_is_left_alone(terminal, badges, tmp_path):
    folder = tmp_path / "copy"
    _export(terminal, folder)
    _export(terminal, folder)
    assert [] == list(folder.rglob("*.new"))

    other = tmp_path / "mine"
    other.mkdir()
    (other / "letter.txt").write_text("…")
    answer = terminal.run("export-static", other)
    assert refusal(answer, "export.folder_not_empty")
    assert ["letter.txt"] == [one.name for one in other.iterdir()]


@pytest.mark.parametrize(
    "manifest",
    ["{", "[]", "{}", '{"documents": 7}', '{"documents": ["../secret.json", 7, "none.json"]}'],
)
def test_a_manifest_of_a_stranger_leads_nowhere(terminal, badges, tmp_path, manifest):
    standing, _, _ = badges
    folder = tmp_path / "copy"
    _export(terminal, folder)
    (folder / "badger-export.json").write_text(manifest)

    assert 2 == _verify(terminal, folder, f"badges/{standing}.json").code
