"""The paper grid: printed for each observer, found again by its code."""

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from badger.issuer.queries import session_board
from badger.issuer.recognition.paper_grids import GridCodeUnknown, grid_of_code
from badger.issuer.recognition.short_codes import spaced
from badger.sentences import sentence
from badger.web.forms import FormReader
from badger.web.language import typeset
from badger.web.pages.session_access import access_to_session
from badger.web.presenters.grid import GridHeading, grid_pdf
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("grids", __name__)

MAX_CODE = 64
Answer = str | tuple[str, int] | AnyResponse


@blueprint.get("/sessions/<session_id>/grids/<person_id>")
def paper(session_id: str, person_id: str) -> Response:
    """Give an observer's grid to print: to herself, and to whoever leads the session."""
    here = services()
    with here.reading() as db:
        access = access_to_session(db, session_id)
        if not access.leads and person_id != signed_in().person_id:
            abort(404)
        board = session_board(db, session_id)
        duties = {duty.person_id: (duty, person) for duty, person in board.observers}
        if person_id not in duties:
            abort(404)
        duty, person = duties[person_id]
    code = duty.grid_code or ""
    heading = GridHeading(
        observer=person.display_name,
        role=duty.role,
        code=spaced(code),
        address=here.addresses.paper_grid(code),
    )
    pdf = grid_pdf(board, heading, moment=here.clock())
    name = f'inline; filename="grille-{board.session.starts_on.isoformat()}.pdf"'
    return Response(pdf, mimetype="application/pdf", headers={"Content-Disposition": name})


@blueprint.get("/grids")
def ask() -> str:
    """Show the field for the code of a grid; ?code= fills it in, as the QR code does."""
    return render_template("grids/code.html", code=request.args.get("code", "")[:MAX_CODE])


@blueprint.post("/grids")
def open_grid() -> Answer:
    """Lead to where the grid is typed in; tries are counted."""
    form = FormReader(request.form)
    code = form.text("code", label="Le code de la grille", max_length=MAX_CODE)
    try:
        with services().reading() as db:
            duty = grid_of_code(db, code, observer_id=signed_in().person_id)
            session_id = duty.session_id
    except GridCodeUnknown as error:
        problem = typeset(sentence(error.reason))
        return render_template("grids/code.html", code=code, problem=problem), 422
    return redirect(url_for("entry.show", session_id=session_id), code=303)
