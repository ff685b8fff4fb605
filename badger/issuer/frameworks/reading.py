"""Read the files in which frameworks are published. Pure: bytes in, skills and problems out.

Headers are strict: a column that is asked for has its exact name. Every line is right or has its
problem; whoever imports takes a file with problems not at all.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from badger.issuer.csv_text import has_control_characters
from badger.issuer.errors import IssuerError
from badger.issuer.line_problems import LineProblem

MAX_SKILLS: Final = 50_000
MAX_FILE_BYTES: Final = 64 * 1024 * 1024
MAX_NAME: Final = 300
MAX_DESCRIPTION: Final = 5_000
WEB_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'\\]{1,2000}")
# The columns of ESCO's skills_LANGUAGE.csv that are read (ESCO 1.1 and 1.2, "CSV" download).
ESCO_COLUMNS: Final = ("conceptType", "conceptUri", "preferredLabel", "status", "description")
ESCO_SKILL: Final = "KnowledgeSkillCompetence"
ESCO_RELEASED: Final = "released"
# Within the ROME 4.0 archive; the number of the version stands in the name.
ROME_FILE: Final = re.compile(r"(?:.*/)?unix_referentiel_competence_v\d+_utf8\.csv")
ROME_COLUMNS: Final = ("code_ogr", "libelle_competence")
# Trades, and the moves between them; an archive without them gives competences alone.
TRADES_FILE: Final = re.compile(r"(?:.*/)?unix_referentiel_code_rome_v\d+_utf8\.csv")
TRADE_COLUMNS: Final = ("code_rome", "libelle_rome")
MOVES_FILE: Final = re.compile(r"(?:.*/)?unix_rubrique_mobilite_v\d+_utf8\.csv")
MOVE_COLUMNS: Final = ("code_rome", "code_rome_cible")
MAX_MOVES: Final = 200_000
TRADE_CODE: Final = re.compile(r"[A-N][0-9]{4}")
# The page on which everybody reads what a trade is.
TRADE_ADDRESS: Final = "https://candidat.francetravail.fr/metierscope/fiche-metier/"
# ROME gives its competences a number and no address: that of the data set, with the number.
ROME_ADDRESS: Final = (
    "https://www.data.gouv.fr/fr/datasets/"
    "repertoire-operationnel-des-metiers-et-des-emplois-rome/#ogr-"
)
OWN_COLUMNS: Final = ("code", "nom", "adresse", "description")


class FrameworkUnreadable(IssuerError):
    """The file is not the one that this framework publishes."""

    code = "framework.unreadable"


class FrameworkTooLarge(IssuerError):
    """The file holds more than any framework does."""

    code = "framework.too_large"


@dataclass(frozen=True, slots=True)
class Skill:
    """One entry of a framework, as an Alignment names it."""

    code: str
    name: str
    url: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class ReadFramework:
    """A file that was read: its skills in order, and what has to be corrected first.

    moves: from one trade to another, by the addresses of both.
    """

    skills: tuple[Skill, ...]
    problems: tuple[LineProblem, ...]
    moves: tuple[tuple[str, str], ...] = ()


def read_esco(data: bytes) -> ReadFramework:
    """Read ESCO's skills_LANGUAGE.csv; what is not released any more is left out.

    Raises: FrameworkUnreadable, FrameworkTooLarge.
    """
    lines = _lines(_text(data), ESCO_COLUMNS)
    kept = (
        (number, Skill("", cells["preferredLabel"], cells["conceptUri"], cells["description"]))
        for number, cells in lines
        if cells["conceptType"] == ESCO_SKILL and cells["status"] == ESCO_RELEASED
    )
    return _checked(kept)


def read_rome(data: bytes) -> ReadFramework:
    """Read competences, trades and the moves between trades out of the archive of ROME 4.0.

    A move to or from a trade that the archive does not describe is left out.
    Raises: FrameworkUnreadable, FrameworkTooLarge.
    """
    if _member(data, ROME_FILE) is None:
        raise FrameworkUnreadable(wanted="unix_referentiel_competence_v…_utf8.csv")
    skills = (
        (number, Skill(cells["code_ogr"], cells["libelle_competence"], _rome_url(cells)))
        for number, cells in _rome_lines(data, ROME_FILE, columns=ROME_COLUMNS)
    )
    read = _checked(chain(skills, _rome_trades(data)))
    return replace(read, moves=_rome_moves(data, {skill.url for skill in read.skills}))


def read_own(data: bytes) -> ReadFramework:
    """Read a partner's own list: code;nom;adresse;description, separated by ; or ,.

    Raises: FrameworkUnreadable, FrameworkTooLarge.
    """
    lines = _lines(_text(data), OWN_COLUMNS)
    return _checked(
        (number, Skill(cells["code"], cells["nom"], cells["adresse"], cells["description"]))
        for number, cells in lines
    )


READERS: Final = {"esco": read_esco, "rome": read_rome, "own": read_own}


def _rome_url(cells: Mapping[str, str]) -> str:
    return f"{ROME_ADDRESS}{cells['code_ogr']}"


def _rome_trades(data: bytes) -> Iterator[tuple[int, Skill]]:
    for number, cells in _rome_lines(data, TRADES_FILE, columns=TRADE_COLUMNS):
        code = cells["code_rome"]
        yield number, Skill(code, cells["libelle_rome"], _trade_url(code))


def _rome_moves(data: bytes, known: AbstractSet[str]) -> tuple[tuple[str, str], ...]:
    lines = _rome_lines(data, MOVES_FILE, columns=MOVE_COLUMNS)
    named = ([_trade_url(cells[column]) for column in MOVE_COLUMNS] for _, cells in lines)
    moves = dict.fromkeys(
        (start, end) for start, end in named if start != end and {start, end} <= known
    )
    if len(moves) > MAX_MOVES:
        raise FrameworkTooLarge(limit=MAX_MOVES)
    return tuple(moves)


def _trade_url(code: str) -> str:
    """Return the address of a trade; what is no code of ROME gets none, and is told as such."""
    return f"{TRADE_ADDRESS}{code}" if TRADE_CODE.fullmatch(code) else code


def _rome_lines(
    data: bytes, name: re.Pattern[str], *, columns: Sequence[str]
) -> Iterable[tuple[int, dict[str, str]]]:
    content = _member(data, name)
    return () if content is None else _lines(_text(content), columns)


def _member(data: bytes, name: re.Pattern[str]) -> bytes | None:
    """Return the one file of that name, never more of it than a framework has; None for none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = [info for info in archive.infolist() if name.fullmatch(info.filename)]
            if not found:
                return None
            if len(found) > 1:
                raise FrameworkUnreadable(wanted=found[0].filename)
            with archive.open(found[0]) as member:
                content = member.read(MAX_FILE_BYTES + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise FrameworkUnreadable(wanted="zip") from error
    if len(content) > MAX_FILE_BYTES:
        raise FrameworkTooLarge(limit=MAX_FILE_BYTES)
    return content


def _text(data: bytes) -> str:
    if len(data) > MAX_FILE_BYTES:
        raise FrameworkTooLarge(limit=MAX_FILE_BYTES)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FrameworkUnreadable(wanted="UTF-8") from error


def _lines(text: str, columns: Sequence[str]) -> Iterable[tuple[int, dict[str, str]]]:
    """Give the asked columns of each line with its number; the header is line 1."""
    separator = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
        missing = [name for name in columns if header.count(name) != 1]
        if missing:
            raise FrameworkUnreadable(wanted=missing[0])
        places = {name: header.index(name) for name in columns}
        for cells in reader:
            if any(cells):
                found = {
                    name: cells[place].strip() if place < len(cells) else ""
                    for name, place in places.items()
                }
                yield reader.line_num, found
    except csv.Error as error:
        raise FrameworkUnreadable(wanted=f"ligne {reader.line_num}") from error


def _checked(lines: Iterable[tuple[int, Skill]]) -> ReadFramework:
    skills: list[Skill] = []
    problems: list[LineProblem] = []
    first_line: dict[str, int] = {}
    for number, skill in lines:
        wrong = _problem(skill)
        if wrong is None and skill.url in first_line:
            wrong = ("framework.twice", {"first": first_line[skill.url]})
        if wrong is not None:
            problems.append(LineProblem(number, *wrong))
            continue
        first_line[skill.url] = number
        skills.append(skill)
        if len(skills) > MAX_SKILLS:
            raise FrameworkTooLarge(limit=MAX_SKILLS)
    if not skills and not problems:
        raise FrameworkUnreadable(wanted="une compétence")
    return ReadFramework(tuple(skills), tuple(problems))


def _problem(skill: Skill) -> tuple[str, dict[str, object]] | None:
    if not 0 < len(skill.name) <= MAX_NAME:
        return "framework.name", {"limit": MAX_NAME}
    if not WEB_ADDRESS.fullmatch(skill.url):
        return "framework.address", {"seen": skill.url[:80]}
    if len(skill.description) > MAX_DESCRIPTION or len(skill.code) > MAX_NAME:
        return "framework.too_long", {"limit": MAX_DESCRIPTION}
    if any(map(has_control_characters, (skill.code, skill.name, skill.description))):
        return "framework.control", {}
    return None
