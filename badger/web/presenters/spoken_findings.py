"""Codes of findings as sentences, in the language of the page."""

from typing import Final

from badger.sentences import fill, sentence
from badger.sentences.catalogue import SENTENCES
from badger.sentences.easy import EASY, easy_sentence
from badger.sentences.moments import with_moments
from badger.verify.report import HOSTED_PROOFS, Finding, Outcome, Report
from badger.web.language import gettext, is_easy, language, typeset
from badger.web.presenters.dates import moment_with_weekday

# Facts that are words of our own.
OURS: Final = frozenset(("form", "format", "kind", "limit_in_words"))


def say(code: str, facts: object = None) -> str:
    """Say the sentence of a code in the language of the page."""
    easy = easy_sentence(code) if is_easy() else ""
    if not easy and code not in SENTENCES:
        return sentence(code)
    known = facts if isinstance(facts, dict) else dict(facts or {})  # type: ignore[call-overload]
    said = with_moments(known, moment_with_weekday)
    words = typeset(easy) if easy else gettext(SENTENCES[code])
    return fill(words, {"code": code, **said}, language=language())


def say_finding(finding: Finding) -> str:
    """Say a finding; in easy French each has a sentence, be it that of its check."""
    if not is_easy() or finding.code in EASY:
        facts = {name: _one_word(name, value) for name, value in finding.facts.items()}
        return say(finding.code, facts)
    step, outcome = finding.step, finding.outcome.value
    return typeset(easy_sentence(finding.code, step=step, outcome=outcome))


def _one_word(name: str, value: object) -> object:
    """Let no stranger's fact read as a sentence of ours: it has no blanks (hardening H04)."""
    return "_".join(value.split()) if isinstance(value, str) and name not in OURS else value


def translated(message: str, **facts: object) -> str:
    """Translate a sentence and fill its names in braces."""
    return fill(gettext(message), facts, language=language())


def step_title(step: str) -> str:
    """Name one check."""
    titles = {
        "structure": gettext("Le format"),
        "proof": gettext("La signature numérique"),
        "issuer": gettext("L'émetteur"),
        "refresh": gettext("Une version plus récente"),
        "status": gettext("L'état du badge"),
        "validity": gettext("Les dates"),
        "recipient": gettext("La personne"),
        "endorsements": gettext("Les endossements"),
    }
    return titles.get(step, step)


def check_title(finding: Finding) -> str:
    """Name the check of a finding: what a site attests is no signature."""
    if finding.code in HOSTED_PROOFS:
        return gettext("L'attestation du site")
    return step_title(finding.step)


def checks_passed(report: Report) -> str:
    """Name in one line the checks that passed, "" where none did."""
    passed = [f for f in report.findings if f.outcome is Outcome.PASSED]
    return ", ".join(_small(check_title(finding)) for finding in passed)


def first_of(report: Report, outcome: Outcome) -> Finding | None:
    """Return the first finding that ended so."""
    return next((f for f in report.findings if f.outcome is outcome), None)


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]
