"""English is complete where a page may be asked for in English; French is the source."""

import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from badger.sentences import (
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
from badger.sentences.catalogue import SENTENCES as ALL_SENTENCES
from badger.sentences.easy import EASY, EASY_STEPS, NOT_RUN, OPEN_POINT
from badger.web.assets import PACKAGE, templates_folder, translations_folder

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


def test_easy_french_speaks_of_what_the_pages_say():
    """A message of the catalogue that no page has any more would never be shown."""
    known = public_messages() | set(ALL_SENTENCES.values())
    easy = [message.id for message in catalogue("fr_x_facile") if message.id]
    assert [] == [source for source in easy if source not in known]


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


def test_a_personal_page_stays_french(world):
    text = world.client("un").get("/me?lang=en").get_data(as_text=True)
    assert '<html lang="fr">' in text
    assert "Bonjour" in text
