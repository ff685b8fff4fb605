"""Invitations and trainings: a code used once, a role that waits for its training."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from badger.db.audit import verify_chain
from badger.db.base import write_session
from badger.issuer.invitation_queries import open_invitations
from badger.issuer.invitations import (
    InvitationDraft,
    InvitationInvalid,
    InvitationUnknown,
    accept_invitation,
    give_waiting_roles,
    invitation_of,
    invite,
    withdraw_invitation,
)
from badger.issuer.login_codes import ALPHABET
from badger.issuer.people import RoleNotHeld, grant_role, take_role
from badger.issuer.people_queries import roles_of, training_of
from badger.issuer.trainings import TrainingInvalid, TrainingMissing, record_training
from tests.factories import make_partner, make_person


def made(db, now, partner, *roles, meant_for="Camille"):
    draft = InvitationDraft(
        partner_id=partner.id if partner else None, roles=roles, meant_for=meant_for
    )
    return invite(db, draft, actor="someone", now=now)


def held(db, person):
    return {(row.role, row.partner_id) for row in roles_of(db, person.id)}


def test_a_code_gives_its_roles_once(db, now):
    partner, person, other = make_partner(db), make_person(db), make_person(db)
    _, code = made(db, now, partner, "issuer", "pedagogue")

    accepted = accept_invitation(db, code.lower().replace("-", " "), person_id=person.id, now=now)

    assert (("issuer", "pedagogue"), ()) == (accepted.given, accepted.waiting)
    assert {("issuer", partner.id), ("pedagogue", partner.id)} == held(db, person)
    with pytest.raises(InvitationUnknown):
        accept_invitation(db, code, person_id=other.id, now=now)
    assert set() == held(db, other)
    assert verify_chain(db) is None


def test_a10_a_code_holds_a_hundred_bits_and_only_its_digest_is_kept(db, now):
    row, code = made(db, now, make_partner(db), "issuer")
    letters = code.replace("-", "")
    assert 20 == len(letters)
    assert 32 == len(set(ALPHABET))
    assert set(letters) <= set(ALPHABET)
    assert letters not in row.code_digest


@pytest.mark.parametrize(
    ("roles", "meant_for", "member"),
    [
        ((), "Camille", "roles"),
        (("cartographe",), "Camille", "roles"),
        (("passeur", "issuer"), "Camille", "roles"),
        (("issuer",), "  ", "meant_for"),
        (("issuer",), "x" * 121, "meant_for"),
    ],
)
def test_a_partner_invites_somebody_to_its_own_roles_only(db, now, roles, meant_for, member):
    with pytest.raises(InvitationInvalid) as refusal:
        made(db, now, make_partner(db), *roles, meant_for=meant_for)
    assert {"member": member} == refusal.value.facts


def test_the_territory_invites_to_its_own_roles_only(db, now):
    person = make_person(db)
    with pytest.raises(InvitationInvalid):
        made(db, now, None, "issuer")
    _, code = made(db, now, None, "passeur")
    accept_invitation(db, code, person_id=person.id, now=now)
    assert {("passeur", None)} == held(db, person)


@pytest.mark.parametrize("code", ["", "AAAA-AAAA-AAAA-AAAA-AAAA", "é" * 40, "' OR 1=1 --", "\x00"])
def test_an_unknown_code_opens_nothing(db, now, code):
    made(db, now, make_partner(db), "issuer")
    with pytest.raises(InvitationUnknown):
        invitation_of(db, code, now=now)


def test_an_invitation_ends_after_thirty_days(db, now):
    partner, person = make_partner(db), make_person(db)
    _, code = made(db, now, partner, "issuer")
    last = now + timedelta(days=30) - timedelta(seconds=1)

    assert partner.id == invitation_of(db, code, now=last).partner_id
    with pytest.raises(InvitationUnknown):
        accept_invitation(db, code, person_id=person.id, now=now + timedelta(days=30))


def test_what_was_withdrawn_opens_nothing(db, now):
    partner, person = make_partner(db), make_person(db)
    row, code = made(db, now, partner, "issuer")
    assert [row.id] == [one.id for one in open_invitations(db, partner.id, now=now)]

    for _ in range(2):
        withdraw_invitation(db, row.id, actor="someone", now=now)

    assert [] == list(open_invitations(db, partner.id, now=now))
    with pytest.raises(InvitationUnknown):
        accept_invitation(db, code, person_id=person.id, now=now)


def test_what_was_used_is_not_withdrawn(db, now):
    partner, person = make_partner(db), make_person(db)
    row, code = made(db, now, partner, "issuer")
    accept_invitation(db, code, person_id=person.id, now=now)
    for invitation_id in (row.id, "unknown"):
        with pytest.raises(InvitationUnknown):
            withdraw_invitation(db, invitation_id, actor="someone", now=now)


def test_nobody_observes_without_a_training(db, now):
    person = make_person(db)
    with pytest.raises(TrainingMissing):
        grant_role(db, person_id=person.id, role="observer", partner_id=None, actor="t", now=now)
    assert set() == held(db, person)


def test_a_role_waits_for_its_training(db, now):
    partner, person = make_partner(db), make_person(db)
    _, code = made(db, now, partner, "observer", "pedagogue")

    accepted = accept_invitation(db, code, person_id=person.id, now=now)
    assert (("pedagogue",), ("observer",)) == (accepted.given, accepted.waiting)

    train(db, now, person)
    found = give_waiting_roles(db, person_id=person.id, role="observer", actor="carto", now=now)
    assert (partner.id,) == found
    assert {("pedagogue", partner.id), ("observer", partner.id)} == held(db, person)


def train(db, now, person, **changes):
    values = {"role": "observer", "trained_on": now.date(), **changes}
    return record_training(db, person_id=person.id, actor="carto", now=now, **values)


def test_whoever_is_trained_observes_at_once(db, now):
    partner, person = make_partner(db), make_person(db)
    train(db, now, person)
    _, code = made(db, now, partner, "observer")
    assert ("observer",) == accept_invitation(db, code, person_id=person.id, now=now).given


def test_a_training_recorded_twice_keeps_its_first_day(db, now):
    person = make_person(db)
    first = now.date() - timedelta(days=3)
    train(db, now, person, trained_on=first)
    train(db, now, person)
    assert first == training_of(db, person.id, role="observer").trained_on


@pytest.mark.parametrize(
    ("role", "days", "member"),
    [
        ("passeur", 0, "person"),
        ("observer", 1, "trained_on"),
        ("observer", -400_000, "trained_on"),
    ],
)
def test_a_training_to_come_or_of_another_role_is_refused(db, now, role, days, member):
    day = now.date() + timedelta(days=days)
    with pytest.raises(TrainingInvalid) as refusal:
        train(db, now, make_person(db), trained_on=day, role=role)
    assert {"member": member} == refusal.value.facts


def test_a_role_is_taken_back(db, now):
    partner, person = make_partner(db), make_person(db)
    values = {"person_id": person.id, "role": "issuer", "partner_id": partner.id}
    grant_role(db, **values, actor="t", now=now)

    take_role(db, **values, actor="t", now=now)

    assert set() == held(db, person)
    with pytest.raises(RoleNotHeld):
        take_role(db, **values, actor="t", now=now)


def test_a10_of_many_who_use_a_code_at_once_one_wins(engine, now):
    with write_session(engine) as db:
        partner = make_partner(db)
        people = [make_person(db).id for _ in range(16)]
        _, code = made(db, now, partner, "issuer")

    def take(person_id):
        try:
            with write_session(engine) as db:
                accept_invitation(db, code, person_id=person_id, now=now)
        except InvitationUnknown:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        won = list(pool.map(take, people))

    assert 1 == won.count(True)
    with write_session(engine) as db:
        assert 1 == sum(len(roles_of(db, person)) for person in people)
