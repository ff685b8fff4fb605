"""What a person told herself, in an archive: read as it was written; what is odd is named."""

import hashlib
import io
import json
import zipfile
from datetime import UTC, date, datetime

import pytest

from badger.backpack.archive import FORMAT
from badger.backpack.told_archive import (
    MAX_EXPERIENCES,
    MAX_LETTERS,
    MAX_PHOTO_BYTES,
    ArchivedExperience,
    OddExperience,
    PhotoChanged,
    ToldElsewhere,
    WordsUnreadable,
    read_photo,
    read_told,
)

ROW = {
    "id": "a1",
    "person_id": "b2",
    "what": "Un repas\n<script>",
    "place": "Salle",
    "happened_on": "2026-03-07",
    "jpeg": {"file": "photos/0001.jpg"},
    "told_at": "2026-03-08T09:30:00Z",
}


def archive(files: dict[str, bytes], *, sums: dict[str, str] | None = None) -> io.BytesIO:
    held = io.BytesIO()
    told = {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    index = {"format": FORMAT, "badges": [], "collections": [], "sha256": {**told, **(sums or {})}}
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("index.json", json.dumps(index))
        for name, data in files.items():
            made.writestr(name, data)
    return held


def whole(data) -> io.BytesIO:
    told = {"format": "badger-personal-data-1", "data": data}
    return archive({"mes-donnees.json": json.dumps(told).encode()})


def one(row) -> ArchivedExperience | OddExperience:
    (found,) = read_told(whole({"experiences": [row]})).experiences
    return found


def test_an_experience_is_read_as_it_was_told():
    expected = ArchivedExperience(
        line=1,
        what="Un repas\n<script>",
        place="Salle",
        happened_on=date(2026, 3, 7),
        told_at=datetime(2026, 3, 8, 9, 30, tzinfo=UTC),
        photo="photos/0001.jpg",
    )
    assert expected == one(ROW)


def test_an_experience_of_words_alone_is_read():
    found = one({**ROW, "place": None, "happened_on": None, "jpeg": None})
    assert isinstance(found, ArchivedExperience)
    assert (None, None, "") == (found.place, found.happened_on, found.photo)


@pytest.mark.parametrize(
    ("member", "value"),
    [
        ("what", ""),
        ("what", "  "),
        ("what", None),
        ("what", 7),
        ("what", ["x"]),
        ("what", "x" * (MAX_LETTERS + 1)),
        ("what", "a\u0007b"),
        ("place", ""),
        ("place", {"a": 1}),
        ("place", "a\u009fb"),
        ("happened_on", "hier"),
        ("happened_on", "2026-02-30"),
        ("happened_on", "20260307"),
        ("happened_on", 20260307),
        ("told_at", None),
        ("told_at", "2026-03-08"),
        ("told_at", 5),
        ("jpeg", "photos/0001.jpg"),
        ("jpeg", {"file": "../../etc/passwd"}),
        ("jpeg", {"file": "index.json"}),
        ("jpeg", {"file": ["photos/0001.jpg"]}),
        ("jpeg", {"file": "photos/0001.jpg", "more": 1}),
    ],
)
def test_w01_an_odd_value_is_named_and_its_experience_stays_out(member, value):
    found = one({**ROW, member: value})
    assert isinstance(found, OddExperience)
    assert (1, member) == (found.line, found.member)


def test_a_day_without_a_place_is_odd():
    found = one({**ROW, "place": None})
    assert OddExperience(line=1, what=ROW["what"], member="happened_on") == found


@pytest.mark.parametrize("row", [{**ROW, "observed_by": "x"}, {}, "x", None, 3, []])
def test_an_unknown_member_or_no_object_is_odd(row):
    assert isinstance(one(row), OddExperience)


def test_the_tables_that_stay_in_the_file_are_named():
    told = read_told(whole({"experiences": [], "feedback": [{"note": "x"}], "reflections": []}))
    assert ToldElsewhere(others=frozenset({"feedback"})) == told


def test_an_archive_without_data_tells_nothing():
    assert ToldElsewhere() == read_told(archive({}))


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"[]",
        b'{"format": "other", "data": {}}',
        b'{"format": "badger-personal-data-1", "data": []}',
        b'{"format": "badger-personal-data-1", "data": {"experiences": {}}}',
    ],
)
def test_data_that_is_not_written_as_here_is_refused(data):
    with pytest.raises(WordsUnreadable):
        read_told(archive({"mes-donnees.json": data}))


def test_data_that_changed_since_is_refused():
    file = archive({"mes-donnees.json": b"{}"}, sums={"mes-donnees.json": "0"})
    with pytest.raises(WordsUnreadable):
        read_told(file)


def test_p08_too_long_data_and_too_many_experiences_are_refused():
    noise = hashlib.shake_256(b"x").digest(8 * 1024 * 1024 + 1).hex().encode()
    with pytest.raises(WordsUnreadable):
        read_told(archive({"mes-donnees.json": noise}))
    with pytest.raises(WordsUnreadable):
        read_told(whole({"experiences": [ROW] * (MAX_EXPERIENCES + 1)}))


def test_a_picture_is_read_where_it_is_the_one_of_the_index():
    assert b"x" == read_photo(archive({"photos/0001.jpg": b"x"}), "photos/0001.jpg")


def test_a_picture_that_changed_is_missing_or_too_long_is_refused():
    noise = hashlib.shake_256(b"x").digest(MAX_PHOTO_BYTES + 1)
    for file in (
        archive({"photos/0001.jpg": b"x"}, sums={"photos/0001.jpg": "0"}),
        archive({}),
        archive({"photos/0001.jpg": noise}),
    ):
        with pytest.raises(PhotoChanged):
            read_photo(file, "photos/0001.jpg")
