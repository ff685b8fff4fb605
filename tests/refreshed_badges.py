"""Badges that name a refresh service, and the newer ones that it gives."""

import json

from badger.credentials.build import EXTENSIONS_CONTEXT
from badger.json_value import JsonObject
from tests.world import Issuer, World, badge_document

SERVICE = "https://club.example/refresh/1"
KIND = "1EdTechCredentialRefresh"
NEWER = "2026-03-10T08:00:00Z"


def refreshable(world: World, by: Issuer | None = None, **members: object) -> JsonObject:
    """A badge of 1 March that says where a newer one is had."""
    service = {"id": SERVICE, "type": KIND}
    # The name of this kind stands in the context of the extensions alone.
    contexts = [*badge_document("")["@context"], EXTENSIONS_CONTEXT]
    own = {"@context": contexts, "refreshService": service, **members}
    return world.issue_badge(by, **own)


def serve(world: World, document: JsonObject | bytes, url: str = SERVICE) -> None:
    """Put a badge, or any bytes, where the refresh service is."""
    world.pages[url] = document if isinstance(document, bytes) else json.dumps(document).encode()
