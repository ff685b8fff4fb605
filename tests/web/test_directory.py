"""The opt-in directory: only what she chose, and messages that show no address (S8)."""

import pytest
from sqlalchemy import Engine, event, select

from badger.db.base import write_session
from badger.db.opening import open_database
from badger.db.rows import CredentialRow, DirectoryEntryRow
from badger.privacy.guardians import GUARDIAN_VERSION, note_minor, record_guardian_consent
from tests.factories import make_person
from tests.web.play import award
from tests.web_world import post

ENTRY = {
    "shown_name": "Exemple U.",
    "sector": "agriculture",
    "commune": "Bourg d'exemple",
    "words": "J'aime travailler dehors.",
}
MESSAGE = {"name": "Exemple Employeuse", "email": "e@exemple.fr", "text": "Venez nous voir."}


def appear(world, **fields):
    return post(world.client("un"), "/me/directory", **{**ENTRY, **fields})


def entry_id(world):
    return world.client().get("/directory").text.split("/directory/")[1].split("/")[0]


def test_nobody_is_in_it_by_default(world, now):
    award(world, now=now)
    assert "Personne ne correspond" in world.client().get("/directory").text
    assert (
        "Vous n&#39;êtes pas dans l&#39;annuaire." in world.client("un").get("/me/directory").text
    )


def test_only_what_she_chose_is_shown(world, now):
    badge = award(world, now=now)
    assert 303 == appear(world).status_code
    page = world.client().get("/directory").text
    assert "<bdi>Exemple U.</bdi>" in page
    assert ("Exemple Un" in page, world.people["un"] in page) == (False, False)
    assert f"/badges/{badge}" not in page
    appear(world, badge=badge)
    assert f'href="/badges/{badge}"' in world.client().get("/directory").text


def test_a08_a_badge_of_somebody_else_is_never_shown(world, now):
    badge = award(world, now=now)
    post(world.client("deux"), "/me/directory", **{**ENTRY, "badge": badge})
    assert f"/badges/{badge}" not in world.client().get("/directory").text


def test_a_suspended_badge_is_not_offered(world, now):
    badge = award(world, now=now)
    field = f'value="{badge}"'
    assert field in world.client("un").get("/me/directory").text
    engine = open_database(world.settings)
    with write_session(engine) as db:
        db.get_one(CredentialRow, badge).suspended_at = now
    engine.dispose()
    assert field not in world.client("un").get("/me/directory").text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("?sector=agriculture&commune=Bourg+d%27exemple", True),
        ("?sector=industrie", False),
        ("?commune=Ailleurs", False),
        ("?badge=Persévérance", False),
        ("?badge=Esprit+d%27équipe", True),
        ("?sector=x&commune=<script>&badge=" + "x" * 3000, False),
    ],
)
def test_it_is_searched_by_sector_commune_and_competence(world, now, query, found):
    appear(world, badge=award(world, now=now))
    page = world.client().get(f"/directory{query}")
    assert 200 == page.status_code
    assert found == ("<bdi>Exemple U.</bdi>" in page.text)
    assert "<script>" not in page.text


def test_c12_a_minor_is_in_it_only_as_long_as_a_guardians_yes_stands(world, now):
    appear(world)
    entry, engine = entry_id(world), open_database(world.settings)
    me = {"person_id": world.people["un"], "now": now}
    with write_session(engine) as db:
        note_minor(db, by="test", **me)
    # She is told before she writes, not after.
    asked = world.client("un").get("/me/directory").text
    assert ("un parent ou un tuteur" in asked, "Ce que j" in asked) == (True, False)
    gone = [world.client().get("/directory"), world.client().get(f"/directory/{entry}/message")]
    with write_session(engine) as db:
        record_guardian_consent(
            db, text_version=GUARDIAN_VERSION, recorded_by=world.people["deux"], **me
        )
    engine.dispose()
    assert ("Exemple U." in gone[0].text, 404) == (False, gone[1].status_code)
    assert "Exemple U." in world.client().get("/directory").text


def test_the_page_asks_as_much_for_many_as_for_one(world, now):
    appear(world, badge=award(world, now=now))
    engine = open_database(world.settings)
    one = count_selects(world)
    with write_session(engine) as db:
        first = db.scalars(select(DirectoryEntryRow)).one()
        for number in range(5):
            shown = {column: getattr(first, column) for column in ENTRY}
            db.add(
                DirectoryEntryRow(
                    person_id=make_person(db).id,
                    credential_ids=[f"{number}"],
                    consent_version=first.consent_version,
                    shown_at=now,
                    until=first.until,
                    **shown,
                )
            )
    engine.dispose()
    assert one == count_selects(world)


def count_selects(world) -> int:
    asked: list[str] = []

    def note(_connection, _cursor, statement, *_more) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert 200 == world.client().get("/directory").status_code
    finally:
        event.remove(Engine, "before_cursor_execute", note)
    return len(asked)


def test_a_small_change_is_kept_without_ninety_days_more(world):
    appear(world)
    page = world.client("un").get("/me/directory").text
    assert 'name="keep" value="day"' in page
    assert 303 == appear(world, words="Ou en cuisine.", keep="day").status_code
    assert "Ou en cuisine." in world.client().get("/directory").text


def test_a_change_of_an_entry_that_is_over_comes_back_with_its_words(world):
    answer = appear(world, keep="day")
    assert (422, True) == (answer.status_code, "On ne vous y trouve plus." in answer.text)
    assert "aime travailler dehors" in answer.text
    assert 'name="keep"' not in answer.text


@pytest.mark.parametrize("strange", ["", "DAY", "<b>", "é" * 5000])
def test_any_other_word_for_the_day_shows_her_for_ninety_days(world, strange):
    assert 303 == appear(world, keep=strange).status_code
    assert "<bdi>Exemple U.</bdi>" in world.client().get("/directory").text


def test_one_tap_takes_her_out(world):
    appear(world)
    assert 303 == post(world.client("un"), "/me/directory/leave").status_code
    assert "Personne ne correspond" in world.client().get("/directory").text


def test_a_message_reaches_her_from_there(world):
    appear(world)
    answer = post(world.client(), f"/directory/{entry_id(world)}/message", **MESSAGE)
    assert (200, True) == (answer.status_code, "Message envoyé" in answer.text)
    page = world.client("un").get("/me/messages").text
    assert ("Venez nous voir." in page, "e@exemple.fr" in page) == (True, False)


def test_a_message_that_does_not_fit_comes_back(world):
    appear(world)
    address = f"/directory/{entry_id(world)}/message"
    assert 422 == post(world.client(), address, **{**MESSAGE, "email": "x"}).status_code
    answer = post(world.client(), address, **{**MESSAGE, "text": ""})
    assert (422, True) == (answer.status_code, "Exemple Employeuse" in answer.text)


@pytest.mark.parametrize(
    ("field", "value"),
    [("shown_name", ""), ("sector", "finance"), ("commune", "é" * 61), ("words", "é" * 281)],
)
def test_an_entry_that_does_not_fit_comes_back_with_its_words(world, field, value):
    answer = appear(world, **{field: value})
    assert 422 == answer.status_code
    assert "aime travailler dehors" in answer.text or field == "words"


def test_markup_in_an_entry_stays_text(world):
    appear(world, words="<script>alert(1)</script>", shown_name="<b>U")
    assert "<script>alert" not in world.client().get("/directory").text


@pytest.mark.parametrize("strange", ["1" * 22, "0", "<b>", "é" * 60])
def test_an_entry_that_is_not_there_has_no_form(world, strange):
    assert 404 == world.client().get(f"/directory/{strange}/message").status_code
    assert 404 == post(world.client(), f"/directory/{strange}/message", **MESSAGE).status_code
