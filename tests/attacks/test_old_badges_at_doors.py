"""Open Badges 2 and images at the command line, the API and the page (P03, P05, P07)."""
# ruff: noqa: F811 - fixtures of another file

import html
import io
import json
import re

import pytest
from werkzeug.datastructures import FileStorage

from tests.attacks.old_cases import IMAGES, OLD_BADGES
from tests.attacks.test_doors import NOW, Doors, database, doors  # noqa: F401
from tests.open_badges_2 import OldIssuer
from tests.web_world import post


def json_of(document: object) -> bytes:
    """A document as a file."""
    return json.dumps(document).encode()


def page_of(doors: Doors, data: bytes, *, name: str = "badge", kind: str = "image/png") -> str:
    """What the page answers to a file."""
    file = FileStorage(io.BytesIO(data), filename=name, content_type=kind)
    return post(doors.client, "/verify", file=file).get_data(as_text=True)


@pytest.mark.parametrize("name", ["O01 hosted", "O01 signed", "O09 old image, address"])
def test_an_old_badge_is_told_by_what_proves_it(doors: Doors, name: str):
    """A badge that its host shows has no signature, and no door speaks of a valid one."""
    data = OLD_BADGES[name][0](doors.world)
    (doors.folder / "old").write_bytes(data)

    code, _ = doors.by_command(data)
    answer = doors.terminal.run(
        "verify", doors.folder / "old", "--at", NOW, "--documents", doors.folder
    )
    told, page = answer.out.decode(), page_of(doors, data)

    is_signed = name == "O01 signed"
    assert 0 == code == answer.code
    for text in (told, page):
        assert is_signed is ("Signature valide" in text)
        assert is_signed is ("Signature numérique" in text or "La signature numérique" in text)
        assert "ecole.example" in text
        assert "Open Badges 2" in text
    attested = "Attesté par le site ecole.example, aujourd'hui"
    assert is_signed is not told.startswith(f"{attested}.\n")
    assert is_signed is not (attested in html.unescape(page).replace("\u2019", "'"))
    assert "Émetteur non reconnu" in page or is_signed


def test_an_old_badge_with_an_open_point_is_not_called_signed(doors: Doors):
    school = OldIssuer(doors.world)
    recipient = {"type": "email", "hashed": True, "identity": "sha1$00", "salt": ""}
    doors.by_command(json_of(school.host(recipient=recipient)))

    answer = doors.terminal.run(
        *("verify", doors.folder / "badge.bin", "--at", NOW, "--documents", doors.folder),
        *("--recipient", "personne@exemple.fr"),
    )

    assert 2 == answer.code
    assert "Signature valide" not in answer.out.decode()
    assert answer.out.decode().startswith("Attesté par le site ecole.example, aujourd'hui ; ")


def test_what_the_file_adds_to_a_hosted_badge_is_shown_nowhere(doors: Doors):
    data = OLD_BADGES["O01 hosted, the file says more"][0](doors.world)

    assert "Menteur" not in json.dumps(doors.by_upload(data)[1])
    assert "Menteur" not in page_of(doors, data)


def test_p05_nothing_active_of_an_image_reaches_the_page(doors: Doors):
    page = page_of(doors, IMAGES["P05 script"][0](doors.world), kind="image/svg+xml")

    assert "Esprit d" in page
    assert not re.search(r"alert\(|evil\.example|foreignObject|onload|javascript:", page)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../../etc/passwd", "image/png"),
        ("badge.png\x00.exe", "text/html"),
        ("badge.jpg", "image/jpeg"),
        ("<script>alert(1)</script>", "application/x-msdownload"),
        ("a" * 5_000, "x"),
    ],
)
def test_p07_a_file_is_what_it_holds_and_its_name_counts_for_nothing(
    doors: Doors, name: str, kind: str
):
    page = page_of(doors, json_of(doors.world.issue_badge()), name=name, kind=kind)

    assert "Signature valide" in page
    assert name not in page


def test_p07_a_line_break_in_a_name_ends_in_no_header_of_the_answer(doors: Doors):
    file = FileStorage(io.BytesIO(b"{}"), filename="x\r\nSet-Cookie: injected=1")

    answer = post(doors.client, "/verify", file=file)

    assert answer.status_code < 500
    assert "injected" not in str(answer.headers)
    assert "injected" not in answer.get_data(as_text=True)
