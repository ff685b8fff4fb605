"""C17: the map of a large territory still comes through a slow network."""

import re

import pytest
from sqlalchemy import select

from badger.db.base import write_session
from badger.db.opening import open_database
from badger.db.rows import CredentialRow, StatusEntryRow
from badger.possibilities.doors import GOALS, DoorDraft, declare_door
from tests.factories import make_badge
from tests.web.play import award

DOORS, BADGES, LIGHT_BYTES = 40, 30, 150_000
NAMES = ("Consignes de sécurité au poste", "Entraîner les autres", "Je raconte mon travail")


@pytest.fixture
def large(world, now):
    """Forty doors of usual words, thirty badges, and someone who holds ten of them."""
    award(world, now=now)
    engine = open_database(world.settings)
    club = world.territory.partners["club"]
    with write_session(engine) as db:
        versions = [make_badge(db, club, name=f"{NAMES[n % 3]} {n}") for n in range(BADGES - 1)]
        keys = [world.achievement_id, *(version.achievement_id for version in versions)]
        model = db.scalars(select(CredentialRow)).one()
        for number, version in enumerate(versions[:9]):
            _hold(db, model, version, number=number)
        for number in range(DOORS):
            draft = DoorDraft(
                code=f"D{number}",
                partner_id=club,
                title=f"Contrat court d'équipier en agroalimentaire, vers un CQP {number}",
                goal=GOALS[number % 4],
                place="Saint-Exemple-du-Bocage",
                contact="Maison d'accompagnement du Bocage (exemple)",
                confirmed_on=now.date(),
                ways=(tuple(keys[(number + k) % BADGES] for k in range(number % 4)),),
                places=3,
            )
            declare_door(db, draft, actor="test", now=now)
    engine.dispose()
    return world


def _hold(db, model, version, *, number: int) -> None:
    """Let the holder of one badge hold another, as a row: how it came is not what is weighed."""
    place = StatusEntryRow(
        list_id=model.list_id, list_index=1000 + number, reserved_at=model.reserved_at
    )
    db.add(place)
    db.flush()
    db.add(
        CredentialRow(
            issuer_id=model.issuer_id,
            version_id=version.id,
            person_id=model.person_id,
            list_id=place.list_id,
            list_index=place.list_index,
            state="issued",
            reserved_at=model.reserved_at,
            issued_at=model.issued_at,
        )
    )


@pytest.mark.parametrize(
    ("name", "address"),
    [("un", "/me/possibilities"), ("un", "/me/possibilities/list"), ("", "/possibilities")],
)
def test_c17_forty_doors_and_thirty_badges_weigh_less_than_150_kb_unpacked(large, name, address):
    answer = large.client(name).get(address)

    assert 200 == answer.status_code
    assert DOORS <= answer.text.count("vers un CQP")
    assert LIGHT_BYTES > len(answer.data)


def test_a_picture_stands_once_in_a_drawing_and_is_used_from_there(large):
    shown = large.client("un").get("/me/possibilities").text
    drawings = re.findall(r"<svg [^>]*class=\"map-.*?</svg>", shown, re.DOTALL)

    assert 2 == len(drawings)
    stamps = [set(re.findall(r'<g id="(\w+)">', drawing)) for drawing in drawings]
    assert not stamps[0] & stamps[1]
    for drawing, own in zip(drawings, stamps, strict=True):
        used = re.findall(r'<use href="#(\w+)"', drawing)
        assert own == set(used)
        assert 40 < len(used)
