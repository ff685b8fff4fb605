"""Easy French as it is read: no sentence of a person's page is longer than twelve words."""

import html
import re
from collections.abc import Iterator
from datetime import UTC, datetime

from tests.web.play import award, deliver
from tests.web.test_translations import longest_sentence
from tests.web_world import WebWorld, post

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
PAGES = (
    "/",
    "/help",
    "/directory",
    "/join",
    "/me",
    "/me/account",
    "/me/account/card",
    "/me/account/merge",
    "/me/answers",
    "/me/archive",
    "/me/badges/{holding}",
    "/me/cards",
    "/me/collections",
    "/me/companions",
    "/me/companions/new",
    "/me/data",
    "/me/data/name",
    "/me/declare",
    "/me/directory",
    "/me/erase",
    "/me/experiences",
    "/me/experiences/new",
    "/me/import",
    "/me/journey",
    "/me/messages",
    "/me/needs",
    "/me/possibilities",
    "/me/possibilities/list",
    "/me/shares",
    "/me/shares/new",
    "/me/words",
    "/me/badges/{badge}/wallet",
    "/badges/{badge}",
    "/badges/{badge}/message",
    "/sessions/{session}/info",
    "/sessions/{session}/self",
    "/signin",
    "/signin/mail",
    "/verify",
    "/no-such-page",
)
# What a badge says was signed so: its words are not ours to shorten.
SIGNED = "Une matinée de football"
BLOCKS = re.compile(
    r"</?(?:p|li|h[1-6]|div|dt|dd|label|button|a|legend|summary|option|td|th|section|strong|text|tspan|desc|title|br)\b[^>]*>"
)


def sentences_of(page: str) -> Iterator[str]:
    """Yield the texts of a page; what people wrote themselves counts as one word."""
    body = re.sub(r"<(script|style)\b.*?</\1>", "", page[page.index("<body") :], flags=re.DOTALL)
    body = re.sub(r"<bdi\b.*?</bdi>", "Nom", body, flags=re.DOTALL)
    for block in BLOCKS.split(body):
        text = html.unescape(re.sub(r"<[^>]+>", "", block)).replace("\u00a0", " ")
        yield " ".join(text.split())


def test_a_long_sentence_of_a_page_is_seen():
    page = "<body><p>Un " + "mot " * 12 + "<bdi>deux noms</bdi></p>"
    assert 14 == max(longest_sentence(text) for text in sentences_of(page))


def test_no_sentence_of_a_person_s_page_is_longer_than_twelve_words(world: WebWorld):
    badge, client = award(world, now=NOW), world.client("un")
    deliver(world)
    client.get("/me?lang=fr-x-facile")
    holding = client.get("/me").text.partition('href="/me/badges/')[2].partition('"')[0]
    texts: dict[str, str] = {}
    for page in PAGES:
        path = page.format(badge=badge, holding=holding, session=world.session_id)
        answer = client.get(path)
        assert answer.status_code == (404 if page == "/no-such-page" else 200), page
        assert '<html lang="fr-x-facile">' in answer.text, page
        texts |= dict.fromkeys(sentences_of(answer.text), page)
    refused = post(client, "/me/import", url="https://example.org/")
    texts |= dict.fromkeys(sentences_of(refused.text), "/me/import")
    ours = {text: page for text, page in texts.items() if not text.startswith(SIGNED)}
    assert [] == [(page, text) for text, page in ours.items() if longest_sentence(text) > 12]
    assert not [text for text in texts if re.search(r"JWT|JSON|/api/", text)]
