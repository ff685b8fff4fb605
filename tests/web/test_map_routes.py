"""What badges lead to besides doors: on the list, in both drawings, and on the territory's map."""

import re
from datetime import date

import pytest

from badger.db.base import write_session
from badger.db.opening import open_database
from badger.db.rows import AchievementVersionRow, FrameworkRow, PartnerRow, SkillMoveRow, SkillRow
from badger.issuer.achievements import AchievementDraft, draft_achievement, publish_achievement
from badger.issuer.recognition.rules import AwardRule, Pieces
from badger.possibilities.layout import PHONE
from badger.possibilities.lettering import width_of
from badger.web.presenters.map_drawing import HEAD_SIZE
from tests.factories import make_badge, make_session
from tests.web.play import award
from tests.web.test_possibilities import ADDRESS, TEXT, declare, page

COOK, SERVE = "https://rome.example/G1602", "https://rome.example/G1803"
TEAMWORK = "https://esco.example/1"


def linked(name: str, url: str) -> dict[str, str]:
    return {"target_name": name, "target_url": url, "target_framework": "", "target_code": ""}


def larger(db, partner: str, name: str, pieces: Pieces, *, now) -> None:
    """Publish a badge made of badges."""
    draft = AchievementDraft(
        partner_ids=(partner,),
        code=name,
        name=name,
        description="Un badge fait de badges.",
        kind="potentiel",
        family="transversale",
        criteria=(),
        rule=AwardRule.of_pieces(pieces),
    )
    row = draft_achievement(db, draft, actor="test", now=now)
    publish_achievement(db, row.id, actor="test", now=now)


@pytest.fixture
def routes(world, now):
    """Someone whose badge is a piece, shares a skill, and is of a trade with moves."""
    award(world, now=now)
    club, held = world.territory.partners["club"], world.achievement_id
    engine = open_database(world.settings)
    with write_session(engine) as db:
        mine = db.get_one(AchievementVersionRow, world.territory.version_id)
        mine.alignments = [linked("Cuisine", COOK), linked("Travailler en équipe", TEAMWORK)]
        one = make_badge(db, club, name="Cuisiner ensemble").achievement_id
        other = make_badge(db, club, name="Accueillir").achievement_id
        third = make_badge(db, club, name="Écouter").achievement_id
        kin = make_badge(db, club, name="Projet collectif")
        kin.alignments = [linked("Travailler en équipe", TEAMWORK)]
        waiter = make_badge(db, club, name="Servir à table")
        waiter.alignments = [linked("Salle", SERVE)]
        larger(db, club, "Presque", Pieces(required=(held, one)), now=now)
        choice = Pieces(required=(held, one), optional=(other, third), optional_needed=1)
        larger(db, club, "Encore loin", choice, now=now)
        larger(db, club, "Sans rien", Pieces(required=(one, other)), now=now)
        rome = FrameworkRow(name="ROME 4.0", kind="rome", digest="", imported_at=now)
        db.add(rome)
        db.flush()
        for code, name, url in (("G1803", "Service en salle", SERVE),):
            db.add(
                SkillRow(
                    framework_id=rome.id,
                    code=code,
                    name=name,
                    searched="",
                    url=url,
                    description="",
                )
            )
        db.add(SkillMoveRow(framework_id=rome.id, from_url=COOK, to_url=SERVE))
    engine.dispose()
    declare(world, now)
    return world


SAID = (
    "Presque",
    "Un badge qui en réunit 2",
    "Vous avez déjà Esprit d'équipe",
    "À une clé, avec Cuisiner ensemble",
    "Encore loin",
    "Un badge qui en réunit 3",
    "À explorer, avec Cuisiner ensemble",
    "Et un badge au choix, parmi Accueillir et Écouter",
    "Projet collectif",
    "Relié à « Travailler en équipe », comme Esprit d'équipe",
    "Service en salle",
    "Métier G1803, d'après le répertoire ROME",
    "Grâce à Esprit d'équipe",
    "On y vient depuis « Cuisine »",
    "Ici, Servir à table en parle",
)


def test_f10_ac7_the_list_and_both_drawings_say_what_a_badge_leads_to(routes):
    drawings = page(routes, address=ADDRESS).split("<desc")[1:]
    told = [" ".join(TEXT.findall(drawing)) for drawing in drawings]
    told.append(re.sub(r"<[^>]+>|\s+", " ", page(routes).replace("&#39;", "'")))

    assert 3 == len(told)
    for text in told:
        words = re.sub(r"\s+", " ", text)
        assert [] == [said for said in SAID if said not in words]
        assert "Sans rien" not in words
        assert not re.search("manqu|échec|fermée", words)


def test_what_badges_lead_to_is_no_door_that_counts_or_can_be_liked(routes):
    shown = page(routes)
    assert "1 porte ouverte" in shown
    assert 1 == shown.count("Dire qu&#39;elle me plaît")
    assert "Vers d&#39;autres badges" in shown
    assert 'value="badges"' not in shown


def test_lines_lead_from_the_key_to_every_badge_and_trade(routes):
    shown = page(routes, address=ADDRESS)
    assert 4 == len(re.findall('class="map-link"[^>]* stroke-dasharray', shown))
    assert "Trait pointillé : elle y mène." in shown


def test_every_badge_and_trade_that_lines_lead_to_has_one_arrow(routes):
    assert 4 == page(routes, address=ADDRESS).count('class="map-arrow"')


def test_a_larger_badge_whose_pieces_are_held_says_so_with_a_full_line(world, now):
    award(world, now=now)
    engine = open_database(world.settings)
    with write_session(engine) as db:
        rule = AwardRule(criteria_needed=3, pieces=Pieces(required=(world.achievement_id,)))
        whole = make_badge(db, world.territory.partners["club"], name="Entier", rule=rule)
        club, day = db.get_one(PartnerRow, world.territory.partners["club"]), date(2026, 3, 20)
        make_session(db, club, whole, title="La suite", starts_on=day, ends_on=day)
    engine.dispose()

    shown = page(world)
    assert "Tous ses badges sont à vous" in shown
    assert "Pour commencer : vendredi 20 mars 2026, La suite" in shown
    assert 'class="map-link"' in page(world, address=ADDRESS)


def test_without_a_badge_nothing_leads_on(routes):
    shown = page(routes, "deux")
    assert "Vers d&#39;autres badges" not in shown
    assert "Métiers proches" not in shown


def test_the_map_of_the_territory_draws_larger_badges_from_all_their_pieces(routes):
    shown = page(routes, "", "/possibilities")
    assert "Sans rien" in shown
    assert "Métiers proches" not in shown
    assert 8 <= shown.count('class="map-link"')


def test_the_same_badges_give_the_same_map(routes):
    client = routes.client("un")
    first, second = (client.get(ADDRESS).text.partition("<svg xmlns")[2] for _ in range(2))
    assert first.partition("</main>")[0] == second.partition("</main>")[0]


def test_the_head_of_each_line_fits_the_narrow_drawing(routes):
    phone = page(routes, address=ADDRESS).split('class="map-phone"')[1].split("</svg>")[0]
    heads = re.findall(r'map-head" x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', phone)
    words = re.findall(r'<text class="map-on-head" x="([\d.]+)"[^>]*>([^<]+)<', phone)

    assert 3 == len(heads) == len(words)
    for (x, width), (start, label) in zip(heads, words, strict=True):
        assert float(x) + float(width) <= PHONE.width
        end = float(start) + width_of(label, size=HEAD_SIZE, bold=True)
        assert end <= float(x) + float(width)
