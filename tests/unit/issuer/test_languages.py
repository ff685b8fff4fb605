"""Badges in several languages: one achievement each, related to the others."""

from dataclasses import replace

import pytest

from badger.db.rows import AchievementRow
from badger.issuer.achievements import (
    AchievementInvalid,
    AchievementUnknown,
    draft_achievement,
    new_version,
    publish_achievement,
)
from badger.issuer.correction import MoreThanACorrection, newest_text
from badger.issuer.grid_checks import CriterionInvalid
from badger.issuer.languages import LanguageTaken, TranslationDiffers, language_name
from badger.issuer.profiles import achievement_document, version_text
from badger.issuer.sample import require_good_sample
from badger.possibilities.doors import DoorDraft, declare_door
from badger.possibilities.queries import badges_without_door
from badger.schemas import conforms
from tests.factories import (
    ADDRESSES,
    NOW,
    RULE,
    TEAM_SPIRIT,
    accept_all,
    award,
    make_badge,
    make_partner,
    make_scene,
    report_on,
    team_spirit_draft,
    watch,
)

IN_ENGLISH = tuple(
    replace(criterion, sentence=sentence)
    for criterion, sentence in zip(
        TEAM_SPIRIT,
        (
            "The ball goes to a partner in a better place",
            "Partners are cheered up after a miss",
            "Words and things are shared",
            "A rule is explained to somebody",
        ),
        strict=True,
    )
)


@pytest.fixture
def original(db):
    return make_badge(db, make_partner(db).id)


def translated(db, original, language="en", **changes):
    """The draft of `original` in another language."""
    issuer = version_text(db, original.id).issuer.id
    translation = {
        "name": "Team spirit",
        "language": language,
        "translates": original.achievement_id,
        "criteria": IN_ENGLISH,
        **changes,
    }
    draft = team_spirit_draft(issuer, **translation)
    return draft_achievement(db, draft, actor="test", now=NOW)


def publish(db, version, **options):
    return publish_achievement(db, version.id, actor="test", now=NOW, **options)


def related(version, language):
    return {
        "id": ADDRESSES.achievement(version.achievement_id, version.number),
        "type": ["Related"],
        "inLanguage": language,
        "version": str(version.number),
    }


def test_a_badge_alone_is_in_french_and_related_to_none(db, original):
    document = achievement_document(db, original.id, ADDRESSES)

    assert "fr" == document["inLanguage"]
    assert "related" not in document


def test_each_edition_names_the_others_with_their_language(db, original):
    english = publish(db, translated(db, original))
    arabic = publish(db, translated(db, original, "ar"))

    document = achievement_document(db, english.id, ADDRESSES)

    assert conforms(document, "Achievement")
    assert "en" == document["inLanguage"]
    assert [related(arabic, "ar"), related(original, "fr")] == document["related"]
    first = achievement_document(db, original.id, ADDRESSES)
    assert [related(arabic, "ar"), related(english, "en")] == first["related"]


def test_a_draft_in_another_language_is_not_named(db, original):
    translated(db, original)

    assert "related" not in achievement_document(db, original.id, ADDRESSES)


def test_a_version_names_the_one_before_it_that_was_published(db, original):
    issuer = version_text(db, original.id).issuer.id
    draft = team_spirit_draft(issuer, code=_code(db, original))
    new_version(db, original.achievement_id, draft, actor="test", now=NOW)
    third = new_version(db, original.achievement_id, draft, actor="test", now=NOW)
    publish(db, third)

    document = achievement_document(db, third.id, ADDRESSES)

    assert [related(original, "fr")] == document["related"]
    assert "related" not in achievement_document(db, original.id, ADDRESSES)


def test_the_newest_published_version_of_another_language_is_named(db, original):
    english = publish(db, translated(db, original))
    issuer = version_text(db, original.id).issuer.id
    draft = team_spirit_draft(
        issuer, code=_code(db, english), language="en", criteria=IN_ENGLISH, name="Team"
    )
    second = publish(db, new_version(db, english.achievement_id, draft, actor="test", now=NOW))

    assert [related(second, "en")] == achievement_document(db, original.id, ADDRESSES)["related"]


def test_an_edition_of_an_edition_belongs_to_the_first(db, original):
    english = publish(db, translated(db, original))
    ukrainian = publish(db, translated(db, english, "uk"))

    document = achievement_document(db, ukrainian.id, ADDRESSES)

    assert [related(english, "en"), related(original, "fr")] == document["related"]


def test_badges_in_another_language_verify_and_are_related(db):
    scene = make_scene(db, people=3)
    english = publish(db, translated(db, scene.version))
    watch(db, scene)

    for proposal in accept_all(db, scene):
        report = report_on(db, award(db, proposal).signed)

        achievement = report.credential.document["credentialSubject"]["achievement"]
        assert "verified" == report.verdict.value
        assert [related(english, "en")] == achievement["related"]


def test_a_sample_in_another_language_passes_our_own_verifier(db, original):
    version = translated(db, original, "ar", name="روح الفريق")

    require_good_sample(db, version.id, addresses=ADDRESSES, now=NOW)


def test_f1_ac1_only_french_criteria_are_asked_for_a_verb_first(db, original):
    with pytest.raises(CriterionInvalid):
        publish(db, make_draft(db, criteria=IN_ENGLISH))

    assert "published" == publish(db, translated(db, original)).state


def make_draft(db, **changes):
    draft = team_spirit_draft(make_partner(db).id, **changes)
    return draft_achievement(db, draft, actor="test", now=NOW)


@pytest.mark.parametrize("language", ["", "FR", "en-GB", "xx", "ar\u202e", "<script>"])
def test_a_language_that_is_not_in_the_list_is_refused(db, original, language):
    with pytest.raises(AchievementInvalid) as refusal:
        translated(db, original, language)

    assert {"member": "language"} == refusal.value.facts


def test_a_language_is_written_once(db, original):
    english = translated(db, original)

    for taken in ("fr", "en"):
        with pytest.raises(LanguageTaken):
            translated(db, original, taken)
    issuer = version_text(db, original.id).issuer.id
    draft = team_spirit_draft(issuer, code=_code(db, english), language="fr")
    with pytest.raises(LanguageTaken):
        new_version(db, english.achievement_id, draft, actor="test", now=NOW)


def test_a_draft_of_a_language_that_was_published_meanwhile_is_not_published(db, original):
    english = translated(db, original)
    arabic = translated(db, original, "ar")
    arabic.language = "en"
    db.flush()

    with pytest.raises(LanguageTaken):
        publish(db, english)


def test_a08_another_issuer_does_not_say_a_badge_again(db, original):
    draft = team_spirit_draft(
        make_partner(db).id, language="en", translates=original.achievement_id
    )

    with pytest.raises(AchievementInvalid) as refusal:
        draft_achievement(db, draft, actor="test", now=NOW)

    assert {"member": "partner_ids"} == refusal.value.facts


def test_a_badge_that_is_not_there_is_not_said_again(db):
    with pytest.raises(AchievementUnknown):
        make_draft(db, language="en", translates="none")


@pytest.mark.parametrize(
    ("member", "change"),
    [
        ("kind", {"kind": "collaboration"}),
        ("family", {"family": "rare"}),
        ("declared", {"declared": True}),
        ("recipients", {"recipients": ("person", "group")}),
        ("rule", {"rule": replace(RULE, observers_needed=3)}),
        ("icons", {"criteria": IN_ENGLISH[:3]}),
    ],
)
def test_what_asks_for_something_else_is_not_the_same_badge(db, original, member, change):
    with pytest.raises(TranslationDiffers) as refusal:
        publish(db, translated(db, original, **change))

    assert {"member": member} == refusal.value.facts


def test_where_the_first_is_still_a_draft_nothing_is_compared(db):
    issuer = make_partner(db).id
    first = draft_achievement(db, team_spirit_draft(issuer), actor="test", now=NOW)
    draft = team_spirit_draft(
        issuer, language="es", translates=first.achievement_id, criteria=IN_ENGLISH, family="rare"
    )

    version = draft_achievement(db, draft, actor="test", now=NOW)

    assert "published" == publish(db, version).state


def test_f12_a_correction_does_not_change_the_language(db):
    scene = make_scene(db)
    watch(db, scene)
    (proposal,) = accept_all(db, scene)
    row = award(db, proposal)
    draft = team_spirit_draft(scene.partner.id, code=_code(db, scene.version), language="en")
    publish(db, new_version(db, scene.version.achievement_id, draft, actor="test", now=NOW))

    with pytest.raises(MoreThanACorrection):
        newest_text(db, row)


def test_f1_ac5_what_opens_a_door_opens_it_in_every_language(db, original):
    english = publish(db, translated(db, original))
    assert {original.achievement_id, english.achievement_id} == {
        row.id for row in badges_without_door(db)
    }

    declare_door(db, _door(db, english.achievement_id), actor="test", now=NOW)

    assert [] == list(badges_without_door(db))


def _door(db, key):
    return DoorDraft(
        code="D9",
        partner_id=make_partner(db).id,
        title="Co-animer une séance",
        goal="experience",
        place="Bocage d'exemple",
        contact="Exemple",
        confirmed_on=NOW.date(),
        ways=((key,),),
    )


def _code(db, version):
    return db.get_one(AchievementRow, version.achievement_id).code


@pytest.mark.parametrize(
    ("tag", "name"),
    [("fr", "français"), ("uk", "ukrainien · українська"), ("mul", "mul")],
)
def test_languages_are_said_in_french_and_in_their_own_words(tag, name):
    assert name == language_name(tag)
