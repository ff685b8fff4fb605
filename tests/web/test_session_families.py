"""The form of a session: each family its own fields, what can be reused, what is refused."""

import re

import pytest

from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import ObservationSessionRow, SituationRow
from badger.issuer.achievements import AchievementDraft, new_version, publish_achievement
from badger.issuer.pictures import PictureDraft
from badger.issuer.queries import session_board
from tests.web.test_sessions import SESSION, new_session
from tests.web_world import RULE, TEAM_SPIRIT, token_of


def stored(world, session_id):
    engine = open_database(world.settings)
    with read_session(engine) as db:
        board = session_board(db, session_id)
        db.expunge_all()
    engine.dispose()
    return board


def id_of(answer):
    assert 303 == answer.status_code, answer.get_data(as_text=True)[:2000]
    return answer.location.rpartition("/")[2]


@pytest.mark.parametrize(
    ("family", "fields", "column", "expected"),
    [
        ("sport", {"activity": "escalade"}, "activity", "escalade"),
        ("production", {"hours": "7", "product": "palettes"}, "activity", "palettes"),
        ("production", {"hours": "7", "cycle": "2"}, "cycle", 2),
        ("loisir", {"leisure": "pêche"}, "activity", "pêche"),
        ("benevolat", {"task": "accueil", "task_hours": "3"}, "hours", 3),
        ("atelier", {"theme": "couture"}, "activity", "couture"),
        ("creee", {"support": "drone"}, "activity", "drone"),
    ],
)
def test_f2_ac2_a_family_keeps_its_own_fields(world, family, fields, column, expected):
    answer = new_session(world, **{"activity": "", "family": family, **fields})
    assert expected == getattr(stored(world, id_of(answer)).session, column)


def test_f2_ac2_an_immersion_keeps_its_stage_and_three_parties(world):
    fields = {
        "family": "immersion",
        "stage": "accompagnee",
        "accompanying": world.territory.partners["atelier"],
        "role_to_hold": "Aide au montage",
    }
    row = stored(world, id_of(new_session(world, **fields))).session
    assert ("accompagnee", "Aide au montage") == (row.stage, row.role_to_hold)
    assert world.territory.partners["atelier"] == row.accompanying_partner_id


def test_w08_a_field_of_another_family_is_ignored(world):
    answer = new_session(world, family="loisir", hours="70", stage="autonome", cycle="4")
    row = stored(world, id_of(answer)).session
    assert (None, None, None) == (row.hours, row.stage, row.cycle)


def test_w08_what_no_form_asks_for_is_ignored(world):
    answer = new_session(
        world, id="mine", created_by="x", cancelled_at="2026-01-01", join_code="easy", observed="no"
    )
    row = stored(world, id_of(answer)).session
    assert world.people["pedagogue"] == row.created_by
    assert row.cancelled_at is None
    assert 22 == len(row.join_code)


def test_without_a_family_nothing_is_prepared_and_it_is_said_first(world):
    page = new_session(world, family="").get_data(as_text=True)
    assert '<a href="#family">Choisissez d&#39;abord la famille de la séance.</a>' in page


def test_what_the_family_does_not_ask_for_is_in_the_page_for_browsers_that_hide_nothing(world):
    page = world.client("pedagogue").get("/sessions/new").get_data(as_text=True)
    for family in ("sport", "production", "immersion", "loisir", "benevolat", "atelier", "creee"):
        assert 1 == page.count(f'class="of-family of-{family}"')
    assert "required" not in re.search(r'<div class="of-family.*?<h2>', page, re.DOTALL)[0]


LOGISTICS = {
    "meeting_point": "9 h devant le gymnase",
    "transport": "navette à 8 h 30",
    "to_bring": "une gourde",
    "childcare": "garderie sur place",
    "interpreter": "arabe, anglais",
}


def test_s13_what_helps_to_come_is_on_the_participants_page(world):
    session_id = id_of(new_session(world, **LOGISTICS))
    page = world.client("un").get(f"/sessions/{session_id}/info").get_data(as_text=True)
    assert [] == [text for text in LOGISTICS.values() if text not in page]


def test_s13_without_logistics_the_page_has_no_empty_heading(world):
    page = world.client("un").get(f"/sessions/{world.session_id}/info").get_data(as_text=True)
    assert "Pour venir" not in page


def test_s13_a_long_text_is_refused_and_kept_in_the_form(world):
    answer = new_session(world, transport="x" * 201)
    assert 422 == answer.status_code
    assert "x" * 200 in answer.get_data(as_text=True)


def test_w01_what_is_typed_is_never_markup(world):
    session_id = id_of(new_session(world, to_bring="<script>alert(1)</script>"))
    page = world.client("un").get(f"/sessions/{session_id}/info").get_data(as_text=True)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_former_session_is_prepared_again_with_everything_but_its_days(world):
    session_id = id_of(new_session(world, **LOGISTICS))
    client = world.client("pedagogue")
    page = client.get(f"/sessions/new?session={session_id}").get_data(as_text=True)
    assert 'value="Escalade en binôme"' in page
    assert "navette à 8 h 30" in page
    assert 'value="2026-03-20"' not in page
    assert 4 == len(re.findall(r'name="criterion"[^>]* checked', page))
    assert 1 == len(re.findall(r'name="participant"[^>]* checked', page))
    assert re.search(r'value="coach sportif" selected', page)


def situation(world, who="pedagogue", address="/situations", **changes):
    client = world.client(who)
    fields = {
        "csrf_token": token_of(client, "/verify"),
        "title": "Escalade en binôme",
        "family": "sport",
        "activity": "escalade",
        "aim": "identifier",
        "situation": "Grimper à deux.",
        "partner": world.territory.partners["club"],
        "criterion": list(world.criteria[:3]),
        **LOGISTICS,
        **changes,
    }
    return client.post(address, data=fields)


def situations(world):
    engine = open_database(world.settings)
    with read_session(engine) as db:
        rows = db.query(SituationRow).all()
        db.expunge_all()
    engine.dispose()
    return rows


def test_a_situation_is_kept_and_begins_a_session(world):
    assert 303 == situation(world).status_code
    (row,) = situations(world)
    client = world.client("pedagogue")
    assert "Escalade en binôme" in client.get("/situations").get_data(as_text=True)
    page = client.get(f"/sessions/new?situation={row.id}").get_data(as_text=True)
    assert 'value="escalade"' in page
    assert "garderie sur place" in page
    assert 3 == len(re.findall(r'name="criterion"[^>]* checked', page))


def test_a_situation_may_leave_open_what_a_session_needs(world):
    assert 303 == situation(world, family="immersion", activity="").status_code


@pytest.mark.parametrize(
    "change",
    [
        {"title": ""},
        {"family": "cirque"},
        {"aim": "noter"},
        {"situation": ""},
        {"stage": "x", "family": "immersion"},
    ],
)
def test_what_a_situation_lacks_is_said_and_nothing_typed_is_lost(world, change):
    answer = situation(world, **change)
    assert 422 == answer.status_code
    assert "navette à 8 h 30" in answer.get_data(as_text=True)
    assert [] == situations(world)


def test_w08_a_situation_cannot_be_kept_for_another_partner(world):
    answer = situation(world, partner=world.territory.partners["atelier"])
    assert 422 == answer.status_code


def test_a_situation_is_changed_and_then_offered_no_more(world):
    situation(world)
    (row,) = situations(world)
    client = world.client("pedagogue")
    assert 200 == client.get(f"/situations/{row.id}/edit").status_code
    changed = situation(
        world, address=f"/situations/{row.id}", title="Voile", criterion=[world.criteria[0]]
    )
    assert 303 == changed.status_code
    assert ["Voile"] == [one.name for one in situations(world)]
    page = client.get(f"/sessions/new?situation={row.id}").get_data(as_text=True)
    assert 1 == len(re.findall(r'name="criterion"[^>]* checked', page))
    data = {"csrf_token": token_of(client, "/verify")}
    assert 303 == client.post(f"/situations/{row.id}/retirement", data=data).status_code
    assert "Voile" not in client.get("/situations").get_data(as_text=True)


def test_a_change_with_something_missing_changes_nothing(world):
    situation(world)
    (row,) = situations(world)
    assert 422 == situation(world, address=f"/situations/{row.id}", title="").status_code
    assert ["Escalade en binôme"] == [one.name for one in situations(world)]


@pytest.mark.parametrize("path", ["/situations/{}/edit", "/sessions/new?situation={}"])
def test_a08_the_situation_of_another_partner_does_not_exist(world, path):
    situation(world)
    (row,) = situations(world)
    assert 404 == world.client("elsewhere").get(path.format(row.id)).status_code
    assert 200 == world.client("pedagogue").get(path.format(row.id)).status_code


@pytest.mark.parametrize("path", ["", "/retirement"])
def test_a08_the_situation_of_another_partner_is_not_changed(world, path):
    situation(world)
    (row,) = situations(world)
    answer = situation(world, who="elsewhere", address=f"/situations/{row.id}{path}")
    assert 404 == answer.status_code
    assert (None, "Escalade en binôme") == (situations(world)[0].retired_at, row.name)


@pytest.mark.parametrize("path", ["/sessions/new", "/situations/new"])
def test_a08_the_session_of_another_partner_is_not_copied(world, path):
    address = f"{path}?session={world.session_id}"
    assert 404 == world.client("elsewhere").get(address).status_code
    assert 200 == world.client("pedagogue").get(address).status_code


def test_a_session_prepared_here_has_a_join_code_of_128_bits(world):
    row = stored(world, id_of(new_session(world))).session
    assert isinstance(row, ObservationSessionRow)
    assert re.fullmatch("[1-9A-HJ-NP-Za-km-z]{22}", row.join_code)


def test_the_form_is_filled_in_again_with_the_family_that_was_chosen(world):
    page = new_session(world, **{**SESSION, "title": "", "length": "day"}).get_data(as_text=True)
    assert re.search(r'value="sport" checked', page)
    assert re.search(r'value="day" selected', page)


def publish_again(world, now, *criteria):
    draft = AchievementDraft(
        partner_ids=(world.territory.partners["club"],),
        code="B03",
        name="Esprit d'équipe",
        description="Joue pour que l'équipe réussisse.",
        kind="potentiel",
        family="transversale",
        criteria=criteria,
        rule=RULE,
        picture=PictureDraft(shape="shield"),
    )
    engine = open_database(world.settings)
    with write_session(engine) as db:
        version = new_version(db, world.achievement_id, draft, actor="test", now=now)
        publish_achievement(db, version.id, actor="test", now=now)
    engine.dispose()


def test_a_criterion_is_found_again_in_the_newer_version_of_its_badge(world, now):
    situation(world)
    (row,) = situations(world)
    publish_again(world, now, *TEAM_SPIRIT)
    page = world.client("pedagogue").get(f"/sessions/new?situation={row.id}").get_data(as_text=True)
    assert "ne sont plus proposés" not in page
    assert 3 == len(re.findall(r'name="criterion"[^>]* checked', page))
    assert world.criteria[0] not in page


def test_a_criterion_that_is_gone_is_said_and_not_lost_in_silence(world, now):
    situation(world)
    (row,) = situations(world)
    publish_again(world, now, *TEAM_SPIRIT[1:])
    page = world.client("pedagogue").get(f"/sessions/new?situation={row.id}").get_data(as_text=True)
    assert "ne sont plus proposés" in page
    assert 2 == len(re.findall(r'name="criterion"[^>]* checked', page))


def test_w5_the_person_reads_the_three_parties_and_her_role_before_she_comes(world):
    fields = {
        "family": "immersion",
        "stage": "accompagnee",
        "accompanying": world.territory.partners["atelier"],
        "role_to_hold": "Aide au montage",
        "immersion_hours": "35",
    }
    session_id = id_of(new_session(world, **fields))
    page = world.client("un").get(f"/sessions/{session_id}/info").get_data(as_text=True)
    said = ("Club omnisports du Bocage", "Atelier Bois et Réemploi", "Aide au montage", "35 heures")
    assert [] == [text for text in said if text not in page]
    assert "étape accompagnée" in page
