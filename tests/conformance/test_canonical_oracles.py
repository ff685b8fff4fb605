"""Our canonical N-Quads beside jsonld.js, PyLD and pyoxigraph, on drawn and spoilt documents.

`make test-oracles`-sized runs use `python -m tests.conformance.oracle_comparison 100000 1`.
"""

import os

import pytest

from tests.conformance.oracle_comparison import ask_ours, base_badge, compare, documents
from tests.conformance.oracles import JsonldJs, ask_pyld, ask_pyoxigraph, is_installed


@pytest.fixture(scope="module", autouse=True)
def jsonld_js() -> None:
    if not is_installed():
        if os.environ.get("BADGER_REQUIRE_ORACLES") == "1":
            pytest.fail("BADGER_REQUIRE_ORACLES is set and jsonld.js is not installed")
        pytest.skip("jsonld.js is not installed: python -m tests.conformance.oracles")


def test_x4_drawn_documents_have_no_unexplained_difference_from_the_oracles():
    result = compare(300, seed=20261121)
    assert [] == result.unexplained
    assert 300 == result.documents
    assert 50 < result.outcomes["ours accepts / js accepts"]


def test_x4_a_badge_with_every_member_has_the_nquads_of_every_oracle():
    nquads, _ = ask_ours(base_badge())
    assert nquads == ask_pyld(base_badge())[0]
    assert nquads == ask_pyoxigraph(str(nquads))


def test_x4_a_base_direction_has_the_nquads_of_every_oracle():
    document = base_badge()
    document["name"] = {"@value": "شارة", "@language": "ar", "@direction": "rtl"}
    nquads, _ = ask_ours(document)
    assert '"^^<https://www.w3.org/ns/i18n#ar_rtl>' in str(nquads)
    with JsonldJs() as js:
        answers = js.ask_all([document])
    assert [(nquads, "")] == answers
    assert nquads == ask_pyld(document)[0]
    assert nquads == ask_pyoxigraph(str(nquads))


def test_the_documents_of_a_seed_are_always_the_same():
    assert list(documents(20, 3)) == list(documents(20, 3))
    assert list(documents(20, 3)) != list(documents(20, 4))
