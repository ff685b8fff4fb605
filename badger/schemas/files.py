"""Reading of the pinned files: found without running their package, checked by digest."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from badger.json_value import JsonObject
from badger.schemas.errors import (
    ContextNotBuilt,
    ContextUnknown,
    DigestMismatch,
    PackageMissing,
)
from badger.schemas.manifest import BUILT_FOLDER, MANIFEST, PinnedFile

PACKAGE_FOLDER = Path(__file__).parent.parent
_DEFINED: dict[str, JsonObject] = {}
_BY_URL = {pinned.url: pinned for pinned in MANIFEST}


@cache
def known_contexts() -> frozenset[str]:
    """Name every context that can be read offline."""
    return frozenset(_BY_URL) | frozenset(_DEFINED)


def define_contexts(documents: Mapping[str, JsonObject]) -> None:
    """Let this process read more contexts: only a test mode has reason to.

    What is pinned cannot be defined otherwise.
    """
    _DEFINED.update({url: document for url, document in documents.items() if url not in _BY_URL})
    known_contexts.cache_clear()


def forget_contexts(prefix: str) -> None:
    """Undo `define_contexts` for every address that begins with `prefix`."""
    for url in [url for url in _DEFINED if url.startswith(prefix)]:
        del _DEFINED[url]
    known_contexts.cache_clear()


def context(url: str) -> JsonObject:
    """Give the JSON-LD context document of `url`, parsed once and shared: never change it.

    Raises: ContextUnknown, PackageMissing, DigestMismatch.
    Source: standards of the JSON-LD 1.1 API, section "Remote Document and Context Retrieval";
            nothing is retrieved, each document is pinned.
    """
    defined = _DEFINED.get(url)
    return _pinned_context(url) if defined is None else defined


@cache
def _pinned_context(url: str) -> JsonObject:
    document: JsonObject = json.loads(context_bytes(url))
    return document


def context_bytes(url: str) -> bytes:
    """Give the bytes of a pinned context, as the package ships them.

    Raises: ContextUnknown, PackageMissing, DigestMismatch.
    """
    if url not in _BY_URL:
        raise ContextUnknown(url=url)
    pinned = _BY_URL[url]
    return pinned_bytes(pinned, folder=package_folder(pinned.package))


def package_folder(package: str) -> Path:
    """Find the folder of an installed top-level package without importing it.

    Raises: PackageMissing.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise PackageMissing(package=package)
    return Path(spec.origin).parent


def pinned_bytes(pinned: PinnedFile, *, folder: Path) -> bytes:
    """Read a pinned file below `folder` and check that its digest is an accepted one.

    Raises: PackageMissing, ContextNotBuilt, DigestMismatch.
    """
    try:
        data = (folder / pinned.file).read_bytes()
    except OSError as error:
        if pinned.file.startswith(BUILT_FOLDER):
            raise ContextNotBuilt(url=pinned.url) from error
        raise PackageMissing(package=pinned.package, file=pinned.file) from error
    digest = hashlib.sha256(data).hexdigest()
    if digest not in pinned.sha256:
        raise DigestMismatch(url=pinned.url, package=pinned.package, sha256=digest)
    return data
