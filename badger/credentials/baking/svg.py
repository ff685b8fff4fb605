"""A badge in an SVG: one `openbadges:credential` element right after the start of `<svg>`.

The file is read by expat with events, within bounds, and never written anew: baking inserts
bytes, so that what the artist drew stays as it was.
Source: Open Badges 3.0, baking; Open Badges 2.0, baking.
"""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from badger.credentials.baking.baked import BakedBadge
from badger.credentials.baking.errors import (
    DamagedImage,
    MisplacedCredential,
    NoCredential,
    SeveralCredentials,
    TooComplexImage,
    UnbakeableCredential,
    UnknownFormat,
    UnsafeSvg,
)

NAMESPACE = "https://purl.imsglobal.org/ob/v3p0"
PREFIX = "openbadges"
MAX_DEPTH = 64
MAX_ELEMENTS = 20_000
MAX_ATTRIBUTES = 1_000
_SVG = "http://www.w3.org/2000/svg svg"
_CREDENTIAL = f"{NAMESPACE} credential"
_OLD_ASSERTION = "http://openbadges.org assertion"
_ADDRESSES = ("https://", "http://")
_ENCODINGS = frozenset(("utf-8", "us-ascii", "ascii"))
_TAG = re.compile(rb"""<(?:[^"'>]++|"[^"]*+"|'[^']*+')*+>""")
_COMPACT_JWS = re.compile(rb"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
# Characters that JSON may hold and XML may not.
_NOT_XML = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(slots=True)
class _Badge:
    """A badge as it was met: its place in the bytes, its attribute, its text."""

    start: int
    depth: int
    old: bool
    verify: str | None
    text: list[str] = field(default_factory=list)
    has_elements: bool = False
    end: int = 0


def bake_svg(image: bytes, text: bytes) -> bytes:
    """Put a badge into an SVG, in place of those that it may hold; the rest stays as it is.

    text:   checked to be UTF-8; a reader of XML gets exactly these bytes back.
    Raises: UnknownFormat, DamagedImage, TooComplexImage, UnsafeSvg, UnbakeableCredential.
    """
    content = _content_of_element(text)
    reading = _read(image)
    pieces, position = [], 0
    for badge in reading.outermost():
        pieces.append(image[position : badge.start])
        position = badge.end
    bare = b"".join((*pieces, image[position:]))
    return _insert(bare, content, reading=reading)


def unbake_svg(image: bytes) -> BakedBadge:
    """Take the only badge out of an SVG: the text of its element, or its `verify` attribute.

    Raises: UnknownFormat, DamagedImage, TooComplexImage, UnsafeSvg, NoCredential,
            SeveralCredentials, MisplacedCredential.
    """
    badges = _read(image).badges
    if not badges:
        raise NoCredential()
    if len(badges) > 1:
        raise SeveralCredentials(count=len(badges))
    badge = badges[0]
    if badge.depth != 2 or badge.has_elements:
        raise MisplacedCredential(part="openbadges:credential")
    return _content(badge)


def _content(badge: _Badge) -> BakedBadge:
    """Read text or attribute; both together are one badge only in the old standard, where the
    attribute is the address of the JSON in the text."""
    text, verify = "".join(badge.text), badge.verify
    if verify is None:
        return BakedBadge(text=text.encode(), is_old=badge.old)
    if not text.strip():
        return BakedBadge(text=verify.encode(), is_old=badge.old)
    if not badge.old or not verify.startswith(_ADDRESSES):
        raise SeveralCredentials(count=2)
    return BakedBadge(text=text.encode(), is_old=True, address=verify.encode())


class _Reading:
    """The events of one reading; it counts, and it keeps what it meets of badges."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate("UTF-8", " ")
        self.parser.XmlDeclHandler = self.declaration
        self.parser.StartDoctypeDeclHandler = self.document_type
        self.parser.StartNamespaceDeclHandler = self.namespace
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.badges: list[_Badge] = []
        self.open: list[_Badge] = []
        self.depth = 0
        self.elements = 0
        self.prefix_uri: str | None = None
        self.root_start = 0

    def outermost(self) -> list[_Badge]:
        """Give the badges that stand in no other badge, in the order of the file."""
        found: list[_Badge] = []
        for badge in self.badges:
            if not found or badge.start >= found[-1].end:
                found.append(badge)
        return found

    def declaration(self, *declared: object) -> None:
        _version, encoding, _standalone = declared
        if str(encoding or "utf-8").lower() not in _ENCODINGS:
            raise DamagedImage(part="encoding")

    def document_type(self, *_names: object) -> None:
        raise UnsafeSvg()

    def namespace(self, prefix: str | None, uri: str | None) -> None:
        if self.depth == 0 and prefix == PREFIX:
            self.prefix_uri = uri

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.elements += 1
        if self.depth == 1:
            self.meet_root(name)
        if self.depth > MAX_DEPTH or self.elements > MAX_ELEMENTS:
            raise TooComplexImage(limit=MAX_DEPTH if self.depth > MAX_DEPTH else MAX_ELEMENTS)
        if len(attributes) > MAX_ATTRIBUTES:
            raise TooComplexImage(limit=MAX_ATTRIBUTES)
        for badge in self.open:
            badge.has_elements = True
        if name in (_CREDENTIAL, _OLD_ASSERTION):
            self.meet(name, attributes.get("verify"))

    def meet_root(self, name: str) -> None:
        if name != _SVG:
            raise UnknownFormat()
        self.root_start = self.parser.CurrentByteIndex

    def meet(self, name: str, verify: str | None) -> None:
        place = self.parser.CurrentByteIndex
        badge = _Badge(place, self.depth, name == _OLD_ASSERTION, verify)
        self.badges.append(badge)
        self.open.append(badge)

    def end(self, _name: str) -> None:
        if self.open and self.open[-1].depth == self.depth:
            self.open.pop().end = self.parser.CurrentByteIndex
        self.depth -= 1

    def characters(self, text: str) -> None:
        if self.open:
            self.open[-1].text.append(text)


def _read(image: bytes) -> _Reading:
    reading = _Reading()
    try:
        reading.parser.Parse(image, True)
    except expat.ExpatError:
        raise DamagedImage(part="SVG") from None
    for badge in reading.badges:
        # Expat places the end of `<a></a>` before its last tag, and that of `<a/>` after it.
        if _tag_end(image, badge.start) != badge.end or image[badge.end - 2 : badge.end] != b"/>":
            badge.end = _tag_end(image, badge.end)
    return reading


def _tag_end(image: bytes, start: int) -> int:
    """Find the end of the tag that starts here; expat has already read it."""
    return next(_TAG.finditer(image, start)).end()


def _insert(image: bytes, content: bytes, *, reading: _Reading) -> bytes:
    """Insert the element right after the start tag of `<svg>`, and the prefix into it."""
    start, declared = reading.root_start, reading.prefix_uri
    end = _tag_end(image, start)
    tag = image[start:end].removesuffix(b">").removesuffix(b"/")
    closing = b"" if image[end - 2 : end] != b"/>" else b"</" + _root_name(tag) + b">"
    binding = f' xmlns:{PREFIX}="{NAMESPACE}"'.encode()
    on_root = binding if declared is None else b""
    # Where the prefix means something else already, the element binds it for itself.
    on_element = b"" if declared in (None, NAMESPACE) else binding
    element = (b"<openbadges:credential", on_element, content, b"</openbadges:credential>")
    return b"".join((image[:start], tag, on_root, b">", *element, closing, image[end:]))


def _root_name(tag: bytes) -> bytes:
    return re.split(rb"[\s/>]", tag[1:], maxsplit=1)[0]


def _content_of_element(text: bytes) -> bytes:
    """Write what comes after the element's name: a token in `verify`, JSON as its text."""
    if _COMPACT_JWS.fullmatch(text):
        return b' verify="' + text + b'">'
    return b">" + _character_data(text)


def _character_data(text: bytes) -> bytes:
    """Write a text as CDATA of which a reader of XML gets back the same bytes.

    Three things would change on the way: `]]>` ends a CDATA section, a carriage return becomes
    a line feed, and a few characters are no XML at all.
    """
    characters = text.decode("utf-8")
    if _NOT_XML.search(characters):
        raise UnbakeableCredential()
    inside = characters.replace("]]>", "]]]]><![CDATA[>").replace("\r", "]]>&#13;<![CDATA[")
    return f"<![CDATA[{inside}]]>".encode()
