"""A report in French for a terminal: the verdict, who and what and when, then each check."""

import unicodedata
from collections.abc import Iterator
from datetime import date

from badger.json_value import JsonValue
from badger.sentences import sentence
from badger.sentences.moments import with_moments
from badger.verify import Finding, Outcome, Report, Verdict, VerifiedCredential
from badger.verify.achievement import VerifiedAchievement
from badger.verify.report import HOSTED_PROOFS, Trust

MAX_LETTERS = 300
_MARKS = {
    Outcome.PASSED: "✓",
    Outcome.FAILED: "✗",
    Outcome.UNDETERMINED: "?",
    Outcome.NOT_APPLICABLE: "-",
    Outcome.NOT_RUN: "·",
}
# Letters that move the cursor, turn the direction of writing or cannot be seen at all.
_INVISIBLE = frozenset(("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"))


def report_lines(report: Report) -> list[str]:
    """Write the report, one line each, safe for a terminal."""
    return [
        *_verdict(report),
        "",
        *(_credential(report.credential) if report.credential is not None else ()),
        *(_finding(finding) for finding in report.findings),
    ]


def printable(value: object) -> str:
    """Make text of outside safe: no control, direction or invisible letter, and not endless."""
    text = str(value)[:MAX_LETTERS]
    return "".join(_visible(letter) for letter in text)


def _visible(letter: str) -> str:
    if letter in "\n\t":
        return " "
    return f"⟨U+{ord(letter):04X}⟩" if unicodedata.category(letter) in _INVISIBLE else letter


def _verdict(report: Report) -> Iterator[str]:
    """Say the headline (hardening, section 2), then why, then what a badge is not."""
    facts = _who(report)
    yield sentence(_headline(report), facts)
    worst = Outcome.FAILED if report.verdict is Verdict.NOT_VERIFIED else Outcome.UNDETERMINED
    yield from (_said(finding) for finding in report.findings if finding.outcome is worst)
    if report.credential is not None:
        if report.is_shown_in_part:
            yield sentence("verify.shown_in_part")
        yield sentence(_trust_code(report.trust), facts)
        yield from (sentence(code) for code in report.trust.warnings)
        if report.trust.lookalike is not None:
            yield sentence("issuer_name.resembles", facts)
        yield _no_diploma(report.credential.achievement)


def _no_diploma(achievement: VerifiedAchievement) -> str:
    called = sentence(f"achievement_type.{achievement.type}")
    return sentence(f"achievement.{achievement.nature}", {"called": called})


def _trust_code(trust: Trust) -> str:
    return "trust.recognised_since" if _is_dated(trust) else f"trust.{trust.state}"


def _is_dated(trust: Trust) -> bool:
    return trust.state == "recognised" and trust.since is not None


def _day(text: str | None) -> str:
    return "?" if text is None else f"{date.fromisoformat(text):%d/%m/%Y}"


def _headline(report: Report) -> str:
    if report.verdict is Verdict.NOT_VERIFIED:
        return "verify.not_verified"
    if report.verdict is Verdict.INCONCLUSIVE:
        if report.credential is None:
            return "verify.inconclusive"
        return "verify.hosted_open_point" if report.attested_by else "verify.open_point"
    if report.attested_by:
        return "verify.hosted"
    return f"verify.{report.trust.state}"


def _who(report: Report) -> dict[str, object]:
    issuer = None if report.credential is None else report.credential.issuer
    trust = report.trust
    name = None if issuer is None else trust.name or issuer.name or issuer.id
    return {
        "issuer": printable(name),
        "host": printable(report.attested_by),
        "list": printable(trust.list),
        "since": _day(trust.since),
        "until": _day(trust.until),
        "lookalike": printable(trust.lookalike),
    }


def _credential(credential: VerifiedCredential) -> Iterator[str]:
    name = credential.issuer.name
    issuer = printable(credential.issuer.id)
    until = credential.valid_until
    yield f"Badge       {printable(credential.achievement.name)}"
    yield f"Émetteur    {issuer if name is None else f'{printable(name)} ({issuer})'}"
    yield f"Personne    {printable(credential.subject.get('id', 'non nommée'))}"
    yield f"Délivré     le {credential.valid_from:%d/%m/%Y à %H:%M} UTC"
    if until is not None:
        yield f"Valable     jusqu'au {until:%d/%m/%Y à %H:%M} UTC"
    for result in credential.seen:
        yield f"Observé     {_result(result.get('name'))} : {_level(result.get('level'))}"
    for evidence in credential.evidence:
        yield f"Situation   {_result(evidence.get('narrative') or evidence.get('name'))}"
    yield ""


def _result(value: JsonValue) -> str:
    return "non précisé" if value is None else printable(value)


def _level(value: JsonValue) -> str:
    # Our badges say it in the first person, which the reader of a report is not.
    return "le montre aux autres" if value == "et je montre aux autres" else _result(value)


def _finding(finding: Finding) -> str:
    step = "hosted" if finding.code in HOSTED_PROOFS else finding.step
    name = sentence(f"step.{step}")
    return f"{_MARKS[finding.outcome]} {name:<20} {_said(finding)} [{finding.code}]"


def _said(finding: Finding) -> str:
    facts = {name: printable(value) for name, value in with_moments(finding.facts).items()}
    return sentence(finding.code, facts)
