"""Read the words of a PDF that typst set: what a reader's program copies out of its pages."""

import re
import zlib
from collections.abc import Iterator

OBJECT = re.compile(rb"(?:^|\n)(\d+) 0 obj\s(.*?)\nendobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
TEXT = re.compile(rb"\nBT\b(.*?)\nET\b", re.DOTALL)
FONT = re.compile(rb"/(\w+) [\d.]+ Tf")
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def words_of_pdf(pdf: bytes) -> str:
    """Return the text of all pages, one blank between what is set apart."""
    objects = {int(number): body for number, body in OBJECT.findall(pdf)}
    pages = [body for body in objects.values() if re.search(rb"/Type\s?/Page\b", body)]
    return " ".join(" ".join(_words(page, objects).split()) for page in pages)


def _words(page: bytes, objects: dict[int, bytes]) -> str:
    fonts = _fonts(page, objects)
    (content,) = re.findall(rb"/Contents (\d+) 0 R", page)
    letters: dict[int, str] = {}
    said: list[str] = []
    for part in TEXT.findall(_stream(objects[int(content)])):
        for font, glyphs in _shown(part):
            if font:
                letters = fonts[font]
            pairs = zip(glyphs[::2], glyphs[1::2], strict=True)
            said += [letters.get(256 * high + low, "") for high, low in pairs]
        said.append(" ")
    return "".join(said)


def _shown(part: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield each font that is chosen, by its name in the page, and each string of glyphs.

    Strings stand in hex or as bytes, in which pairs of brackets may stand (ISO 32000-1, 7.3.4.2);
    those between << and >> describe the text and are not shown.
    """
    at, shows = 0, True
    while at < len(part):
        end = at + 1
        if chosen := FONT.match(part, at):
            end = chosen.end()
            yield chosen[1], b""
        elif part[at : at + 2] in (b"<<", b">>"):
            end, shows = at + 2, part[at : at + 1] == b">"
        elif part[at : at + 1] == b"<":
            end = part.index(b">", at) + 1
            if shows:
                yield b"", bytes.fromhex(part[at + 1 : end - 1].decode())
        elif part[at : at + 1] == b"(":
            end = _end_of_string(part, at)
            if shows:
                yield b"", _unescaped(part[at + 1 : end - 1])
        at = end


def _end_of_string(part: bytes, at: int) -> int:
    depth = 0
    while True:
        sign = part[at : at + 1]
        depth += (sign == b"(") - (sign == b")")
        at += 2 if sign == b"\\" else 1
        if not depth:
            return at


def _fonts(page: bytes, objects: dict[int, bytes]) -> dict[bytes, dict[int, str]]:
    """Return by name in the page what letters the glyphs of each font stand for."""
    resources = page
    for number in re.findall(rb"/Resources (\d+) 0 R", page):
        resources += objects[int(number)]
    for number in re.findall(rb"/Font (\d+) 0 R", resources):
        resources += objects[int(number)]
    named = re.findall(rb"/(\w+) (\d+) 0 R", resources)
    maps = {
        name: re.search(rb"/ToUnicode (\d+) 0 R", objects.get(int(number), b""))
        for name, number in named
    }
    return {name: _letters(_stream(objects[int(one[1])])) for name, one in maps.items() if one}


def _letters(table: bytes) -> dict[int, str]:
    """Read a ToUnicode table: glyph by glyph, and runs of them."""
    found: dict[int, str] = {}
    for chars in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, text in re.findall(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", chars):
            found[int(glyph, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    for runs in re.findall(rb"beginbfrange(.*?)endbfrange", table, re.DOTALL):
        for first, last, text in re.findall(
            rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", runs
        ):
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = chr(int(text, 16) + step)
    return found


def _stream(body: bytes) -> bytes:
    found = STREAM.search(body)
    data = found[1] if found else b""
    return zlib.decompress(data) if b"/FlateDecode" in body else data


def _unescaped(text: bytes) -> bytes:
    def plain(found: re.Match[bytes]) -> bytes:
        sign = found[1]
        return bytes([int(sign, 8)]) if sign[:1].isdigit() else ESCAPED.get(sign, sign)

    return re.sub(rb"\\([0-7]{1,3}|.)", plain, text, flags=re.DOTALL)
