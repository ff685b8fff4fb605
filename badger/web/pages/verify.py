"""The public verifier: a paste, a file, a photo or an address in, a verdict out. No account."""

from typing import Final

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from badger.errors import BadgerError
from badger.here import here_on
from badger.json_value import JsonObject
from badger.verify.errors import UnreadableInput
from badger.verify.intake import PDF_START
from badger.verify.judge import Answer
from badger.verify.receipts import ReceiptUnreadable, read_receipt, receipt_code
from badger.web.asked import (
    MAX_ADDRESS,
    MAX_AGAIN_BYTES,
    Asked,
    again_fields,
    judged,
    read_form,
)
from badger.web.endorsed import endorsed_here
from badger.web.own_badges import own_badge, own_badge_id
from badger.web.own_shares import own_share_code
from badger.web.presenters.receipt_check import receipt_check_page
from badger.web.presenters.report import say
from badger.web.presenters.verdict import verdicts_of
from badger.web.receipts import make_receipt
from badger.web.security.headers import CAMERA_ALLOWED
from badger.web.services import services

blueprint = Blueprint("verify", __name__)

# A picture or a frame of another page must not make us ask somebody (Fetch Metadata).
OPENED_BY_A_PERSON: Final = ("document", "empty", "")


@blueprint.get("/verify")
def ask() -> WerkzeugResponse:
    """Show the form; `?url=` gives the verdict on what stands there, a link that stays."""
    address = request.args.get("url", "").strip()[:MAX_ADDRESS]
    if address and request.headers.get("Sec-Fetch-Dest", "") in OPENED_BY_A_PERSON:
        return _answered(Asked(address=address))
    return _form(address=address)


@blueprint.post("/verify")
def answer() -> WerkzeugResponse:
    """Verify what was sent and show the verdict; nothing of it is kept."""
    try:
        asked = read_form()
    except UnreadableInput as error:
        return _unreadable(error)
    if asked.data.startswith(PDF_START):
        return _answered_pdf(asked)
    return _answered(asked)


@blueprint.post("/verify/receipt")
def receipt() -> WerkzeugResponse:
    """Verify the same once more, and give the verdict as a signed page (PDF)."""
    try:
        asked = read_form()
        found = judged(asked)
    except UnreadableInput as error:
        return _unreadable(error)
    if isinstance(found, Asked):
        return _answered(found)
    pdf = make_receipt(found, verdicts_of(found.reports), address=asked.address)
    day = here_on(found.report.checked_at).isoformat()
    name = f'attachment; filename="badge-verification-{day}.pdf"'
    return Response(pdf, mimetype="application/pdf", headers={"Content-Disposition": name})


def _answered_pdf(asked: Asked) -> WerkzeugResponse:
    """Check a receipt; any other PDF may have badges attached."""
    try:
        return checked_receipt(read_receipt(asked.data))
    except ReceiptUnreadable:
        return _answered(asked)


def checked_receipt(statement: JsonObject) -> Response:
    """Say whether a receipt is what the site that it names has signed."""
    here = services()
    code = receipt_code(statement, resolver=here.resolver)
    page = receipt_check_page(statement, code, ours=here.addresses.territory_did)
    return make_response(render_template("verify/receipt.html", page=page))


def _answered(asked: Asked) -> WerkzeugResponse:
    if code := own_share_code(asked.address):
        return redirect(url_for("shared.show", code=code), code=303)
    if asked.codes:
        return make_response(render_template("verify/codes.html", codes=asked.codes))
    try:
        found = judged(asked)
    except UnreadableInput as error:
        return _unreadable(error, address=asked.address)
    if isinstance(found, Asked):
        return _answered(found)
    again = again_fields(asked, found)
    lone = found.report.endorsement
    page = render_template(
        "verify/verdict.html",
        found=verdicts_of(found.reports),
        endorsed=endorsed_here(lone.endorsed) if lone else None,
        together=len(found.reports) if found.is_container else 0,
        again=again,
        receipts=not services().keyring.locked,
        picture=_picture(found),
    )
    return make_response(page)


def _picture(found: Answer) -> str:
    """Return our own picture, only beside the very bytes that we signed (hardening H03).

    Anyone may write our address as the id of a badge of her own; the id proves nothing.
    """
    credential = found.report.credential
    badge_id = own_badge_id(credential.id) if credential else None
    if badge_id is None or own_badge(badge_id) != found.data:
        return ""
    return url_for("badges.picture", badge_id=badge_id)


def _unreadable(error: BadgerError, *, address: str = "") -> Response:
    """Ask again, with what was typed still there."""
    return _form(
        address=address or request.form.get("url", "")[:MAX_ADDRESS],
        text=request.form.get("text", "")[:MAX_AGAIN_BYTES],
        problem=say(error.reason, error.facts),
    )


def _form(*, address: str, text: str = "", problem: str = "") -> Response:
    page = render_template("verify/ask.html", address=address, text=text, problem=problem)
    response = make_response(page, 422 if problem else 200)
    # The one page where the camera may be asked for; the picture stays in the browser (P10).
    response.headers["Permissions-Policy"] = CAMERA_ALLOWED
    return response
