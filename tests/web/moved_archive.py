"""A whole backpack from one site to another: `make archive` does it with 500 badges, 200 photos.

Time and memory of both ways are printed. Tests move a smaller one.
"""

import ctypes
import gc
import hashlib
import json
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import IO, Final, TypeVar

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, stream_encode_multipart

from badger.app import MAX_REQUEST_BYTES, create_app
from badger.backpack.collections import add_to, make_collection
from badger.backpack.imports import import_badge
from badger.db.base import Session, read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import CollectionItemRow, CollectionRow, ExperienceRow, HoldingRow
from badger.verify import LocalJudge, Question, Resolver, VerificationPolicy
from badger.verify.sources import Fetched
from tests.web_world import Territory, WebWorld, build_territory, open_world, token_of
from tests.world import World

NOW: Final = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
NAME: Final = "un"
PHOTO_BYTES: Final = 350_000
MIB: Final = 1024 * 1024
Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class Kept:
    """What somebody has: documents of badges; collections by name, as documents in order."""

    badges: frozenset[bytes]
    collections: dict[str, tuple[bytes, ...]]


def sites(folder: Path, outside: World, *, built: tuple[Path, Territory]) -> list[WebWorld]:
    """Two installations on one internet, each a copy of a territory that was built."""
    found = []
    for name in ("ici", "ailleurs"):
        shutil.copytree(built[0], folder / name)
        base_url = f"https://{name}.example"
        world = open_world(folder / name, built[1], clock=lambda: NOW, base_url=base_url)
        app = create_app(world.settings, clock=lambda: NOW, fetcher=outside)
        found.append(replace(world, app=app))
    return found


def fill(site: WebWorld, outside: World, *, badges: int, photos: int, photo_bytes: int) -> None:
    """Give a person badges of others, photos of what she did, and a collection of the badges."""
    judge, drawn = LocalJudge(Resolver(Fetched(outside)), outside), count()
    who = site.people[NAME]

    def give(db: Session) -> None:
        held = []
        for number in range(badges):
            badge = outside.issue_badge(id=f"https://club.example/badges/{number}")
            data = json.dumps(badge).encode()
            question = Question(data=data, policy=VerificationPolicy(), now=NOW)
            received = import_badge(db, judge.answer(question), person_id=who, now=NOW)
            held.append(received.row.id)
        row = make_collection(db, "Dehors", person_id=who, now=NOW)
        add_to(db, row.id, held, person_id=who)
        for _ in range(photos):
            jpeg = _photo(next(drawn), photo_bytes)
            db.add(ExperienceRow(person_id=who, what="Un repas", jpeg=jpeg, told_at=NOW))

    engine = open_database(site.settings)
    with write_session(engine) as db:
        give(db)
    engine.dispose()


def _photo(number: int, size: int) -> bytes:
    """Bytes that begin as a photo does, and that nothing packs smaller."""
    return b"\xff\xd8" + hashlib.shake_256(b"%d" % number).digest(size)


def kept(site: WebWorld) -> Kept:
    """What the person has at a site."""
    engine = open_database(site.settings)
    who = site.people[NAME]
    with read_session(engine) as db:
        rows = db.scalars(select(HoldingRow).where(HoldingRow.person_id == who)).all()
        documents = {row.id: row.document for row in rows}
        collections = {}
        for made in db.scalars(select(CollectionRow).where(CollectionRow.person_id == who)):
            items = select(CollectionItemRow).where(CollectionItemRow.collection_id == made.id)
            items = items.order_by(CollectionItemRow.position)
            collections[made.name] = tuple(documents[one.holding_id] for one in db.scalars(items))
    engine.dispose()
    return Kept(frozenset(documents.values()), collections)


def photos_of(site: WebWorld) -> set[bytes]:
    """The digests of a person's photos."""
    engine = open_database(site.settings)
    with read_session(engine) as db:
        rows = db.scalars(select(ExperienceRow)).all()
        found = {hashlib.sha256(row.jpeg or b"").digest() for row in rows}
    engine.dispose()
    return found


def take(site: WebWorld, archive: Path) -> None:
    """Take everything along, as a browser does."""
    with site.client(NAME).get("/me/archive/file") as answer, archive.open("wb") as file:
        assert 200 == answer.status_code
        for piece in answer.iter_encoded():
            file.write(piece)


def bring(site: WebWorld, archive: Path) -> str:
    """Bring it elsewhere, as a browser does; return the page."""
    client = site.client(NAME)
    with archive.open("rb") as file:
        answer = send_archive(client, "/me/archive", file)
    assert 200 == answer.status_code, answer.get_data(as_text=True)
    return answer.get_data(as_text=True)


def send_archive(client: FlaskClient, address: str, file: IO[bytes]) -> TestResponse:
    """Send a long file with a form, and leave no file of the client's open."""
    sent = FileStorage(file, filename="sac.zip")
    fields = MultiDict({"csrf_token": token_of(client), "archive": sent})
    body, length, boundary = stream_encode_multipart(fields)
    kind = f'multipart/form-data; boundary="{boundary}"'
    with body:
        return client.post(address, input_stream=body, content_length=length, content_type=kind)


def photos_in(archive: Path) -> set[bytes]:
    """The digests of the photos in an archive."""
    with zipfile.ZipFile(archive) as opened:
        names = [name for name in opened.namelist() if name.startswith("photos/")]
        return {hashlib.sha256(opened.read(name)).digest() for name in names}


def measured(what: str, do: Callable[[], Found]) -> Found:
    """Do something; print how long it took, and how much memory at most on top of before."""
    # What was freed before is given back first: it would hide what is taken now.
    gc.collect()
    ctypes.CDLL(None).malloc_trim(0)
    Path("/proc/self/clear_refs").write_text("5")
    before, start = _memory("VmRSS"), time.monotonic()
    found = do()
    print(f"{what}: {time.monotonic() - start:.1f} s, {_memory('VmHWM') - before:.0f} MiB more")
    return found


def _memory(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    (line,) = [line for line in lines if line.startswith(name)]
    return int(line.split()[1]) / 1024


def main(badges: int, photos: int) -> None:
    """Move a large backpack, and say what it took. Raises: AssertionError, where one is lost."""
    outside = World()
    with tempfile.TemporaryDirectory() as name:
        folder, archive = Path(name), Path(name) / "sac.zip"
        (folder / "built").mkdir()
        built = folder / "built", build_territory(folder / "built", now=NOW)
        here, elsewhere = sites(folder, outside, built=built)
        fill(here, outside, badges=badges, photos=photos, photo_bytes=PHOTO_BYTES)
        measured("taken", lambda: take(here, archive))
        size, usual = archive.stat().st_size / MIB, MAX_REQUEST_BYTES / MIB
        print(f"archive: {size:.1f} MiB; another form: {usual:.1f} MiB at most")
        measured("brought", lambda: bring(elsewhere, archive))
        times = 1
        while kept(elsewhere) != kept(here):
            before = len(kept(elsewhere).badges)
            measured("brought again", lambda: bring(elsewhere, archive))
            assert len(kept(elsewhere).badges) > before
            times += 1
        assert photos_in(archive) == photos_of(here)
        print(f"{badges} badges and {photos} photos: nothing lost, brought {times} time(s)")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
