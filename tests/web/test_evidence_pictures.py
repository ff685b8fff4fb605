"""Pictures: of people who allow them, without what the file tells beside its pixels, for two."""

import io
import struct
import uuid
import zlib

import pytest
from PIL import Image
from sqlalchemy import func, select, update

from badger.db.audit import verify_chain
from badger.db.base import read_session, write_session
from badger.db.opening import open_database
from badger.db.rows import PersonRow, PictureRow
from badger.issuer.recognition import pictures
from tests.web_world import post, token_of

CANARY = b"BADGER-CANARY"


def photo(size=(300, 200), kind="JPEG", **saved) -> bytes:
    """A photo with a position, a camera and a comment in its metadata."""
    exif = Image.Exif()
    exif[0x010F] = CANARY.decode()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 30.0)
    exif.get_ifd(0x8825)[1] = "N"
    made = io.BytesIO()
    Image.new("RGB", size, "green").save(made, kind, exif=exif, **saved)
    return made.getvalue()


def allow(world, name="un", *, allowed="yes"):
    return post(world.client(name), f"/sessions/{world.session_id}/pictures", allowed=allowed)


def send(world, data, *, name="coach", person="un", picture_id=None, session_id=None):
    client = world.client(name)
    fields = {"csrf_token": token_of(client, "/verify"), "id": picture_id or str(uuid.uuid4())}
    if data is not None:
        fields["picture"] = (io.BytesIO(data), "photo.jpg")
    session = session_id or world.session_id
    address = f"/sessions/{session}/people/{world.people[person]}/pictures"
    return client.post(address, data=fields, content_type="multipart/form-data")


def count(world) -> int:
    engine = open_database(world.settings)
    with read_session(engine) as db:
        found = db.scalar(select(func.count()).select_from(PictureRow))
        assert verify_chain(db) is None
    engine.dispose()
    return found


def fetch(world, picture_id, name="un"):
    return world.client(name).get(f"/sessions/{world.session_id}/pictures/{picture_id}")


def test_no_picture_is_kept_without_the_persons_consent(world):
    answer = send(world, photo())
    assert 409 == answer.status_code
    assert "pas donné son accord" in answer.get_data(as_text=True)
    assert 0 == count(world)


def test_r09_a_picture_keeps_its_pixels_and_nothing_else(world):
    allow(world)
    sent, picture_id = photo(comment=CANARY), str(uuid.uuid4())
    assert CANARY in sent
    assert 303 == send(world, sent, picture_id=picture_id).status_code
    answer = fetch(world, picture_id)
    assert CANARY not in answer.data
    with Image.open(io.BytesIO(answer.data)) as kept:
        # No position, no camera, no instant.
        assert {} == dict(kept.getexif())
        # Turned as the camera said, before that word was dropped.
        assert (200, 300) == kept.size
        assert not {"exif", "comment", "icc_profile", "xmp"} & set(kept.info)


def test_r09_a_picture_is_a_file_for_two_and_kept_by_no_proxy(world):
    allow(world)
    picture_id = str(uuid.uuid4())
    send(world, photo(), picture_id=picture_id)
    answer = fetch(world, picture_id)
    assert "attachment; filename=photo.jpg" == answer.headers["Content-Disposition"]
    assert ("no-store", "nosniff") == (
        answer.headers["Cache-Control"],
        answer.headers["X-Content-Type-Options"],
    )
    assert 200 == fetch(world, picture_id, "coach").status_code
    for other in ("trainer", "deux", "pedagogue", "issuer", "elsewhere", "cartographe"):
        assert 404 == fetch(world, picture_id, other).status_code, other
    page = f"/sessions/{world.session_id}/people/{world.people['un']}/pictures"
    assert picture_id in world.client("un").get(page).get_data(as_text=True)
    assert picture_id not in world.client("trainer").get(page).get_data(as_text=True)
    assert 404 == world.client("deux").get(page).status_code


def test_i01_the_same_picture_twice_is_kept_once(world):
    allow(world)
    picture_id = str(uuid.uuid4())
    for _ in range(2):
        assert 303 == send(world, photo(), picture_id=picture_id).status_code
    assert 1 == count(world)


def test_whoever_takes_the_consent_back_erases_the_pictures(world):
    allow(world)
    allow(world)
    picture_id = str(uuid.uuid4())
    send(world, photo(), picture_id=picture_id)
    allow(world, allowed="no")
    allow(world, allowed="no")
    assert 0 == count(world)
    assert 404 == fetch(world, picture_id).status_code
    assert 409 == send(world, photo()).status_code


def test_a_minor_and_somebody_unwatched_allow_no_pictures(world):
    post(world.client("deux"), f"/sessions/{world.session_id}/observed", observed="no")
    assert 409 == allow(world, "deux").status_code
    engine = open_database(world.settings)
    with write_session(engine) as db:
        db.execute(update(PersonRow).where(PersonRow.id == world.people["un"]).values(minor=True))
    engine.dispose()
    assert 409 == allow(world).status_code
    assert 409 == send(world, photo()).status_code


@pytest.mark.parametrize(
    ("path", "fields"), [("observed", {"observed": "no"}), ("leave", {})], ids=["unseen", "gone"]
)
def test_whoever_is_watched_no_more_is_on_no_picture(world, path, fields):
    allow(world)
    send(world, photo())
    assert 1 == count(world)
    post(world.client("un"), f"/sessions/{world.session_id}/{path}", **fields)
    assert 0 == count(world)
    assert 409 == send(world, photo()).status_code


def test_a08_only_an_observer_of_the_session_sends_pictures(world):
    allow(world)
    assert 403 == send(world, photo(), name="un").status_code
    assert 404 == send(world, photo(), session_id="1" * 22).status_code
    assert 0 == count(world)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (None, 422),
        (b"", 422),
        (b"GIF89a" + bytes(100), 422),
        (b"\xff\xd8\xff" + bytes(100), 422),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 422),
    ],
    ids=["none", "empty", "gif", "broken", "svg"],
)
def test_hostile_bytes_are_refused_in_french(world, data, expected):
    allow(world)
    assert expected == send(world, data).status_code
    assert 0 == count(world)


def bomb(width, height) -> bytes:
    """A PNG of a few bytes that says it holds so many pixels."""
    parts = [struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0), zlib.compress(bytes(64)), b""]
    chunks = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in zip((b"IHDR", b"IDAT", b"IEND"), parts, strict=True)
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize("size", [(50_000, 50_000), (1, 2**31 - 1), (4096, 4097), (0, 0)])
def test_p03_a_photo_bomb_is_refused_with_a_sentence_and_the_site_goes_on(world, size):
    allow(world)
    answer = send(world, bomb(*size))
    assert 422 == answer.status_code
    assert "photo" in answer.get_data(as_text=True)
    assert 303 == send(world, photo()).status_code
    assert 1 == count(world)


def test_a_picture_with_too_many_pixels_is_refused_and_a_large_one_made_smaller(world):
    allow(world)
    assert 422 == send(world, photo((4097, 4096), "PNG")).status_code
    picture_id = str(uuid.uuid4())
    send(world, photo((3200, 1000)), picture_id=picture_id)
    with Image.open(io.BytesIO(fetch(world, picture_id).data)) as kept:
        assert 1600 == max(kept.size)


def test_an_id_that_is_none_is_refused(world):
    allow(world)
    assert 400 == send(world, photo(), picture_id="1").status_code


def test_no_more_pictures_than_the_limit(world):
    allow(world)
    for _ in range(pictures.MAX_PICTURES):
        assert 303 == send(world, photo((8, 8))).status_code
    answer = send(world, photo((8, 8)))
    assert 409 == answer.status_code
    assert "Il y a déjà 12 photos" in answer.get_data(as_text=True)
