"""The public verifier: a paste, a file or an address in, a verdict out. No account, no trace."""

from typing import Final

from flask import Blueprint, render_template, request, url_for

from badger.errors import BadgerError
from badger.verify.errors import UnreadableInput
from badger.verify.judge import Answer, Question
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
        found = services().judge.answer(_question())
    except UnreadableInput as error:
        return _unreadable(error), 422
    report = found.report
    return render_template(
        "verify/verdict.html",
        page=verdict_page(report),
        report=report,
        retry=_retry(found),
        picture=_picture(found),
    )


def _question() -> Question:
    """Read the one thing that was sent: a file, else a text, else an address."""
    here = services()
    recipient = request.form.get("recipient", "").strip() or None
    policy, now = here.policy(recipient), here.clock()
    file = request.files.get("file")
    if file is not None and file.filename:
        return Question(data=file.stream.read(), policy=policy, now=now)
    text = request.form.get("text", "").strip()
    if text:
        return Question(data=text.encode(), policy=policy, now=now)
    address = request.form.get("url", "").strip()[:MAX_ADDRESS]
    if not address:
        raise UnreadableInput("input.missing")
    own = own_badge(address)
    return Question(data=own or b"", address="" if own else address, policy=policy, now=now)


def _picture(found: Answer) -> str:
    """Return our own picture, only beside the very bytes that we signed (hardening H03).

    Anyone may write our address as the id of a badge of her own; the id proves nothing.
    """
    credential = found.report.credential
    badge_id = own_badge_id(credential.id) if credential else None
    if badge_id is None or own_badge(badge_id) != found.data:
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


def _retry(found: Answer) -> dict[str, str]:
    """Return the form fields that ask the same again, where asking again may help."""
    report = found.report
    if report.verdict is not Verdict.INCONCLUSIVE or not _may_change(report):
        return {}
    address = request.form.get("url", "").strip()[:MAX_ADDRESS]
    if address and not request.form.get("text"):
        return {"url": address}
    if len(found.data) > MAX_RETRY_BYTES:
        return {}
    return {"text": found.data.decode("utf-8", errors="replace")}


def _may_change(report: Report) -> bool:
    """Tell whether the same badge may get another answer: a format stays as it is."""
    codes = [f.code for f in report.findings if f.outcome is Outcome.UNDETERMINED]
    return not any(code.endswith(UNSUPPORTED) for code in codes)
