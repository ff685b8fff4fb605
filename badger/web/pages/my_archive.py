"""Taking everything along in one file, and bringing it here from elsewhere."""

import io
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import IO, Final

from flask import Blueprint, Response, render_template, request

from badger.backpack.archive import read_archive
from badger.errors import BadgerError
from badger.web.bringing import bring_archive
from badger.web.bringing_told import bring_told
from badger.web.kept_archive import write_backpack
from badger.web.language import gettext
from badger.web.presenters.report import say
from badger.web.security.few_at_once import FewAtOnce
from badger.web.security.viewer import signed_in
from badger.web.services import services

blueprint = Blueprint("my_archive", __name__)

FILE_NAME: Final = "mon-sac-a-badges.zip"
# Each piece has ten seconds to be taken (docs/adr/0026), so that a slow line has minutes for all.
PIECE_BYTES: Final = 64 * 1024
# A thread of the process serves nobody else meanwhile: the others are for everybody.
MOST_TAKING: Final = 2
taking: Final = FewAtOnce(MOST_TAKING)


class ArchivesBusy(BadgerError):
    """Others are fetching their archives, or this person hers already."""

    code = "archive.busy"


@blueprint.get("/me/archive")
def show() -> str:
    """Offer the archive, and ask for one from elsewhere."""
    return render_template("me/archive.html", problem="")


@blueprint.get("/me/archive/file")
def take() -> Response:
    """Give everything in one file; it is written to a nameless one first, and sent in pieces."""
    who = signed_in()
    if not taking.take(who.person_id):
        raise ArchivesBusy
    with ExitStack() as held:
        held.callback(taking.give_back, who.person_id)
        file = held.enter_context(TemporaryFile())
        write_backpack(file, who.person_id, name=who.display_name, now=services().clock())
        size = file.tell()
        sent = held.pop_all()
    answer = Response(_pieces(file, sent), mimetype="application/zip")
    # Whoever hangs up before the first piece gives the place back as well.
    answer.call_on_close(sent.close)
    answer.content_length = size
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer


def _pieces(file: IO[bytes], held: ExitStack) -> Iterator[bytes]:
    with held:
        file.seek(0)
        while piece := file.read(PIECE_BYTES):
            yield piece


@blueprint.post("/me/archive")
def bring() -> str | tuple[str, int]:
    """Bring the badges of an archive in, each verified, and what the person told herself."""
    file, person_id = request.files.get("archive"), signed_in().person_id
    with io.BytesIO() if file is None else file.stream as stream:
        try:
            unpacked = read_archive(stream)
        except BadgerError as error:
            return render_template("me/archive.html", problem=say(error.reason, error.facts)), 422
        brought = bring_archive(unpacked, person_id=person_id, monotonic=time.monotonic)
        words = bring_told(stream, person_id=person_id, monotonic=time.monotonic)
    return render_template(
        "me/archive_brought.html",
        title=gettext("Votre sac est arrivé"),
        brought=brought,
        counts=Counter(one.change for one in brought),
        words=words,
        told=Counter(one.change for one in words.experiences),
        pictures=sum(one.is_pictured for one in words.experiences),
    )
