"""Every code that badger can answer has a French sentence."""

import ast
from pathlib import Path

from badger.sentences import sentence
from badger.sentences.catalogue import SENTENCES

PACKAGE = Path(__file__).parent.parent / "badger"
ANSWERS = {"CheckFailed", "Undetermined", "passed", "not_applicable", "failed", "undetermined"}


def _codes_of(tree: ast.AST) -> set[str]:
    codes = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            codes |= {
                statement.value.value
                for statement in node.body
                if isinstance(statement, ast.AnnAssign | ast.Assign)
                and "code" in ast.unparse(statement).split("=")[0].split(":")[0].split()
                and isinstance(statement.value, ast.Constant)
            }
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ANSWERS:
            codes |= {a.value for a in node.args[:1] if isinstance(a, ast.Constant)}
    return {code for code in codes if isinstance(code, str)}


def test_every_code_has_a_sentence():
    missing = {
        code: path.name
        for path in PACKAGE.rglob("*.py")
        for code in _codes_of(ast.parse(path.read_text()))
        if code not in SENTENCES
    }
    assert {} == missing


def test_the_code_is_a_fact_of_its_sentence():
    assert "internal.error" in sentence("internal.error")
