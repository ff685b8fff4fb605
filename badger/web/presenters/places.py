"""The places that a signed-in person may go to, from the roles that she holds."""

from dataclasses import dataclass

from flask import request, url_for

from badger.web.language import gettext, only_french
from badger.web.security.permissions import VIEWS
from badger.web.security.viewer import may, viewer


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the navigation."""

    label: str
    icon: str
    address: str
    here: bool
    only_french: bool = False


def places() -> list[Place]:
    """Return the entries that the table of permissions opens to the viewer."""
    entries = (
        ("me.home", gettext("Ma page"), "user"),
        ("sessions.index", gettext("Séances"), "calendar"),
        ("presence.index", gettext("Ensemble"), "hand-helping"),
        ("caseload.index", gettext("Accompagner"), "hand-heart"),
        ("achievements.index", gettext("Badges"), "award"),
        ("doors.index", gettext("Portes"), "door-open"),
        ("needs.index", gettext("Besoins"), "search"),
        ("credentials.index", gettext("Badges délivrés"), "badge-check"),
        ("endorsements.index", gettext("Soutiens"), "heart-handshake"),
        ("partners.index", gettext("Partenaires"), "handshake"),
        ("people.new", gettext("Cartes d'entrée"), "users"),
        ("team.show", gettext("Équipe"), "graduation-cap"),
    )
    who = viewer()
    return [
        Place(label, icon, url_for(endpoint), _is_here(endpoint), only_french(endpoint))
        for endpoint, label, icon in entries
        if may(VIEWS[endpoint], who=who)
    ]


def _is_here(endpoint: str) -> bool:
    return request.blueprint == endpoint.partition(".")[0]
