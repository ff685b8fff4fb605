"""The rules of docs/architecture.md, read from the source with `ast`: nothing is imported.

Each rule takes `Module`s and returns violations, one readable line each; no line, no violation.
"""

import ast
import graphlib
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

# Import nothing of badger, may be imported by all.
LEAVES = frozenset(
    {"errors", "clock", "here", "settings", "json_value", "late", "logs", "sentences", "__init__"}
)

# Package (or module on top) -> packages that it may import besides the leaves and itself.
RULES_OF_THE_PRODUCT = frozenset({"credentials", "verify", "db", "schemas", "privacy"})
BELOW_WEB = RULES_OF_THE_PRODUCT | {
    "issuer",
    "backpack",
    "possibilities",
    "accounts",
    "accompaniment",
    "jobs",
}
MAY_IMPORT: Mapping[str, frozenset[str]] = {
    "schemas": frozenset(),
    "credentials": frozenset({"schemas"}),
    "verify": frozenset({"credentials", "schemas"}),
    "db": frozenset(),
    "privacy": frozenset({"db"}),
    "issuer": RULES_OF_THE_PRODUCT,
    "backpack": RULES_OF_THE_PRODUCT,
    "possibilities": frozenset({"db", "privacy"}),
    "accounts": frozenset({"db", "privacy"}),
    "accompaniment": frozenset({"db", "privacy"}),
    "jobs": RULES_OF_THE_PRODUCT | {"issuer", "backpack", "possibilities", "accounts"},
    "web": BELOW_WEB,
    "demo": BELOW_WEB | {"web"},
    "app": BELOW_WEB | {"web"},
    "commands": BELOW_WEB | {"web", "app", "demo"},
    "cli": BELOW_WEB | {"web", "app", "demo", "commands"},
}

# Outside library -> the modules through which alone it enters (shell patterns).
DOORS: Mapping[str, tuple[str, ...]] = {
    "authlib": ("badger.accounts.openid",),
    "alembic": ("badger.db.*",),
    "PIL": ("badger.web.photos.codes", "badger.web.photos.drawing"),
    "argon2": ("badger.issuer.login_codes",),
    "babel": ("badger.web.presenters.*",),
    "confusable_homoglyphs": ("badger.verify.resembling",),
    "cbor2": ("badger.credentials.cryptosuites.ecdsa_sd_2023.proof_values",),
    "click": ("badger.cli", "badger.commands.*"),
    "cryptography": ("badger.credentials.*", "badger.db.encryption"),
    "flask": ("badger.app", "badger.web.*"),
    "flask_babel": ("badger.app", "badger.web.*"),
    "flask_wtf": ("badger.app", "badger.web.*"),
    "gunicorn": (
        "badger.commands.server",
        "badger.commands.patient_worker",
        "badger.commands.careful_bodies",
    ),
    "httpcore": ("badger.verify.fetch", "badger.accounts.openid_http"),
    "jinja2": ("badger.app", "badger.web.*"),
    "joserfc": ("badger.accounts.openid",),
    "jsonschema": ("badger.schemas.*",),
    "jsonschema_rs": ("badger.schemas.*", "badger.credentials.jcs"),
    "limits": ("badger.web.security.*",),
    "markdown_it": ("badger.web.presenters.*",),
    "markupsafe": ("badger.web.*",),
    "nacl": ("badger.credentials.keys.*",),
    "msgspec": ("badger.verify.isolation.typed_json",),
    "nh3": ("badger.web.presenters.*",),
    "psycopg": ("badger.db.*",),
    "pkcs11": ("badger.db.token_process",),
    "pyld": ("badger.credentials.*",),
    "pypdf": ("badger.verify.pdf_files",),
    "qrcode": ("badger.web.presenters.qr", "badger.demo.terminal_qr"),
    "rfc8785": ("badger.credentials.*",),
    "sqlalchemy": ("badger.db.*", "badger.*.queries", "badger.*.*_queries"),
    "structlog": ("badger.logs", "badger.web.*", "badger.jobs.*"),
    "typst": ("badger.web.presenters.typesetting",),
    "webauthn": ("badger.accounts.authenticator",),
    "werkzeug": ("badger.app", "badger.web.*"),
    "zxingcpp": ("badger.web.photos.codes",),
    # Parts of the standard library that reach outside have one door as well.
    "http.client": ("badger.verify.*", "badger.web.vc_api.loopback"),
    "smtplib": ("badger.jobs.mail",),
    "socket": ("badger.verify.*", "badger.commands.*"),
    "ssl": ("badger.verify.*", "badger.jobs.mail", "badger.web.vc_api.loopback"),
    "urllib.request": (),
}

# Types that stand in signatures everywhere: they build no SQL, so they need no door.
SIGNATURE_TYPES = frozenset({"sqlalchemy.Engine", "sqlalchemy.orm.Session"})

MAX_FILE_LINES = 300
MAX_BODY_LINES = 40
CLOCK = "badger.clock"
READS_THE_TIME = frozenset(
    {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.time_ns"}
)
_LATE = ("import_module", "LateModule")
VAGUE_NAMES = ("util", "helper", "manager", "common", "misc")


@dataclass(frozen=True, slots=True)
class Module:
    """One source file: its dotted name, its text, and whether it is a package's __init__."""

    name: str
    text: str
    is_package: bool = False

    @property
    def tree(self) -> ast.Module:
        """The syntax tree of the file."""
        return ast.parse(self.text)

    @property
    def area(self) -> str:
        """The package or top module that the table of layers names ("verify", "cli")."""
        parts = self.name.split(".")
        return parts[1] if len(parts) > 1 else "__init__"


def read_modules(package: Path) -> tuple[Module, ...]:
    """Read every Python file below `package`, in a fixed order."""
    return tuple(_read_module(path, package) for path in sorted(package.rglob("*.py")))


def _read_module(path: Path, package: Path) -> Module:
    parts = [package.name, *path.relative_to(package).with_suffix("").parts]
    is_package = parts[-1] == "__init__"
    name = ".".join(parts[:-1] if is_package else parts)
    return Module(name, path.read_text(encoding="utf-8"), is_package)


def imports_of(module: Module) -> Iterator[tuple[str, int]]:
    """Yield the dotted names that `module` imports, with their lines.

    `from a import b` yields "a.b": whether b is a module or a name is told later.
    """
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def forbidden_layers(module: Module) -> Iterator[str]:
    """Find imports from a layer that the table does not allow."""
    allowed = MAY_IMPORT.get(module.area)
    if allowed is None and module.area not in LEAVES:
        yield f"{module.name}: `{module.area}` stands in no line of the table of layers"
        return
    for name, line in imports_of(module):
        target = name.split(".")
        if target[0] != "badger" or len(target) < 2:
            continue
        area = target[1]
        known = area in MAY_IMPORT or area in LEAVES
        if known and not _may_import(module.area, area):
            yield f"{module.name}:{line}: {module.area} may not import {area} ({name})"


def _may_import(area: str, target: str) -> bool:
    if target == area:
        return True
    if area in LEAVES:
        # settings and sentences say what is wrong by BadgerError, the root of the leaves.
        return target == "errors"
    return target in LEAVES or target in MAY_IMPORT[area]


def closed_doors(module: Module) -> Iterator[str]:
    """Find outside libraries that enter anywhere but through their one door."""
    for name, line in imports_of(module):
        library = _library(name)
        if library is None or name in SIGNATURE_TYPES:
            continue
        doors = DOORS.get(library)
        if doors is None:
            yield f"{module.name}:{line}: {library} has no door in the table"
        elif not any(_matches(module, door) for door in doors):
            yield f"{module.name}:{line}: {library} may enter only by {', '.join(doors) or 'none'}"


def _library(name: str) -> str | None:
    """Name the line of DOORS that an import concerns; None for badger and harmless modules."""
    for door in DOORS:
        if name == door or name.startswith(door + "."):
            return door
    top = name.split(".")[0]
    return None if top == "badger" or top in sys.stdlib_module_names else top


def _matches(module: Module, door: str) -> bool:
    name = f"{module.name}.__init__" if module.is_package else module.name
    return fnmatchcase(name, door)


def relative_imports(module: Module) -> Iterator[str]:
    """Find imports that begin with a dot."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            yield f"{module.name}:{node.lineno}: relative import"


def hidden_imports(module: Module) -> Iterator[str]:
    """Find imports inside a function, a method or a class."""
    for scope in ast.walk(module.tree):
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            for node in ast.walk(scope):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield f"{module.name}:{node.lineno}: import inside a function or class"


def late_imports(module: Module, reasons: Mapping[str, str]) -> Iterator[str]:
    """Find `importlib.import_module` and `LateModule` in modules without a written reason."""
    if module.name in reasons:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(_LATE):
            yield f"{module.name}:{node.lineno}: late import without a reason"


def import_cycles(modules: Iterable[Module]) -> Iterator[str]:
    """Find modules that import each other, directly or around a circle."""
    by_name = {module.name: module for module in modules}
    graph = {name: _imported_modules(by_name[name], by_name) for name in by_name}
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        yield "cycle: " + " -> ".join(error.args[1])


def _imported_modules(module: Module, by_name: Mapping[str, Module]) -> set[str]:
    found = set()
    for name, _ in imports_of(module):
        target = name if name in by_name else name.rpartition(".")[0]
        if target in by_name and target != module.name:
            found.add(target)
    return found


def long_files(module: Module) -> Iterator[str]:
    """Find files of more than 300 lines."""
    lines = len(module.text.splitlines())
    if lines > MAX_FILE_LINES:
        yield f"{module.name}: {lines} lines, at most {MAX_FILE_LINES}"


def long_functions(module: Module, reasons: Mapping[str, str]) -> Iterator[str]:
    """Find function bodies (without their docstring) of more than 40 lines."""
    for function in functions_of(module.tree):
        place = f"{module.name}.{function.name}"
        lines = body_lines(function)
        excused = any(fnmatchcase(place, pattern) for pattern in reasons)
        if lines > MAX_BODY_LINES and not excused:
            yield f"{place}:{function.lineno}: {lines} lines of body, at most {MAX_BODY_LINES}"


def functions_of(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function and method below `tree`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Count the lines of a function's body, from the first statement after the docstring."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body:
        return 0
    return (body[-1].end_lineno or body[-1].lineno) - body[0].lineno + 1


def undocumented_functions(module: Module) -> Iterator[str]:
    """Find public functions, classes and methods of public classes without a docstring."""
    if not ast.get_docstring(module.tree) and module.text.strip():
        yield f"{module.name}: no docstring"
    for node in _public(module.tree.body):
        if ast.get_docstring(node) is None:
            yield f"{module.name}.{node.name}:{node.lineno}: no docstring"


def _public(
    body: Iterable[ast.stmt],
) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    for node in body:
        named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        if named and not node.name.startswith("_"):
            yield node


def positional_crowds(module: Module, reasons: Mapping[str, str]) -> Iterator[str]:
    """Find public functions that take more than two arguments by position."""
    for function in functions_of(module.tree):
        names = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
        # The object and the database say where, so they do not count.
        names = [name for name in names if name not in ("self", "cls", "db")]
        place = f"{module.name}.{function.name}"
        private = function.name.startswith("_")
        if len(names) > 2 and not private and place not in reasons:
            yield f"{place}:{function.lineno}: {len(names)} arguments by position, at most 2"


def clock_readings(module: Module) -> Iterator[str]:
    """Find calls that read the wall clock outside the one place."""
    if module.name == CLOCK:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute):
            name = ".".join(ast.unparse(node).split(".")[-2:])
            if name in READS_THE_TIME:
                yield f"{module.name}:{node.lineno}: {name} outside {CLOCK}"


def broad_excepts(module: Module, reasons: Mapping[str, str]) -> Iterator[str]:
    """Find `except Exception`, `except BaseException` and bare `except` without a reason."""
    if module.name in reasons:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler) and _is_broad(node.type):
            yield f"{module.name}:{node.lineno}: catches everything"


def _is_broad(caught: ast.expr | None) -> bool:
    if caught is None:
        return True
    names = caught.elts if isinstance(caught, ast.Tuple) else [caught]
    return any(ast.unparse(name) in ("Exception", "BaseException") for name in names)


def vague_names(module: Module) -> Iterator[str]:
    """Find modules named after nothing in particular (utils, helpers, managers)."""
    last = module.name.rpartition(".")[2]
    if any(word in last for word in VAGUE_NAMES):
        yield f"{module.name}: the name says nothing"
