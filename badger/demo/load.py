"""Load the demo: the first start plays the story, the next ones find it and keep it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from badger.db.base import Session, read_session, write_session
from badger.db.migrate import upgrade
from badger.db.opening import open_database
from badger.demo.beside import play_companions
from badger.demo.cast import Calendar, Cast, Office, open_session, prepare
from badger.demo.export import export_badges, export_documents, export_trust_list
from badger.demo.gathering import accept_larger, fill_groups, link_sessions, register_groups
from badger.demo.home import DemoHome, Login, Summary, read_logins, write_logins, write_summary
from badger.demo.logins import give_codes
from badger.demo.openings import declare_openings
from badger.demo.play import (
    Stage,
    begin_scene,
    correct_badge,
    declare_intention,
    endorse_badge,
    play_scene,
)
from badger.demo.script import Story, read_story
from badger.demo.sharing import share_badges, show_card
from badger.demo.telling import play_told
from badger.demo.territory import SessionPlan, read_territory
from badger.issuer.addresses import Addresses
from badger.issuer.keyring import keyring_of
from badger.issuer.page_queries import all_partners
from badger.issuer.trust_lists import publish_trust_list
from badger.jobs.worker import run_pending
from badger.settings import Settings

TODAY = "today"


def load_demo(home: DemoHome, *, served_at: str, now: datetime) -> Summary:
    """Make the demo ready to be served, and say what there is to try.

    served_at: where the site will answer; badges made now will carry this address.
    """
    settings = home.settings(served_at)
    engine = open_database(settings)
    upgrade(engine)
    with write_session(engine) as db:
        # Said before anything else is opened by the same key.
        keyring_of(settings).require_unlocked(db)
        if not all_partners(db):
            settings = home.settings_of_a_beginning(served_at)
            write_logins(home, _play_everything(db, settings, now=now))
    addresses = Addresses(settings.base_url)
    with write_session(engine) as db:
        run_pending(db, now=now, addresses=addresses)
        publish_trust_list(
            db,
            name=settings.territory_name,
            keyring=keyring_of(settings),
            addresses=addresses,
            now=now,
        )
    with read_session(engine) as db:
        summary = _export(db, home, addresses=addresses, served_at=served_at)
    engine.dispose()
    write_summary(home, summary)
    return summary


def _export(db: Session, home: DemoHome, *, addresses: Addresses, served_at: str) -> Summary:
    export_documents(db, home, addresses=addresses)
    export_trust_list(db, home, addresses=addresses)
    return Summary(
        base_url=served_at,
        documents=str(home.documents),
        logins=read_logins(home),
        badges=export_badges(db, home, served_at=served_at),
    )


def _play_everything(db: Session, settings: Settings, *, now: datetime) -> Sequence[Login]:
    """Create the territory, play its story and give the sample codes: all or nothing."""
    keyring = keyring_of(settings)
    office = Office(keyring, Addresses(settings.base_url), Calendar(now))
    territory, story = read_territory(), read_story()
    cast = prepare(db, territory, office=office)
    cast = register_groups(db, territory.all_sessions, cast=cast, office=office)
    declare_openings(db, territory, cast=cast, office=office)
    plans = {plan.code: plan for plan in territory.all_sessions}
    for scene in story.scenes:
        play_scene(db, scene, stage=Stage(plans[scene.session], cast, office))
    accept_larger(db, territory.larger, cast=cast, office=office)
    fill_groups(db, territory.all_sessions, cast=cast, office=office)
    link_sessions(db, territory.all_sessions, cast=cast, office=office)
    declare_intention(db, person="Cinq", badge="B18", cast=cast, office=office)
    correct_badge(db, person="Sept", cast=cast, office=office)
    endorse_badge(db, person="Quatre", badge="B13", partner="P4", cast=cast, office=office)
    play_companions(db, cast=cast, office=office)
    # What was signed comes into the backpacks: there it is shared from.
    run_pending(db, now=now, addresses=office.addresses)
    share_badges(db, person="Six", secret=settings.secret_key, cast=cast, office=office)
    show_card(db, person="Trois", secret=settings.secret_key, cast=cast, office=office)
    for told in story.told:
        play_told(db, told, cast=cast, office=office)
    for scene in story.under_way:
        begin_scene(
            db, scene, stage=_today(db, plans[scene.session], story, cast=cast, office=office)
        )
    return give_codes(db, territory.people, ids=cast.people, now=now)


def _today(db: Session, plan: SessionPlan, story: Story, *, cast: Cast, office: Office) -> Stage:
    """Open the scenario of `plan` once more, for today."""
    code = f"{plan.code}-{TODAY}"
    today = replace(plan, code=code, starts=0, ends=0, participants=story.participants[plan.code])
    session_id = open_session(db, today, cast=cast, office=office)
    return Stage(today, replace(cast, sessions={**cast.sessions, code: session_id}), office)
