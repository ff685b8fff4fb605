"""`decide` over generated facts: what is added takes nothing away, and the order says nothing."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from badger.issuer.recognition.decide import AwardFacts, SeenMark, decide, disputed
from badger.issuer.recognition.pieces import Piece
from badger.issuer.recognition.rules import LEVELS, AwardRule, Pieces
from badger.issuer.recognition.sessions import OBSERVER_ROLES
from badger.sentences.catalogue import SENTENCES

GRID = ("c1", "c2", "c3", "c4")
SESSIONS = ("s1", "s2", "s3")
PLACES = st.tuples(st.sampled_from(SESSIONS), st.sampled_from((*GRID, "elsewhere")))
ROLES = st.sampled_from(OBSERVER_ROLES)
MARKS = st.lists(
    st.builds(
        SeenMark,
        session_id=st.sampled_from(SESSIONS),
        criterion_id=st.sampled_from((*GRID, "elsewhere")),
        observer_id=st.sampled_from(("a", "b", "c", "d")),
        role=ROLES,
        level=st.sampled_from(LEVELS),
    ),
    max_size=24,
).map(tuple)
BADGES = ("b1", "b2", "b3", "b4", "b5")
DAY = date(2026, 3, 14)


def _known(held: frozenset[str]) -> tuple[Piece, ...]:
    return tuple(
        Piece(achievement_id=b, name=f"Badge {b}", received_on=DAY if b in held else None)
        for b in BADGES
    )


KNOWN = st.frozensets(st.sampled_from(BADGES)).map(_known)


@st.composite
def pieces_of_rules(draw):
    """Some badges required, others at choice, and how many of these."""
    chosen = draw(st.lists(st.sampled_from(BADGES), unique=True))
    cut = draw(st.integers(0, len(chosen)))
    optional = tuple(chosen[cut:])
    needed = draw(st.integers(1, len(optional))) if optional else 0
    return Pieces(required=tuple(chosen[:cut]), optional=optional, optional_needed=needed)


FACTS = st.builds(
    AwardFacts,
    criteria=st.just(GRID),
    family=st.sampled_from(("transversale", "technique")),
    marks=MARKS,
    self_assessed=st.frozensets(st.sampled_from((*GRID, "elsewhere"))),
    agreed=st.frozensets(PLACES),
    peer_feedback=st.integers(0, 3),
    reflections=st.integers(0, 3),
    pieces=KNOWN,
)
RULES = st.builds(
    AwardRule,
    criteria_needed=st.integers(1, 4),
    minimum_level=st.sampled_from(LEVELS),
    observers_needed=st.integers(1, 3),
    distinct_roles=st.integers(1, 3),
    sessions_needed=st.integers(1, 3),
    self_assessment=st.booleans(),
    required_roles=st.lists(
        st.one_of(ROLES, st.just("formateur ou tuteur")), max_size=2, unique=True
    ).map(tuple),
    peer_feedback=st.booleans(),
    reflection=st.booleans(),
    pieces=pieces_of_rules(),
)


@st.composite
def possible_cases(draw):
    """Facts that make a badge possible, by construction: rarely found by chance."""
    rule, facts = draw(RULES), draw(FACTS)
    # Every pair of role and observer sees every criterion in every session at the highest level.
    seen = tuple(
        SeenMark(session, criterion, observer, role, LEVELS[-1])
        for session in SESSIONS
        for criterion in GRID
        for observer, role in (("a", "formateur"), ("b", "tuteur"), ("c", "coach sportif"))
    )
    asked = tuple(
        SeenMark("s1", "c1", "d", role, LEVELS[-1])
        for role in rule.required_roles
        if role in OBSERVER_ROLES
    )
    facts = replace(
        facts,
        marks=(*facts.marks, *seen, *asked),
        self_assessed=facts.self_assessed | {"c1"},
        peer_feedback=facts.peer_feedback + 1,
        reflections=facts.reflections + 1,
        pieces=_known(frozenset(BADGES)),
    )
    return replace(facts, agreed=facts.agreed | set(disputed(facts))), rule


@given(possible_cases())
def test_the_cases_that_are_possible_by_construction_are_possible(case):
    facts, rule = case
    assert () == decide(facts, rule).missing


@given(possible_cases(), MARKS)
def test_c6_more_observations_take_a_possible_badge_away_only_by_a_new_divergence(case, marks):
    """The one exception of F3 AC2: a new place, two levels apart, without a word of agreement.

    A further observation may end a divergence as well: an observer's best level counts.
    """
    facts, rule = case
    more = replace(facts, marks=(*facts.marks, *marks))
    unresolved = set(disputed(more)) - more.agreed

    after = decide(more, rule)

    assert unresolved.isdisjoint(disputed(facts))
    assert (not unresolved) == after.possible
    if unresolved:
        assert ["decide.agreement"] == [reason.code for reason in after.missing]
        agreed = replace(more, agreed=more.agreed | unresolved)
        assert decide(agreed, rule).possible


@given(FACTS, RULES, MARKS)
def test_c6_no_reason_but_agreement_is_ever_lost_by_more_observations(facts, rule, marks):
    before = decide(facts, rule)
    after = decide(replace(facts, marks=(*facts.marks, *marks)), rule)

    # A look of a peer alone asks for another role: from nothing seen, that is a new thing to do.
    allowed = {"decide.agreement"} if before.roles else {"decide.agreement", "decide.other_role"}
    assert {r.code for r in after.missing} - {r.code for r in before.missing} <= allowed
    assert all(after.levels[c] >= level for c, level in before.levels.items())
    assert set(before.roles) <= set(after.roles)
    assert {e.session_id for e in before.evidence} <= {e.session_id for e in after.evidence}


@given(FACTS, RULES, st.data())
def test_c6_more_words_never_take_anything_away(facts, rule, data):
    """Self-assessments, words of peers, reflections and words of agreement."""
    more = replace(
        facts,
        self_assessed=facts.self_assessed | data.draw(st.frozensets(st.sampled_from(GRID))),
        agreed=facts.agreed | data.draw(st.frozensets(PLACES)),
        peer_feedback=facts.peer_feedback + data.draw(st.integers(0, 3)),
        reflections=facts.reflections + data.draw(st.integers(0, 3)),
    )
    before, after = decide(facts, rule), decide(more, rule)

    assert {r.code for r in after.missing} <= {r.code for r in before.missing}
    assert after.possible >= before.possible
    assert (before.levels, before.roles, before.evidence) == (
        after.levels,
        after.roles,
        after.evidence,
    )


@given(FACTS, RULES, st.integers(0, 5), st.integers(0, 5))
def test_f4_words_alone_never_satisfy_a_rule_that_asks_for_observers(facts, rule, peers, own):
    alone = replace(
        facts,
        marks=(),
        self_assessed=frozenset(GRID),
        peer_feedback=peers,
        reflections=own,
    )
    decision = decide(alone, rule)

    assert not decision.possible
    assert {"decide.observers", "decide.criteria"} <= {r.code for r in decision.missing}


@given(FACTS, RULES, st.randoms(use_true_random=False))
def test_the_order_of_what_was_seen_says_nothing(facts, rule, random):
    shuffled = list(facts.marks)
    random.shuffle(shuffled)
    here, there = decide(facts, rule), decide(replace(facts, marks=tuple(shuffled)), rule)

    assert (here.possible, here.reasons, dict(here.levels), here.roles) == (
        there.possible,
        there.reasons,
        dict(there.levels),
        there.roles,
    )
    assert set(here.evidence) == set(there.evidence)
    assert here == decide(facts, rule)


@given(FACTS, RULES)
def test_what_was_seen_twice_counts_once(facts, rule):
    twice = replace(facts, marks=facts.marks * 2)
    assert decide(facts, rule) == decide(twice, rule)


@given(FACTS, RULES)
def test_marks_on_another_grid_change_nothing(facts, rule):
    own = tuple(mark for mark in facts.marks if mark.criterion_id in GRID)
    assert decide(replace(facts, marks=own), rule) == decide(facts, rule)


@given(FACTS, RULES)
def test_every_reason_is_said_in_french_with_all_its_facts(facts, rule):
    for reason in decide(facts, rule).reasons:
        assert reason.sentence_code in SENTENCES
        assert "?" not in reason.sentence
        assert "{" not in reason.sentence


@given(FACTS, RULES)
def test_a_badge_is_possible_exactly_when_nothing_is_missing(facts, rule):
    decision = decide(facts, rule)
    assert decision.possible == (not decision.missing)


@given(FACTS, RULES)
def test_a_declared_badge_asks_for_nothing(facts, rule):
    decision = decide(replace(facts, declared=True), rule)
    assert (True, ["decide.declared"]) == (
        decision.possible,
        [reason.code for reason in decision.reasons],
    )


@given(FACTS, RULES, KNOWN)
def test_s10_more_badges_never_take_anything_away(facts, rule, others):
    held = {piece.achievement_id for piece in facts.pieces if piece.received_on}
    more = {piece.achievement_id for piece in others if piece.received_on}
    before = decide(facts, rule)
    after = decide(replace(facts, pieces=_known(frozenset(held | more))), rule)

    assert after.possible >= before.possible
    assert set(before.pieces) <= set(after.pieces)
    assert {r.sentence for r in before.reasons if r.met} <= {r.sentence for r in after.reasons}
    assert len(after.missing) <= len(before.missing)


@given(pieces_of_rules(), KNOWN)
def test_s10_badges_alone_are_counted_as_the_rule_says(pieces, known):
    """Nothing observed: possible exactly with all that are required and enough of the others."""
    held = {piece.achievement_id for piece in known if piece.received_on}
    enough = len(held & set(pieces.optional)) >= pieces.optional_needed
    facts = AwardFacts(criteria=(), family="technique", pieces=known)

    decision = decide(facts, AwardRule.of_pieces(pieces))

    asked = bool(pieces.all)
    assert (held >= set(pieces.required) and enough and asked) == (decision.possible and asked)
    assert held & set(pieces.all) == {piece.achievement_id for piece in decision.pieces}
