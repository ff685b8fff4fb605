"""The pages of the map: doors, reasons, steps, and the order that the person chooses."""

import re

import pytest

from badger.db.base import write_session
from badger.db.opening import open_database
from badger.db.rows import DoorRow
from badger.possibilities.doors import DoorDraft, declare_door
from tests.factories import make_badge
from tests.web.play import award
from tests.web_world import post

ADDRESS = "/me/possibilities"
# What is written in a drawing, line by line.
TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")
LIST = "/me/possibilities/list"


def declare(world, now, *, code="D1", ways=(), **changes) -> str:
    """Let the club declare a door; return its id."""
    facts = {
        "title": "Co-animer une séance sportive, en bénévole",
        "goal": "experience",
        "place": "Bourg d'exemple",
        "contact": "Exemple Accueil",
        **changes,
    }
    engine = open_database(world.settings)
    with write_session(engine) as db:
        partner = world.territory.partners["club"]
        draft = DoorDraft(
            code=code, partner_id=partner, confirmed_on=now.date(), ways=ways, **facts
        )
        row: DoorRow = declare_door(db, draft, actor="test", now=now)
        door_id = row.id
    engine.dispose()
    return door_id


def page(world, name="un", address=LIST) -> str:
    return world.client(name).get(address).get_data(as_text=True).replace("\xa0", " ")


def test_f10_a_badge_that_arrives_opens_its_door_at_once_and_says_why(world, now):
    declare(world, now, ways=((world.achievement_id,),))
    before = page(world)
    assert "À une clé, avec Esprit d&#39;équipe" in before
    award(world, now=now)

    after = page(world)

    assert "Ouverte, grâce à Esprit d&#39;équipe" in after
    assert "À une clé" not in after


def test_a_key_with_a_colon_in_its_name_makes_no_second_colon_in_the_sentence(world, now):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        club = world.territory.partners["club"]
        badge = make_badge(db, club, name="Mon intention : découvrir la métallurgie")
        badge_id = badge.achievement_id
    engine.dispose()
    declare(world, now, ways=((badge_id,),))
    declare(world, now, code="D2", ways=((badge_id, world.achievement_id),))

    shown = page(world)

    assert "À une clé, avec Mon intention : découvrir la métallurgie<" in shown
    assert "À explorer, avec Esprit d&#39;équipe et Mon intention : découvrir" in shown


def test_f10_ac3_an_empty_backpack_has_open_doors(world, now):
    declare(world, now)
    assert "Ouverte à tous" in page(world)
    assert "1 porte ouverte" in page(world)


def test_a_door_that_is_withdrawn_is_gone_at_the_next_look(world, now):
    door = declare(world, now)
    assert "Co-animer une séance" in page(world)
    engine = open_database(world.settings)
    with write_session(engine) as db:
        db.get_one(DoorRow, door).withdrawn_at = now
    engine.dispose()
    assert "Co-animer une séance" not in page(world)


def test_f10_ac2_no_door_is_ever_called_closed(world, now):
    declare(world, now, ways=((world.achievement_id,),))
    assert "fermée" not in page(world).lower()


def test_f10_ac2_a_door_without_a_date_names_whom_to_call(world, now):
    declare(world, now, ways=((world.achievement_id,),), step="animer l'échauffement")
    shown = page(world)
    assert "contact : Exemple Accueil" in shown
    assert "Un pas : animer l&#39;échauffement" in shown


def test_f10_ac4_the_goal_put_first_comes_first(world, now):
    declare(world, now, code="D1", goal="emploi")
    declare(world, now, code="D2", goal="creation")
    client = world.client("un")
    assert page(world).index('id="emploi"') < page(world).index('id="creation"')

    assert 303 == post(client, f"{ADDRESS}/goals", goal="creation").status_code

    assert page(world).index('id="creation"') < page(world).index('id="emploi"')


def test_a_liked_door_comes_first_for_her_alone(world, now):
    declare(world, now, code="D1", title="Première porte")
    second = declare(world, now, code="D2", title="Seconde porte")
    client = world.client("un")

    post(client, f"{ADDRESS}/doors/{second}/like")
    assert page(world).index("Seconde porte") < page(world).index("Première porte")
    assert page(world, "deux").index("Première porte") < page(world, "deux").index("Seconde porte")

    post(client, f"{ADDRESS}/doors/{second}/unlike")
    assert page(world).index("Première porte") < page(world).index("Seconde porte")


@pytest.mark.parametrize("goal", ["", "richesse", "emploi ", "<script>"])
def test_a_goal_that_is_none_is_not_found(world, goal):
    assert 404 == post(world.client("un"), f"{ADDRESS}/goals", goal=goal).status_code


def test_w01_a_doors_words_are_shown_as_words(world, now):
    declare(world, now, title="<script>alert(1)</script>\u202e", contact="<b>x</b>")
    shown = page(world)
    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;⟨U+202E⟩" in shown
    assert "<b>x</b>" not in shown


def test_a_territory_without_doors_says_so_kindly(world):
    shown = page(world)
    assert "Les partenaires préparent leurs premières portes" in shown
    assert 'href="/me/possibilities/list"' not in shown
    assert "J&#39;ai un code de séance" in shown


def test_f10_ac7_the_drawing_says_what_the_list_says_in_the_same_order(world, now):
    declare(world, now, code="D1", goal="emploi", title="Porte une")
    declare(
        world, now, code="D2", goal="emploi", title="Porte deux", ways=((world.achievement_id,),)
    )
    shown = page(world, address=ADDRESS)

    _, *drawings = shown.split("<desc")
    assert 2 == len(drawings)
    for drawing in drawings:
        assert drawing.index("Porte une") < drawing.index("Porte deux")
        for words in (
            "Ouverte à tous",
            "À une clé, avec Esprit d'équipe",
            "contact : Exemple Accueil",
        ):
            assert words in " ".join(TEXT.findall(drawing)), words


def test_f10_ac7_the_drawing_has_a_title_and_counts_its_doors_for_those_who_listen(world, now):
    declare(world, now, title="Porte une")
    declare(world, now, code="D2", title="Porte deux", ways=((world.achievement_id,),))
    shown = page(world, address=ADDRESS)
    assert 'role="img" aria-labelledby="map-wide-title" aria-describedby="map-wide-said"' in shown
    assert "La même carte se lit en liste. Portes : ouverte (1), à une clé (1)." in shown


def test_w02_the_drawing_has_no_style_and_no_script(world, now):
    declare(world, now, title="<script>alert(1)</script>", ways=((world.achievement_id,),))
    award(world, now=now)
    shown = page(world, address=ADDRESS)
    assert "style=" not in shown
    assert "<style" not in shown
    assert "<script>alert" not in shown


def test_a_person_with_a_key_sees_the_line_from_it_to_its_door(world, now):
    declare(world, now, ways=((world.achievement_id,),))
    assert "map-link" not in page(world, address=ADDRESS)
    award(world, now=now)
    assert "map-link" in page(world, address=ADDRESS)
