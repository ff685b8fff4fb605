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
    "proof.data_loss value",
    "proof.data_loss language",
    "proof.invalid_iri blank",
    "proof.invalid_iri characters",
    "proof.complexity ",
    "structure.context_not_allowed inline",
    "structure.context_not_allowed repeated",
    "structure.context_not_allowed below",
}
DOUBLE = "turns a text of type xsd:double into a number"
EMPTY = {"proof.invalid_iri relative", "proof.data_loss undefined"}


@dataclass(slots=True)
class Comparison:
    """Counts by outcome, and every difference that nothing explains."""

    documents: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    unexplained: list[tuple[str, Any]] = field(default_factory=list)


def base_badge() -> Any:
    """Give a badge that uses every member of Open Badges 3.0, with all terms defined."""
    text = json.dumps(BADGE).replace(f'["{V2}", "{OB3}"]', f'["{V2}", "{OB3}", "{EXTENSIONS}"]')
    document = json.loads(text.replace('"Terms"', '"Evidence"'))
    document["endorsement"][0]["id"] = "urn:uuid:another"
    return document


def documents(count: int, seed: int) -> Iterator[tuple[str, Any]]:
    """Yield documents with the names of what was done to them."""
    maker = DocumentMaker(seed)
    choose = random.Random(seed + 1)  # noqa: S311 - tests must be repeatable
    for number in range(count):
        document = base_badge() if number % 100 == 0 else maker.document()
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
            mine = [ask_ours(document) for _, document in batch]
            for number, (_, document) in enumerate(batch):
                _judge_in_python(result, document, ours=mine[number], slowly=number % 20 == 0)
            for (_, document), ours, theirs in zip(batch, mine, answers.result(), strict=True):
                _judge_js(result, document, ours=ours, js=theirs)
            result.documents += len(batch)
            batch = [pair for _, pair in zip(range(BATCH), source, strict=False)]
    return result


def _judge_js(result: Comparison, document: Any, *, ours: Answer, js: Answer) -> None:
    """Compare with jsonld.js: the same N-Quads, or both refuse."""
    nquads, why = ours
    verdict = "accepts" if js[0] else "refuses"
    result.outcomes[f"ours {why or 'accepts'} / js {verdict}"] += 1
    # jsonld.js drops an empty address without a word, in safe mode as well; and a context below
    # the top may define for it what nothing defines for us.
    empty_address = why in EMPTY and (_holds(document, "^$") or _holds(document, "^@context$"))
    if nquads is None and js[0] is not None and why not in STRICTER and not empty_address:
        _note(result, f"js accepts, ours {why}", document)
    if nquads is not None and nquads != js[0]:
        once = "\n".join(sorted(set((js[0] or "").split("\n")[:-1]))) + "\n"
        reason = "repeats a statement" if once == nquads else known_js_difference(document)
        _explain(result, f"js {js[1]}", document, reason)


def _judge_in_python(result: Comparison, document: Any, *, ours: Answer, slowly: bool) -> None:
    """Compare with PyLD and pyoxigraph, and sometimes with our own road through PyLD."""
    nquads, why = ours
    if slowly:
        slow, slow_why = ask_slow_road(document)
        result.outcomes["slow road asked"] += 1
        if slow != nquads:
            literal = slow is None and nquads and "22-rdf-syntax-ns#JSON>" in nquads
            reason = "screens JSON literals as well" if literal else "?"
            if why == "proof.data_loss iri":
                reason = "reads a class by its IRI, not knowing the tables"
            if (
                why == "proof.data_loss same_node"
                and slow == ask_ours(without_lists_of_one(document))[0]
            ):
                reason = "compares two descriptions as they are meant, not as they are written"
            _explain(result, f"slow road {slow_why} ours {why}", document, reason)
    if nquads is None:
        return
    if nquads != ask_pyld(document)[0]:
        _explain(result, "pyld", document, known_pyld_difference(document))
    oxigraph = ask_pyoxigraph(nquads)
    if oxigraph != nquads:
        _explain(result, "pyoxigraph", document, known_oxigraph_difference(nquads, oxigraph))


def _explain(result: Comparison, who: str, document: Any, reason: str) -> None:
    result.outcomes[f"  {who} differs: {reason}"] += 1
    if reason == "?":
        _note(result, who, document)


def _note(result: Comparison, what: str, document: Any) -> None:
    result.unexplained.append((what, document))


def without_lists_of_one(value: Any) -> Any:
    """Write each list of one value as that value: outside JSON literals the same statements."""
    if isinstance(value, dict):
        return {key: without_lists_of_one(item) for key, item in value.items()}
    if isinstance(value, list):
        items = [without_lists_of_one(item) for item in value]
        return items[0] if len(items) == 1 else items
    return value


def known_js_difference(document: Any) -> str:
    """Name the known difference of jsonld.js."""
    if re.search(r"[ \[:]-?\d(\.\d+)?e-\d", json.dumps(document)):
        return "writes a number like 1e-7 as 0"
    if _holds(document, "[\ufffe\uffff]"):
        return "leaves U+FFFE and U+FFFF unescaped"
    return DOUBLE if _holds(document, "^http://www.w3.org/2001/XMLSchema#double$") else "?"


def known_oxigraph_difference(nquads: str, theirs: str | None) -> str:
    """Name the known difference of pyoxigraph."""
    if theirs is None:
        return "an IRI that RFC 3987 does not allow" if re.search(r"[\[\]]", nquads) else "?"
    return "tied blank nodes in graphs" if re.search(r" _:c14n\d+ \.\n", nquads) else "?"


def known_pyld_difference(document: Any) -> str:
    """Name the known difference of PyLD."""
    if _holds(document, "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]"):
        return "leaves control characters unescaped"
    return DOUBLE if _holds(document, "^http://www.w3.org/2001/XMLSchema#double$") else "?"


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
