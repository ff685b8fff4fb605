"""Near-duplicates are pointed out; what merely shares a word is not."""

import pytest

from badger.issuer.resemblance import BadgeWords, likeness, resembling

TEAM = BadgeWords(
    "team",
    "Esprit d'équipe",
    (
        "Laisse une place ou passe à un partenaire mieux placé",
        "Encourage un partenaire après une action ratée",
        "Partage la parole et le matériel",
        "Explique une consigne à quelqu'un",
    ),
)
RULES = BadgeWords(
    "rules",
    "Respect des consignes",
    (
        "Reformule la consigne avec ses mots",
        "Applique la règle du début à la fin",
        "Porte l'équipement demandé",
        "Signale un danger",
    ),
)


@pytest.mark.parametrize(
    "name", ["Esprit d'équipe", "ESPRIT D’EQUIPE", "L'esprit d'équipes", "Esprit d'Équipe"]
)
def test_the_same_name_is_pointed_out_however_it_is_written(name):
    assert likeness(BadgeWords("x", name, ()), TEAM) > 0


def test_the_same_grid_under_another_name_is_pointed_out():
    sentences = (
        "Encourage ses partenaires après une action ratée",
        "Partage le matériel et la parole",
        "Explique les consignes à quelqu'un",
        "Chante juste",
    )
    assert likeness(BadgeWords("x", "Jouer collectif", sentences), TEAM) > 0


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        ("Respect des consignes", RULES.sentences),
        ("Esprit d'initiative", ("Propose une idée", "Commence seul", "Demande un avis")),
        ("", ()),
        ("Équipe", ("Explique un geste",)),
    ],
)
def test_a_word_in_common_is_no_resemblance(name, sentences):
    assert 0 == likeness(BadgeWords("x", name, sentences), TEAM)


def test_the_closest_comes_first_and_the_others_not_at_all():
    near = BadgeWords("near", "Esprit d'équipe", ("Chante juste", "Danse", "Marche"))
    found = resembling(BadgeWords("x", "Esprit d'équipe", TEAM.sentences), [RULES, near, TEAM])
    assert ["team", "near"] == [one.id for one in found]
