"""The directory: off by default, over after 90 days, an order that judges nobody (S8)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from badger.accompaniment.directory import (
    DIRECTORY_VERSION,
    DirectoryConsentUnknown,
    Entry,
    EntryInvalid,
    NotInDirectory,
    change_entry,
    entries_of_day,
    leave_directory,
    place_of_day,
    show_in_directory,
)
from badger.accompaniment.directory_queries import entry_of, live_entry
from badger.privacy.guardians import GuardianConsentMissing
from badger.privacy.retention import forget_in_time
from tests.factories import NOW, make_person

DAY = date(2026, 3, 14)
DAYS_90 = timedelta(days=90)


def entry_for(person_id, **change):
    entry = Entry(
        person_id=person_id,
        shown_name="Exemple U.",
        sector="agriculture",
        commune="Bourg d'exemple",
        words="",
        credential_ids=(),
        consent_version=DIRECTORY_VERSION,
    )
    return replace(entry, **change)


@pytest.fixture
def person(db):
    return make_person(db, "Exemple Un").id


def test_nobody_is_in_it_who_did_not_ask(db, person):
    assert (None, []) == (entry_of(db, person), entries_of_day(db, DAY, now=NOW))


def test_after_ninety_days_an_entry_is_over(db, person):
    row = show_in_directory(db, entry_for(person), now=NOW)
    just_before = NOW + DAYS_90 - timedelta(seconds=1)
    assert [row.id] == [one.id for one in entries_of_day(db, DAY, now=just_before)]
    assert [] == entries_of_day(db, DAY, now=NOW + DAYS_90)
    assert live_entry(db, row.id, now=NOW + DAYS_90) is None


def test_g05_what_is_over_is_forgotten(db, person):
    show_in_directory(db, entry_for(person), now=NOW)
    forget_in_time(db, now=NOW + DAYS_90 + timedelta(seconds=1))
    db.expire_all()
    assert entry_of(db, person) is None


def test_showing_anew_keeps_one_entry_and_counts_anew(db, person):
    first = show_in_directory(db, entry_for(person), now=NOW).id
    later = NOW + timedelta(days=30)
    row = show_in_directory(db, entry_for(person, commune="Exemple-sur-Val"), now=later)
    assert (first, "Exemple-sur-Val", later + DAYS_90) == (row.id, row.commune, row.until)


def test_a_small_change_keeps_the_last_day(db, person):
    show_in_directory(db, entry_for(person), now=NOW)
    row = change_entry(db, entry_for(person, words="Dehors."), now=NOW + timedelta(days=30))
    assert ("Dehors.", NOW, NOW + DAYS_90) == (row.words, row.shown_at, row.until)


@pytest.mark.parametrize("days", [None, 90])
def test_a_change_shows_nobody_who_is_not_shown(db, person, days):
    if days is not None:
        show_in_directory(db, entry_for(person), now=NOW - timedelta(days=days))
    with pytest.raises(NotInDirectory):
        change_entry(db, entry_for(person), now=NOW)
    assert [] == entries_of_day(db, DAY, now=NOW)


@pytest.mark.parametrize(
    "change", [{"words": "é" * 281}, {"sector": "finance"}, {"consent_version": "2020-01"}]
)
def test_a_change_that_does_not_fit_changes_nothing(db, person, change):
    show_in_directory(db, entry_for(person), now=NOW)
    with pytest.raises((EntryInvalid, DirectoryConsentUnknown)):
        change_entry(db, entry_for(person, **change), now=NOW)
    assert ("agriculture", "") == (entry_of(db, person).sector, entry_of(db, person).words)


def test_who_leaves_is_out_at_once_without_a_trace(db, person):
    show_in_directory(db, entry_for(person), now=NOW)
    leave_directory(db, person, now=NOW)
    leave_directory(db, person, now=NOW)
    assert entry_of(db, person) is None


@pytest.mark.parametrize(
    "change",
    [
        {"shown_name": ""},
        {"shown_name": "é" * 41},
        {"sector": "finance"},
        {"commune": ""},
        {"commune": "é" * 61},
        {"words": "é" * 281},
    ],
)
def test_an_entry_has_words_that_fit(db, person, change):
    with pytest.raises(EntryInvalid):
        show_in_directory(db, entry_for(person, **change), now=NOW)


def test_a_text_that_is_not_ours_shows_nobody(db, person):
    with pytest.raises(DirectoryConsentUnknown):
        show_in_directory(db, entry_for(person, consent_version="2020-01"), now=NOW)


def test_nobody_who_is_not_there_is_shown(db):
    with pytest.raises(EntryInvalid):
        show_in_directory(db, entry_for("1" * 22), now=NOW)


def test_c12_a_minor_waits_for_a_guardian(db):
    minor = make_person(db, "Exemple Huit")
    minor.minor = True
    db.flush()
    with pytest.raises(GuardianConsentMissing):
        show_in_directory(db, entry_for(minor.id), now=NOW)


def test_c19_the_order_is_the_same_for_all_on_a_day_and_blind_to_badges(db):
    people = [make_person(db, f"Exemple {number}").id for number in range(8)]
    rows = [
        show_in_directory(db, entry_for(one, credential_ids=["c"] * number), now=NOW)
        for number, one in enumerate(people)
    ]
    today = [row.id for row in entries_of_day(db, DAY, now=NOW)]
    assert sorted((row.id for row in rows), key=lambda one: place_of_day(one, DAY)) == today
    assert today == [row.id for row in entries_of_day(db, DAY, now=NOW)]
    days = [DAY + timedelta(days=number) for number in range(8)]
    assert 1 < len({tuple(r.id for r in entries_of_day(db, day, now=NOW)) for day in days})


def test_the_place_of_a_day_is_a_digest_of_both():
    # printf '2026-03-14 a' | sha256sum
    expected = "f3b2288e57a2a6bb861985f592a85e37a7f7125523baaffd2e963ffa7d26ccbb"
    assert expected == place_of_day("a", DAY)
