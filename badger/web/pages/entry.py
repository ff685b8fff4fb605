"""Typing in a whole paper grid: a box for each person and criterion, one button."""

import secrets
from collections.abc import Mapping

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from badger.db.base import Session
from badger.errors import BadgerError
from badger.issuer.queries import SessionBoard, session_board
from badger.issuer.recognition.observations import MAX_NOTE_CHARACTERS
from badger.issuer.typed_grid import TypedCell, TypedGrid, type_grid
from badger.sentences import sentence
from badger.web.forms import FormReader
from badger.web.language import gettext, ngettext
from badger.web.pages.session_access import SessionAccess, observed_session
from badger.web.presenters.typed_grid import (
    LEVEL_OF,
    EntrySheet,
    entry_sheet,
    read_before,
)
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("entry", __name__)

MAX_KEY = 40
Answer = str | tuple[str, int] | Response


@blueprint.get("/sessions/<session_id>/entry")
def show(session_id: str) -> str:
    """Show one sheet of the grid with what the observer has marked so far."""
    with services().reading() as db:
        access, board = _observed(db, session_id)
    sheet = _sheet(board, request.args.get("sheet", "1"))
    return _page(access, board, sheet, problems={}, key=secrets.token_urlsafe(12))


@blueprint.post("/sessions/<session_id>/entry")
def save(session_id: str) -> Answer:
    """Store what was changed on a sheet, all or nothing; sent twice, it counts once."""
    form = FormReader(request.form)
    key = request.form.get("key", "")[:MAX_KEY]
    if not key:
        abort(400)
    with services().reading() as db:
        access, board = _observed(db, session_id)
    sheet = _sheet(board, request.form.get("sheet", "1"), typed=request.form)
    cells = _changed(form, sheet)
    problems = dict(form.problems)
    if not problems:
        try:
            typed = _store(session_id, cells, key=key)
        except BadgerError as error:
            problems["form"] = sentence(error.reason, error.facts)
    if problems:
        return _page(access, board, sheet, problems=problems, key=key), 422
    _say(typed)
    following = min(sheet.number + 1, sheet.of)
    return redirect(url_for("entry.show", session_id=session_id, sheet=following), code=303)


def _observed(db: Session, session_id: str) -> tuple[SessionAccess, SessionBoard]:
    return observed_session(db, session_id), session_board(db, session_id)


def _sheet(
    board: SessionBoard, number: str, *, typed: Mapping[str, str] | None = None
) -> EntrySheet:
    """Return the sheet that is asked for; 404 where there is none."""
    asked = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
    who = signed_in().person_id
    sheet = entry_sheet(board, number=asked, observer_id=who, typed=typed)
    if sheet is None:
        abort(404)
    return sheet


def _changed(form: FormReader, sheet: EntrySheet) -> list[TypedCell]:
    """Read the boxes that differ from what stood in them when the page was made.

    What has arrived since from a telephone is thus never wiped out by an older page.
    """
    before = read_before(sheet.before)
    cells: list[TypedCell] = []
    for line in sheet.lines:
        word_on, word = _word(form, line.id, {row.id for _, row in sheet.criteria})
        for (number, row), box in zip(sheet.criteria, line.boxes, strict=True):
            text = box.value.strip()
            note = word if row.id == word_on else ""
            if text not in ("", *LEVEL_OF):
                facts = {"name": line.name, "number": number}
                form.problems[box.name] = sentence("grid.level", facts)
            elif text != before.get(box.name, "") or note:
                level = LEVEL_OF.get(text)
                if level is None and note:
                    facts = {"name": line.name, "number": number}
                    form.problems[f"w-{line.id}"] = sentence("grid.word_without_level", facts)
                cells.append(
                    TypedCell(person_id=line.id, criterion_id=row.id, level=level, note=note)
                )
    return cells


def _word(form: FormReader, person_id: str, offered: set[str]) -> tuple[str, str]:
    """Read the word on one person, and on which criterion it is."""
    name = f"w-{person_id}"
    word = form.text(name, label="Le mot", max_length=MAX_NOTE_CHARACTERS, required=False)
    if not word:
        return "", ""
    if not form.form.get(f"on-{person_id}", ""):
        form.problems[f"on-{person_id}"] = sentence("grid.word_on_no_criterion")
        return "", ""
    return form.choice(f"on-{person_id}", label="Le critère de ce mot", among=offered), word


def _store(session_id: str, cells: list[TypedCell], *, key: str) -> TypedGrid:
    with services().writing() as db:
        observed_session(db, session_id)
        return type_grid(
            db,
            session_id,
            cells,
            observer_id=signed_in().person_id,
            idempotency_key=f"grid.{key}",
            now=services().clock(),
        )


def _say(typed: TypedGrid) -> None:
    if typed.added:
        flash(
            ngettext(
                "%(num)s observation enregistrée.",
                "%(num)s observations enregistrées.",
                typed.added,
            )
        )
    if typed.blanked:
        flash(ngettext("%(num)s case vidée.", "%(num)s cases vidées.", typed.blanked))
    if not (typed.added or typed.blanked):
        flash(gettext("Rien n'a changé."))


def _page(
    access: SessionAccess,
    board: SessionBoard,
    sheet: EntrySheet,
    *,
    problems: Mapping[str, str],
    key: str,
) -> str:
    return render_template(
        "grids/entry.html",
        board=board,
        access=access,
        sheet=sheet,
        problems=problems,
        key=key,
        values=request.form,
        today=services().clock(),
        legend=[(value, level.label) for value, level in LEVEL_OF.items()],
        sheet_criteria=[(row.id, number) for number, row in sheet.criteria],
    )
