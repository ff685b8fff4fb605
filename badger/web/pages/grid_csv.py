"""A paper grid as a CSV file: downloaded to type in, looked at before it counts, stored whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from badger.db.base import Session
from badger.db.rows import ObservationRow
from badger.errors import BadgerError
from badger.issuer.csv_text import read_table, write_table
from badger.issuer.queries import SessionBoard, session_board
from badger.issuer.recognition.grid_csv import (
    GridCell,
    GridFile,
    GridShape,
    grid_rows,
    read_grid,
)
from badger.issuer.recognition.observations import Mark, record_marks
from badger.sentences import sentence
from badger.web.language import gettext, ngettext, typeset
from badger.web.pages.session_access import observed_session
from badger.web.presenters.problems import line_said
from badger.web.presenters.typed_grid import latest_marks
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("grid_csv", __name__)

MOST_PROBLEMS_SHOWN: Final = 50
Answer = str | tuple[str, int] | AnyResponse


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would add. new: its cells that are not stored already.

    encoding: how it was read; content: the file again, as it will be read once more.
    """

    board: SessionBoard
    file: GridFile
    new: tuple[GridCell, ...]
    encoding: str
    content: str


@blueprint.get("/sessions/<session_id>/grid.csv")
def download(session_id: str) -> Response:
    """Give the observer's grid to type in, with what she has marked so far."""
    with services().reading() as db:
        observed_session(db, session_id)
        board = session_board(db, session_id)
    known = {
        place: (mark.level, mark.note)
        for place, mark in latest_marks(board, signed_in().person_id).items()
    }
    data = write_table(grid_rows(_shape(board), known))
    name = f'attachment; filename="grille-{board.session.starts_on.isoformat()}.csv"'
    headers = {"Content-Disposition": name}
    return Response(data, content_type="text/csv; charset=utf-8", headers=headers)


@blueprint.post("/sessions/<session_id>/grid.csv", endpoint="preview")
def look_at(session_id: str) -> Answer:
    """Show what a file would add, and what has to be corrected, line by line."""
    sent = request.files.get("file")
    data = sent.read() if sent is not None else b""
    with services().reading() as db:
        observed_session(db, session_id)
        board = session_board(db, session_id)
    try:
        preview = _preview(board, data)
    except BadgerError as error:
        return _refused(session_id, error)
    return _page(session_id, preview)


@blueprint.post("/sessions/<session_id>/grid.csv/import", endpoint="store")
def store_file(session_id: str) -> Answer:
    """Store a file that was looked at, all or nothing; the same file twice counts once."""
    data = request.form.get("content", "").encode("utf-8", "replace")
    try:
        with services().writing() as db:
            observed_session(db, session_id)
            preview = _preview(session_board(db, session_id), data)
            if not preview.file.problems:
                _record(db, session_id, preview)
    except BadgerError as error:
        return _refused(session_id, error)
    if preview.file.problems:
        return _page(session_id, preview)
    _say(len(preview.new))
    return redirect(url_for("entry.show", session_id=session_id), code=303)


def _record(db: Session, session_id: str, preview: Preview) -> None:
    marks = [
        Mark(session_id, cell.person_id, cell.criterion_id, cell.level, cell.note)
        for cell in preview.new
    ]
    record_marks(
        db,
        marks,
        observer_id=signed_in().person_id,
        idempotency_key=f"csv.{preview.file.digest}",
        now=services().clock(),
    )


def _say(count: int) -> None:
    if count:
        said = ngettext(
            "%(num)s observation enregistrée.", "%(num)s observations enregistrées.", count
        )
    else:
        said = gettext("Rien n'a changé : ce fichier était déjà saisi.")
    flash(said)


def _page(session_id: str, preview: Preview) -> tuple[str, int]:
    problems = preview.file.problems
    page = render_template(
        "grids/csv.html",
        session_id=session_id,
        preview=preview,
        lines=[line_said(problem) for problem in problems[:MOST_PROBLEMS_SHOWN]],
        more=max(0, len(problems) - MOST_PROBLEMS_SHOWN),
        rows=_rows(preview),
    )
    return page, 422 if problems else 200


def _refused(session_id: str, error: BadgerError) -> Answer:
    """Say why a file is not read at all; there is nothing to correct line by line."""
    problem = typeset(sentence(error.reason, error.facts))
    page = render_template("grids/csv.html", session_id=session_id, preview=None, problem=problem)
    return page, 422


def _preview(board: SessionBoard, data: bytes) -> Preview:
    """Read a file. Raises: what read_table and read_grid raise."""
    table, shape = read_table(data), _shape(board)
    file = read_grid(table, shape)
    known = latest_marks(board, signed_in().person_id)
    new = tuple(cell for cell in file.cells if not _is_stored(cell, known))
    filled = {(c.person_id, c.criterion_id): (int(c.level), c.note) for c in file.cells}
    content = write_table(grid_rows(shape, filled)).decode()
    return Preview(board, file, new, table.encoding, content)


def _is_stored(cell: GridCell, known: Mapping[tuple[str, str], ObservationRow]) -> bool:
    mark = known.get((cell.person_id, cell.criterion_id))
    return mark is not None and (mark.level, mark.note) == (int(cell.level), cell.note)


def _shape(board: SessionBoard) -> GridShape:
    return GridShape(
        tuple((person.id, person.display_name) for person in board.participants),
        tuple((row.id, row.sentence) for row in board.criteria),
    )


def _rows(preview: Preview) -> list[tuple[str, list[tuple[int, str, str]]]]:
    """Return what would be added, by person: number of the criterion, level, word."""
    numbers = {row.id: n for n, row in enumerate(preview.board.criteria, start=1)}
    return [
        (
            person.display_name,
            [
                (numbers[cell.criterion_id], cell.level.label, cell.note)
                for cell in preview.new
                if cell.person_id == person.id
            ],
        )
        for person in preview.board.participants
        if any(cell.person_id == person.id for cell in preview.new)
    ]
