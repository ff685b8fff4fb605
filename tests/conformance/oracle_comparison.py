"""What our canonicalizer and the oracles say about the same documents, and where they differ.

The rule: what we accept, jsonld.js in safe mode accepts with the same N-Quads; what it refuses,
we refuse. Every difference that is left must be one of `EXPECTED`, which docs/adr/0002 explains.
`python -m tests.conformance.oracle_comparison 100000 1` compares 100,000 documents of seed 1.
"""

import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

from badger.credentials.canonical import DOCUMENT_LIMITS, canonical_nquads
from badger.credentials.errors import CredentialError
from badger.credentials.expansion_fallback import expand_with_pyld
from badger.credentials.rdfc import canonicalize
from badger.errors import BadgerError
from badger.schemas import context
from tests.conformance.full_badge import BADGE
from tests.conformance.generated_documents import EXTENSIONS, OB3, V2, DocumentMaker
from tests.conformance.oracles import JsonldJs, ask_pyld, ask_pyoxigraph
from tests.conformance.spoilt_documents import spoil

BATCH = 50
Answer = tuple[str | None, str]

# Rules of ours that refuse what jsonld.js accepts in safe mode; docs/adr/0002 gives the reasons.
STRICTER = {
    "proof.data_loss null",
    "proof.data_loss empty",
    "proof.data_loss nested",
    "proof.data_loss repeated",
    "proof.data_loss number",
    "proof.data_loss keyword",
    "proof.data_loss class",
    "proof.data_loss iri",
    "proof.data_loss same_node",
    "proof.data_loss graph",
    "proof.data_loss too_many",
    "proof.invalid_iri blank",
    "proof.invalid_iri characters",
    "proof.complexity ",
    "structure.context_not_allowed inline",
    "structure.context_not_allowed repeated",
    "structure.context_not_allowed below",
}


@dataclass(slots=True)
class Comparison:
    """Counts by outcome, and every difference that nothing explains."""

    outcomes: Counter[str] = field(default_factory=Counter)
    unexplained: list[tuple[str, Any]] = field(default_factory=list)


def base_badge() -> Any:
    """Give a badge that uses every member of Open Badges 3.0, with all terms defined."""
    text = json.dumps(BADGE).replace(f'["{V2}", "{OB3}"]', f'["{V2}", "{OB3}", "{EXTENSIONS}"]')
    return json.loads(text)


def documents(count: int, seed: int) -> Iterator[tuple[str, Any]]:
    """Yield documents with the names of what was done to them."""
    maker = DocumentMaker(seed)
    choose = random.Random(seed + 1)  # noqa: S311 - tests must be repeatable
    for number in range(count):
        document = base_badge() if number % 20 == 0 else maker.document()
        done = [spoil(document, choose) for _ in range(choose.choice((0, 0, 1, 1, 1, 2)))]
        yield "+".join(done), document


def ask_ours(document: Any) -> Answer:
    """Give our N-Quads, or None and the rule that refused the document."""
    try:
        return canonical_nquads(document), ""
    except BadgerError as error:
        return None, f"{error.reason} {error.facts.get('why', '')}"


def ask_slow_road(document: Any) -> tuple[str | None, str]:
    """Give the N-Quads of the road through PyLD's expansion, or None and why."""
    try:
        return canonicalize(expand_with_pyld(document, load=context), DOCUMENT_LIMITS).nquads, ""
    except BadgerError as error:
        return None, type(error).__name__


def compare(count: int, seed: int) -> Comparison:
    """Compare `count` documents."""
    result = Comparison()
    source = documents(count, seed)
    with JsonldJs() as js, ThreadPoolExecutor(1) as beside:
        batch = [pair for _, pair in zip(range(BATCH), source, strict=False)]
        while batch:
            answers = beside.submit(js.ask_all, [document for _, document in batch])
            mine = [(ask_ours(d), ask_slow_road(d), ask_pyld(d)) for _, d in batch]
            for pair, ours, theirs in zip(batch, mine, answers.result(), strict=True):
                _judge(result, pair[1], ours=ours, js=theirs)
            batch = [pair for _, pair in zip(range(BATCH), source, strict=False)]
    return result


def _judge(result: Comparison, document: Any, *, ours: tuple[Answer, ...], js: Answer) -> None:
    (fast, why), (slow, slow_why), (pyld, _) = ours
    verdict = f"ours {'accepts' if fast else why} / js {'accepts' if js[0] else 'refuses'}"
    result.outcomes[verdict] += 1
    if fast is None:
        if slow is not None:
            _note(result, "slow road accepts", document)
        if js[0] is not None:
            result.outcomes[f"  stricter: {why}"] += 1
            if why not in STRICTER:
                _note(result, f"js accepts, ours {why}", document)
        return
    if js[0] != fast:
        reason = known_js_difference(document, js)
        result.outcomes[f"  js differs: {reason}"] += 1
        if reason == "?":
            _note(result, f"js {js[1] or 'differs'}", document)
    if slow != fast:
        result.outcomes[f"  slow road {slow_why or 'differs'}"] += 1
        _note(result, f"slow road {slow_why or 'differs'}", document)
    if pyld != fast:
        reason = known_pyld_difference(document, fast)
        result.outcomes[f"  pyld differs: {reason}"] += 1
        if reason == "?":
            _note(result, "pyld differs", document)
    oxigraph = ask_pyoxigraph(fast)
    if oxigraph != fast:
        reason = known_oxigraph_difference(fast, oxigraph)
        result.outcomes[f"  pyoxigraph differs: {reason}"] += 1
        if reason == "?":
            _note(result, "pyoxigraph differs", document)


def _note(result: Comparison, what: str, document: Any) -> None:
    result.unexplained.append((what, document))


def known_js_difference(document: Any, js: Answer) -> str:
    """Name the known difference of jsonld.js."""
    if re.search(r"[ \[:]-?\d(\.\d+)?e-\d", json.dumps(document)):
        return "writes a number like 1e-7 as 0"
    return "leaves U+FFFE and U+FFFF unescaped" if _holds(document, "[\ufffe\uffff]") else "?"


def known_oxigraph_difference(nquads: str, theirs: str | None) -> str:
    """Name the known difference of pyoxigraph."""
    if theirs is None:
        return "an IRI that RFC 3987 does not allow" if re.search(r"[\[\]]", nquads) else "?"
    return "tied blank nodes in graphs" if re.search(r" _:c14n\d+ \.\n", nquads) else "?"


def known_pyld_difference(document: Any, nquads: str) -> str:
    """Name the known difference of PyLD."""
    if _holds(document, "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"):
        return "leaves control characters unescaped"
    return "?"


def _holds(value: Any, characters: str) -> bool:
    if isinstance(value, dict | list):
        items = [*value.values(), *value] if isinstance(value, dict) else value
        return any(_holds(item, characters) for item in items)
    return isinstance(value, str) and re.search(characters, value) is not None


def main(count: int, seed: int) -> int:
    """Compare, print, and tell by the exit code whether everything is explained."""
    started = time.monotonic()
    result = compare(count, seed)
    for outcome, number in sorted(result.outcomes.items()):
        print(f"{number:8} {outcome}")
    for what, document in result.unexplained[:20]:
        print(what, json.dumps(document, ensure_ascii=True))
    print(
        f"{count} documents, seed {seed}, {len(result.unexplained)} unexplained,"
        f" {time.monotonic() - started:.0f} s"
    )
    return 1 if result.unexplained else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2])))
