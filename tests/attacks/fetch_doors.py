"""Every way by which a stranger can make the verifier ask an address, each led to one network.

A door takes an address and shows it to the product as a stranger would: pasted, or inside of a
badge that is otherwise in order, so that the product comes as far as asking for it.
"""

import contextlib
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from unittest import mock

from flask import Flask
from werkzeug.test import TestResponse

from badger.cli import run
from badger.json_value import JsonObject, JsonValue
from badger.settings import Settings
from badger.verify.fetch import GuardedFetcher
from badger.verify.fetching import Fetcher
from tests.databases import migrated_sqlite
from tests.open_badges_2 import OldIssuer
from tests.web_world import KEK, make_app, token_of
from tests.world import Issuer, World, badge_document, endorsement, status_entry

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
# It signs the text of a badge as it is: an address that is none does not stop it.
SUITE = "eddsa-jcs-2022"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
SECRET = "only for tests, long enough for a signature"


def app_over(folder: Path, fetcher: Fetcher | None, *, processes: int = 0) -> Flask:
    """Make the application over an empty database, with no limit of requests that matters.

    Where it judges in processes, one of them waits already, as in a site that is open.
    """
    path = folder / "doors.sqlite3"
    if not path.exists():
        path.write_bytes(migrated_sqlite())
    settings = Settings(
        database_url=f"sqlite:///{path}",
        secret_key=SECRET,
        key_encryption_key=KEK,
        verify_per_minute=1_000_000,
        verify_processes=processes,
    )
    app = make_app(settings, clock=lambda: NOW, fetcher=fetcher)
    if processes:
        app.extensions["badger"].judge.warm()
    return app


class ShownOrFetched:
    """Gives the documents that lead to an address, and asks the network for that address."""

    def __init__(self, world: World, guarded: GuardedFetcher) -> None:
        self._world = world
        self._guarded = guarded

    def fetch(self, url: str, *, timeout_s: float = 4.0) -> bytes:
        """Fetch, wherever it leads."""
        shown = self._world.pages.get(url)
        return self._guarded.fetch(url, timeout_s=timeout_s) if shown is None else shown

    def fetch_on_host(self, url: str, *, timeout_s: float = 4.0) -> bytes:
        """Fetch from the host of the address."""
        shown = self._world.pages.get(url)
        return self._guarded.fetch_on_host(url, timeout_s=timeout_s) if shown is None else shown


class Doors:
    """The doors of one application."""

    def __init__(self, folder: Path, guarded: GuardedFetcher) -> None:
        self.world = World()
        self.guarded = guarded
        self.app = app_over(folder, ShownOrFetched(self.world, guarded))
        self.client = self.app.test_client()
        self.anybody = self.world.new_issuer()
        self._numbers = count()
        self._token = token_of(self.client, "/verify")

    def school(self) -> OldIssuer:
        """Another school each time: one host is not asked very often."""
        return OldIssuer(self.world, f"n{next(self._numbers)}.ecole.example")

    def open(self, name: str, url: str) -> str:
        """Show an address at a door; there is an answer that is no fault of ours."""
        if name == "command line":
            return self._by_command(url)
        answer = DOORS[name](self, url)
        assert answer.status_code in (200, 413, 422), (name, url, answer.status_code)
        return answer.get_data(as_text=True)

    def _by_command(self, url: str) -> str:
        with (
            contextlib.redirect_stdout(io.StringIO()) as shown,
            contextlib.redirect_stderr(io.StringIO()) as told,
            mock.patch("badger.commands.verify._guarded_fetcher", lambda: self.guarded),
        ):
            code = run(["verify", "--json", "--", url])
        assert code in (1, 2, 3), (url, code, told.getvalue())
        assert "Traceback" not in told.getvalue()
        return shown.getvalue()

    def post(self, document: object) -> TestResponse:
        """Send a badge to the API."""
        data = json.dumps(document).encode()
        return self.client.post(
            "/api/v1/verify", data=data, content_type="application/octet-stream"
        )

    def badge(self, **members: JsonValue) -> JsonObject:
        """Sign a badge of somebody whose key needs no look-up."""
        return self.world.issue_badge(self.anybody, cryptosuite=SUITE, **members)

    def badge_of(self, identifier: str, *, method: str | None = None) -> JsonObject:
        """Sign a badge in the name of any issuer."""
        issuer = Issuer(self.world, identifier)
        return signed_as(issuer, badge_document(identifier), method=method)

    def by_page(self, url: str) -> TestResponse:
        """A link to the page with an address in it."""
        return self.client.get("/verify", query_string={"url": url})

    def by_form(self, url: str) -> TestResponse:
        """An address that is pasted into the page."""
        return self.by_form_with(url=url)

    def by_form_with(self, **fields: str) -> TestResponse:
        """Send the form of the page."""
        return self.client.post("/verify", data={"csrf_token": self._token, **fields})

    def by_api(self, url: str) -> TestResponse:
        """An address in the envelope of the API."""
        return self.client.post("/api/v1/verify", json={"url": url})

    def did_web(self, url: str) -> TestResponse:
        """A did:web that stands for the address."""
        return self.post(self.badge_of(did_of(url)))

    def https_issuer(self, url: str) -> TestResponse:
        """An issuer whose document is at the address."""
        return self.post(self.badge_of(url))

    def key_set(self, url: str) -> TestResponse:
        """A web issuer whose key is in the set of its host."""
        host = "/".join(url.split("/", 3)[:3])
        return self.post(self.badge_of(url, method=f"{host}/.well-known/jwks.json#key"))

    def key_document(self, url: str) -> TestResponse:
        """A web issuer whose key has a document of its own."""
        return self.post(self.badge_of(url, method=f"{url.rstrip('/')}/keys/1"))

    def status_list(self, url: str) -> TestResponse:
        """A badge whose status is at the address."""
        entry = status_entry(url)
        return self.post(self.badge(credentialStatus=entry))

    def refresh_service(self, url: str) -> TestResponse:
        """A badge that names a refresh service, which the visitor wants asked."""
        service = {"id": url, "type": "1EdTechCredentialRefresh"}
        contexts = [*badge_document(self.anybody.id)["@context"], EXTENSIONS]
        document = self.badge(**{"@context": contexts, "refreshService": service})
        return self.by_form_with(text=json.dumps(document), refresh="1")

    def endorser(self, url: str) -> TestResponse:
        """A badge that somebody at the address endorses."""
        unsigned = endorsement(self.anybody, "https://club.example/badges/1")
        del unsigned["proof"]
        unsigned["issuer"]["id"] = url
        praise = signed_as(Issuer(self.world, url), unsigned)
        return self.post(self.badge(endorsement=[praise]))

    def old_assertion(self, url: str) -> TestResponse:
        """An Open Badges 2 assertion that is hosted at the address."""
        return self.post(self.school().assertion(id=url))

    def old_badge_class(self, url: str) -> TestResponse:
        """A hosted assertion whose badge class is at the address."""
        return self.post(self.school().host(badge=url))

    def old_issuer(self, url: str) -> TestResponse:
        """A hosted assertion whose badge class names an issuer at the address."""
        school = self.school()
        school.publish(school.badge_class(issuer=url))
        return self.post(school.host())


def did_of(url: str) -> str:
    """Write an address as the did:web that would lead there, whatever it is made of."""
    authority, _, path = url.partition("://")[2].partition("/")
    name = authority.replace(":", "%3A")
    return ":".join(("did:web", name, *(part for part in path.split("/") if part)))


def signed_as(issuer: Issuer, document: JsonObject, *, method: str | None = None) -> JsonObject:
    """Sign in the name of any issuer, whatever its name is made of: keys are found before."""
    signed = issuer.sign(document, cryptosuite=SUITE, method="did:key:z6Mk#z6Mk")
    signed["proof"]["verificationMethod"] = method or issuer.method
    return signed


DOORS: dict[str, Callable[[Doors, str], TestResponse]] = {
    "page": Doors.by_page,
    "form": Doors.by_form,
    "api": Doors.by_api,
    "did:web": Doors.did_web,
    "https issuer": Doors.https_issuer,
    "key set": Doors.key_set,
    "key document": Doors.key_document,
    "status list": Doors.status_list,
    "refresh service": Doors.refresh_service,
    "endorser": Doors.endorser,
    "old assertion": Doors.old_assertion,
    "old badge class": Doors.old_badge_class,
    "old issuer": Doors.old_issuer,
}
NAMES = (*DOORS, "command line")
