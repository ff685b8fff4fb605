"""Names and hosts made to be taken for those of a recognised issuer (hardening 3.J, H01, H02)."""

import pytest

from badger.verify.resembling import imitated, oddities, skeleton

KNOWN = {
    "did:web:mission.example": "Mission locale du Bocage",
    "did:web:afpa.example": "AFPA",
    "https://atelier.example/issuer": "Atelier Bois et Réemploi",
    "did:web:badges.example:issuers:club": "Club omnisports du Bocage (exemple)",
}
STRANGER = "did:web:stranger.test"

# Written by hand from the Unicode tables: each is drawn like the name beside it.
LOOK_ALIKES = [
    ("Missiоn locale du Bocage", "Mission locale du Bocage"),  # Cyrillic o
    ("Мission locale du Bocage", "Mission locale du Bocage"),  # Cyrillic capital Em
    ("Mіssіon locale du Bocage", "Mission locale du Bocage"),  # Ukrainian i
    ("Mission lοcale du Bocage", "Mission locale du Bocage"),  # Greek omicron
    ("Mission Iocale du Bocage", "Mission locale du Bocage"),  # capital i for l
    ("Mission 1ocale du Bocage", "Mission locale du Bocage"),  # digit one
    ("Missi0n locale du Bocage", "Mission locale du Bocage"),  # digit zero
    ("MISSION LOCALE DU BOCAGE", "Mission locale du Bocage"),
    ("Mission\u00a0locale du Bocage", "Mission locale du Bocage"),  # no-break space
    ("Mis\u200bsion locale du Bocage", "Mission locale du Bocage"),  # zero width space
    ("Mission\u200d locale du Bocage", "Mission locale du Bocage"),  # zero width joiner
    ("\ufeffMission locale du Bocage", "Mission locale du Bocage"),  # byte order mark
    ("Mission locale\u202e du Bocage", "Mission locale du Bocage"),  # right-to-left override
    ("Mission\u00adlocale du Bocage", "Mission locale du Bocage"),  # soft hyphen
    ("Mission\u3164locale du Bocage", "Mission locale du Bocage"),  # Hangul filler
    ("Mission\u2800locale du Bocage", "Mission locale du Bocage"),  # blank of Braille
    ("Mission locale du Bocage.", "Mission locale du Bocage"),
    ("Mission-locale-du-Bocage", "Mission locale du Bocage"),
    ("Ｍission locale du Bocage", "Mission locale du Bocage"),  # full width
    ("𝗠ission locale du Bocage", "Mission locale du Bocage"),  # mathematical bold
    ("Missıon locale du Bocage", "Mission locale du Bocage"),  # dotless i
    ("Míssion locale du Bocage", "Mission locale du Bocage"),
    ("Mission locale du Bocage officiel", "Mission locale du Bocage"),
    ("✔ Mission locale du Bocage", "Mission locale du Bocage"),
    ("Mission locale du Bocage", "Mission locale du Bocage"),
    ("ΑFPA", "AFPA"),  # Greek Alpha
    ("АFPA", "AFPA"),  # Cyrillic A
    ("AFРA", "AFPA"),  # Cyrillic Er
    ("AFPΑ", "AFPA"),
    ("А𝖥PA", "AFPA"),
    ("afpa", "AFPA"),
    ("A.F.P.A.", "AFPA"),
    ("A F P A", "AFPA"),
    ("Atelier Bois et Reemploi", "Atelier Bois et Réemploi"),
    ("Atelier Bοis et Réemplоi", "Atelier Bois et Réemploi"),
    ("Atelier Bois et Réemploi\u200f", "Atelier Bois et Réemploi"),
    ("Ateller Bois et Réemploi", "Atelier Bois et Réemploi"),  # l for i
    ("Club omnisports du Bocage", "Club omnisports du Bocage (exemple)"),
    ("Club omnisports du Bocage (exernple)", "Club omnisports du Bocage (exemple)"),  # rn for m
]


@pytest.mark.parametrize(("name", "known"), LOOK_ALIKES)
def test_h01_a_name_drawn_like_a_recognised_one_is_found(name: str, known: str):
    assert known == imitated(name, STRANGER, others=KNOWN)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "A",
        "Mission",
        "Club de pétanque",
        "AFP",
        "Conserverie du Val",
        "Миссия",
        "東京",
        "Atelier",
    ],
)
def test_h01_other_names_are_left_alone(name: str):
    assert imitated(name, STRANGER, others=KNOWN) is None


@pytest.mark.parametrize(
    "issuer",
    [
        "did:web:mission.example.evil.test",
        "did:web:mission.example.evil.test:issuers:a",
        "https://mission.example.evil.test/",
        "did:web:mission-example",
        "did:web:misslon.example",
        "did:web:xn--missin-0qf.example",  # mission with a Cyrillic o
        "https://MISSI0N.example/issuer",
    ],
)
def test_h02_a_host_drawn_like_a_recognised_one_is_found(issuer: str):
    assert "Mission locale du Bocage" == imitated("Autre nom", issuer, others=KNOWN)


@pytest.mark.parametrize(
    "issuer",
    [
        "did:web:mission.example:autre",
        "did:web:club.test",
        "https://badges.test/",
        "did:key:z6MkeTG3bFFSLYVU7VqhgZxqr6YzpaGrQtFMh1uvqGy1vDnP",
        "did:web:xn--99999999.example",
        "urn:uuid:0",
    ],
)
def test_h02_other_hosts_are_left_alone(issuer: str):
    assert imitated("Autre nom", issuer, others=KNOWN) is None


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Missiоn locale", ("issuer_name.mixed_scripts",)),
        ("Mission\u200b locale", ("issuer_name.invisible",)),
        ("Mission\u00a0locale", ("issuer_name.invisible",)),
        ("AFPA\u2800", ("issuer_name.mixed_scripts", "issuer_name.invisible")),
        ("\u3164", ("issuer_name.invisible",)),
        ("Mission\u202elocale", ("issuer_name.invisible",)),
        ("ΑFPA\u200f", ("issuer_name.mixed_scripts", "issuer_name.invisible")),
        ("Maison d'accompagnement du Bocage (exemple)", ()),
        ("Миссия", ()),
        ("Œuvre n° 5 – été", ()),
    ],
)
def test_h01_letters_of_two_alphabets_and_invisible_ones_are_named(name: str, found: tuple):
    assert found == oddities(name)


def test_a_skeleton_leaves_out_accents_case_and_punctuation():
    assert "metallurgle" == skeleton("Métallurgie").replace("rn", "m")
    assert skeleton("Élan !") == skeleton("ELAN")
