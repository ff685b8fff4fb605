"""Larger badges: made of others, never in a circle, proposed when the last piece is there."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select

from badger.credentials.strict_json import parse_object
from badger.db.rows import AchievementRow, AchievementVersionRow, PersonRow, ProposalRow
from badger.issuer.achievements import draft_achievement, new_version, publish_achievement
from badger.issuer.award import AwardNotPossible, AwardRequest, award_badges
from badger.issuer.composites import (
    PiecesInACircle,
    PiecesInvalid,
    PieceUnpublished,
    check_named_pieces,
    reached_from,
)
from badger.issuer.grid_checks import RuleImpossible
from badger.issuer.profiles import achievement_document, version_text
from badger.issuer.proposals import (
    CONSENT_VERSION,
    accept_proposal,
    decline_proposal,
    proposals_of_person,
    propose_declared,
)
from badger.issuer.queries import credentials_of_person
from badger.issuer.recognition.piece_queries import compositions
from badger.issuer.recognition.rules import AwardRule, Pieces
from badger.issuer.revocation import revoke_credential
from badger.issuer.suspension import lift_suspension, suspend_credential
from badger.schemas import conforms
from tests.factories import (
    ADDRESSES,
    KEYRING,
    NOW,
    RULE,
    award,
    make_badge,
    make_partner,
    make_person,
    report_on,
    team_spirit_draft,
)

BOTH = Pieces(required=("a", "b"))
LATER = NOW + timedelta(days=1)
DECLARED = {
    "declared": True,
    "kind": "intention",
    "criteria": (),
    "rule": AwardRule(criteria_needed=0),
}

GRID = team_spirit_draft("x").criteria


@dataclass(frozen=True)
class Pile:
    """Three badges that people declare, and a larger one: the first, and one of the others."""

    partner_id: str
    pieces: tuple[AchievementVersionRow, ...]
    larger: AchievementVersionRow
    person: PersonRow


def _pieces(*versions: AchievementVersionRow) -> Pieces:
    first, *others = (version.achievement_id for version in versions)
    return Pieces(required=(first,), optional=tuple(others), optional_needed=1 if others else 0)


def _larger(db, partner_id, pieces, **changes):
    values = {"name": "Grande équipe", "criteria": (), "rule": AwardRule.of_pieces(pieces)}
    return make_badge(db, partner_id, **(values | changes))


@pytest.fixture
def pile(db):
    partner = make_partner(db)
    pieces = tuple(make_badge(db, partner.id, name=f"Pièce {n}", **DECLARED) for n in (1, 2, 3))
    larger = _larger(db, partner.id, _pieces(*pieces))
    return Pile(partner.id, pieces, larger, make_person(db))


def _receive(db, person, version, *, now=NOW):
    """Declare a badge, accept it, and have it issued."""
    proposal = propose_declared(db, person_id=person.id, version_id=version.id, now=now)
    return _accept(db, person, str(proposal.id), now=now)


def _accept(db, person, proposal_id, *, now=NOW, names_pieces=False):
    accept_proposal(
        db,
        proposal_id,
        person_id=person.id,
        consent_version=CONSENT_VERSION,
        now=now,
        names_pieces=names_pieces,
    )
    return award(db, proposal_id)


def _of_the_larger(db, pile):
    found = proposals_of_person(db, pile.person.id)
    return [one for one in found if one.version_id == pile.larger.id]


def test_s10_the_last_piece_proposes_the_larger_badge(db, pile):
    _receive(db, pile.person, pile.pieces[0])
    assert [] == _of_the_larger(db, pile)

    _receive(db, pile.person, pile.pieces[2])

    (proposal,) = _of_the_larger(db, pile)
    assert "proposed" == proposal.state
    assert ["« Pièce 1 » : reçu le 14 mars 2026", "« Pièce 3 » : reçu le 14 mars 2026"] == [
        reason.sentence for reason in proposal.decision.reasons
    ]


def test_s10_published_later_it_is_proposed_to_those_who_hold_the_pieces(db, pile):
    for piece in pile.pieces[1:]:
        _receive(db, pile.person, piece)
    _receive(db, make_person(db, "Exemple Dix"), pile.pieces[1])
    both = Pieces(required=tuple(piece.achievement_id for piece in pile.pieces[1:]))

    later = _larger(db, pile.partner_id, both, name="Plus tard")
    _larger(db, pile.partner_id, both, name="Later", language="en", translates=later.achievement_id)

    found = db.scalars(select(ProposalRow).where(ProposalRow.state == "proposed")).all()
    assert [(pile.person.id, later.id)] == [(one.person_id, one.version_id) for one in found]


def test_s10_a_new_version_of_it_is_not_proposed_to_who_has_answered(db, pile):
    for piece in pile.pieces[:2]:
        _receive(db, pile.person, piece)
    (proposal,) = _of_the_larger(db, pile)
    decline_proposal(db, proposal.id, person_id=pile.person.id, now=NOW)
    rule = AwardRule.of_pieces(_pieces(*pile.pieces))
    draft = team_spirit_draft(pile.partner_id, code=_code(db, pile.larger), criteria=(), rule=rule)

    version = new_version(db, pile.larger.achievement_id, draft, actor="test", now=LATER)
    publish_achievement(db, version.id, actor="test", now=LATER)

    assert "proposed" not in {one.state for one in proposals_of_person(db, pile.person.id)}


def test_s10_it_is_answered_signed_and_verified_like_any_other(db, pile):
    for piece in pile.pieces[:2]:
        _receive(db, pile.person, piece)
    (proposal,) = _of_the_larger(db, pile)

    row = _accept(db, pile.person, proposal.id)

    assert "verified" == report_on(db, row.signed or b"").verdict
    assert [] == [p for p in _of_the_larger(db, pile) if p.state == "proposed"]


def test_s10_its_document_names_the_pieces_of_the_model_and_not_those_of_the_person(db, pile):
    rows = [_receive(db, pile.person, piece) for piece in pile.pieces[:2]]
    (proposal,) = _of_the_larger(db, pile)

    document = parse_object(_accept(db, pile.person, proposal.id).signed or b"")

    achievement = document["credentialSubject"]["achievement"]
    address = ADDRESSES.achievement
    assert [
        ("Pièce 1", address(pile.pieces[0].achievement_id, 1), "badge à réunir"),
        ("Pièce 2", address(pile.pieces[1].achievement_id, 1), "badge au choix"),
        ("Pièce 3", address(pile.pieces[2].achievement_id, 1), "badge au choix"),
    ] == [
        (a["targetName"], a["targetUrl"], a["targetDescription"]) for a in achievement["alignment"]
    ]
    assert {"ceterms:Credential"} == {a["targetType"] for a in achievement["alignment"]}
    assert "related" not in achievement
    assert [
        {
            "type": ["Evidence"],
            "name": "Badges réunis",
            "narrative": "La personne avait reçu 2 badges parmi ceux à réunir.",
        }
    ] == document["evidence"]
    assert not any(row.id in str(document) for row in rows)


def test_s10_where_the_person_wants_it_her_pieces_are_named_by_their_address(db, pile):
    rows = [_receive(db, pile.person, piece) for piece in (pile.pieces[0], pile.pieces[2])]
    (proposal,) = _of_the_larger(db, pile)

    row = _accept(db, pile.person, proposal.id, names_pieces=True)

    day = "reçu le 14 mars 2026."
    assert [
        (ADDRESSES.credential(rows[0].id), "Pièce 1", "badge reçu", f"Badge « Pièce 1 » {day}"),
        (ADDRESSES.credential(rows[1].id), "Pièce 3", "badge reçu", f"Badge « Pièce 3 » {day}"),
    ] == [
        (one["id"], one["name"], one["genre"], one["narrative"])
        for one in parse_object(row.signed or b"")["evidence"]
    ]
    assert "verified" == report_on(db, row.signed or b"").verdict


def test_s10_two_people_at_once_get_each_their_own_pieces_named(db, pile):
    others = [make_person(db, f"Exemple {name}") for name in ("Neuf", "Dix", "Onze")]
    asked = []
    for person in others:
        for piece in pile.pieces[:2]:
            _receive(db, person, piece)
        (proposal,) = [p for p in proposals_of_person(db, person.id) if p.state == "proposed"]
        accept_proposal(
            db,
            proposal.id,
            person_id=person.id,
            consent_version=CONSENT_VERSION,
            now=NOW,
            names_pieces=True,
        )
        asked.append(AwardRequest(proposal.id, f"key-{proposal.id}"))

    rows = award_badges(db, asked, keyring=KEYRING, now=NOW, addresses=ADDRESSES)

    for person, row in zip(others, rows, strict=True):
        own = {ADDRESSES.credential(one.id) for one in credentials_of_person(db, person.id)}
        named = {one["id"] for one in parse_object(row.signed or b"")["evidence"]}
        assert named < own
        assert 2 == len(named)


def test_s10_the_criteria_of_the_model_name_the_pieces(db, pile):
    document = achievement_document(db, pile.larger.id, ADDRESSES)

    assert (
        "Badges à réunir :\n\n- Pièce 1\n\n"
        "Et 1 badge au moins parmi :\n\n- Pièce 2\n- Pièce 3\n\n"
        "Ce badge n'est pas un diplôme."
    ) == document["criteria"]["narrative"]
    assert conforms(document, "Achievement")


@pytest.mark.parametrize("take_away", [revoke_credential, suspend_credential])
def test_s10_a_revoked_or_suspended_piece_does_not_count(db, pile, take_away):
    first = _receive(db, pile.person, pile.pieces[0])
    keys = {"keyring": KEYRING, "addresses": ADDRESSES, "now": NOW}
    take_away(db, first.id, reason="Une erreur", actor="test", **keys)

    _receive(db, pile.person, pile.pieces[1])

    assert [] == _of_the_larger(db, pile)


def test_s10_a_piece_taken_back_before_signing_stops_the_larger_badge(db, pile):
    first, _ = (_receive(db, pile.person, piece) for piece in pile.pieces[:2])
    (proposal,) = _of_the_larger(db, pile)
    keys = {"keyring": KEYRING, "addresses": ADDRESSES, "now": NOW}
    suspend_credential(db, first.id, reason="À revoir", actor="test", **keys)

    with pytest.raises(AwardNotPossible) as refused:
        _accept(db, pile.person, proposal.id)
    assert "« Pièce 1 » : à recevoir" == refused.value.facts["missing"]

    lift_suspension(db, first.id, actor="test", **keys)
    assert "issued" == award(db, proposal.id).state


def test_s10_a_piece_in_another_language_counts_as_the_first_edition(db, pile):
    translated = make_badge(
        db,
        pile.partner_id,
        name="Piece 1",
        language="en",
        translates=pile.pieces[0].achievement_id,
        **DECLARED,
    )
    _receive(db, pile.person, translated)
    _receive(db, pile.person, pile.pieces[1])

    (proposal,) = _of_the_larger(db, pile)
    assert "« Pièce 1 » : reçu le 14 mars 2026" == proposal.decision.reasons[0].sentence


def test_s10_a_declined_larger_badge_comes_back_only_with_a_further_piece(db, pile):
    for piece in pile.pieces[:2]:
        _receive(db, pile.person, piece)
    (proposal,) = _of_the_larger(db, pile)
    decline_proposal(db, proposal.id, person_id=pile.person.id, now=NOW)
    unrelated = make_badge(db, pile.partner_id, name="Autre", **DECLARED)

    _receive(db, pile.person, unrelated, now=LATER)
    assert ["declined"] == [one.state for one in _of_the_larger(db, pile)]

    _receive(db, pile.person, pile.pieces[2], now=LATER)
    assert {"declined", "proposed"} == {one.state for one in _of_the_larger(db, pile)}


def test_s10_a_larger_badge_for_groups_is_not_proposed_to_a_person(db, pile):
    _larger(db, pile.partner_id, _pieces(*pile.pieces), recipients=("group",))
    for piece in pile.pieces[:2]:
        _receive(db, pile.person, piece)

    found = proposals_of_person(db, pile.person.id)
    assert [pile.larger.id] == [one.version_id for one in found if one.state == "proposed"]


def test_s10_a_larger_badge_may_be_a_piece_of_a_still_larger_one(db, pile):
    largest = _larger(db, pile.partner_id, _pieces(pile.larger, pile.pieces[2]), name="Très grande")
    for piece in pile.pieces:
        _receive(db, pile.person, piece)
    (proposal,) = _of_the_larger(db, pile)

    _accept(db, pile.person, proposal.id)

    found = proposals_of_person(db, pile.person.id)
    assert [largest.id] == [one.version_id for one in found if one.state == "proposed"]


def test_s10_the_compositions_are_told_by_first_edition(db, pile):
    assert {pile.larger.achievement_id: _pieces(*pile.pieces)} == compositions(db)

    draft = team_spirit_draft(
        pile.partner_id, code=_code(db, pile.larger), criteria=GRID, rule=RULE
    )
    version = new_version(db, pile.larger.achievement_id, draft, actor="test", now=NOW)
    publish_achievement(db, version.id, actor="test", now=NOW)

    assert {} == compositions(db)


def _code(db, version):
    return db.get_one(AchievementRow, version.achievement_id).code


def test_s10_a_circle_is_refused_also_through_others(db, pile):
    largest = _larger(db, pile.partner_id, _pieces(pile.larger, pile.pieces[0]))
    rule = AwardRule.of_pieces(_pieces(largest, pile.pieces[0]))
    draft = team_spirit_draft(pile.partner_id, code=_code(db, pile.larger), criteria=(), rule=rule)
    version = new_version(db, pile.larger.achievement_id, draft, actor="test", now=NOW)

    with pytest.raises(PiecesInACircle):
        publish_achievement(db, version.id, actor="test", now=NOW)


def test_s10_all_that_a_badge_rests_on_is_found_even_in_a_circle():
    known = {"a": Pieces(required=("b",)), "b": Pieces(optional=("a", "c"), optional_needed=1)}

    assert {"a", "b", "c"} == reached_from(["a"], known)
    assert {"c"} == reached_from(["c"], known)


def test_s10_a_piece_that_is_a_draft_is_refused_when_the_larger_is_published(db, pile):
    draft = draft_achievement(db, team_spirit_draft(pile.partner_id), actor="test", now=NOW)
    rule = AwardRule.of_pieces(_pieces(pile.pieces[0], draft))
    larger = draft_achievement(
        db, team_spirit_draft(pile.partner_id, criteria=(), rule=rule), actor="test", now=NOW
    )

    with pytest.raises(PieceUnpublished):
        publish_achievement(db, larger.id, actor="test", now=NOW)
    assert (pile.pieces[0],) == version_text(db, pile.larger.id).pieces[:1]


def test_s10_pieces_are_known_badges_each_once_in_a_number_that_can_be_held(db, pile):
    a, b, c = (piece.achievement_id for piece in pile.pieces)
    check_named_pieces(db, Pieces(required=(a,), optional=(b, c), optional_needed=2))
    refused = (
        Pieces(required=("nowhere",)),
        Pieces(required=(a, a)),
        Pieces(required=(a,), optional=(a, b), optional_needed=1),
        Pieces(optional=(b, c), optional_needed=3),
        Pieces(optional=(b, c), optional_needed=0),
        Pieces(required=(a,), optional_needed=1),
        Pieces(required=tuple(str(n) for n in range(13))),
    )
    for pieces in refused:
        with pytest.raises(PiecesInvalid):
            check_named_pieces(db, pieces)


def test_s10_a_translation_is_no_piece(db, pile):
    translated = make_badge(
        db, pile.partner_id, language="en", translates=pile.pieces[0].achievement_id, **DECLARED
    )

    with pytest.raises(PiecesInvalid):
        check_named_pieces(db, Pieces(required=(translated.achievement_id,)))


@pytest.mark.parametrize(
    ("changes", "member"),
    [
        (
            {"rule": AwardRule(criteria_needed=0, pieces=Pieces(required=("a", "b")))},
            "criteria_needed",
        ),
        ({"rule": AwardRule.of_pieces(Pieces(required=("a",)))}, "pieces"),
        ({"rule": AwardRule.of_pieces(Pieces(optional=("a", "b"), optional_needed=1))}, "pieces"),
        ({"rule": AwardRule.of_pieces(Pieces(required=("a", "b"))), "declared": True}, "pieces"),
    ],
)
def test_s10_a_rule_of_pieces_that_says_too_little_or_too_much_is_refused(
    db, pile, changes, member
):
    ids = dict(zip("abc", (piece.achievement_id for piece in pile.pieces), strict=True))
    rule = changes["rule"].to_json()
    for name in ("required", "optional"):
        rule["pieces"][name] = [ids[one] for one in rule["pieces"][name]]
    draft = team_spirit_draft(
        pile.partner_id, criteria=(), **(changes | {"rule": AwardRule.from_json(rule)})
    )
    version = draft_achievement(db, draft, actor="test", now=NOW)

    with pytest.raises(RuleImpossible) as refused:
        publish_achievement(db, version.id, actor="test", now=NOW)
    assert member == refused.value.facts["member"]
