"""The page of a badge for those who write it: what it asks, and what else is like it."""

from typing import Final

from flask import render_template

from badger.issuer.achievement_queries import other_languages
from badger.issuer.achievements import may_be_published
from badger.issuer.languages import language_name
from badger.issuer.page_queries import VersionPage, published_pages
from badger.issuer.recognition.piece_queries import names_of_badges
from badger.issuer.recognition.rules import AwardRule
from badger.issuer.resemblance import BadgeWords, resembling
from badger.possibilities.queries import badges_without_door
from badger.web.pages.achievement_access import partners_of
from badger.web.presenters.rule import rule_sentences
from badger.web.security.viewer import signed_in
from badger.web.services import services

MOST_RESEMBLING: Final = 3


def preview(page: VersionPage, *, warning: str = "", problem: str = "") -> str:
    """Show one version.

    warning: of words to think over before it is published; problem: what hinders that.
    """
    mine, rule = page.achievement.id, AwardRule.from_json(page.version.rule)
    with services().reading() as db:
        published = published_pages(db)
        doorless = mine in {row.id for row in badges_without_door(db)}
        ready = may_be_published(db, page.version)
        languages = other_languages(db, page.version)
        pieces = names_of_badges(db, rule.pieces.all)
    same = {mine, *(one.achievement_id for one in languages)}
    others = {one.version.id: one for one in published if one.achievement.id not in same}
    close = resembling(_words(page), map(_words, others.values()))[:MOST_RESEMBLING]
    return render_template(
        "achievements/show.html",
        page=page,
        resembling=[others[one.id] for one in close],
        warning=warning,
        problem=problem,
        doorless=doorless,
        ready=ready,
        others=languages,
        language_name=language_name,
        may_translate=page.achievement.issuer_id in partners_of(signed_in()),
        rule=rule_sentences(rule, pieces),
    )


def _words(page: VersionPage) -> BadgeWords:
    sentences = tuple(row.sentence for row in page.criteria)
    return BadgeWords(page.version.id, page.version.name, sentences)
