"""The composition root of the web: every part is made here and handed over."""

import atexit
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from badger.accounts.openid_http import JsonSite
from badger.accounts.openid_provider import Provider
from badger.clock import Clock, utc_now
from badger.db.base import Engine, read_session, write_session
from badger.db.changes import Changes, WhileUnchanged
from badger.db.engine import storage_warnings
from badger.db.migrate import require_current_schema
from badger.db.opening import open_database
from badger.db.writable import require_writable
from badger.issuer.addresses import Addresses
from badger.issuer.clock_check import require_clock
from badger.issuer.keyring import keyring_of
from badger.issuer.trust_lists import lists_of_others, territory_list
from badger.jobs.awards import issue_waiting_quietly
from badger.jobs.erasing import erase_listed, eraser
from badger.jobs.imports import carry_on_quietly
from badger.jobs.judges import fetcher_of, judge_of, own_documents
from badger.jobs.mail import SmtpMailer
from badger.jobs.postman import Postman
from badger.jobs.rechecks import recheck_quietly
from badger.jobs.retention import retention_of
from badger.jobs.worker import run_quietly
from badger.late import load_late_modules
from badger.logs import install_logs
from badger.possibilities.ground import Ground
from badger.privacy.key_check import require_person_keys
from badger.schemas.conformity import load_explanations
from badger.settings import SettingInvalid, SettingMissing, Settings
from badger.verify.fetching import Fetcher
from badger.verify.isolation import Desk, IsolatedJudge
from badger.verify.judge import Judge
from badger.verify.resolve import Resolver
from badger.verify.sources import Fetched
from badger.verify.trust import TrustList, read_trust_list
from badger.web import assets, documents
from badger.web.any_host import AnyHost
from badger.web.api import devices as device_api
from badger.web.api import openapi, partner_api
from badger.web.api import verify as verify_api
from badger.web.errors import install_errors
from badger.web.kept_pages import KeptPages
from badger.web.language import install_language
from badger.web.late_rules import LateRule
from badger.web.my_map import load_map_ground
from badger.web.oauth import wallet
from badger.web.own_badges import own_badge
from badger.web.pages import PAGES
from badger.web.security.browser_sessions import BrowserSessions
from badger.web.security.characters import install_characters, install_converters
from badger.web.security.csrf import install_csrf
from badger.web.security.guard import install_guard
from badger.web.security.headers import install_headers
from badger.web.security.limits import install_limits
from badger.web.security.long_bodies import install_long_bodies
from badger.web.security.tokens import install_tokens
from badger.web.services import Services, services
from badger.web.static_files import install_static_files
from badger.web.templating import install_templating

# An image may weigh 5 MiB (hardening 4); the rest of a form comes on top. An archive may be longer
# (web/security/long_bodies.py).
MAX_REQUEST_BYTES: Final = 5 * 1024 * 1024 + 64 * 1024
MAX_FORM_FIELD_BYTES: Final = 512 * 1024
MAX_FORM_PARTS: Final = 200
SIGNED_IN_FOR: Final = timedelta(hours=12)


def create_app(
    settings: Settings, *, clock: Clock = utc_now, fetcher: Fetcher | None = None
) -> Flask:
    """Make the application.

    fetcher: how foreign documents are read; None: guarded, or not at all where the
             settings keep the verifier inside.
    Raises:  SettingMissing, where browser sessions could not be signed.
    """
    if not settings.secret_key:
        raise SettingMissing(name="BADGER_SECRET_KEY")
    install_logs()
    app = AnyHost(
        "badger",
        root_path=str(assets.PACKAGE),
        static_folder=None,
        template_folder=str(assets.templates_folder()),
    )
    app.config.update(_configuration(settings))
    app.url_rule_class = LateRule
    # No answer leads to an address of ours in other words: that would repeat the host.
    app.url_map.merge_slashes = False
    install_converters(app)
    install_static_files(app)
    reach = fetcher or fetcher_of(settings)
    app.extensions["badger"] = _services(settings, clock=clock, fetcher=reach)
    _install(app, settings=settings)
    _trust_proxies(app, settings.trusted_proxies)
    return app


def start_app(settings: Settings, *, clock: Clock = utc_now) -> Flask:
    """Make the application of a server, and do first what a former one left undone.

    Raises: PersonKeysUseless; a site that opens without any key shows nothing of people.
    """
    app = create_app(settings, clock=clock)
    if not app.extensions["badger"].keyring.locked:
        app.extensions["badger"].require_person_keys()
    load_explanations()
    load_late_modules()
    with app.app_context():
        services().erase_listed()
        services().run_tasks()
        judge, postman = services().judge, services().postman
    if isinstance(judge, IsolatedJudge):
        judge.warm()
    postman.start()
    # Whoever ends this process waits for the mail in hand.
    atexit.register(postman.stop)
    return app


def _trust_proxies(app: Flask, count: int) -> None:
    """Read the visitor's address from the last `count` entries of X-Forwarded-For, no other word.

    Of what anybody may write in front of them nothing is believed.
    """
    if count:
        inner = app.wsgi_app
        app.wsgi_app = ProxyFix(inner, x_for=count, x_proto=0)  # type: ignore[method-assign]


def _configuration(settings: Settings) -> dict[str, object]:
    https = settings.base_url.startswith("https://")
    return {
        "SECRET_KEY": settings.secret_key,
        "SESSION_COOKIE_NAME": "__Host-badger" if https else "badger",
        "SESSION_COOKIE_SECURE": https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "SESSION_REFRESH_EACH_REQUEST": False,
        "PERMANENT_SESSION_LIFETIME": SIGNED_IN_FOR,
        "MAX_CONTENT_LENGTH": MAX_REQUEST_BYTES,
        "MAX_FORM_MEMORY_SIZE": MAX_FORM_FIELD_BYTES,
        "MAX_FORM_PARTS": MAX_FORM_PARTS,
        "SEND_FILE_MAX_AGE_DEFAULT": timedelta(days=365),
        "PROVIDE_AUTOMATIC_OPTIONS": False,
    }


def _services(settings: Settings, *, clock: Clock, fetcher: Fetcher) -> Services:
    engine, addresses = open_database(settings), Addresses(settings.base_url)
    keyring, changes = keyring_of(settings), Changes(engine)

    def run_tasks() -> None:
        run_quietly(engine, keyring=keyring, now=clock(), addresses=addresses)

    def require_ready() -> None:
        require_current_schema(engine)
        require_writable(engine)
        with read_session(engine) as db:
            keyring.require_unlocked(db)
            require_clock(db, now=clock())

    own = own_documents(engine, addresses, changes=changes)
    resolver = Resolver(own, Fetched(fetcher))
    desk = Desk(own=own, own_badge=own_badge, stamp=lambda: str(changes.stamp()), fetcher=fetcher)
    judge = judge_of(settings, resolver, desk=desk)
    return Services(
        settings=settings,
        reading=lambda: read_session(engine),
        writing=lambda: write_session(engine),
        run_tasks=run_tasks,
        erase=eraser(engine, list_file=settings.erased_file, clock=clock),
        erase_listed=lambda: erase_listed(engine, list_file=settings.erased_file, now=clock()),
        openid=_openid(settings, addresses),
        postman=_postman(settings, engine, clock=clock, run_tasks=run_tasks, judge=judge),
        require_ready=require_ready,
        require_person_keys=lambda: require_person_keys(engine, list_file=settings.erased_file),
        storage_warnings=storage_warnings(engine),
        keyring=keyring,
        addresses=addresses,
        clock=clock,
        fetcher=fetcher,
        judge=judge,
        resolver=resolver,
        own=Resolver(own),
        kept=KeptPages(changes.stamp, clock, is_exact=changes.are_exact),
        map_ground=_map_ground(engine, changes=changes),
        trust=_trust(settings, engine, addresses=addresses, changes=changes),
    )


def _postman(
    settings: Settings,
    engine: Engine,
    *,
    clock: Clock,
    run_tasks: Callable[[], None],
    judge: Judge,
) -> Postman:
    mailer = SmtpMailer(settings.mail) if settings.mail else None

    retention = retention_of(settings, engine, clock=clock)
    keyring, addresses = keyring_of(settings), Addresses(settings.base_url)

    def carry_on(stopping: Callable[[], bool]) -> None:
        issued = issue_waiting_quietly(
            engine, keyring=keyring, clock=clock, addresses=addresses, stopping=stopping
        )
        if issued:
            run_tasks()
        retention.run_when_due()
        carry_on_quietly(engine, clock=clock, stopping=stopping)
        recheck_quietly(engine, judge, clock=clock, stopping=stopping)

    return Postman(engine, mailer, clock=clock, run_tasks=run_tasks, carry_on=carry_on)


def _openid(settings: Settings, addresses: Addresses) -> Provider | None:
    if settings.openid is None:
        return None
    return Provider(settings.openid, JsonSite(), back=addresses.openid_answer)


def _trust(
    settings: Settings, engine: Engine, *, addresses: Addresses, changes: Changes
) -> Callable[[], tuple[TrustList, ...]]:
    """Return whom this installation recognises, as it is now, save the operator's file."""
    local = (_list_of_file(settings.trust_file),) if settings.trust_file else ()

    def read(_which: None) -> tuple[TrustList, ...]:
        with read_session(engine) as db:
            own = territory_list(db, name=settings.territory_name, addresses=addresses)
            return (own, *lists_of_others(db), *local)

    lists = WhileUnchanged(read, changes)
    return lambda: lists(None)


def _map_ground(engine: Engine, *, changes: Changes) -> Callable[[date], Ground]:
    """Return what maps are drawn on, as it is now: the same for everybody."""

    def read(today: date) -> Ground:
        with read_session(engine) as db:
            return load_map_ground(db, today)

    return WhileUnchanged(read, changes)


def _list_of_file(file: Path) -> TrustList:
    """Read the operator's list once, at the start: one that cannot be read stops the start."""
    try:
        return read_trust_list(file.read_bytes())
    except OSError as error:
        raise SettingInvalid(name="BADGER_TRUST_FILE") from error


def _install(app: Flask, *, settings: Settings) -> None:
    """Register every page, then the guards, which look at what is registered."""
    app.session_interface = BrowserSessions()
    install_language(app)
    install_templating(app)
    machines = (documents, verify_api, device_api, partner_api, openapi, wallet)
    for blueprint in (*PAGES, *(part.blueprint for part in machines)):
        app.register_blueprint(blueprint)
    install_errors(app)
    install_guard(app)
    install_long_bodies(app)
    limiter = install_limits(app, settings=settings)
    install_tokens(app, limiter, per_minute=settings.api_per_minute)
    install_csrf(app)
    install_characters(app)
    install_headers(app, https=settings.base_url.startswith("https://"))
