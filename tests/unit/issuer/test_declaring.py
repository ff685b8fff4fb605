"""Which badges a holder says of herself, and that said twice is once (domain F1 AC8)."""

import pytest

from badger.issuer.declaring import DeclarationUnknown, declarable_badges, declare_badge
from badger.issuer.people import create_person
from badger.issuer.proposals import proposals_of_person
from tests.factories import NOW, make_badge, make_partner

WISH = {"declared": True, "kind": "intention", "criteria": ()}


@pytest.fixture
def person(db):
    return create_person(db, display_name="Exemple Un", actor="test", now=NOW)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "potentiel"},
        {"kind": "collaboration"},
        {"recipients": ("group",)},
    ],
)
def test_f1_ac8_what_is_no_wish_of_hers_is_not_said(db, person, changes):
    version = make_badge(db, make_partner(db).id, **{**WISH, **changes})
    assert () == declarable_badges(db, person.id)
    with pytest.raises(DeclarationUnknown):
        declare_badge(db, version.achievement_id, person_id=person.id, now=NOW)
    assert [] == proposals_of_person(db, person.id)


@pytest.mark.parametrize("kind", ["intention", "attente"])
def test_f1_ac8_a_wish_is_said_once(db, person, kind):
    version = make_badge(db, make_partner(db).id, **{**WISH, "kind": kind})
    said = [
        declare_badge(db, version.achievement_id, person_id=person.id, now=NOW) for _ in range(2)
    ]
    (proposal,) = proposals_of_person(db, person.id)
    assert [proposal.id, proposal.id] == said
    assert [version.id] == [one.version.id for one in declarable_badges(db, person.id)]


def test_f1_ac7_a_group_says_what_is_for_groups(db):
    group = create_person(db, display_name="Exemple", actor="test", now=NOW, kind="group")
    version = make_badge(db, make_partner(db).id, **WISH, recipients=("group",))
    declare_badge(db, version.achievement_id, person_id=group.id, now=NOW)
    assert [version.id] == [one.version_id for one in proposals_of_person(db, group.id)]
