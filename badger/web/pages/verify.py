"""The public verifier: a paste, a file or an address in, a verdict out. No account, no trace."""

from typing import Final

from flask import Blueprint, render_template, request, url_for

from badger.errors import BadgerError
from badger.verify import verify
from badger.verify.errors import UnreadableInput
from badger.verify.intake import Presented, fetch_presented, read_presented
from badger.verify.report import Outcome, Report, Verdict
from badger.web.own_badges import own_badge, own_badge_id
from badger.web.presenters.report import say, verdict_page
from badger.web.services import services

blueprint = Blueprint("verify", __name__)

MAX_ADDRESS: Final = 2000
MAX_RETRY_BYTES: Final = 64 * 1024
UNSUPPORTED: Final = (".unsupported_format", ".unsupported_suite", ".unsupported_type")


@blueprint.get("/verify")
def ask() -> str:
    """Show the form; `?url=` fills in the address."""
    address = request.args.get("url", "")[:MAX_ADDRESS]
    return render_template("verify/ask.html", address=address)


@blueprint.post("/verify")
def answer() -> tuple[str, int] | str:
    """Verify what was sent and show the verdict; nothing of it is kept."""
    try:
        presented = _presented()
    except UnreadableInput as error:
        return _unreadable(error), 422
    report = _verify(presented)
    return render_template(
        "verify/verdict.html",
        page=verdict_page(report),
        report=report,
        retry=_retry(presented, report),
        picture=_picture(presented, report),
    )


def _presented() -> Presented:
    """Read the one thing that was sent: a file, else a text, else an address."""
    file = request.files.get("file")
    if file is not None and file.filename:
        return read_presented(file.stream.read())
    text = request.form.get("text", "").strip()
    if text:
        return read_presented(text.encode())
    address = request.form.get("url", "").strip()[:MAX_ADDRESS]
    if not address:
        raise UnreadableInput("input.missing")
    return _at_address(address)


def _at_address(address: str) -> Presented:
    """Read our own badges from the database, others over the guarded network."""
    own = own_badge(address)
    return read_presented(own) if own else fetch_presented(address, services().fetcher)


def _verify(presented: Presented) -> Report:
    here = services()
    recipient = request.form.get("recipient", "").strip() or None
    return verify(presented, here.policy(recipient), resolver=here.resolver, now=here.clock())


def _picture(presented: Presented, report: Report) -> str:
    """Return our own picture, only beside the very bytes that we signed (hardening H03).

    Anyone may write our address as the id of a badge of her own; the id proves nothing.
    """
    credential = report.credential
    badge_id = own_badge_id(credential.id) if credential else None
    if badge_id is None or own_badge(badge_id) != presented.data:
        return ""
    return url_for("badges.picture", badge_id=badge_id)


def _unreadable(error: BadgerError) -> str:
    """Ask again, with what was typed still there."""
    return render_template(
        "verify/ask.html",
        address=request.form.get("url", "")[:MAX_ADDRESS],
        text=request.form.get("text", "")[:MAX_RETRY_BYTES],
        problem=say(error.reason, error.facts),
    )


def _retry(presented: Presented, report: Report) -> dict[str, str]:
    """Return the form fields that ask the same again, where asking again may help."""
    if report.verdict is not Verdict.INCONCLUSIVE or not _may_change(report):
        return {}
    address = request.form.get("url", "").strip()[:MAX_ADDRESS]
    if address and not request.form.get("text"):
        return {"url": address}
    if len(presented.data) > MAX_RETRY_BYTES:
        return {}
    return {"text": presented.data.decode("utf-8", errors="replace")}


def _may_change(report: Report) -> bool:
    """Tell whether the same badge may get another answer: a format stays as it is."""
    codes = [f.code for f in report.findings if f.outcome is Outcome.UNDETERMINED]
    return not any(code.endswith(UNSUPPORTED) for code in codes)
