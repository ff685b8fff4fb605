"""`decide`: what was seen against what the rule asks."""

from dataclasses import replace
from datetime import date

import pytest

from badger.issuer.recognition.calibration import Agreement, DoubleLook
from badger.issuer.recognition.decide import (
    AwardFacts,
    SeenMark,
    SessionEvidence,
    decide,
    disputed,
)
from badger.issuer.recognition.pieces import Piece
from badger.issuer.recognition.rules import AwardRule, Level, Pieces

RULE = AwardRule(criteria_needed=3)
APPUI, SEUL, MONTRE = Level
GRID = ("c1", "c2", "c3", "c4")


def _mark(criterion: str, observer: str, *, level=APPUI, session="s1", role="") -> SeenMark:
    roles = {"coach": "coach sportif", "formatrice": "formateur"}
    return SeenMark(session, criterion, observer, role or roles.get(observer, observer), level)


def _facts(*marks: SeenMark, **changes: object) -> AwardFacts:
    facts = AwardFacts(
        criteria=GRID, family="transversale", marks=marks, self_assessed=frozenset(GRID)
    )
    return replace(facts, **changes)


FULL = tuple(_mark(c, o) for c in GRID for o in ("coach", "formatrice"))


def _said(facts: AwardFacts, rule: AwardRule = RULE) -> list[str]:
    return [reason.sentence for reason in decide(facts, rule).reasons]


def _missing(facts: AwardFacts, rule: AwardRule = RULE) -> list[str]:
    return [reason.sentence for reason in decide(facts, rule).missing]


def test_the_reasons_are_said_in_plain_french():
    decision = decide(_facts(*FULL), RULE)

    assert decision.possible
    assert [
        "2 observateurs sur 2",
        "2 rôles différents sur 2",
        "4 critères sur 4",
        "auto-évaluation faite",
    ] == [reason.sentence for reason in decision.reasons]
    assert () == decision.missing


def test_nothing_seen_yet_lacks_everything_and_never_speaks_of_failure():
    decision = decide(_facts(self_assessed=frozenset()), RULE)

    assert not decision.possible
    assert [
        "0 observateur sur 2",
        "0 rôle sur 2",
        "0 critère vu, il en faut 3",
        "auto-évaluation à faire",
    ] == [reason.sentence for reason in decision.missing]
    assert ({}, (), ()) == (decision.levels, decision.roles, decision.evidence)


def test_three_criteria_of_four_are_enough_for_the_rule():
    marks = [mark for mark in FULL if mark.criterion_id != "c4"]

    assert "3 critères sur 4" in _said(_facts(*marks))
    assert decide(_facts(*marks), RULE).possible


def test_two_criteria_are_not():
    marks = [mark for mark in FULL if mark.criterion_id in ("c1", "c2")]

    assert ["2 critères vus, il en faut 3"] == _missing(_facts(*marks))


def test_one_observer_is_missing():
    marks = [mark for mark in FULL if mark.observer_id == "coach"]

    assert ["1 observateur sur 2", "1 rôle sur 2"] == _missing(_facts(*marks))


def test_two_observers_of_one_role_are_one_role():
    marks = [_mark(c, o, role="coach sportif") for c in GRID for o in ("a", "b")]

    assert ["1 rôle sur 2"] == _missing(_facts(*marks))


def test_roles_are_not_spoken_of_where_one_is_enough():
    rule = replace(RULE, distinct_roles=1, observers_needed=1)

    assert ["1 observateur sur 1", "4 critères sur 4", "auto-évaluation faite"] == _said(
        _facts(*(_mark(c, "coach") for c in GRID)), rule
    )


def test_marks_on_another_grid_do_not_count():
    marks = [_mark("c1", "coach"), _mark("x1", "formatrice"), _mark("x2", "formatrice")]

    assert ["1 observateur sur 2", "1 rôle sur 2", "1 critère vu, il en faut 3"] == _missing(
        _facts(*marks)
    )


def test_the_best_level_is_kept_whatever_comes_after():
    marks = [*FULL, _mark("c1", "coach", level=MONTRE), _mark("c1", "coach", level=APPUI)]

    assert {"c1": MONTRE, "c2": APPUI, "c3": APPUI, "c4": APPUI} == decide(
        _facts(*marks, agreed=frozenset({("s1", "c1")})), RULE
    ).levels


def test_a_higher_level_is_asked_for_and_said():
    rule = replace(RULE, minimum_level=SEUL)
    marks = [_mark(c, "coach", level=SEUL) for c in GRID] + [_mark(c, "formatrice") for c in GRID]

    decision = decide(_facts(*marks), rule)

    assert ["1 observateur sur 2 l'a vu « en autonomie »", "1 rôle sur 2"] == [
        reason.sentence for reason in decision.missing
    ]
    assert "4 critères sur 4 vus « en autonomie »" in _said(_facts(*marks), rule)
    assert ("coach sportif",) == decision.roles


def test_levels_below_the_rule_are_not_written_in_the_badge():
    rule = replace(RULE, minimum_level=SEUL)

    decision = decide(_facts(*FULL), rule)

    assert ({}, ()) == (decision.levels, decision.evidence)
    assert "0 critère vu « en autonomie », il en faut 3" in [
        reason.sentence for reason in decision.missing
    ]


def test_two_sessions_are_asked_for():
    rule = replace(RULE, sessions_needed=2)
    twice = [*FULL, *(_mark("c1", o, session="s2") for o in ("coach", "formatrice"))]

    assert ["1 séance sur 2"] == _missing(_facts(*FULL), rule)
    assert "2 séances sur 2" in _said(_facts(*twice), rule)
    assert decide(_facts(*twice), rule).possible


def test_a_required_role_is_asked_for():
    rule = replace(RULE, required_roles=("tuteur", "formateur"))

    assert ["à faire voir par ce rôle : tuteur"] == _missing(_facts(*FULL), rule)
    assert "vu par ce rôle : formateur" in _said(_facts(*FULL), rule)


def test_either_role_of_a_choice_is_enough():
    either = replace(RULE, required_roles=("formateur ou tuteur",))
    neither = replace(RULE, required_roles=("encadrant ou tuteur",))

    assert "vu par ce rôle : formateur ou tuteur" in _said(_facts(*FULL), either)
    assert ["à faire voir par ce rôle : encadrant ou tuteur"] == _missing(_facts(*FULL), neither)


def test_the_persons_own_words_and_a_peers_are_asked_for():
    rule = replace(RULE, peer_feedback=True, reflection=True)

    assert ["avis d'un pair à demander", "note réflexive à écrire"] == _missing(_facts(*FULL), rule)
    assert [] == _missing(_facts(*FULL, peer_feedback=1, reflections=1), rule)


def test_a_rule_without_self_assessment_does_not_speak_of_it():
    rule = replace(RULE, self_assessment=False)

    assert decide(_facts(*FULL, self_assessed=frozenset()), rule).possible


def test_a_self_assessment_of_another_grid_does_not_count():
    assert ["auto-évaluation à faire"] == _missing(_facts(*FULL, self_assessed=frozenset({"x"})))


def test_f4_ac5_feedback_and_self_assessment_never_replace_an_observer():
    facts = _facts(peer_feedback=5, reflections=5)

    assert not decide(facts, replace(RULE, peer_feedback=True, reflection=True)).possible


def test_f3_ac2_levels_two_apart_ask_for_a_word_of_agreement():
    marks = [*FULL, _mark("c1", "coach", level=MONTRE)]

    assert ["regards très différents sur un critère : un mot d'accord à écrire"] == _missing(
        _facts(*marks)
    )
    assert (("s1", "c1"),) == disputed(_facts(*marks))


def test_f3_ac2_with_the_word_of_agreement_the_badge_is_possible():
    marks = [*FULL, _mark("c1", "coach", level=MONTRE)]

    facts = _facts(*marks, agreed=frozenset({("s1", "c1")}))

    assert decide(facts, RULE).possible
    assert "regards accordés" in _said(facts)


def test_several_wide_differences_are_counted():
    marks = [*FULL, _mark("c1", "coach", level=MONTRE), _mark("c2", "coach", level=MONTRE)]

    assert ["regards très différents sur 2 critères : un mot d'accord à écrire"] == _missing(
        _facts(*marks)
    )


@pytest.mark.parametrize(
    "further",
    [
        _mark("c1", "coach", level=SEUL),
        _mark("c1", "coach", level=MONTRE, session="s2"),
        # The other observer's best in the session is two levels: one apart from three.
    ],
)
def test_levels_one_apart_or_of_other_days_need_no_agreement(further):
    assert () == disputed(_facts(*FULL, further))


def test_an_observer_who_saw_it_again_is_taken_at_her_best():
    marks = [*FULL, _mark("c1", "coach", level=MONTRE), _mark("c1", "formatrice", level=SEUL)]

    assert () == disputed(_facts(*marks))


def test_an_employer_alone_is_not_enough_for_a_transversal_badge():
    rule = replace(RULE, observers_needed=1, distinct_roles=1)
    facts = _facts(*(_mark(c, "patron", role="employeur") for c in GRID))

    assert ["à faire voir aussi par un autre rôle que : employeur"] == _missing(facts, rule)
    assert decide(replace(facts, family="technique"), rule).possible


def test_peers_alone_are_never_enough():
    rule = replace(RULE, distinct_roles=1)
    facts = _facts(*(_mark(c, o, role="pair") for c in GRID for o in "ab"), family="technique")

    assert ["à faire voir aussi par un autre rôle que : pair"] == _missing(facts, rule)


def test_a_peer_counts_as_a_role_beside_another():
    marks = [_mark(c, o, role=r) for c in GRID for o, r in (("a", "pair"), ("b", "employeur"))]

    assert decide(_facts(*marks, family="technique"), RULE).possible


def test_f1_ac8_a_declared_badge_needs_no_observer():
    decision = decide(AwardFacts(criteria=(), family="technique", declared=True), RULE)

    assert decision.possible
    assert ["Badge déclaré par la personne : aucun observateur n'est demandé."] == [
        reason.sentence for reason in decision.reasons
    ]


def test_the_evidence_names_sessions_and_roles_and_nobody():
    marks = [*FULL, _mark("c1", "tuteur", session="s2")]

    decision = decide(_facts(*marks), RULE)

    assert (
        SessionEvidence("s1", ("coach sportif", "formateur")),
        SessionEvidence("s2", ("tuteur",)),
    ) == decision.evidence
    assert ("coach sportif", "formateur", "tuteur") == decision.roles


def test_a_rule_goes_to_json_and_back():
    rule = AwardRule(
        criteria_needed=4, minimum_level=SEUL, required_roles=("tuteur",), reflection=True
    )

    assert rule == AwardRule.from_json(rule.to_json())


def test_the_levels_speak_of_support():
    assert ["avec appui", "en autonomie", "et je montre aux autres"] == [
        level.label for level in Level
    ]


def _piece(name: str, day: date | None = None) -> Piece:
    return Piece(achievement_id=name, name=name, received_on=day, credential_id=day and f"c{name}")


TWO_OF_THREE = Pieces(required=("Équipe",), optional=("Écoute", "Projet", "Accueil"))
LARGER = AwardRule.of_pieces(replace(TWO_OF_THREE, optional_needed=2))


def _larger(*held: str) -> AwardFacts:
    days = {"Équipe": date(2026, 3, 14), "Écoute": date(2026, 4, 1), "Projet": date(2026, 5, 2)}
    pieces = tuple(_piece(n, days[n] if n in held else None) for n in TWO_OF_THREE.all)
    return AwardFacts(criteria=(), family="transversale", pieces=pieces)


def test_s10_each_badge_of_a_larger_one_is_told_with_its_day():
    decision = decide(_larger("Équipe", "Écoute", "Projet"), LARGER)

    assert decision.possible
    assert [
        "« Équipe » : reçu le 14 mars 2026",
        "« Écoute » : reçu le 1er avril 2026",
        "« Projet » : reçu le 2 mai 2026",
    ] == [reason.sentence for reason in decision.reasons]
    assert ["Équipe", "Écoute", "Projet"] == [piece.name for piece in decision.pieces]


@pytest.mark.parametrize(
    ("held", "missing"),
    [
        (
            (),
            [
                "« Équipe » : à recevoir",
                "encore 2 badges parmi : « Écoute », « Projet », « Accueil »",
            ],
        ),
        (("Équipe", "Projet"), ["encore un badge parmi : « Écoute », « Accueil »"]),
        (("Écoute", "Projet"), ["« Équipe » : à recevoir"]),
    ],
)
def test_s10_what_is_still_to_come_of_a_larger_badge_is_told(held, missing):
    decision = decide(_larger(*held), LARGER)

    assert not decision.possible
    assert missing == [reason.sentence for reason in decision.missing]


def test_s10_a_larger_badge_may_have_criteria_of_its_own_besides():
    rule = replace(RULE, pieces=Pieces(required=("Équipe",)))
    held = (_piece("Équipe", date(2026, 3, 14)),)

    assert decide(_facts(*FULL, pieces=held), rule).possible
    assert ["« Équipe » : à recevoir"] == _missing(_facts(*FULL, pieces=(_piece("Équipe"),)), rule)
    assert not decide(_facts(pieces=held), rule).possible


def test_s10_a_rule_with_pieces_is_read_back_as_it_was_stored():
    assert LARGER == AwardRule.from_json(LARGER.to_json())
    assert "pieces" not in RULE.to_json()
    assert RULE == AwardRule.from_json(RULE.to_json())


OBSERVER = AwardRule(
    criteria_needed=2,
    observers_needed=1,
    distinct_roles=1,
    self_assessment=False,
    required_roles=("cartographe",),
    double_sessions=2,
)
ATTESTED = tuple(_mark(c, "carto", role="cartographe") for c in ("c1", "c2"))


def test_r01_two_sessions_observed_alike_with_others_are_enough_and_no_figure_is_told():
    look = DoubleLook(2, Agreement(4, 1, 0))
    decision = decide(_facts(*ATTESTED, double_look=look), OBSERVER)

    assert decision.possible
    said = [reason.sentence for reason in decision.reasons]
    assert {"2 séances observées à deux sur 2", "regards proches de ceux des autres"} <= set(said)
    assert "80" not in " ".join(said)


@pytest.mark.parametrize(
    ("look", "missing"),
    [
        (DoubleLook(1, Agreement(5, 0, 0)), ["1 séance observée à deux sur 2"]),
        (DoubleLook(2, Agreement(3, 1, 0)), ["regards à rapprocher de ceux des autres"]),
        (
            DoubleLook(),
            ["0 séance observée à deux sur 2", "regards à rapprocher de ceux des autres"],
        ),
    ],
)
def test_r01_what_is_still_to_come_of_looking_with_others_is_told(look, missing):
    assert missing == _missing(_facts(*ATTESTED, double_look=look), OBSERVER)


def test_r01_the_rule_is_read_back_as_it_was_stored():
    assert OBSERVER == AwardRule.from_json(OBSERVER.to_json())
    assert "double_sessions" not in RULE.to_json()
