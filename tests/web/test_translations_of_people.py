"""The person's pages are whole in English: each sentence, each label, each error."""

import ast
from pathlib import Path

from badger.accompaniment.consents import CONSENT_TEXTS as COMPANION_TEXTS
from badger.accompaniment.directory import DIRECTORY_TEXTS, SECTORS
from badger.issuer.feedback_requests import RELATIONS
from badger.issuer.memberships import CONSENT_TEXTS as GROUP_TEXTS
from badger.issuer.proposals import CONSENT_TEXTS
from badger.issuer.recognition.rules import LEVELS
from badger.sentences import accompaniment, account, backpack, messages, sharing, web
from badger.sentences.catalogue import SENTENCES as ALL_SENTENCES
from badger.web.assets import PACKAGE, templates_folder
from badger.web.pages.words import RELATIONS as WORDS_RELATIONS
from badger.web.presenters.families import LOGISTICS_FIELDS
from badger.web.presenters.problems import FIELDS
from badger.web.spoken_views import PERSON_BLUEPRINTS
from tests.web.test_translations import catalogue, ids, messages_of, public_messages

# The person's pages, and those that she hands to others; each folder whole.
PERSON = (
    "account",
    "cards",
    "companions",
    "contact",
    "declaring",
    "directory",
    "experiences",
    "feedback",
    "invitations",
    "journey",
    "kept",
    "macros",
    "me",
    "messages",
    "my_data",
    "my_groups",
    "possibilities",
    "presence",
    "shares",
    "signin",
    "wallet",
)
# Her pages in folders of a team.
PERSON_PAGES = (
    "help/show",
    "needs/looked",
    "people/cards",
    "sessions/_about",
    "sessions/_linked",
    "sessions/info",
    "sessions/join",
    "sessions/join_code",
    "sessions/self",
)
PERSON_CODE = (
    "letter",
    "next_thing",
    "recipients",
    "pages/badge_upload",
    "pages/marks",
    "presenters/accompaniment",
    "presenters/beginning",
    "presenters/competence_card",
    "presenters/families",
    "presenters/kept",
    "presenters/map_drawing",
    "presenters/my_data",
    "presenters/places",
    "presenters/possibilities",
    "presenters/routes_told",
    "presenters/rule",
    "presenters/team",
    "security/entering",
    "security/guard",
)
# Errors of what a person does; those of a team's work stay French.
HERS = (accompaniment, account, backpack, messages, sharing, web)
HER_CODES = ("experience", "feedback", "feedback_request", "invitation", "joining", "merging")
HER_CODES += ("group",)
HER_CODES += ("declaration", "form", "picture", "proposal", "wallet_offer")


def person_messages() -> set[str]:
    pages = [page for name in PERSON for page in (templates_folder() / name).glob("*.html")]
    pages += [templates_folder() / f"{name}.html" for name in PERSON_PAGES]
    views = [f"pages/{name}" for name in PERSON_BLUEPRINTS]
    code = [PACKAGE / "web" / f"{name}.py" for name in (*PERSON_CODE, *views)]
    said = {
        message for page in pages for message in messages_of(page, "jinja2.ext:babel_extract")
    } | {message for file in code for message in messages_of(file, "python")}
    return said | {label for file in code for label in labels_of(file)} | GIVEN


# What the code of other packages gives to a page, which translates it.
GIVEN = {
    *CONSENT_TEXTS.values(),
    *COMPANION_TEXTS.values(),
    *GROUP_TEXTS.values(),
    *DIRECTORY_TEXTS.values(),
    *SECTORS,
    *RELATIONS,
    *WORDS_RELATIONS,
    *(level.label for level in LEVELS),
    *(f"{label} :" for _, label, _ in LOGISTICS_FIELDS),
    *(label for (code, _), (_, label) in FIELDS.items() if code == "experience.invalid"),
}


def labels_of(file: Path) -> set[str]:
    """Return the labels of the fields that a view reads: an error names them."""
    calls = (node for node in ast.walk(ast.parse(file.read_text("utf-8"))))
    given = (node.value for node in calls if isinstance(node, ast.keyword) and node.arg == "label")
    return {one.value for one in given if isinstance(one, ast.Constant) and one.value}


def test_every_message_of_a_person_s_pages_has_its_english():
    english = catalogue()
    missing = [
        m for m in sorted(person_messages()) if not (english.get(m) and english.get(m).string)
    ]
    assert [] == missing


def test_every_error_that_a_person_may_read_has_its_english():
    english = catalogue()
    texts = {text for subject in HERS for text in subject.SENTENCES.values()}
    texts |= {text for code, text in ALL_SENTENCES.items() if code.partition(".")[0] in HER_CODES}
    missing = [m for m in sorted(texts) if not (english.get(m) and english.get(m).string)]
    assert [] == missing


def test_easy_french_speaks_of_what_the_pages_say():
    """A message of the catalogue that no page has any more would never be shown."""
    known = public_messages() | person_messages() | set(ALL_SENTENCES.values())
    easy = [ids(message)[0][0] for message in catalogue("fr_x_facile") if message.id]
    assert [] == [source for source in easy if source not in known]
