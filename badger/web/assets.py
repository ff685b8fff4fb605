"""Style, icons and pages: where they are found, in a checkout and in an installed wheel."""

import hashlib
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from markupsafe import Markup

import badger

PACKAGE: Final = Path(badger.__file__).parent
STATIC: Final = PACKAGE / "web" / "static"
BUILT: Final = STATIC / "built"
STYLE_PARTS: Final = STATIC / "css"

_ICON: Final = Markup(
    '<svg class="icon" {}><use href="/static/built/icons.svg?v={}#{}"></use></svg>'
)
_SPOKEN: Final = Markup('role="img" aria-label="{}"')
_SILENT: Final = Markup('aria-hidden="true"')


def templates_folder() -> Path:
    """Return the folder of the pages: inside the wheel, or beside the package."""
    inside = PACKAGE / "templates"
    return inside if inside.is_dir() else PACKAGE.parent / "templates"


def translations_folder() -> Path:
    """Return the folder of the gettext catalogues."""
    return PACKAGE / "translations"


@cache
def style_sheets() -> tuple[str, ...]:
    """Return the paths of the style sheets, below /static/.

    One file when `make assets` has built it; without it, the parts one by one, so that a
    checkout shows its pages even before the first build.
    """
    if (BUILT / "badger.css").is_file():
        return ("built/badger.css",)
    return tuple(f"css/{part.name}" for part in sorted(STYLE_PARTS.glob("*.css")))


@cache
def digest_of(path: str) -> str:
    """Return ten letters that change with the file at `path` below /static/."""
    file = STATIC / path
    content = file.read_bytes() if file.is_file() else b""
    return hashlib.sha256(content).hexdigest()[:10]


@lru_cache(maxsize=1_024)
def icon(name: str, *, alt: str = "") -> Markup:
    """Draw the icon `name` of the sprite.

    alt: what a screen reader says; empty where the words stand beside the icon.
    """
    spoken = _SPOKEN.format(alt) if alt else _SILENT
    return _ICON.format(spoken, digest_of("built/icons.svg"), name)
