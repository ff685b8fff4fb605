"""The text of canonical N-Quads: quoting, addresses, reading.

Source: RDF Dataset Canonicalization 1.0, section 5 and its canonical form of N-Quads.
"""

import re
from functools import cache, lru_cache
from json.encoder import encode_basestring

from badger.credentials.canonical_errors import DataLoss, InvalidIri, UnreadableNquads
from badger.credentials.rdf_dataset import XSD, Dataset, Node

_SURROGATE = re.compile("[\ud800-\udfff]")
# What JSON's own escapes leave or write otherwise: control characters without a letter, and
# what is no character of XML 1.1.
_UNUSUAL = re.compile("[\x00-\x07\x0b\x0e-\x1f\x7f\ufffe\uffff]")
_ESCAPED = re.compile('[\x00-\x1f"\\\\\x7f\ufffe\uffff]')
_LETTERS = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
_LETTERS |= {'"': '\\"', "\\": "\\\\"}

# RFC 3987 without its private and unassigned ranges; brackets are left to whoever minted it.
_IRI = re.compile(
    r"(?!(?i:javascript|vbscript):)[A-Za-z][A-Za-z0-9+.\-]*:"
    "[!#-;=?-\\[\\]_a-z~\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef\U00010000-\U000efffd]*"
)

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*")


def quote(text: str) -> str:
    """Give `text` as a quoted literal.

    Raises: DataLoss for a lone surrogate, which is no text.
    """
    if text.isprintable():
        # Quotation marks and backslashes are the same in JSON and in N-Quads.
        return encode_basestring(text) if '"' in text or "\\" in text else f'"{text}"'
    if _SURROGATE.search(text):
        raise DataLoss(why="surrogate")
    if _UNUSUAL.search(text):
        return f'"{_ESCAPED.sub(_escape, text)}"'
    return encode_basestring(text)


def _escape(match: re.Match[str]) -> str:
    character = match.group()
    return _LETTERS.get(character) or f"\\u{ord(character):04X}"


def _why_no_iri(text: str) -> str:
    scheme, colon, _ = text.partition(":")
    if scheme == "_":
        return "blank"
    if scheme.lower() in {"javascript", "vbscript"}:
        return "script"
    return "characters" if colon and _SCHEME.fullmatch(scheme) else "relative"


def bracket(text: str) -> str:
    """Give an absolute IRI as N-Quads write it.

    Raises: InvalidIri.
    """
    # The badges of one issuer name the same addresses; a stranger's long ones are not kept.
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else _bracketed(text)


def _bracketed(text: str) -> str:
    if _IRI.fullmatch(text) is None:
        raise InvalidIri(why=_why_no_iri(text))
    return f"<{text}>"


_remembered = lru_cache(maxsize=4096)(_bracketed)
_LONGEST_REMEMBERED = 256


def _iriref_pattern(name: str) -> str:
    return rf"<(?P<{name}>(?:[^\x00-\x20<>\"{{}}|^`\\]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*)>"


def _term_pattern(name: str) -> str:
    return rf"(?:{_iriref_pattern(name + '_iri')}|_:(?P<{name}_blank>[\w:.\-]*[\w:\-]))"


@cache
def _quad_pattern() -> re.Pattern[str]:
    # Compiled when the first N-Quads are read: documents never need it, and it takes a while.
    literal = (
        r'"(?P<text>(?:[^"\\\n\r]|\\[tbnrf"\'\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*)"'
        rf"(?:\^\^{_iriref_pattern('datatype')}|@(?P<language>[a-zA-Z]+(?:-[a-zA-Z0-9]+)*))?"
    )
    return re.compile(
        rf"[ \t]*{_term_pattern('s')}[ \t]*{_iriref_pattern('predicate')}[ \t]*"
        rf"(?:{_term_pattern('o')}|{literal})[ \t]*(?:{_term_pattern('g')}[ \t]*)?"
        r"\.[ \t]*(?:#.*)?"
    )


_ESCAPE_SEQUENCE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_OUTSIDE_IRIREF = re.compile(r"[\x00-\x20<>\"{}|^`\\]")
_UNESCAPED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r"}


def read_nquads(text: str) -> tuple[Dataset, dict[str, int]]:
    """Read N-Quads into a dataset, each statement once.

    Returns the dataset and the number of each blank node by its label ("e0").
    Raises: UnreadableNquads.
    """
    dataset, blanks = Dataset(), dict[str, int]()
    for line in re.split(r"[\r\n]+", text):
        if not line.strip(" \t") or line.lstrip(" \t").startswith("#"):
            continue
        match = _quad_pattern().fullmatch(line)
        if match is None:
            raise UnreadableNquads(line=line[:100])
        _add_quad(dataset, blanks, match)
    return dataset.without_repetitions(), blanks


def _add_quad(dataset: Dataset, blanks: dict[str, int], match: re.Match[str]) -> None:
    subject = _term(dataset, blanks, (match["s_iri"], match["s_blank"]))
    graph: Node = ""
    if match["g_iri"] is not None or match["g_blank"] is not None:
        graph = _term(dataset, blanks, (match["g_iri"], match["g_blank"]))
        graph = graph if type(graph) is int else f" {graph}"
    if match["text"] is None:
        value = _term(dataset, blanks, (match["o_iri"], match["o_blank"]))
    else:
        value = _literal(match)
    dataset.link(subject, f" {_iriref(match['predicate'])} ", value=value, graph=graph)


def _term(dataset: Dataset, blanks: dict[str, int], found: tuple[str | None, str | None]) -> Node:
    iri, label = found
    if label is None:
        return _iriref(iri or "")
    if label not in blanks:
        blanks[label] = dataset.new_blank()
    return blanks[label]


def _iriref(text: str) -> str:
    iri = _ESCAPE_SEQUENCE.sub(_unescape, text)
    if _OUTSIDE_IRIREF.search(iri):
        raise UnreadableNquads(line=text)
    return f"<{iri}>"


def _literal(match: re.Match[str]) -> str:
    text = quote(_ESCAPE_SEQUENCE.sub(_unescape, match["text"]))
    if match["language"]:
        return f"{text}@{match['language']}"
    if match["datatype"] in (None, XSD + "string"):
        return text
    return f"{text}^^{_iriref(match['datatype'])}"


def _unescape(match: re.Match[str]) -> str:
    number = match[1] or match[2]
    if number is None:
        return _UNESCAPED.get(match[3], match[3])
    try:
        return chr(int(number, 16))
    except (ValueError, OverflowError) as error:
        raise UnreadableNquads(line=match.group()) from error
