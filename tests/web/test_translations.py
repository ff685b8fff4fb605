"""English is complete where a page may be asked for in English; French is the source."""

import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from badger.sentences import (
    achievement,
    canonical,
    fetch,
    formats,
    image,
    json,
    jwt,
    limits,
    open_badges_2,
    photo,
    proof,
    receipt,
    states,
    status,
    verify,
)
from badger.sentences.easy import EASY, EASY_STEPS, NOT_RUN, OPEN_POINT
from badger.web.assets import PACKAGE, templates_folder, translations_folder
from tests.web_world import post

SPOKEN = {"_": None, "gettext": None, "ngettext": (1, 2)}
PRESENTERS = (
    "advice",
    "banner",
    "outcomes",
    "receipt",
    "receipt_check",
    "report",
    "spoken",
    "spoken_findings",
)
PUBLIC = ("verify", "badges", "documents", "home", "errors")
# What a verdict may say; the words of the terminal's report are not for pages.
SUBJECTS = (
    achievement,
    canonical,
    fetch,
    formats,
    image,
    json,
    jwt,
    limits,
    open_badges_2,
    photo,
    proof,
    receipt,
    states,
    status,
)


def catalogue(name: str = "en") -> Catalog:
    path = translations_folder() / name / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as source:
        return read_po(source, locale=name[:2])


def public_messages() -> set[str]:
    pages = [page for name in PUBLIC for page in (templates_folder() / name).glob("*.html")]
    pages += [templates_folder() / "base.html", templates_folder() / "macros" / "languages.html"]
    code = [PACKAGE / "web" / "presenters" / f"{name}.py" for name in PRESENTERS]
    return {
        message for page in pages for message in messages_of(page, "jinja2.ext:babel_extract")
    } | {message for file in code for message in messages_of(file, "python")}


def messages_of(file: Path, method: str) -> set[str]:
    found = (one[1] for one in extract_from_file(method, file, keywords=SPOKEN))
    return {message[0] if isinstance(message, tuple) else message for message in found}


def findings_sentences() -> set[str]:
    steps = (
        "structure",
        "proof",
        "issuer",
        "refresh",
        "status",
        "validity",
        "recipient",
        "endorsements",
        "input",
    )
    own = {text for code, text in verify.SENTENCES.items() if code.partition(".")[0] in steps}
    return own | {text for subject in SUBJECTS for text in subject.SENTENCES.values()}


def names_in(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_the_public_pages_are_found():
    assert "Vérifier un badge" in public_messages()
    assert "Badge authentique, délivré par {issuer}" in public_messages()


def test_every_message_of_the_public_pages_has_its_english():
    english = catalogue()
    missing = [
        m for m in sorted(public_messages()) if not (english.get(m) and english.get(m).string)
    ]
    assert [] == missing


def test_every_sentence_of_a_verdict_has_its_english():
    english = catalogue()
    texts = sorted(t for t in findings_sentences() if "dossier" not in t and "{name}" not in t)
    missing = [text for text in texts if not (english.get(text) and english.get(text).string)]
    assert [] == missing


def ids(message) -> list[tuple[str, str]]:
    """Pair each source with its translation, plural forms one by one."""
    if isinstance(message.id, str):
        return [(message.id, message.string)]
    return list(zip(message.id, message.string, strict=True))


@pytest.mark.parametrize("name", ["en", "fr_x_facile"])
def test_a_translation_keeps_the_names_in_braces(name):
    pairs = [pair for message in catalogue(name) if message.id for pair in ids(message)]
    assert [] == [source for source, said in pairs if names_in(source) != names_in(said)]


def longest_sentence(text: str) -> int:
    sentences = re.split(r"[.!?;](?:\s|$)|\s[:;!?]\s", text)
    return max(len(re.findall(r"\w[\w'’.-]*", one)) for one in sentences)


def test_easy_french_has_at_most_twelve_words_a_sentence():
    easy = [said for message in catalogue("fr_x_facile") if message.id for _, said in ids(message)]
    easy += [*EASY.values(), *EASY_STEPS.values(), NOT_RUN, OPEN_POINT]
    assert [] == [text for text in easy if longest_sentence(text) > 12]


def test_sentences_that_count_are_among_the_easy_ones_each_in_both_forms():
    counted = [one for one in catalogue("fr_x_facile") if not isinstance(one.id, str)]
    assert ("%(num)s badge attend encore", "%(num)s badge vient plus tard") in [
        pair for one in counted for pair in ids(one)
    ]
    assert [] == [one.id for one in counted if not all(one.string)]


def test_no_word_of_the_trade_stands_in_easy_french():
    easy = [said for message in catalogue("fr_x_facile") if message.id for _, said in ids(message)]
    trade = re.compile(r"\b(émetteur|authentique|clé|statut|endossement|valide|JSON|DID)", re.I)
    assert [] == [text for text in (*easy, *EASY.values()) if trade.search(text)]


@pytest.mark.parametrize("page", ["/", "/verify", "/issuers/club"])
def test_a_public_page_speaks_english_when_asked(world, page):
    if not (translations_folder() / "en" / "LC_MESSAGES" / "messages.mo").is_file():
        pytest.skip("the catalogues are not compiled: run `make assets`")
    text = world.client().get(f"{page}?lang=en").get_data(as_text=True)
    assert '<html lang="en">' in text
    assert "Check a badge" in text
    assert not re.search(r"[éèàùç]", re.sub(r"\(exemple\)|Français|Réemploi", "", text))


def test_a_team_s_page_stays_french(world):
    text = world.client("pedagogue").get("/sessions?lang=en").get_data(as_text=True)
    assert '<html lang="fr">' in text
    assert "Séances" in text


def test_a_chosen_language_stays_chosen_until_french_is(world):
    client = world.client("un")
    client.get("/me?lang=en")
    assert '<html lang="en">' in client.get("/me/shares").text
    assert "<h1>Hello <bdi>Exemple Un" in client.get("/me").text
    assert '<html lang="fr">' in client.get("/me?lang=fr").text
    assert '<html lang="fr">' in client.get("/me/shares").text


@pytest.mark.parametrize("asked", ["de", "EN", "en\r\nX: y", "../../etc", "fr_x_facile", "é" * 500])
def test_an_unknown_language_is_french_and_is_not_kept(world, asked):
    client = world.client("un")
    client.set_cookie("badger-language", "klingon")
    answer = client.get("/me", query_string={"lang": asked})
    assert '<html lang="fr">' in answer.text
    assert "badger-language" not in str(answer.headers)


def test_a_switch_keeps_the_question_of_the_page(world):
    page = world.client("un").get("/directory?sector=commerce&commune=%22%3E").text
    assert 'href="?sector=commerce&amp;commune=%22%3E&amp;lang=en"' in page


def test_an_error_is_said_in_the_language_of_the_page(world):
    client = world.client("un")
    client.get("/me?lang=en")
    answer = post(client, "/me/journey/steps", text="", area="self")
    assert 422 == answer.status_code
    assert "One answer is still to give: The step." in answer.text
    assert "This page does not exist" in client.get("/no-such-page").text


def test_a_link_to_a_team_s_page_says_that_it_is_in_french(world):
    client = world.client("coach")
    assert "(in French)" in client.get("/me?lang=en").text
    assert "(en français)" not in client.get("/me?lang=fr-x-facile").text
