"""A framework is stored whole or not at all, and found by its words."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from badger.db.audit import verify_chain
from badger.db.rows import SkillMoveRow
from badger.issuer.frameworks.importing import (
    FrameworkHasProblems,
    FrameworkNameInvalid,
    import_framework,
    searched,
)
from badger.issuer.frameworks.queries import frameworks_with_sizes, skills_by_ids, skills_like
from badger.issuer.frameworks.reading import read_own
from tests.factories import make_partner

HEADER = "code;nom;adresse;description\n"
LINES = "A1;Travailler en équipe;https://a.example/1;\nA2;Souder à l'arc;https://a.example/2;\n"


def take(db, now, lines=LINES, *, name="Le nôtre", partner=None):
    return import_framework(
        db,
        read_own((HEADER + lines).encode()),
        name=name,
        kind="own",
        partner_id=partner.id if partner else None,
        actor="t",
        now=now,
    )


def sizes(db):
    return [(framework.name, count) for framework, count in frameworks_with_sizes(db)]


def found(db, text, *partners):
    words = searched(text).split()
    ids = [partner.id for partner in partners]
    return [skill.name for skill, _ in skills_like(db, words, partner_ids=ids, limit=10)]


def test_the_same_file_twice_is_one_framework(db, now):
    assert [2, 2] == [take(db, now) for _ in range(2)]
    assert [("Le nôtre", 2)] == sizes(db)
    assert verify_chain(db) is None


def test_a_newer_file_takes_the_place_of_the_former(db, now):
    take(db, now)
    take(db, now, "A3;Peindre;https://a.example/3;\n")
    assert [("Le nôtre", 1)] == sizes(db)
    assert [] == found(db, "souder")


def test_a_file_with_a_problem_imports_nothing(db, now):
    with pytest.raises(FrameworkHasProblems) as refusal:
        take(db, now, LINES + "A3;;https://a.example/3;\n")
    assert {"lines": 1} == refusal.value.facts
    assert [] == sizes(db)


@pytest.mark.parametrize("name", ["", "  ", "x" * 121])
def test_a_framework_has_a_name(db, now, name):
    with pytest.raises(FrameworkNameInvalid):
        take(db, now, name=name)


@pytest.mark.parametrize("text", ["EQUIPE", "équipe", "travailler equipe", "a1"])
def test_a_skill_is_found_without_accents_by_any_of_its_words(db, now, text):
    take(db, now)
    assert ["Travailler en équipe"] == found(db, text)


@pytest.mark.parametrize("text", ["%", "_", "\\", "équipe souder", "';--"])
def test_w09_what_is_searched_is_taken_by_its_letters(db, now, text):
    take(db, now)
    assert [] == found(db, text)


def test_a08_a_partners_own_list_is_found_by_that_partner_only(db, now):
    mine, other = make_partner(db), make_partner(db)
    take(db, now, partner=mine)
    assert ["Souder à l'arc"] == found(db, "souder", mine)
    assert [] == found(db, "souder", other)
    ((skill, _),) = skills_like(db, ["souder"], partner_ids=[mine.id], limit=1)
    assert [] == list(skills_by_ids(db, [skill.id], partner_ids=[other.id]))
    assert 1 == len(skills_by_ids(db, [skill.id], partner_ids=[mine.id]))


def test_the_moves_between_trades_come_and_go_with_their_framework(db, now):
    read = read_own((HEADER + LINES).encode())
    moves = (("https://a.example/1", "https://a.example/2"),)

    def store(**changes) -> list[tuple[str, str]]:
        newer = replace(read, **changes)
        import_framework(
            db, newer, name="ROME 4.0", kind="rome", partner_id=None, actor="t", now=now
        )
        return [(row.from_url, row.to_url) for row in db.scalars(select(SkillMoveRow))]

    assert [] == store()
    assert list(moves) == store(moves=moves)
    assert [] == store()
