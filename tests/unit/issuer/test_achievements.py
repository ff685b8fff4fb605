"""Achievements: drafts, publication, versions (domain F1)."""

from dataclasses import replace

import pytest

from badger.issuer.achievement_queries import (
    achievements,
    authors_of,
    criteria_of,
    published_versions,
    version_with_number,
)
from badger.issuer.achievements import (
    AchievementInvalid,
    AchievementPublished,
    AchievementTaken,
    AchievementUnknown,
    draft_achievement,
    new_version,
    publish_achievement,
)
from badger.issuer.grid_checks import (
    CriterionInvalid,
    DiscouragedWords,
    RuleImpossible,
    TooFewCriteria,
)
from badger.issuer.recognition.rules import AwardRule
from badger.issuer.recognition.wording import discouraged_words, starts_with_a_verb
from tests.factories import RULE, TEAM_SPIRIT, make_partner, team_spirit_draft


@pytest.fixture
def partner(db):
    return make_partner(db)


def _published(db, draft, now, **options):
    version = draft_achievement(db, draft, actor="test", now=now)
    return publish_achievement(db, version.id, actor="test", now=now, **options)


def test_a_draft_becomes_a_published_version(db, partner, now):
    version = _published(db, team_spirit_draft(partner.id), now)

    assert ("published", 1, now) == (version.state, version.number, version.published_at)
    assert [c.sentence for c in TEAM_SPIRIT] == [c.sentence for c in criteria_of(db, version.id)]
    assert RULE == AwardRule.from_json(version.rule)


def test_f1_ac1_fewer_than_three_criteria_are_refused(db, partner, now):
    with pytest.raises(TooFewCriteria) as refusal:
        _published(db, team_spirit_draft(partner.id, criteria=TEAM_SPIRIT[:2]), now)

    assert {"seen": 2, "needed": 3} == refusal.value.facts


@pytest.mark.parametrize(
    ("member", "change"),
    [
        ("verb", {"sentence": "Bonne attitude envers le groupe"}),
        ("verb", {"sentence": "Motivation"}),
        ("sentence", {"sentence": "Reprend " + "x" * 113}),
        ("sentence", {"sentence": ""}),
        ("icon", {"icon": ""}),
        ("icon", {"icon_alt": " "}),
    ],
)
def test_f1_ac1_a_criterion_needs_a_verb_few_words_and_a_described_icon(
    db, partner, now, member, change
):
    criteria = (replace(TEAM_SPIRIT[0], **change), *TEAM_SPIRIT[1:])

    with pytest.raises(CriterionInvalid) as refusal:
        _published(db, team_spirit_draft(partner.id, criteria=criteria), now)

    assert member == refusal.value.facts["member"]


def test_f1_ac1_a_sentence_of_120_characters_passes(db, partner, now):
    long = replace(TEAM_SPIRIT[0], sentence="Reprend " + "x" * 112)

    _published(db, team_spirit_draft(partner.id, criteria=(long, *TEAM_SPIRIT[1:])), now)


def test_f1_ac3_both_authors_stand_in_the_order_of_the_draft(db, partner, now):
    other = make_partner(db)

    version = _published(db, team_spirit_draft(partner.id, other.id), now)

    assert [partner.id, other.id] == [row.id for row in authors_of(db, version.id)]


def test_f1_ac3_a_new_version_leaves_the_former_as_it_was(db, partner, now):
    draft = team_spirit_draft(partner.id)
    first = _published(db, draft, now)
    changed = replace(draft, name="Esprit de groupe", criteria=TEAM_SPIRIT[:3])

    second = new_version(db, first.achievement_id, changed, actor="test", now=now)
    publish_achievement(db, second.id, actor="test", now=now)

    db.expire_all()
    assert ("Esprit d'équipe", 4) == (first.name, len(criteria_of(db, first.id)))
    assert (1, 2) == (first.number, second.number)
    assert second.id == version_with_number(db, first.achievement_id, number=2).id
    assert [second.id] == [version.id for version, _ in published_versions(db)]


def test_f1_ac3_a_published_version_is_not_published_again(db, partner, now):
    version = _published(db, team_spirit_draft(partner.id), now)

    with pytest.raises(AchievementPublished):
        publish_achievement(db, version.id, actor="test", now=now)


def test_a_new_version_keeps_code_and_issuer(db, partner, now):
    first = _published(db, team_spirit_draft(partner.id), now)

    with pytest.raises(AchievementInvalid):
        new_version(db, first.achievement_id, team_spirit_draft(partner.id), actor="test", now=now)
    with pytest.raises(AchievementUnknown):
        new_version(db, "none", team_spirit_draft(partner.id), actor="test", now=now)


def test_f1_ac4_words_about_what_is_lacking_are_named(db, partner, now):
    draft = team_spirit_draft(partner.id, description="Lève les freins et l'échec.")

    with pytest.raises(DiscouragedWords) as refusal:
        _published(db, draft, now)

    assert {"words": "freins, echec"} == refusal.value.facts


def test_f1_ac4_the_author_may_keep_them_knowingly(db, partner, now):
    draft = team_spirit_draft(partner.id, description="Lève les freins.")

    assert "published" == _published(db, draft, now, override=True).state


def test_f1_ac8_a_declared_badge_needs_no_criterion(db, partner, now):
    draft = team_spirit_draft(partner.id, criteria=(), declared=True, kind="intention")

    assert "published" == _published(db, draft, now).state


def test_a_badge_that_the_cartographe_attests_may_have_one_criterion(db, partner, now):
    rule = AwardRule(
        criteria_needed=1,
        observers_needed=1,
        distinct_roles=1,
        required_roles=("cartographe",),
        self_assessment=False,
    )
    draft = team_spirit_draft(partner.id, criteria=TEAM_SPIRIT[:1], rule=rule)

    assert "published" == _published(db, draft, now).state


@pytest.mark.parametrize(
    ("member", "change"),
    [
        ("criteria_needed", {"criteria_needed": 5}),
        ("criteria_needed", {"criteria_needed": 0}),
        ("observers_needed", {"observers_needed": 0, "distinct_roles": 0}),
        ("observers_needed", {"distinct_roles": 3}),
        ("observers_needed", {"required_roles": ("tuteur", "formateur", "encadrant")}),
    ],
)
def test_a_rule_that_nobody_can_meet_is_refused(db, partner, now, member, change):
    with pytest.raises(RuleImpossible) as refusal:
        _published(db, team_spirit_draft(partner.id, rule=replace(RULE, **change)), now)

    assert {"member": member} == refusal.value.facts


@pytest.mark.parametrize("kind", ["potentiel", "intention", "attente", "collaboration"])
def test_f1_ac7_every_kind_can_be_published(db, partner, now, kind):
    assert kind == _published(db, team_spirit_draft(partner.id, kind=kind), now).kind


@pytest.mark.parametrize(
    ("member", "change"),
    [
        ("partner_ids", {"partner_ids": ()}),
        ("partner_ids", {"partner_ids": ("p", "p")}),
        ("code", {"code": " "}),
        ("name", {"name": ""}),
        ("name", {"name": "x" * 121}),
        ("description", {"description": ""}),
        ("kind", {"kind": "diplôme"}),
        ("family", {"family": "autre"}),
    ],
)
def test_a_draft_that_lacks_something_is_refused(db, now, member, change):
    with pytest.raises(AchievementInvalid) as refusal:
        draft_achievement(db, team_spirit_draft("p", **change), actor="test", now=now)

    assert {"member": member} == refusal.value.facts


def test_a_code_belongs_to_one_badge(db, partner, now):
    draft = team_spirit_draft(partner.id)
    draft_achievement(db, draft, actor="test", now=now)

    with pytest.raises(AchievementTaken):
        draft_achievement(db, draft, actor="test", now=now)
    assert [draft.code] == [row.code for row in achievements(db)]


def test_an_unknown_version_cannot_be_published(db, now):
    with pytest.raises(AchievementUnknown):
        publish_achievement(db, "none", actor="test", now=now)


@pytest.mark.parametrize(
    "sentence",
    [
        "Reprend l'exercice après une erreur",
        "Va au bout de la série prévue",
        "S'adapte à un changement de rôle",
        "S’arrête et signale une anomalie",
        "Se relance après une erreur",
        "N'oublie personne",
        "A suivi la formation à l'observation",
        "Écoute jusqu'au bout",
        "Partage la parole et le matériel",
        "Lit ou se fait lire la consigne",
        "Vainc sa peur du vide",
        "Préparer son poste",
        "Note ce qui a été trié",
        "Porte l'équipement demandé",
    ],
)
def test_a_french_verb_is_recognised_at_the_start(sentence):
    assert starts_with_a_verb(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "   ",
        "…",
        "La personne reprend l'exercice",
        "L'écoute des autres",
        "Capacité à travailler en groupe",
        "Motivation pour le travail",
        "Respect des consignes",
        "Ponctualité",
        "Très bonne écoute",
        "Comportement adapté",
        "Bon travail",
        "Avec soin",
        "Rigueur",
        "Attitude positive",
        "Leadership",
    ],
)
def test_what_is_no_verb_is_refused_at_the_start(sentence):
    assert not starts_with_a_verb(sentence)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Un échec n'est rien", ("echec",)),
        ("Déficits et FREINS, freins", ("deficits", "freins")),
        ("Niveau insuffisante, incapable, faible", ("insuffisante", "incapable", "faible")),
        ("Freine avant le virage", ()),
        ("Encourage les autres", ()),
    ],
)
def test_discouraged_words_are_found_whatever_their_form(text, words):
    assert words == discouraged_words(text)
