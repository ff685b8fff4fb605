"""The skills that a badge is linked to: typed, or found in a framework and ticked."""

from dataclasses import dataclass
from typing import Final

from badger.db.base import Session
from badger.issuer.achievements import AlignmentDraft
from badger.issuer.frameworks.importing import searched
from badger.issuer.frameworks.queries import skills_by_ids, skills_like
from badger.issuer.frameworks.reading import MAX_NAME, WEB_ADDRESS
from badger.issuer.page_queries import VersionPage
from badger.sentences import sentence
from badger.web.forms import FormReader
from badger.web.pages.session_access import partners_led
from badger.web.security.viewer import signed_in
from badger.web.services import services

TYPED_LINES: Final = 4
MOST_FOUND: Final = 12
MOST_WORDS: Final = 6
FIELDS: Final = ("name", "url", "framework", "code")


@dataclass(frozen=True, slots=True)
class AlignmentLine:
    """One linked skill as the form shows it."""

    name: str = ""
    url: str = ""
    framework: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class FoundSkill:
    """One skill of a framework that matches what was searched."""

    id: str
    name: str
    framework: str


def read_alignments(form: FormReader) -> tuple[AlignmentDraft, ...]:
    """Read the typed skills, and those that were ticked among the found ones; each once."""
    typed = [_typed(form, line) for line in range(TYPED_LINES)]
    chosen = form.form.getlist("skill")[: 2 * MOST_FOUND]
    with services().reading() as db:
        rows = skills_by_ids(db, chosen, partner_ids=partners_led(signed_in()))
    found = [
        AlignmentDraft(skill.name, skill.url, framework.name, skill.code)
        for skill, framework in rows
    ]
    kept = {draft.target_url: draft for draft in (*filter(None, typed), *found)}
    return tuple(kept.values())


def typed_alignments(form: FormReader) -> list[AlignmentLine]:
    """Return the lines as they were typed."""
    return [
        AlignmentLine(*(form.form.get(f"align_{field}-{line}", "") for field in FIELDS))
        for line in range(TYPED_LINES)
    ]


def stored_alignments(page: VersionPage | None) -> list[AlignmentLine]:
    """Return the skills of a version, with empty lines to the end."""
    stored = [
        AlignmentLine(
            one["target_name"], one["target_url"], one["target_framework"], one["target_code"]
        )
        for one in (page.version.alignments if page else ())
    ]
    return stored + [AlignmentLine()] * (TYPED_LINES - len(stored))


def found_skills(db: Session, text: str) -> list[FoundSkill]:
    """Search the territory's frameworks, and the viewer's own, for skills with these words."""
    words = searched(text).split()[:MOST_WORDS]
    if not words:
        return []
    rows = skills_like(db, words, partner_ids=partners_led(signed_in()), limit=MOST_FOUND)
    return [FoundSkill(skill.id, skill.name, framework.name) for skill, framework in rows]


def _typed(form: FormReader, line: int) -> AlignmentDraft | None:
    """Read one line; a name needs its web address, and an address its name."""
    name, url, framework, code = (
        form.text(f"align_{field}-{line}", label=label, max_length=limit, required=False)
        for field, label, limit in (
            ("name", f"Compétence {line + 1}", MAX_NAME),
            ("url", f"Adresse de la compétence {line + 1}", 2000),
            ("framework", f"Référentiel {line + 1}", MAX_NAME),
            ("code", f"Code {line + 1}", 60),
        )
    )
    if not (name or url):
        return None
    if not name:
        label = f"Compétence {line + 1}"
        form.problems.setdefault(f"align_name-{line}", sentence("form.missing", {"label": label}))
    if not WEB_ADDRESS.fullmatch(url):
        seen = {"seen": url[:80]}
        form.problems.setdefault(f"align_url-{line}", sentence("framework.address", seen))
    return AlignmentDraft(name, url, framework, code)
