"""What a device signed is stored once, in the device's order, or refused and said why."""

import json
import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from badger.db.audit import verify_chain
from badger.db.base import read_session, write_session
from badger.db.rows import AuditEventRow, DeviceEventRow, DeviceRow, ObservationRow
from badger.issuer.achievement_queries import criteria_of
from badger.issuer.devices import receive
from badger.issuer.devices.errors import OtherObserver
from badger.issuer.devices.events import read_batch
from badger.issuer.devices.queries import last_numbers
from badger.issuer.devices.receive import clock_skew_s, receive_batch
from badger.issuer.queries import session_board
from badger.issuer.recognition.observations import Mark, record_observation
from badger.issuer.recognition.rules import Level
from badger.issuer.recognition.sessions import add_participant
from tests.factories import NOW, make_person, make_scene
from tests.phones import P256Key, Phone, encoded, instant


class Place:
    """A session with one person, and the telephones of its two observers."""

    def __init__(self, engine) -> None:
        self.engine = engine
        with write_session(engine) as db:
            scene = make_scene(db)
            self.session, self.person = scene.session.id, scene.person.id
            self.coach, self.trainer = scene.coach.id, scene.trainer.id
            self.day = scene.session.starts_on.isoformat()
            self.criteria = [row.id for row in criteria_of(db, scene.version.id)]
        self.phone = Phone(self.coach)

    def mark(self, level=2, *, phone=None, criterion=0, **changed):
        changed = {"session_date": self.day} | changed
        place = (self.session, self.person, self.criteria[criterion])
        return (phone or self.phone).mark(*place, level, **changed)

    def take_back(self, *, phone=None, criterion=0, **changed):
        changed = {"session_date": self.day} | changed
        place = (self.session, self.person, self.criteria[criterion])
        return (phone or self.phone).withdrawal(*place, **changed)

    def send(self, *events, phone=None, now=NOW, **changed):
        phone = phone or self.phone
        return receive_batch(
            read_batch(encoded(phone.batch(*events, **changed))),
            observer_id=phone.observer,
            writing=lambda: write_session(self.engine),
            now=now,
        )

    def levels(self):
        with read_session(self.engine) as db:
            return [row.level for row in session_board(db, self.session).marks]

    def count(self, row):
        with read_session(self.engine) as db:
            return db.scalar(select(func.count()).select_from(row))


@pytest.fixture
def place(engine):
    return Place(engine)


def outcomes(answers):
    return [a.refusal.reason if a.refusal else a.outcome for a in answers]


def test_a_signed_mark_is_stored_with_both_times_and_its_bytes(place):
    event = place.mark(3, note="Passe deux fois.", entered_at="2026-03-12T18:00:00.250Z")
    assert ["stored"] == outcomes(place.send(event))

    with read_session(place.engine) as db:
        (mark,) = session_board(db, place.session).marks
        (row,) = db.scalars(select(DeviceEventRow))
    assert (3, "Passe deux fois.", NOW) == (mark.level, mark.note, mark.entered_at)
    assert event["payload"].encode() == row.payload
    assert "2026-03-12T18:00:00.250000+00:00" == row.entered_on_device_at.isoformat()
    assert (NOW, place.day) == (row.received_at, row.session_date.isoformat())
    assert (mark.id, 1) == (row.observation_id, row.sequence)


def test_an_older_browser_signs_on_p_256(place):
    phone = Phone(place.coach, P256Key())
    assert ["stored"] == outcomes(place.send(place.mark(phone=phone), phone=phone))


def test_i01_the_same_batch_again_stores_nothing(place):
    batch = [place.mark(criterion=n) for n in range(3)]
    place.send(*batch)
    assert ["already"] * 3 == outcomes(place.send(*batch))
    assert (3, 3, 1) == tuple(map(place.count, (ObservationRow, DeviceEventRow, DeviceRow)))


def test_i01_a_batch_that_comes_many_times_at_once_is_stored_once(place):
    batch = [place.mark(criterion=n) for n in range(3)]
    answers = []
    senders = [
        threading.Thread(target=lambda: answers.append(outcomes(place.send(*batch))))
        for _ in range(6)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    assert 3 == [outcome for one in answers for outcome in one].count("stored")
    assert 15 == [outcome for one in answers for outcome in one].count("already")
    assert 3 == place.count(ObservationRow)


def test_what_is_stored_stays_stored_when_the_observer_is_no_longer_one(place):
    event = place.mark()
    place.send(event)
    elsewhere = place.mark(session="1" * 22)
    assert ["already", "observation.not_an_observer"] == outcomes(place.send(event, elsewhere))


def test_one_refused_event_holds_up_no_other(place):
    first, far = place.mark(1), place.mark(criterion=1, note="a" * 281)
    answers = place.send(first, far, place.mark(2, criterion=2))
    assert ["stored", "observation.note_too_long", "stored"] == outcomes(answers)
    assert [1, 2] == place.levels()


def test_a_refused_event_is_stored_once_its_reason_is_gone(place):
    with write_session(place.engine) as db:
        late = make_person(db, "Exemple Tard").id
    event = place.mark(person=late)
    assert ["observation.not_observed"] == outcomes(place.send(event))
    assert 0 == place.count(DeviceRow)
    with write_session(place.engine) as db:
        add_participant(db, place.session, person_id=late, now=NOW)
    assert ["stored"] == outcomes(place.send(event))


def test_a_changed_byte_breaks_the_signature(place):
    event = place.mark(1)
    event["payload"] = event["payload"].replace('"level": 1', '"level": 3')
    assert ["device_event.signature"] == outcomes(place.send(event))
    assert [] == place.levels()


def test_a_tap_signed_by_another_device_is_refused(place):
    other = Phone(place.coach)
    answers = place.send(place.mark(phone=other), place.mark(device="x" * 43))
    assert ["device_event.signature", "device_event.unreadable"] == outcomes(answers)


def test_a_tap_of_another_observer_is_refused(place):
    answers = place.send(place.mark(observer=place.trainer))
    assert ["device_event.unreadable"] == outcomes(answers)
    with pytest.raises(OtherObserver):
        place.send(place.mark(), observer=place.trainer)


def test_a_device_belongs_to_one_observer(place):
    place.send(place.mark())
    thief = Phone(place.trainer, place.phone.key)
    answers = place.send(place.mark(phone=thief, sequence=9), phone=thief)
    assert ["device_batch.other_observer"] == outcomes(answers)


def test_a_second_device_has_its_own_key_and_count(place):
    second = Phone(place.coach)
    place.send(place.mark(1))
    assert ["stored"] == outcomes(place.send(place.mark(2, phone=second), phone=second))
    with read_session(place.engine) as db:
        assert {place.phone.key.public.thumbprint(): 1, second.key.public.thumbprint(): 1} == dict(
            last_numbers(db, place.coach)
        )
        kinds = list(db.scalars(select(AuditEventRow.kind)))
        assert 2 == kinds.count("device.registered")
        assert verify_chain(db) is None


def test_no_more_devices_than_the_limit(place):
    for _ in range(receive.MAX_DEVICES):
        phone = Phone(place.coach)
        assert ["stored"] == outcomes(place.send(place.mark(phone=phone), phone=phone))
    phone = Phone(place.coach)
    answers = place.send(place.mark(phone=phone), phone=phone)
    assert ["device_batch.too_many_devices"] == outcomes(answers)


def test_two_events_with_one_id_or_number_are_one(place):
    first = place.mark(1)
    place.send(first)
    same_id = place.mark(3, id=json.loads(first["payload"])["id"])
    same_number = place.mark(3, sequence=1)
    assert ["device_event.changed"] == outcomes(place.send(same_id))
    assert ["device_event.changed"] == outcomes(place.send(same_number))
    assert [1] == place.levels()


def test_a_batch_keeps_the_devices_order(place):
    later, earlier = place.mark(1, sequence=8), place.mark(2, sequence=7)
    assert ["stored", "device_event.out_of_order"] == outcomes(place.send(later, earlier))


def test_i15_marks_stand_in_the_order_of_taps_whatever_the_clocks_say(place):
    first, second, third = place.mark(1), place.mark(2), place.mark(3)
    place.send(third)
    # Our clock went back an hour, and the first tap had been refused before.
    place.send(second, now=NOW - timedelta(hours=1))
    place.send(first, now=NOW + timedelta(hours=1))
    assert [1, 2, 3] == place.levels()


def test_marks_of_the_form_and_of_two_devices_stand_as_they_arrived(place):
    second = Phone(place.coach)
    place.send(place.mark(1))
    with write_session(place.engine) as db:
        mark = Mark(place.session, place.person, place.criteria[1], Level.SHOWS_OTHERS)
        at = NOW + timedelta(seconds=1)
        record_observation(db, mark, observer_id=place.coach, idempotency_key="form", now=at)
    place.send(place.mark(2, phone=second), phone=second, now=NOW + timedelta(seconds=2))
    assert [1, 3, 2] == place.levels()


def test_a_mark_is_taken_back(place):
    assert ["stored", "stored"] == outcomes(place.send(place.mark(), place.take_back()))
    assert [] == place.levels()


def test_what_is_marked_after_taking_back_stands(place):
    mark, back, again = place.mark(1), place.take_back(), place.mark(3)
    place.send(again)
    place.send(back)
    place.send(mark)
    assert [3] == place.levels()
    assert 2 == place.count(ObservationRow)


def test_nothing_is_taken_back_for_somebody_outside_the_session(place):
    answers = place.send(place.take_back(person="1" * 22))
    assert ["observation.not_observed"] == outcomes(answers)


def test_a_tap_on_another_day_than_the_sessions_is_refused(place):
    answers = place.send(place.mark(session_date="2026-03-20"))
    assert ["device_event.day_outside"] == outcomes(answers)


def test_the_clock_of_the_device_is_compared_with_ours(place):
    sent_at = instant(NOW + timedelta(minutes=90))
    place.send(place.mark(), sent_at=sent_at)
    with read_session(place.engine) as db:
        (row,) = db.scalars(select(DeviceEventRow))
    assert 5400 == row.clock_skew_s
    batch = read_batch(encoded(place.phone.batch(sent_at="2099-01-01T00:00:00.000Z")))
    assert receive.MAX_SKEW_S == clock_skew_s(batch, now=NOW)


def test_i02_what_was_cut_in_the_middle_is_sent_again_whole(place):
    batch = [place.mark(criterion=n) for n in range(3)]
    opened = []

    @contextmanager
    def cut_at_the_second():
        opened.append(1)
        if len(opened) == 2:
            raise ConnectionResetError
        with write_session(place.engine) as db:
            yield db

    with pytest.raises(ConnectionResetError):
        receive_batch(
            read_batch(encoded(place.phone.batch(*batch))),
            observer_id=place.coach,
            writing=cut_at_the_second,
            now=NOW,
        )
    assert 1 == place.count(ObservationRow)
    assert ["already", "stored", "stored"] == outcomes(place.send(*batch))
    assert 3 == place.count(ObservationRow)
