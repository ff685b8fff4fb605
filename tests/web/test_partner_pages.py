"""Partners' pages: a new partner, its team, the charter, invitations, trainings, cards."""

import re
from html import unescape

import pytest

from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import (
    AuditEventRow,
    EmailRow,
    InvitationRow,
    MailRow,
    PersonRow,
    RoleGrantRow,
)
from badger.issuer.charters import publish_charter, sign_charter
from badger.issuer.people import person_by_login_code
from badger.issuer.people_queries import roles_of, training_of
from tests.web_world import WebWorld, post, token_of

HOSTILE = [
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "{{ 7*7 }}",
    "x" * 5000,
    "\u202eelpmexe",
    "=HYPERLINK(1)",
]


def rows(world: WebWorld, kind):
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = [dict(row.__dict__) for row in db.query(kind)]
    engine.dispose()
    return found


def change(world: WebWorld, what):
    engine = open_database(world.settings)
    with write_session(engine) as db:
        found = what(db)
    engine.dispose()
    return found


def words(answer) -> str:
    return unescape(answer.get_data(as_text=True))


def code_in(answer) -> str:
    text = answer.get_data(as_text=True)
    return re.search(r'class="code">([0-9A-Z-]+)<', text)[1]


def invite(world: WebWorld, name: str = "issuer", **fields: object):
    values = {"meant_for": "Camille", "role": ["pedagogue"], **fields}
    return post(world.client(name), "/partners/club/invitations", **values)


def test_a_cartographe_welcomes_a_partner_with_its_key(world):
    carto = world.client("cartographe")
    answer = post(
        carto,
        "/partners",
        name="Café des Étoiles (exemple)",
        kind="association",
        description="Un café où l'on apprend.",
    )

    assert (303, "/partners/cafe-des-etoiles-exemple") == (answer.status_code, answer.location)
    page = carto.get(answer.location).get_data(as_text=True)
    assert "Café des Étoiles (exemple)" in page
    did = world.client().get("/issuers/cafe-des-etoiles-exemple/did.json")
    assert 200 == did.status_code
    # One key for whole badges, one for parts of them.
    assert 2 == len(did.json["assertionMethod"])


def test_namesakes_have_addresses_of_their_own(world):
    carto = world.client("cartographe")
    fields = {"name": "Le Café", "kind": "association", "description": "Un café."}
    found = [post(carto, "/partners", **fields).location for _ in range(2)]
    assert ["/partners/le-cafe", "/partners/le-cafe-2"] == found


@pytest.mark.parametrize("name", ["", "   ", "ж" * 20, "x" * 121])
def test_a_partner_without_a_usable_name_is_asked_again_and_nothing_is_lost(world, name):
    answer = post(
        world.client("cartographe"),
        "/partners",
        name=name,
        kind="association",
        description="Gardé.",
    )
    assert 422 == answer.status_code
    assert "Gardé." in answer.get_data(as_text=True)


@pytest.mark.parametrize("text", HOSTILE)
def test_w01_hostile_words_stay_words(world, text):
    post(world.client("cartographe"), "/partners", name=text, kind="association", description=text)
    page = world.client("cartographe").get("/partners").get_data(as_text=True)
    assert "<script>alert" not in page
    # Addresses of style sheets hold digests, where any digits may stand.
    assert "49" not in page.partition("<main")[2]


def test_a08_another_partners_team_does_not_exist(world):
    for name in ("pedagogue", "issuer"):
        client = world.client(name)
        assert 200 == client.get("/partners/club").status_code
        assert 404 == client.get("/partners/atelier").status_code
    assert 404 == invite(world, "elsewhere").status_code
    assert 200 == world.client("cartographe").get("/partners/atelier").status_code


def test_a08_who_prepares_sessions_does_not_invite(world):
    # Camille holds both roles at the club; Lou holds them elsewhere.
    engine = open_database(world.settings)
    with write_session(engine) as db:
        for row in db.query(RoleGrantRow).filter_by(
            person_id=world.people["pedagogue"], role="issuer"
        ):
            db.delete(row)
    engine.dispose()
    assert 403 == invite(world, "pedagogue").status_code


def test_the_code_of_an_invitation_typed_at_the_sign_in_leads_to_it(world):
    code = code_in(invite(world))

    answer = post(world.client(), "/signin", code=code.lower())

    assert (303, f"/invitation?code={code.lower()}") == (answer.status_code, answer.location)


def test_a_cartographe_who_begins_finds_the_next_step_first(world, now):
    def first_link() -> str:
        page = world.client("cartographe").get("/me").text.partition("Votre travail ici")[2]
        return page.partition('href="')[2].partition('"')[0]

    assert "/charter/new" == first_link()
    change(world, lambda db: publish_charter(db, text="Un texte.", actor="t", now=now).number)
    assert "/partners" == first_link()
    club = world.territory.partners["club"]
    change(
        world,
        lambda db: sign_charter(db, 1, partner_id=club, signatory="X", actor="t", now=now).number,
    )
    assert "/achievements" == first_link()


def test_whoever_has_a_charter_to_sign_finds_it_first(world, now):
    def first_button(name: str) -> str:
        return world.client(name).get("/me").text.partition("Votre travail ici")[2][:200]

    assert "/charter" not in first_button("issuer")
    change(world, lambda db: publish_charter(db, text="Un texte.", actor="t", now=now).number)
    assert 'href="/charter"' in first_button("issuer")
    assert "/charter" not in first_button("coach")

    club = world.territory.partners["club"]
    change(
        world,
        lambda db: sign_charter(db, 1, partner_id=club, signatory="X", actor="t", now=now).number,
    )
    assert "/charter" not in first_button("issuer")


def test_an_invitation_on_paper_makes_an_account(world):
    code = code_in(invite(world))
    stranger = world.client()

    assert "Club omnisports" in stranger.get(f"/invitation?code={code}").get_data(as_text=True)
    done = post_invitation(stranger, code, name="Sam Nouveau")

    assert 200 == done.status_code
    login = code_in(done)
    page = stranger.get("/partners/club").get_data(as_text=True)
    assert "Sam Nouveau" in page
    person = change(world, lambda db: person_by_login_code(db, login).id)
    held = change(world, lambda db: [(r.role, r.partner_id) for r in roles_of(db, person)])
    assert [("pedagogue", world.territory.partners["club"])] == held


def post_invitation(client, code, **fields):
    token = token_of(client, f"/invitation?code={code}")
    return client.post("/invitation", data={"csrf_token": token, "code": code, **fields})


def test_a11_looking_at_an_invitation_does_not_use_it_up(world):
    code = code_in(invite(world))
    for _ in range(3):
        assert 200 == world.client().get(f"/invitation?code={code}").status_code
        assert 200 == world.client().head(f"/invitation?code={code}").status_code
    assert 200 == post_invitation(world.client(), code, name="Sam").status_code


def test_an_invitation_is_taken_up_with_the_account_that_is_open(world):
    code = code_in(invite(world, role=["issuer"]))
    client = world.client("elsewhere")
    before = len(rows(world, PersonRow))

    assert "Lou Ailleurs" in client.get(f"/invitation?code={code}").get_data(as_text=True)
    assert 200 == post_invitation(client, code).status_code

    assert before == len(rows(world, PersonRow))
    assert 200 == client.get("/partners/club").status_code


def test_a_used_code_makes_no_second_account(world):
    code = code_in(invite(world))
    post_invitation(world.client(), code, name="Sam")
    before = len(rows(world, PersonRow))

    client = world.client()
    token = token_of(client, "/signin")
    again = client.post("/invitation", data={"csrf_token": token, "code": code, "name": "Intrus"})

    assert 422 == again.status_code
    assert before == len(rows(world, PersonRow))


@pytest.mark.parametrize("code", HOSTILE)
def test_a10_an_unknown_code_is_told_nothing(world, code):
    answer = world.client().get("/invitation", query_string={"code": code})
    assert 404 == answer.status_code
    assert "Ce code n'ouvre rien" in words(answer)


def test_without_a_name_the_invitation_is_kept(world):
    code = code_in(invite(world))
    assert 422 == post_invitation(world.client(), code, name=" ").status_code
    assert 200 == post_invitation(world.client(), code, name="Sam").status_code


def test_an_invitation_also_leaves_by_mail_without_a_name_in_it(world):
    answer = invite(world, email="Sam@example.org")
    (mail,) = rows(world, MailRow)

    assert "sam@example.org" == mail["recipient"]
    assert code_in(answer) in mail["text"]
    assert "Camille" not in mail["subject"] + mail["text"]


@pytest.mark.parametrize("email", ["sam", "sam@example.org\nBcc: x@example.org", "a@b"])
def test_w12_a_bad_address_invites_nobody(world, email):
    answer = invite(world, email=email)
    assert 422 == answer.status_code
    assert [] == rows(world, InvitationRow)
    assert [] == rows(world, MailRow)


@pytest.mark.parametrize("roles", [[], ["cartographe"], ["passeur"], ["person"], ["owner"]])
def test_w08_nobody_is_invited_to_a_role_that_is_not_offered(world, roles):
    assert 422 == invite(world, role=roles).status_code
    assert [] == rows(world, InvitationRow)


def test_an_invitation_is_withdrawn_by_its_own_team_only(world):
    code = code_in(invite(world))
    (row,) = rows(world, InvitationRow)
    address = f"/partners/atelier/invitations/{row['id']}/withdraw"
    assert 404 == post(world.client("elsewhere"), address).status_code
    assert 200 == world.client().get(f"/invitation?code={code}").status_code

    own = f"/partners/club/invitations/{row['id']}/withdraw"
    assert 303 == post(world.client("issuer"), own).status_code
    assert 404 == world.client().get(f"/invitation?code={code}").status_code


def test_a13_a_role_that_is_taken_back_is_gone_at_the_next_click(world):
    other = world.client("pedagogue")
    assert 200 == other.get("/achievements/new").status_code

    address = f"/partners/club/members/{world.people['pedagogue']}/leave"
    post(world.client("cartographe"), address, role="pedagogue")

    assert 403 == other.get("/achievements/new").status_code


def test_a08_no_role_is_taken_back_at_another_partner(world):
    address = f"/partners/atelier/members/{world.people['elsewhere']}/leave"
    assert 404 == post(world.client("issuer"), address, role="pedagogue").status_code
    assert 200 == world.client("elsewhere").get("/achievements/new").status_code


def test_a_role_that_is_not_held_is_said_to_be_gone(world):
    client = world.client("cartographe")
    address = f"/partners/club/members/{world.people['coach']}/leave"
    assert 303 == post(client, address, role="<b>chef</b>").status_code
    assert "déjà plus ce rôle" in client.get("/partners/club").get_data(as_text=True)


def sign_fields(world, **changes):
    return {
        "number": "1",
        "partner": world.territory.partners["club"],
        "signatory": "Sacha Émetteur, président",
        "agreed": "on",
        **changes,
    }


def test_a_charter_is_published_read_and_signed(world):
    carto, issuer = world.client("cartographe"), world.client("issuer")
    assert "Pas encore de charte" in issuer.get("/charter").get_data(as_text=True)
    assert 303 == post(carto, "/charter", text="Nous notons ce qui a été vu.").status_code
    assert "Nous notons ce qui a été vu." in issuer.get("/charter").get_data(as_text=True)

    assert 303 == post(issuer, "/charter/signatures", **sign_fields(world)).status_code

    assert "Charte signée le" in issuer.get("/partners/club").get_data(as_text=True)
    assert "à signer" in carto.get("/charter").get_data(as_text=True)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"agreed": ""}, 422),
        ({"signatory": " "}, 422),
        ({"number": "0"}, 422),
        ({"number": "٣"}, 422),
        ({"number": "2"}, 409),
        ({"partner": "unknown"}, 422),
    ],
)
def test_a_signature_asks_for_everything(world, changes, status):
    post(world.client("cartographe"), "/charter", text="Un texte.")
    answer = post(world.client("issuer"), "/charter/signatures", **sign_fields(world, **changes))
    assert status == answer.status_code
    assert "La charte n'est pas encore signée" in words(
        world.client("issuer").get("/partners/club")
    )


def test_a08_nobody_signs_for_another_partner(world):
    post(world.client("cartographe"), "/charter", text="Un texte.")
    fields = sign_fields(world, partner=world.territory.partners["atelier"])
    assert 422 == post(world.client("issuer"), "/charter/signatures", **fields).status_code


def test_the_first_charter_stops_nothing_and_the_next_says_that_it_does(world):
    client = world.client("cartographe")
    first = client.get("/charter/new").text
    post(client, "/charter", text="Un texte.")
    after = client.get("/charter/new").text
    assert ["Dès la publication" in page for page in (first, after)] == [False, True]
    assert ["Mettre la charte en vigueur" in page for page in (first, after)] == [True, False]


def test_an_empty_charter_is_not_published(world):
    assert 422 == post(world.client("cartographe"), "/charter", text="  ").status_code
    assert "Pas encore de charte" in world.client("issuer").get("/charter").get_data(as_text=True)


def watch_for_atelier(world):
    """Let the coach observe for the atelier alone, in a session of the club."""

    def what(db):
        for row in db.query(RoleGrantRow).filter_by(person_id=world.people["coach"]):
            row.partner_id = world.territory.partners["atelier"]

    change(world, what)


def test_a08_an_observer_of_another_partner_waits_for_the_charter(world, now):
    coach, address = world.client("coach"), f"/sessions/{world.session_id}"
    assert 200 == coach.get(address).status_code
    watch_for_atelier(world)

    refused = coach.get(address)
    assert 403 == refused.status_code
    assert "Exemple Un" not in refused.get_data(as_text=True)
    assert "charte de confidentialité" in refused.get_data(as_text=True)

    def sign(db):
        publish_charter(db, text="Un texte.", actor="t", now=now)
        for partner in world.territory.partners.values():
            sign_charter(db, 1, partner_id=partner, signatory="X", actor="t", now=now)

    change(world, sign)
    assert 200 == coach.get(address).status_code
    change(world, lambda db: publish_charter(db, text="Un autre.", actor="t", now=now).number)
    assert 403 == coach.get(address).status_code


def test_a08_a_partner_without_charter_is_offered_its_own_people_only(world):
    page = world.client("elsewhere").get("/sessions/new").get_data(as_text=True)
    assert "Exemple Un" not in page
    assert "Exemple Un" in world.client("pedagogue").get("/sessions/new").get_data(as_text=True)


def test_the_cartographe_records_a_training_and_the_role_opens(world):
    code = code_in(invite(world, role=["observer"]))
    stranger = world.client()
    done = post_invitation(stranger, code, name="Sam Regard").get_data(as_text=True)
    assert "après la formation" in done
    (person,) = [row["id"] for row in rows(world, PersonRow) if row["display_name"] == "Sam Regard"]
    assert 403 == stranger.get("/sessions").status_code

    carto = world.client("cartographe")
    assert "Sam Regard" in carto.get("/team").get_data(as_text=True)
    answer = post(carto, "/team/trainings", person=[person], trained_on="2026-03-10")

    assert 303 == answer.status_code
    assert 200 == stranger.get("/sessions").status_code
    assert change(world, lambda db: training_of(db, person, role="observer").trained_on)


@pytest.mark.parametrize("day", ["", "2026-03-15", "1999-12-31", "14/03/2026", "9999-99-99"])
def test_a_training_on_an_impossible_day_is_asked_again(world, day):
    person = world.people["issuer"]
    answer = post(world.client("cartographe"), "/team/trainings", person=[person], trained_on=day)
    assert 422 == answer.status_code
    assert change(world, lambda db: training_of(db, person, role="observer")) is None


@pytest.mark.parametrize("person", [[], ["unknown"], ["<script>"]])
def test_a_training_is_of_somebody(world, person):
    answer = post(
        world.client("cartographe"), "/team/trainings", person=person, trained_on="2026-03-10"
    )
    assert 422 == answer.status_code


def test_the_territory_invites_a_passeur(world):
    carto = world.client("cartographe")
    answer = post(carto, "/team/invitations", meant_for="Sam", role=["passeur"])
    assert 201 == answer.status_code
    (row,) = rows(world, InvitationRow)
    assert None is row["partner_id"]
    assert 303 == post(carto, f"/team/invitations/{row['id']}/withdraw").status_code
    again = post(carto, f"/team/invitations/{row['id']}/withdraw")
    assert 303 == again.status_code
    assert 404 == post(carto, "/team/invitations/unknown/withdraw").status_code


@pytest.mark.parametrize(
    "fields", [{"role": []}, {"role": ["issuer"]}, {"meant_for": " "}, {"email": "x"}]
)
def test_the_territory_invites_somebody_to_something(world, fields):
    values = {"meant_for": "Sam", "role": ["passeur"], **fields}
    assert 422 == post(world.client("cartographe"), "/team/invitations", **values).status_code
    assert [] == rows(world, InvitationRow)


def test_cards_are_made_for_first_names(world):
    answer = post(world.client("pedagogue"), "/people", names="Exemple Neuf\r\n\r\n Exemple Dix \n")
    codes = re.findall(r'class="code">([0-9A-Z-]+)<', answer.get_data(as_text=True))

    assert 201 == answer.status_code
    assert "no-store" == answer.headers["Cache-Control"]
    names = [
        change(world, lambda db, c=code: person_by_login_code(db, c).display_name) for code in codes
    ]
    assert ["Exemple Neuf", "Exemple Dix"] == names


@pytest.mark.parametrize("names", ["", " \n ", "x" * 101, "\n".join("abc" for _ in range(31))])
def test_bad_names_make_no_card(world, names):
    before = len(rows(world, PersonRow))
    assert 422 == post(world.client("pedagogue"), "/people", names=names).status_code
    assert before == len(rows(world, PersonRow))


def make_card(world, name="pedagogue"):
    answer = post(world.client(name), "/people", names="Exemple Neuf")
    code = code_in(answer)
    return code, change(world, lambda db: person_by_login_code(db, code).id)


def test_a_lost_card_is_replaced_and_dies(world):
    former, person = make_card(world)

    newer = code_in(post(world.client("pedagogue"), f"/people/{person}/card"))

    assert change(world, lambda db: person_by_login_code(db, former)) is None
    assert person == change(world, lambda db: person_by_login_code(db, newer).id)


def test_a13_whoever_came_in_by_a_lost_card_is_out_when_it_is_replaced(world):
    code, person = make_card(world)
    finder = world.client()
    post(finder, "/signin", code=code)
    assert 200 == finder.get("/me").status_code

    post(world.client("pedagogue"), f"/people/{person}/card")

    assert "/signin?next=/me" == finder.get("/me").location


def test_a12_a_card_that_a_colleague_makes_anew_is_recorded_and_told(world, now):
    _, person = make_card(world)
    address = {"person_id": person, "email": "neuf@exemple.fr", "code_tries": 0}
    change(world, lambda db: db.add(EmailRow(**address, added_at=now, verified_at=now)))

    post(world.client("pedagogue"), f"/people/{person}/card")

    events = [one for one in rows(world, AuditEventRow) if one["kind"] == "account.card_renewed"]
    assert [(world.people["pedagogue"], person)] == [(e["actor"], e["subject"]) for e in events]
    assert ["neuf@exemple.fr"] == [one["recipient"] for one in rows(world, MailRow)]


def test_a12_a_printed_address_is_the_sites_own_whatever_was_asked_for(world):
    answer = post(world.client("pedagogue"), "/people", names="Exemple Neuf")
    assert "http://localhost:8000/signin<" in answer.text


def test_a08_no_card_of_somebody_elses_person_is_replaced(world):
    _, person = make_card(world)
    assert 404 == post(world.client("elsewhere"), f"/people/{person}/card").status_code
    for stranger in (world.people["un"], world.people["cartographe"], "unknown"):
        assert 404 == post(world.client("pedagogue"), f"/people/{stranger}/card").status_code


def test_a08_the_card_of_someone_who_works_here_is_not_replaced_by_a_colleague(world):
    code, person = make_card(world)
    invitation = code_in(invite(world, role=["issuer"]))
    client = world.client()
    post(client, "/signin", code=code)
    assert 200 == post_invitation(client, invitation).status_code

    assert 404 == post(world.client("pedagogue"), f"/people/{person}/card").status_code


def test_cards_for_nobody_in_particular_belong_to_no_partner(world):
    make_card(world, "cartographe")
    (row,) = [row for row in rows(world, PersonRow) if row["display_name"] == "Exemple Neuf"]
    assert row["registered_by"] is None
    assert "Exemple Neuf" not in world.client("pedagogue").get("/people/new").get_data(as_text=True)


def test_a08_an_observer_of_another_partner_is_not_offered_before_the_charter(world):
    watch_for_atelier(world)
    page = words(world.client("pedagogue").get("/sessions/new"))
    assert "Noa Formateur" in page
    assert "Maé Coach" not in page
