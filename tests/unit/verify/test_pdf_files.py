"""Files attached to a PDF: within bounds, each once, whatever the file is made like."""

import zlib
from io import BytesIO

import pytest
from pypdf import PdfReader, PdfWriter

from badger.verify import UnreadableInput
from badger.verify.pdf_files import (
    MAX_FILES,
    MAX_FILES_BYTES,
    MAX_NODES,
    MAX_PAGES,
    MAX_STREAM_BYTES,
    attached_files,
)
from tests.pdf_files import deflated, specification, stream, with_files, written

ONE = b'{"a": 1}'
TREE = "<</Type/Catalog/Names<</EmbeddedFiles 2 0 R>>>>"


def refusal(pdf: bytes) -> str:
    with pytest.raises(UnreadableInput) as caught:
        attached_files(pdf)
    return caught.value.reason


def test_files_come_in_the_order_of_the_tree_and_each_once():
    assert (ONE, b"2", b"3") == attached_files(with_files(ONE, b"2", b"3"))


def test_a_file_that_is_associated_alone_is_found():
    pdf = written(f"<</Type/Catalog/AF[{specification(2)}]>>", stream(ONE))
    assert (ONE,) == attached_files(pdf)


def test_p01_two_files_of_one_name_are_two():
    assert (b"1", b"2") == attached_files(with_files(b"1", b"2", names=("a", "a")))


def test_p01_two_streams_of_one_file_are_both_looked_at():
    hidden = "<</Type/Filespec/F(a)/EF<</F 2 0 R/UF 3 0 R>>>>"
    pdf = written(f"<</Type/Catalog/AF[{hidden}]>>", stream(ONE), stream(b"2"))
    assert (ONE, b"2") == attached_files(pdf)


def test_a_tree_of_several_nodes_is_walked():
    kids = "<</Kids[3 0 R 4 0 R]>>"
    leaves = [f"<</Names[(a){specification(5)}]>>", f"<</Names[(b){specification(6)}]>>"]
    assert (ONE, b"2") == attached_files(written(TREE, kids, *leaves, stream(ONE), stream(b"2")))


def test_p02_a_tree_that_names_itself_is_walked_once():
    node = f"<</Kids[2 0 R 3 0 R]/Names[(a){specification(4)}]>>"
    assert (ONE,) == attached_files(written(TREE, node, "<</Kids[2 0 R]>>", stream(ONE)))


def chain_of(nodes: int) -> bytes:
    kids = [f"<</Kids[{number + 1} 0 R]>>" for number in range(2, nodes + 1)]
    return written(TREE, *kids, f"<</Names[(a){specification(nodes + 2)}]>>", stream(ONE))


def test_p02_a_deep_tree_ends():
    assert (ONE,) == attached_files(chain_of(MAX_NODES))
    assert "pdf.too_many" == refusal(chain_of(MAX_NODES + 1))


def test_p02_files_are_counted():
    assert MAX_FILES == len(attached_files(with_files(*(b"%d" % n for n in range(MAX_FILES)))))
    more = [b"%d" % n for n in range(MAX_FILES + 1)]
    assert "pdf.too_many" == refusal(with_files(*more))
    again = f"<</Type/Catalog/AF[{specification(2) * (2 * MAX_FILES + 1)}]>>"
    assert "pdf.too_many" == refusal(written(again, stream(ONE)))


@pytest.mark.parametrize(
    "bomb",
    [
        deflated(b" " * (MAX_STREAM_BYTES + 1)),
        stream(
            zlib.compress(zlib.compress(b" " * 40_000_000, 9), 9),
            "/Filter[/FlateDecode/FlateDecode]",
        ),
        stream(b"x", "/Filter[" + "/FlateDecode" * 3 + "]"),
    ],
    ids=["one above", "twice", "many filters"],
)
def test_p02_a_bomb_is_not_inflated(bomb: bytes):
    pdf = written(f"<</Type/Catalog/AF[{specification(2)}]>>", bomb)
    assert "pdf.too_large" == refusal(pdf)


def test_p02_all_files_together_are_bounded():
    half = MAX_FILES_BYTES // 2
    assert 2 == len(attached_files(with_files(b"a" * half, b"b" * half)))
    assert "pdf.too_large" == refusal(with_files(b"a" * half, b"b" * half, b"c"))


@pytest.mark.parametrize(
    "pdf",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"[" * 50_000,
        with_files(ONE)[:40],
        written("<</Type/Pages>>"),
        written("1 0 R"),
        written(f"<</Type/Catalog/AF[{specification(2)}]>>", stream(b"x", "/Filter/JBIG2Decode")),
        written(f"<</Type/Catalog/AF[{specification(2)}]>>", stream(b"x", "/Filter/Unknown")),
        written("<</Type/Catalog/Names 2 0 R>>", "[" * 3_000),
    ],
    ids=["head", "deep", "cut", "no catalogue", "itself", "program", "filter", "nested"],
)
def test_p02_a_damaged_file_is_said_to_be_damaged(pdf: bytes):
    assert "pdf.unreadable" == refusal(pdf)


@pytest.mark.parametrize(
    "catalogue",
    [
        "<</Type/Catalog>>",
        "<</Type/Catalog/Names 7/AF(x)>>",
        "<</Type/Catalog/Names<</EmbeddedFiles[1]>>>>",
        "<</Type/Catalog/AF[1 null 9 0 R <</EF 3>> <</EF<</F 1>>>>]>>",
        "<</Type/Catalog/AF[<</Type/Filespec/FS/URL/F(https://club.example/b.json)>>]>>",
        "<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.launchURL\\('https://x.example'\\))>>>>",
    ],
)
def test_p07_what_is_no_attached_file_is_nothing(catalogue: str):
    assert () == attached_files(written(catalogue))


def encrypted(algorithm: str, *, password: str) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    writer.add_attachment("badge.json", ONE)
    writer.encrypt(password, "of the owner", algorithm=algorithm)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_p07_an_encrypted_file_is_named(algorithm: str):
    assert "pdf.encrypted" == refusal(encrypted(algorithm, password="secret"))


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_file_that_opens_without_a_password_is_read(algorithm: str):
    assert (ONE,) == attached_files(encrypted(algorithm, password=""))


def page_with(annotations: str, extra: str = "") -> str:
    return f"<</Type/Page/Annots[{annotations}]{extra}>>"


def clip(number: int) -> str:
    return f"<</Type/Annot/Subtype/FileAttachment/FS{specification(number)}>>"


def test_a_file_clipped_to_a_page_is_found():
    pages = "<</Type/Pages/Kids[3 0 R]>>"
    note = "<</Type/Annot/Subtype/Text/FS" + specification(5) + ">>"
    page = page_with(note + clip(4), extra=f"/AF[{specification(6)}]")
    pdf = written("<</Type/Catalog/Pages 2 0 R>>", pages, page, *map(stream, (ONE, b"2", b"3")))
    assert (ONE, b"3") == attached_files(pdf)


def clipped_after(pages: int) -> bytes:
    kids = "".join(f"{number + 4} 0 R " for number in range(pages))
    blank = ["<</Type/Page>>"] * (pages - 1)
    tree = f"<</Type/Pages/Kids[2 0 R {kids}]>>"
    return written("<</Type/Catalog/Pages 2 0 R>>", tree, stream(ONE), *blank, page_with(clip(3)))


def test_p02_pages_are_read_up_to_a_bound():
    assert (ONE,) == attached_files(clipped_after(MAX_PAGES - 1))
    assert () == attached_files(clipped_after(MAX_PAGES))


def test_p02_files_clipped_to_pages_are_counted():
    page = page_with(clip(4) * (2 * MAX_FILES + 1))
    pdf = written("<</Type/Catalog/Pages 2 0 R>>", "<</Kids[3 0 R]>>", page, stream(ONE))
    assert "pdf.too_many" == refusal(pdf)


def test_p07_a_protection_that_is_not_known_is_named():
    scheme = "/Encrypt<</Filter/Adobe.PubSec/V 4>>"
    assert "pdf.encrypted" == refusal(written("<</Type/Catalog>>", trailer=scheme))


def test_a_writer_of_others_is_read(tmp_path):
    writer = PdfWriter()
    writer.add_blank_page(10, 10)
    writer.add_attachment("badge.json", ONE)
    writer.write(tmp_path / "card.pdf")
    data = (tmp_path / "card.pdf").read_bytes()
    assert 1 == len(PdfReader(tmp_path / "card.pdf").attachments)
    assert (ONE,) == attached_files(data)
