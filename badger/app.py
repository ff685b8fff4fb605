"""The composition root of the web: every part is made here and handed over."""

from datetime import timedelta
from typing import Final

from flask import Flask
from flask_babel import Babel
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from badger.clock import Clock, utc_now
from badger.db.base import new_session, open_engine
from badger.issuer.addresses import Addresses
from badger.issuer.keyring import Keyring
from badger.issuer.own_documents import own_document
from badger.settings import SettingMissing, Settings
from badger.verify.fetch import Fetcher, GuardedFetcher, OfflineFetcher
from badger.verify.policy import VerificationPolicy
from badger.verify.resolve import Chain, Fetched, OwnDocuments, Resolver
from badger.verify.trust import read_trust_list
from badger.web import assets, documents
from badger.web.api import verify as verify_api
from badger.web.errors import install_errors
from badger.web.locale import choose_locale
from badger.web.pages import PAGES
from badger.web.security.csrf import install_csrf
from badger.web.security.guard import install_guard
from badger.web.security.headers import install_headers
from badger.web.security.limits import install_limits
from badger.web.services import Services
from badger.web.templating import install_templating

MAX_UPLOAD_BYTES: Final = 5 * 1024 * 1024 + 64 * 1024
MAX_FORM_FIELD_BYTES: Final = 512 * 1024
MAX_FORM_PARTS: Final = 200
SIGNED_IN_FOR: Final = timedelta(hours=12)


def create_app(
    settings: Settings,
    *,
    clock: Clock = utc_now,
    fetcher: Fetcher | None = None,
    engine: Engine | None = None,
) -> Flask:
    """Make the application.

    fetcher: how foreign documents are read; None: guarded, or none at all where the
             settings keep the verifier inside.
    engine:  the database, None: opened from the settings.
    Raises:  SettingMissing, where browser sessions could not be signed.
    """
    if not settings.secret_key:
        raise SettingMissing(name="BADGER_SECRET_KEY")
    app = Flask(
        "badger",
        root_path=str(assets.PACKAGE),
        static_folder=str(assets.STATIC),
        template_folder=str(assets.templates_folder()),
    )
    _configure(app, settings=settings)
    app.extensions["badger"] = _services(
        settings, clock=clock, fetcher=fetcher, engine=engine or open_engine(settings.database_url)
    )
    _install(app, settings=settings)
    return app


def _configure(app: Flask, *, settings: Settings) -> None:
    https = settings.base_url.startswith("https://")
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SESSION_COOKIE_NAME="__Host-badger" if https else "badger",
        SESSION_COOKIE_SECURE=https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=SIGNED_IN_FOR,
        MAX_CONTENT_LENGTH=MAX_UPLOAD_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_FORM_FIELD_BYTES,
        MAX_FORM_PARTS=MAX_FORM_PARTS,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(days=365),
        PROVIDE_AUTOMATIC_OPTIONS=False,
        BABEL_DEFAULT_LOCALE="fr",
        BABEL_TRANSLATION_DIRECTORIES=str(assets.translations_folder()),
    )


def _services(
    settings: Settings, *, clock: Clock, fetcher: Fetcher | None, engine: Engine
) -> Services:
    addresses = Addresses(settings.base_url)

    def open_session() -> Session:
        return new_session(engine)

    def find_own(identifier: str) -> bytes | None:
        with open_session() as db, db.begin():
            return own_document(db, identifier, addresses)

    own = OwnDocuments(find_own)
    reach = fetcher or (GuardedFetcher() if settings.outbound else OfflineFetcher())
    return Services(
        settings=settings,
        engine=engine,
        new_session=open_session,
        keyring=Keyring(settings.key_encryption_key),
        addresses=addresses,
        clock=clock,
        fetcher=reach,
        resolver=Chain(own, Fetched(reach)),
        own=Chain(own),
        policy=_policy(settings),
    )


def _policy(settings: Settings) -> VerificationPolicy:
    raise NotImplementedError


def _install(app: Flask, *, settings: Settings) -> None:
    """Register every page, then the guards, which look at what is registered."""
    Babel(app, locale_selector=choose_locale)
    install_templating(app)
    for blueprint in (*PAGES, documents.blueprint, verify_api.blueprint):
        app.register_blueprint(blueprint)
    install_errors(app)
    install_guard(app)
    install_csrf(app)
    install_limits(app, settings=settings)
    install_headers(app, https=settings.base_url.startswith("https://"))
