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
    limits,
    open_badges_2,
    proof,
    status,
    verify,
)
from badger.web.assets import PACKAGE, templates_folder, translations_folder

SPOKEN = {"_": None, "gettext": None, "ngettext": (1, 2)}
PUBLIC = ("verify", "badges", "documents", "home", "errors")
# What a verdict may say; the words of the terminal's report are not for pages.
SUBJECTS = (canonical, fetch, formats, image, json, limits, open_badges_2, proof, status)


def catalogue() -> Catalog:
    path = translations_folder() / "en" / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as source:
        return read_po(source, locale="en")


def public_messages() -> set[str]:
    pages = [page for name in PUBLIC for page in (templates_folder() / name).glob("*.html")]
    pages += [templates_folder() / "base.html", templates_folder() / "macros" / "languages.html"]
    code = [PACKAGE / "web" / "presenters" / "report.py", PACKAGE / "web" / "templating.py"]
    return {
        message for page in pages for message in messages_of(page, "jinja2.ext:babel_extract")
    } | {message for file in code for message in messages_of(file, "python")}


def messages_of(file: Path, method: str) -> set[str]:
    return {str(found[1]) for found in extract_from_file(method, file, keywords=SPOKEN)}


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


def test_a_translation_keeps_the_names_in_braces():
    wrong = [m.id for m in catalogue() if m.id and names_in(m.id) != names_in(m.string)]
    assert [] == wrong


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
