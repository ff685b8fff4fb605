"""Easy French: a locale of its own, complete for every finding of every badge."""

from datetime import UTC, datetime

import pytest
from flask import Flask

from badger.sentences.catalogue import SENTENCES
from badger.sentences.easy import NOT_RUN, easy_sentence
from badger.verify.report import STEP_NAMES, Finding, Outcome
from badger.web.language import install_language, is_easy, language, language_tag, ngettext
from badger.web.pages import verify
from badger.web.presenters.dates import day_short
from badger.web.presenters.spoken_findings import say, say_finding


@pytest.fixture
def app() -> Flask:
    app = Flask("words")
    install_language(app)
    app.register_blueprint(verify.blueprint)
    return app


def test_the_dates_of_easy_french_are_french(app):
    with app.test_request_context("/verify?lang=fr-x-facile"):
        assert ("fr", "fr-x-facile", True) == (language(), language_tag(), is_easy())
        assert "1er mars 2026" == day_short(datetime(2026, 3, 1, tzinfo=UTC))


@pytest.mark.parametrize("step", STEP_NAMES)
@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_finding_has_an_easy_sentence(app, step, outcome):
    with app.test_request_context("/verify?lang=fr-x-facile"):
        said = say_finding(Finding(step, outcome, "subject.never_seen", {}))
    assert said
    assert "never_seen" not in said
    assert (outcome is Outcome.NOT_RUN) == (said.replace("\u00a0", " ") == NOT_RUN)


def test_a_fact_stands_in_an_easy_sentence(app):
    with app.test_request_context("/verify?lang=fr-x-facile"):
        said = say("validity.current", {"until": "2027-01-01T00:00:00Z"})
    assert "2027" in said


def test_an_error_without_easy_words_keeps_its_own(app):
    assert "" == easy_sentence("image.unsafe_svg")
    with app.test_request_context("/verify?lang=fr-x-facile"):
        assert "DOCTYPE" in say("image.unsafe_svg")
    assert "image.unsafe_svg" in SENTENCES


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "Vous pouvez ouvrir 0 porte."),
        (1, "Vous pouvez ouvrir 1 porte."),
        (2, "Vous pouvez ouvrir 2 portes."),
    ],
)
def test_a_sentence_that_counts_has_easy_words_nought_in_the_singular(app, number, said):
    with app.test_request_context("/verify?lang=fr-x-facile"):
        words = ngettext(
            "%(num)s porte ouverte pour vous.", "%(num)s portes ouvertes pour vous.", number
        )
    assert said == words


@pytest.mark.parametrize("lang", ["fr-x-facile", "fr"])
def test_a_sentence_that_counts_without_easy_words_keeps_its_own(app, lang):
    with app.test_request_context(f"/verify?lang={lang}"):
        said = [ngettext("%(num)s canot !", "%(num)s canots !", number) for number in (0, 1, 2)]
    assert ["0 canot\u00a0!", "1 canot\u00a0!", "2 canots\u00a0!"] == said


def test_a_page_of_a_team_is_in_plain_french(world):
    text = world.client("pedagogue").get("/sessions?lang=fr-x-facile").get_data(as_text=True)
    assert '<html lang="fr">' in text


def test_the_page_offers_the_two_other_languages(world):
    page = world.client().get("/verify?lang=fr-x-facile").get_data(as_text=True)
    assert '<html lang="fr-x-facile">' in page
    assert "Nous ne gardons rien" in page
    assert 'href="?lang=en"' in page
    assert 'href="?lang=fr"' in page
    assert 'href="?lang=fr-x-facile"' not in page
