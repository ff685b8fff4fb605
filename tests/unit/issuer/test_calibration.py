"""How observers agree, by criterion and by observer; never how well somebody did."""

from badger.issuer.achievement_queries import criteria_of
from badger.issuer.recognition.calibration import (
    Agreement,
    PlacedMark,
    agreement_by_criterion,
    criteria_to_tell,
    double_look_of,
)
from badger.issuer.recognition.calibration_queries import marks_beside
from badger.issuer.recognition.observations import Mark, record_observation
from badger.issuer.recognition.rules import Level
from badger.issuer.withdrawal import withdraw_observation
from tests.factories import make_scene

APPUI, SEUL, MONTRE = Level


def mark(observer, level, *, criterion="c1", person="p1", session="s1"):
    return PlacedMark(
        session_id=session,
        person_id=person,
        criterion_id=criterion,
        observer_id=observer,
        level=level,
    )


def test_s9_every_two_observers_of_one_place_are_compared():
    marks = [
        *(mark(who, SEUL, person="p1") for who in ("a", "b")),
        *(mark(who, level, person="p2") for who, level in (("a", APPUI), ("b", SEUL))),
        *(mark(who, level, person="p3") for who, level in (("a", APPUI), ("b", MONTRE))),
        mark("a", APPUI, criterion="c2"),
    ]
    assert {"c1": Agreement(1, 1, 1)} == agreement_by_criterion(marks)


def seen_by(observers, *people):
    return [mark(who, SEUL, person=person) for person in people for who in observers]


def test_s9_five_pairs_of_two_people_are_told_and_four_are_not():
    assert {"c1"} == criteria_to_tell(seen_by("ab", "p1", "p2", "p3", "p4", "p5"))
    assert set() == criteria_to_tell(seen_by("ab", "p1", "p2", "p3", "p4"))


def test_s9_pairs_of_one_person_alone_are_never_told():
    # Four observers of one person are six pairs.
    assert set() == criteria_to_tell([*seen_by("abcd", "p1"), *seen_by("a", "p2")])
    assert {"c1"} == criteria_to_tell([*seen_by("abcd", "p1"), *seen_by("ab", "p2")])


def test_s9_three_observers_are_three_pairs():
    marks = [mark("a", APPUI), mark("b", APPUI), mark("c", MONTRE)]
    assert {"c1": Agreement(1, 0, 2)} == agreement_by_criterion(marks)


def test_marks_of_other_people_and_sessions_are_not_compared():
    marks = [mark("a", APPUI), mark("b", APPUI, person="p2"), mark("b", APPUI, session="s2")]
    assert {} == agreement_by_criterion(marks)


def test_an_observers_best_level_is_compared():
    marks = [mark("a", APPUI), mark("a", MONTRE), mark("a", SEUL), mark("b", MONTRE)]
    assert {"c1": Agreement(1, 0, 0)} == agreement_by_criterion(marks)


def test_r01_four_of_five_pairs_alike_are_eighty_of_a_hundred():
    marks = [
        mark(who, SEUL, person=f"p{number}", session=f"s{number % 2}")
        for number in range(4)
        for who in ("a", "b")
    ]
    marks += [mark("a", APPUI, person="p9"), mark("b", SEUL, person="p9")]
    look = double_look_of("a", marks)
    found = look.agreement
    assert (Agreement(4, 1, 0), 5, 80) == (found, found.compared, found.percent)
    # s0 and s1, and the session of p9 is s1 as well.
    assert (2, True) == (look.sessions, look.agrees)


def test_r01_three_of_four_pairs_alike_are_not_enough():
    marks = [mark(who, SEUL, person=f"p{n}") for n in range(3) for who in ("a", "b")]
    marks += [mark("a", APPUI, person="p9"), mark("b", SEUL, person="p9")]
    look = double_look_of("a", marks)
    assert (75, False) == (look.agreement.percent, look.agrees)


def test_r01_a_session_observed_alone_or_of_other_people_is_not_observed_in_double():
    alone = [mark("a", SEUL, session="s1")]
    apart = [mark("a", SEUL, session="s2"), mark("b", SEUL, session="s2", person="p2")]
    beside = [mark("a", SEUL, session="s3"), mark("b", SEUL, session="s3")]
    assert 1 == double_look_of("a", [*alone, *apart, *beside]).sessions
    assert (0, False) == (double_look_of("a", alone).sessions, double_look_of("a", alone).agrees)


def test_r01_pairs_of_others_say_nothing_of_an_observer():
    marks = [mark("b", APPUI), mark("c", MONTRE), mark("a", SEUL, person="p2")]
    look = double_look_of("a", marks)
    assert (Agreement(), None, 0) == (look.agreement, look.agreement.percent, look.sessions)
    assert Agreement(0, 2, 0) == double_look_of("a", [*marks, mark("a", SEUL)]).agreement


def test_r01_only_double_sessions_and_standing_marks_are_read(db, now):
    scene = make_scene(db)
    criteria = [row.id for row in criteria_of(db, scene.version.id)]

    def see(observer, criterion):
        record_observation(
            db,
            Mark(scene.session.id, scene.person.id, criterion, SEUL),
            observer_id=observer.id,
            idempotency_key=f"{observer.id}{criterion}",
            now=now,
        )

    see(scene.coach, criteria[0])
    see(scene.trainer, criteria[0])
    see(scene.trainer, criteria[1])
    marks = marks_beside(db, [scene.coach.id])
    assert 3 == len(marks)
    assert Agreement(1, 0, 0) == double_look_of(scene.coach.id, marks).agreement

    withdraw_observation(
        db,
        scene.session.id,
        person_id=scene.person.id,
        criterion_id=criteria[0],
        observer_id=scene.coach.id,
        now=now,
    )
    assert [] == marks_beside(db, [scene.coach.id])
