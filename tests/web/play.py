"""The short way to a signed badge: through the pages' own functions, for tests that need one."""

import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from flask.testing import FlaskClient

from badger.accompaniment.companions import Permission, allow_companion
from badger.accompaniment.consents import CONSENT_VERSION as LOOK_VERSION
from badger.db.base import Session, write_session
from badger.db.opening import open_database
from badger.issuer.addresses import Addresses
from badger.issuer.award import AwardRequest, award_badge
from badger.issuer.keyring import Keyring
from badger.issuer.proposals import CONSENT_VERSION, accept_proposal, propose_awards
from badger.issuer.recognition.observations import (
    Mark,
    record_observation,
    record_self_assessment,
)
from badger.issuer.recognition.rules import Level
from badger.jobs.worker import run_pending
from badger.possibilities.doors import DoorDraft, declare_door
from tests.web_world import KEK, WebWorld

Found = TypeVar("Found")
NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)


def everything_about(client: FlaskClient) -> str:
    """What the archive of whoever is signed in says about her, as JSON text."""
    taken = client.get("/me/archive/file")
    with zipfile.ZipFile(io.BytesIO(taken.data)) as archive:
        return archive.read("mes-donnees.json").decode()


def observe(world: WebWorld, *, now: datetime, observers: tuple[str, ...] = ("coach", "trainer")):
    """Let observers mark "Exemple Un" on every criterion, and let her place herself."""
    engine = open_database(world.settings)
    with write_session(engine) as db:
        for name in observers:
            for criterion in world.criteria:
                record_observation(
                    db,
                    Mark(world.session_id, world.people["un"], criterion, Level.ON_OWN),
                    observer_id=world.people[name],
                    idempotency_key=f"{name}-{criterion}",
                    now=now,
                )
        levels = dict.fromkeys(world.criteria, Level.ON_OWN)
        record_self_assessment(db, person_id=world.people["un"], levels=levels, now=now)
    engine.dispose()


def propose(world: WebWorld, *, now: datetime) -> str:
    """Observe and propose the badge to "Exemple Un"; return the proposal's id."""
    observe(world, now=now)
    engine = open_database(world.settings)
    with write_session(engine) as db:
        found = propose_awards(db, world.session_id, now=now)
    engine.dispose()
    (proposal_id,) = [one.id for one in found if one.person_id == world.people["un"]]
    assert proposal_id is not None
    return proposal_id


def award(world: WebWorld, *, now: datetime) -> str:
    """Go all the way to a signed badge of "Exemple Un"; return its id."""
    proposal_id = propose(world, now=now)
    engine = open_database(world.settings)
    with write_session(engine) as db:
        accept_proposal(
            db,
            proposal_id,
            person_id=world.people["un"],
            consent_version=CONSENT_VERSION,
            now=now,
        )
        row = award_badge(
            db,
            AwardRequest(proposal_id, "test"),
            keyring=Keyring(KEK),
            now=now,
            addresses=Addresses(world.settings.base_url),
        )
        badge_id = row.id
    engine.dispose()
    return badge_id


def deliver(world: WebWorld) -> None:
    """Put the signed badges into the backpacks, as a page does after its commit."""
    engine = open_database(world.settings)
    with write_session(engine) as db:
        run_pending(db, now=NOW, addresses=Addresses(world.settings.base_url))
    engine.dispose()


def write(world: WebWorld, change: Callable[[Session], Found]) -> Found:
    """Change the territory in one transaction, as a page would."""
    engine = open_database(world.settings)
    with write_session(engine) as db:
        found = change(db)
    engine.dispose()
    return found


def open_door(world: WebWorld, *, now: datetime, key: str = "") -> None:
    """Let one badge, that of the territory or another, open the door D1, "Co-animer"."""
    draft = DoorDraft(
        code="D1",
        partner_id=world.territory.partners["club"],
        title="Co-animer",
        goal="experience",
        place="Bourg",
        contact="Club",
        confirmed_on=now.date(),
        ways=((key or world.achievement_id,),),
    )
    write(world, lambda db: declare_door(db, draft, actor="test", now=now))


def let_look(world: WebWorld, *subjects: str, now: datetime):
    """Let "Exemple Un" open subjects to the passeur."""
    given = Permission(
        person_id=world.people["un"],
        companion_id=world.people["passeur"],
        role="passeur",
        subjects=subjects,
        consent_version=LOOK_VERSION,
    )
    write(world, lambda db: allow_companion(db, given, now=now))
