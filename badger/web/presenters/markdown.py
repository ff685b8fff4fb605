"""Narratives of others, as a small safe subset of HTML (hardening W01)."""

import re
from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markupsafe import Markup

from badger.web.presenters.text import plain

MAX_NARRATIVE: Final = 4000
ALLOWED_TAGS: Final = frozenset(
    ("p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "a", "bdi")
)
ALLOWED_ATTRIBUTES: Final = {"a": {"href"}}
LINK_REL: Final = "nofollow noopener ugc"

# A browser reads a backslash as a slash, and what stands before an @ as no host: an address with
# one of them has two hosts, of which the one that is read first is not the one that is opened.
_AUTHORITY: Final = re.compile(r"[\w.-]+(?::[0-9]+)?")

_LINK: Final = ("link_open", "link_close")

# Raw HTML and images are off: what is written as HTML is shown as text.
_reader = MarkdownIt("commonmark", {"html": False}).disable(["image", "heading", "lheading"])


def _name_hosts(state: StateCore) -> None:
    for block in state.tokens:
        if block.children:
            block.children = list(_with_hosts(block.children))


def _with_hosts(tokens: Iterable[Token]) -> Iterator[Token]:
    """Write behind each link where it leads, whatever its words say; without a host it is none."""
    host = ""
    for token in tokens:
        if token.type == "link_open":
            host = host_of(str(token.attrGet("href")))
        if host or token.type not in _LINK:
            yield token
        if host and token.type == "link_close":
            yield Token("text", "", 0, content=f" ({host})")


_reader.core.ruler.push("hosts", _name_hosts)


def narrative(text: str) -> Markup:
    """Return a Markdown text as safe HTML: few tags, no image, each link with its host."""
    html = _reader.render(plain(text, MAX_NARRATIVE))
    clean = nh3.clean(
        html,
        tags=set(ALLOWED_TAGS),
        attributes={tag: set(names) for tag, names in ALLOWED_ATTRIBUTES.items()},
        url_schemes={"https"},
        link_rel=LINK_REL,
    )
    # Cleaned just above by nh3; this is the one place where text becomes markup.
    return Markup(clean)  # noqa: S704


def host_of(address: str) -> str:
    """Return the host that a link leads to, "" where it leads to none, or to a doubtful one."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_plain = parts.scheme == "https" and _AUTHORITY.fullmatch(parts.netloc)
    return parts.hostname or "" if is_plain else ""
