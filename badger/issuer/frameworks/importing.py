"""Store a framework that was read whole, or nothing of it; the same file twice is once."""

import hashlib
import unicodedata
from datetime import datetime

from badger.db.audit import append_event
from badger.db.base import Session, new_id
from badger.db.rows import FrameworkRow, SkillMoveRow, SkillRow
from badger.db.writing import insert_absent
from badger.issuer.errors import IssuerError
from badger.issuer.frameworks.queries import framework_named, remove_skills
from badger.issuer.frameworks.reading import ReadFramework

MAX_NAME = 120


class FrameworkHasProblems(IssuerError):
    """Lines have to be corrected first: nothing was imported."""

    code = "framework.has_problems"


class FrameworkNameInvalid(IssuerError):
    """A framework needs a name that prints."""

    code = "framework.name_invalid"


def import_framework(
    db: Session,
    read: ReadFramework,
    *,
    name: str,
    kind: str,
    partner_id: str | None,
    actor: str,
    now: datetime,
) -> int:
    """Put a framework in the place of the one of that name; return how many skills it has.

    Badges keep the skills that they were linked to: they hold them by name and address.
    kind:    "esco", "rome" or "own"; partner_id: whose own it is.
    Raises:  FrameworkHasProblems, FrameworkNameInvalid.
    """
    title = " ".join(name.split())
    if not 0 < len(title) <= MAX_NAME:
        raise FrameworkNameInvalid(limit=MAX_NAME)
    if read.problems:
        raise FrameworkHasProblems(lines=len(read.problems))
    digest = _digest(read)
    framework = framework_named(db, title, partner_id=partner_id)
    if framework is None:
        framework = FrameworkRow(id=new_id(), name=title, kind=kind, partner_id=partner_id)
        framework.digest, framework.imported_at = "", now
        db.add(framework)
        db.flush()
    if framework.digest == digest:
        return len(read.skills)
    remove_skills(db, framework.id)
    framework.kind, framework.digest, framework.imported_at = kind, digest, now
    insert_absent(db, SkillRow, _values(framework.id, read))
    moves = ({"from_url": start, "to_url": end} for start, end in read.moves)
    insert_absent(db, SkillMoveRow, [{**move, "framework_id": framework.id} for move in moves])
    db.flush()
    append_event(
        db,
        kind="framework.imported",
        actor=actor,
        subject=framework.id,
        facts={"skills": len(read.skills)},
        now=now,
    )
    return len(read.skills)


def searched(text: str) -> str:
    """Return how a name is searched: in small letters, without accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _values(framework_id: str, read: ReadFramework) -> list[dict[str, object]]:
    return [
        {
            "id": new_id(),
            "framework_id": framework_id,
            "code": skill.code,
            "name": skill.name,
            "searched": searched(f"{skill.name} {skill.code}"),
            "url": skill.url,
            "description": skill.description,
        }
        for skill in read.skills
    ]


def _digest(read: ReadFramework) -> str:
    said = hashlib.sha256()
    for skill in read.skills:
        said.update("\0".join((skill.code, skill.name, skill.url, skill.description)).encode())
        said.update(b"\n")
    for move in read.moves:
        said.update("\0".join(move).encode())
        said.update(b"\n")
    return said.hexdigest()
