"""PDFs with attached files, written by hand (ISO 32000-2, sections 7.5 and 7.11.4)."""

import zlib
from collections.abc import Sequence

Part = bytes | str


def written(*objects: Part, trailer: str = "") -> bytes:
    """Write a PDF of these objects; they are numbered from 1, and 1 is the catalogue."""
    out = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        text = body.encode() if isinstance(body, str) else body
        out += b"%d 0 obj\n%b\nendobj\n" % (number, text)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = f"trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + head.encode()


def stream(data: bytes, extra: str = "") -> bytes:
    """Write the stream of an attached file."""
    head = f"<</Type/EmbeddedFile/Length {len(data)}{extra}>>".encode()
    return head + b"\nstream\n" + data + b"\nendstream"


def deflated(data: bytes) -> bytes:
    """Write it compressed."""
    return stream(zlib.compress(data, 9), "/Filter/FlateDecode")


def specification(number: int, name: str = "badge.json") -> str:
    """Write what names the stream of that number."""
    return f"<</Type/Filespec/F({name})/EF<</F {number} 0 R/UF {number} 0 R>>>>"


def with_files(*files: bytes, names: Sequence[str] = (), associated: bool = True) -> bytes:
    """Write a PDF to which files are attached, as streams 2 and following."""
    called = [*names, *(f"{number}.json" for number in range(len(names), len(files)))]
    specifications = [specification(n + 2, name) for n, name in enumerate(called)]
    tree = "".join(f"({n}){one}" for n, one in zip(called, specifications, strict=True))
    beside = f"/AF[{''.join(specifications)}]" if associated else ""
    catalogue = f"<</Type/Catalog/Names<</EmbeddedFiles<</Names[{tree}]>>>>{beside}>>"
    return written(catalogue, *(deflated(file) for file in files))
