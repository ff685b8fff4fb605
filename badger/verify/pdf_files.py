"""The files attached to a PDF, and nothing else of it: no text, script, form or link is read.

A PDF is only a bag here: whatever is in it proves itself by its own signature. So a file that is
a little wrong is read as readers of PDF do, within bounds (hardening P01 to P07).
Source: ISO 32000-2, sections 7.6.4 "Standard security handler", 7.7.3 "Page tree", 7.9.6 "Name
trees", 7.11.4 "Embedded file streams", 12.5.6.15 "File attachment annotations" and 14.13
"Associated files".
"""

import logging
import struct
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import islice
from typing import Final

from pypdf import Configuration, PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

# Loaded here: the first stream would load it, in a process that may open nothing new.
from pypdf.filters import decode_stream_data
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    EncodedStreamObject,
    PdfObject,
    StreamObject,
)

from badger.verify.errors import UnreadableInput

MAX_FILES: Final = 32
MAX_NODES: Final = 64
# Nodes of the page tree on which attached files are looked for; those after them are not read.
MAX_PAGES: Final = 256
# The inflated bytes of one stream, and of all attached files together.
MAX_STREAM_BYTES: Final = 2 * 1024 * 1024
MAX_FILES_BYTES: Final = 4 * 1024 * 1024
MAX_OBJECTS: Final = 50_000
MAX_CATALOGUE_SEARCH: Final = 500
_BOUNDS: Final = Configuration(
    maximum_declared_stream_length=MAX_STREAM_BYTES,
    array_based_stream_maximum_output_length=MAX_STREAM_BYTES,
    array_maximum_element_count=MAX_OBJECTS,
    dictionary_maximum_element_count=4_096,
    lzw_maximum_output_length=MAX_STREAM_BYTES,
    run_length_maximum_output_length=MAX_STREAM_BYTES,
    zlib_maximum_output_length=MAX_STREAM_BYTES,
    zlib_maximum_recovery_input_length=0,
    brotli_maximum_output_length=0,
    stream_filters_maximum_length=2,
    stream_decoding_work_maximum_length=2 * MAX_STREAM_BYTES,
    # A filter of pictures is another program: it is never called.
    jbig2dec_binary=None,
    disable_legacy_handling=True,
)
# What a reader of PDF stumbles over in a file that is none; no lack of memory is among them.
_STUMBLES: Final = (
    *(PyPdfError, DependencyError, ArithmeticError, AssertionError, AttributeError, LookupError),
    *(OSError, RuntimeError, TypeError, ValueError, struct.error, zlib.error),
)

# It would repeat words of the file on the terminal.
logging.getLogger("pypdf").addHandler(logging.NullHandler())
logging.getLogger("pypdf").propagate = False


def attached_files(pdf: bytes) -> tuple[bytes, ...]:
    """Return the files attached to a whole PDF, each once; their names count for nothing.

    Raises: UnreadableInput "pdf.encrypted", "pdf.too_many", "pdf.too_large", "pdf.unreadable".
    """
    try:
        with apply_configuration(_BOUNDS):
            reader = _opened(pdf)
            return tuple(_contents(_streams(reader.root_object)))
    except LimitReachedError as error:
        raise UnreadableInput("pdf.too_large", limit=MAX_STREAM_BYTES) from error
    except _STUMBLES as error:
        raise UnreadableInput("pdf.unreadable") from error


def _opened(pdf: bytes) -> PdfReader:
    try:
        reader = PdfReader(
            BytesIO(pdf),
            root_object_recovery_limit=MAX_CATALOGUE_SEARCH,
            xref_stream_maximum_entries=MAX_OBJECTS,
        )
    except NotImplementedError as error:
        raise UnreadableInput("pdf.encrypted") from error
    # Many a PDF forbids printing only: whoever opens it needs no password, and so reads it all.
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableInput("pdf.encrypted")
    return reader


def _streams(root: DictionaryObject) -> Iterable[StreamObject]:
    """Return the streams of all files, each once, in their order."""
    streams: dict[int, StreamObject] = {}
    for number, specification in enumerate(_specifications(root)):
        # A file may be named in the tree and stand among the associated files as well.
        if number == 2 * MAX_FILES:
            raise UnreadableInput("pdf.too_many", limit=MAX_FILES)
        for value in _dictionary(_dictionary(specification).get("/EF")).values():
            stream = _resolved(value)
            if isinstance(stream, StreamObject):
                streams[id(stream)] = stream
        if len(streams) > MAX_FILES:
            raise UnreadableInput("pdf.too_many", limit=MAX_FILES)
    return streams.values()


def _specifications(root: DictionaryObject) -> Iterator[object]:
    names = _dictionary(root.get("/Names"))
    for node in _nodes(names.get("/EmbeddedFiles"), most=MAX_NODES):
        yield from _listed(node, "/Names")[1::2]
    yield from _listed(root, "/AF")
    for page in islice(_nodes(root.get("/Pages"), most=MAX_PAGES + 1), MAX_PAGES):
        yield from _on_page(page)


def _on_page(page: DictionaryObject) -> Iterator[object]:
    """Give the files of one page: those of its clips, and those associated with it."""
    for annotation in map(_dictionary, _listed(page, "/Annots")):
        if annotation.get("/Subtype") == "/FileAttachment":
            yield annotation.get("/FS")
    yield from _listed(page, "/AF")


def _nodes(tree: object, *, most: int) -> Iterator[DictionaryObject]:
    """Walk a tree of names or pages; a node that was seen is not entered again, whoever names it.

    Raises: UnreadableInput "pdf.too_many" after `most` nodes.
    """
    nodes: dict[int, DictionaryObject] = {}
    pending = [tree]
    while pending:
        node = _dictionary(pending.pop())
        if id(node) in nodes:
            continue
        if len(nodes) == most:
            raise UnreadableInput("pdf.too_many", limit=MAX_FILES)
        nodes[id(node)] = node
        yield node
        pending.extend(reversed(_listed(node, "/Kids")))


def _contents(streams: Iterable[StreamObject]) -> Iterator[bytes]:
    total = 0
    for stream in streams:
        encoded = isinstance(stream, EncodedStreamObject)
        data = decode_stream_data(stream) if encoded else stream.get_data()
        total += len(data)
        if total > MAX_FILES_BYTES:
            raise UnreadableInput("pdf.too_large", limit=MAX_FILES_BYTES)
        yield bytes(data)


def _resolved(value: object) -> object:
    return value.get_object() if isinstance(value, PdfObject) else value


def _dictionary(value: object) -> DictionaryObject:
    found = _resolved(value)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def _listed(holder: DictionaryObject, name: str) -> list[object]:
    found = _resolved(holder.get(name))
    return list(found) if isinstance(found, ArrayObject) else []
