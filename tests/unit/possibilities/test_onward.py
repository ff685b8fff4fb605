"""The routes of one person's map, loaded: names, dates, and a fixed number of queries."""

from datetime import UTC, date, datetime

from badger.db.rows import FrameworkRow, SkillMoveRow, SkillRow
from badger.issuer.achievements import AlignmentDraft
from badger.possibilities.onward import MOST_TRADES
from badger.possibilities.reach import ONE_KEY, TO_EXPLORE
from badger.possibilities.routes import Composition
from tests.factories import award, make_badge, make_partner, make_session, ready_to_award
from tests.maps import routes_of, territory_routes

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
COOK, SERVE = "https://rome.example/G1602", "https://rome.example/G1803"


def trade(url: str, name: str = "Un métier") -> AlignmentDraft:
    return AlignmentDraft(name, url, "ROME 4.0", url[-5:])


def framework(db, *names: tuple[str, str], moves=()) -> None:
    row = FrameworkRow(name="ROME 4.0", kind="rome", digest="", imported_at=NOW)
    db.add(row)
    db.flush()
    for url, name in names:
        db.add(
            SkillRow(
                framework_id=row.id, code=url[-5:], name=name, searched="", url=url, description=""
            )
        )
    db.add_all(SkillMoveRow(framework_id=row.id, from_url=a, to_url=b) for a, b in moves)
    db.flush()


def holder(db, *, alignments=()):
    """Someone with the badge « Esprit d'équipe », linked to these skills."""
    scene, (proposal,) = ready_to_award(db, alignments=alignments)
    award(db, proposal)
    return scene, scene.person, scene.version.achievement_id


def test_a_larger_badge_names_what_is_held_and_the_session_of_what_is_to_come(db):
    scene, person, held = holder(db)
    coming = make_badge(db, scene.partner.id, name="Cuisiner ensemble")
    larger = make_badge(db, scene.partner.id, name="Équipe complète")
    day = date(2026, 3, 20)
    make_session(db, scene.partner, coming, title="Le repas", starts_on=day, ends_on=day)
    pieces = frozenset({held, coming.achievement_id})
    made_of = Composition(badge=larger.achievement_id, required=pieces)

    (found,) = routes_of(db, person.id, compositions=[made_of], now=NOW).larger

    assert ("Équipe complète", ONE_KEY) == (found.step.key.name, found.state)
    assert ["Esprit d'équipe"] == [key.name for key in found.held]
    (step,) = found.still
    assert ("Cuisiner ensemble", "Le repas") == (step.key.name, step.meeting.title)


def test_a_larger_badge_of_which_nothing_is_held_is_on_the_map_of_the_territory_alone(db):
    scene, person, _ = holder(db)
    pieces = [make_badge(db, scene.partner.id, name=name).achievement_id for name in "AB"]
    larger = make_badge(db, scene.partner.id, name="Tout")
    made_of = [Composition(badge=larger.achievement_id, required=frozenset(pieces))]

    assert () == routes_of(db, person.id, compositions=made_of, now=NOW).larger
    (found,) = territory_routes(db, compositions=made_of, now=NOW).larger
    assert (TO_EXPLORE, ["A", "B"]) == (found.state, [step.key.name for step in found.still])


def test_a_badge_of_the_same_skill_goes_with_the_one_held(db):
    skill = AlignmentDraft("Travailler en équipe", "https://esco.example/1", "ESCO")
    scene, person, _ = holder(db, alignments=(skill,))
    make_badge(db, scene.partner.id, name="Projet collectif", alignments=(skill,))
    make_badge(db, scene.partner.id, name="Autre chose")

    (found,) = routes_of(db, person.id, compositions=(), now=NOW).kindred

    assert ("Projet collectif", "Travailler en équipe") == (found.step.key.name, found.skill)
    assert ["Esprit d'équipe"] == [key.name for key in found.through]


def test_near_trades_come_by_the_moves_of_the_framework_and_name_badges_that_speak_of_them(db):
    scene, person, _ = holder(db, alignments=(trade(COOK),))
    make_badge(db, scene.partner.id, name="Servir à table", alignments=(trade(SERVE),))
    framework(
        db, (COOK, "Personnel de cuisine"), (SERVE, "Service en salle"), moves=[(COOK, SERVE)]
    )

    (found,) = routes_of(db, person.id, compositions=(), now=NOW).trades

    assert ("Service en salle", "G1803") == (found.name, found.code)
    assert (("Un métier",), ["Esprit d'équipe"]) == (
        found.origins,
        [key.name for key in found.through],
    )
    assert ["Servir à table"] == [key.name for key in found.badges]


def test_a_trade_of_two_badges_is_no_skill_that_they_share(db):
    scene, person, _ = holder(db, alignments=(trade(COOK),))
    make_badge(db, scene.partner.id, name="Cuisiner", alignments=(trade(COOK),))
    framework(db, (COOK, "Cuisine"), (SERVE, "Service"), moves=[(COOK, SERVE)])

    assert () == routes_of(db, person.id, compositions=(), now=NOW).kindred


def test_of_many_trades_the_map_shows_a_few_and_counts_the_others(db):
    _, person, _ = holder(db, alignments=(trade(COOK),))
    near = [(f"https://rome.example/A11{n:02d}", f"Métier {n}") for n in range(MOST_TRADES + 3)]
    framework(db, (COOK, "Cuisine"), *near, moves=[(COOK, url) for url, _ in near])

    found = routes_of(db, person.id, compositions=(), now=NOW)

    assert (MOST_TRADES, 3) == (len(found.trades), found.other_trades)


def test_a_territory_without_larger_badges_has_no_routes(db):
    make_badge(db, make_partner(db).id)

    assert () == territory_routes(db, compositions=(), now=NOW).larger
