"""The one table: who may ask what of which view. What is not in it is refused.

A view has one method and one permission; a permission has the roles that hold it. Which
objects a role may see (an observer: the own sessions only) is asked by the view's query.
"""

from dataclasses import dataclass
from typing import Final

from badger.web.security.account_views import ACCOUNT_VIEWS
from badger.web.security.backpack_views import BACKPACK_VIEWS
from badger.web.security.beside_views import BESIDE_VIEWS
from badger.web.security.experience_views import EXPERIENCE_VIEWS
from badger.web.security.joining_views import JOINING_VIEWS
from badger.web.security.map_views import MAP_VIEWS
from badger.web.security.partner_views import PARTNER_VIEWS
from badger.web.security.wallet_views import WALLET_POSTS, WALLET_VIEWS

EVERYONE: Final = frozenset({"everyone"})
SIGNED_IN: Final = frozenset({"signed_in"})

# Permissions that ask besides for a sign-in of the last minutes (hardening A12).
RECENTLY: Final = frozenset({"account.extend"})

GRANTS: Final[dict[str, frozenset[str]]] = {
    "public.read": EVERYONE,
    "public.verify": EVERYONE,
    # Asks no cookie: the token has to open the scope that API_SCOPES names.
    "api.call": EVERYONE,
    # Asks no cookie: code, digits and access token open what they were given for.
    "wallet.ask": EVERYONE,
    "account.sign_in": EVERYONE,
    "account.sign_out": SIGNED_IN,
    "account.manage": SIGNED_IN,
    # A new way to come in: asked of whoever has just come in by another (RECENTLY).
    "account.extend": SIGNED_IN,
    "invitation.accept": EVERYONE,
    "partner.read": frozenset({"pedagogue", "issuer", "cartographe"}),
    "partner.create": frozenset({"cartographe"}),
    "partner.manage": frozenset({"issuer", "cartographe"}),
    "partner.archive": frozenset({"cartographe"}),
    "key.manage": frozenset({"cartographe"}),
    "charter.publish": frozenset({"cartographe"}),
    "charter.sign": frozenset({"issuer"}),
    "team.manage": frozenset({"cartographe"}),
    "person.register": frozenset({"pedagogue", "issuer", "passeur", "cartographe"}),
    "group.register": frozenset({"pedagogue", "issuer"}),
    "achievement.read": frozenset({"pedagogue", "issuer", "cartographe"}),
    "achievement.write": frozenset({"pedagogue"}),
    "achievement.publish": frozenset({"pedagogue", "cartographe"}),
    "door.read": frozenset({"pedagogue", "issuer", "cartographe"}),
    "door.write": frozenset({"pedagogue", "issuer"}),
    "session.read": frozenset({"observer", "pedagogue", "issuer"}),
    "session.write": frozenset({"pedagogue"}),
    "session.observe": frozenset({"observer"}),
    "session.take_part": SIGNED_IN,
    "words.dictate": frozenset({"passeur", "observer", "pedagogue"}),
    "session.calibrate": frozenset({"pedagogue", "cartographe"}),
    "award.read": frozenset({"pedagogue", "issuer"}),
    "award.create": frozenset({"pedagogue", "issuer"}),
    "award.issue": frozenset({"issuer"}),
    "feedback.answer": EVERYONE,
    "message.write": EVERYONE,
    "own.read": SIGNED_IN,
    "own.decide": SIGNED_IN,
    "presence.record": frozenset({"passeur"}),
    "person.accompany": frozenset({"passeur", "referent"}),
    "credential.read": frozenset({"issuer", "cartographe"}),
    "credential.revoke": frozenset({"issuer", "cartographe"}),
    "endorsement.sign": frozenset({"issuer"}),
    "credential.correct": frozenset({"issuer"}),
    "credential.suspend": frozenset({"issuer", "cartographe"}),
}


@dataclass(frozen=True, slots=True)
class Access:
    """How one view may be reached.

    method:     the only HTTP method of the view (HEAD goes with GET).
    permission: name in GRANTS.
    """

    method: str
    permission: str

    @property
    def roles(self) -> frozenset[str]:
        """Tell who holds the permission."""
        return GRANTS[self.permission]


def _get(permission: str) -> Access:
    return Access("GET", permission)


def _post(permission: str) -> Access:
    return Access("POST", permission)


VIEWS_BY_SUBJECT: Final = (
    PARTNER_VIEWS
    | BESIDE_VIEWS
    | BACKPACK_VIEWS
    | EXPERIENCE_VIEWS
    | JOINING_VIEWS
    | MAP_VIEWS
    | ACCOUNT_VIEWS
)
VIEWS: Final[dict[str, Access]] = {
    **{view: Access(*line) for view, line in VIEWS_BY_SUBJECT.items()},
    "static": _get("public.read"),
    "home.show": _get("public.read"),
    "home.icon": _get("public.read"),
    **{view: Access(*line) for view, line in WALLET_VIEWS.items()},
    "signin.ask": _get("account.sign_in"),
    "signin.enter": _post("account.sign_in"),
    "signin.leave": _post("account.sign_out"),
    "signin_mail.ask": _get("account.sign_in"),
    "signin_mail.send": _post("account.sign_in"),
    "signin_mail.code": _get("account.sign_in"),
    "signin_mail.enter_code": _post("account.sign_in"),
    "signin_mail.show": _get("account.sign_in"),
    "signin_mail.enter": _post("account.sign_in"),
    "verify.ask": _get("public.verify"),
    "verify.answer": _post("public.verify"),
    "verify.receipt": _post("public.verify"),
    "verify_api.verify_credential": _post("public.verify"),
    "openapi.describe": _get("public.read"),
    "badges.show": _get("public.read"),
    "badges.document": _get("public.read"),
    "badges.png": _get("public.read"),
    "badges.svg": _get("public.read"),
    "badges.picture": _get("public.read"),
    "badges.qr": _get("public.read"),
    "documents.health": _get("public.read"),
    "documents.ready": _get("public.read"),
    "documents.did": _get("public.read"),
    "documents.territory": _get("public.read"),
    "documents.territory_below_a_path": _get("public.read"),
    "documents.trust_list": _get("public.read"),
    "documents.issuer": _get("public.read"),
    "documents.achievement": _get("public.read"),
    "documents.picture": _get("public.read"),
    "documents.status": _get("public.read"),
    "invitations.open": _get("invitation.accept"),
    "invitations.accept": _post("invitation.accept"),
    "people.new": _get("person.register"),
    "people.register": _post("person.register"),
    "people.renew": _post("person.register"),
    "documents.suspensions": _get("public.read"),
    "documents.register": _get("public.read"),
    "documents.endorsement": _get("public.read"),
    "documents.endorsement_document": _get("public.read"),
    "endorsements.index": _get("endorsement.sign"),
    "endorsements.new": _get("endorsement.sign"),
    "endorsements.sign": _post("endorsement.sign"),
    "endorsements.remind_partner": _post("endorsement.sign"),
    "endorsements.refuse": _post("endorsement.sign"),
    "endorsements.withdraw": _post("endorsement.sign"),
    "endorsement_requests.ask": _get("endorsement.sign"),
    "endorsement_requests.send": _post("endorsement.sign"),
    "supports.accept": _post("own.decide"),
    "supports.decline": _post("own.decide"),
    "departures.ask": _get("partner.archive"),
    "departures.archive": _post("partner.archive"),
    "departures.reopen": _post("partner.archive"),
    "sessions.index": _get("session.read"),
    "sessions.new": _get("session.write"),
    "sessions.create": _post("session.write"),
    "sessions.invite_participants": _post("session.write"),
    "sessions.invite_observer": _post("session.write"),
    "session_people.show": _get("session.write"),
    "session_people.add_group": _post("session.write"),
    "session_people.remove": _post("session.write"),
    "session_people.cancel": _post("session.write"),
    "session_people.take_up": _post("session.write"),
    "situations.index": _get("session.write"),
    "situations.new": _get("session.write"),
    "situations.create": _post("session.write"),
    "situations.edit": _get("session.write"),
    "situations.save": _post("session.write"),
    "situations.retire": _post("session.write"),
    "grids.paper": _get("session.read"),
    "grids.ask": _get("session.observe"),
    "grids.open_grid": _post("session.observe"),
    "entry.show": _get("session.observe"),
    "entry.save": _post("session.observe"),
    "grid_csv.download": _get("session.observe"),
    "grid_csv.preview": _post("session.observe"),
    "grid_csv.store": _post("session.observe"),
    "sessions.show": _get("session.take_part"),
    "sessions.info": _get("session.take_part"),
    "pictures.choose": _post("session.take_part"),
    "pictures.save": _post("session.observe"),
    "pictures.index": _get("session.take_part"),
    "pictures.show": _get("session.take_part"),
    "device_api.receive": _post("session.observe"),
    "no_network.show": _get("public.read"),
    "no_network.worker": _get("public.read"),
    "offline.worker": _get("public.read"),
    "offline.take_file": _post("session.observe"),
    "marks.save": _post("session.observe"),
    "marks.withdraw": _post("session.observe"),
    "marks.place_myself": _get("session.take_part"),
    "marks.save_myself": _post("session.take_part"),
    "marks.choose": _post("session.take_part"),
    "words.tell": _post("session.take_part"),
    "words.give_feedback": _post("session.take_part"),
    "words.approve": _post("own.decide"),
    "dictation.show": _get("words.dictate"),
    "dictation.save": _post("words.dictate"),
    "my_words.show": _get("own.read"),
    "calibration.index": _get("session.calibrate"),
    "calibration.show": _get("session.calibrate"),
    "cycles.link": _post("session.write"),
    "cycles.sign": _post("session.take_part"),
    "words.decline": _post("own.decide"),
    "feedback.show": _get("feedback.answer"),
    "feedback.answer": _post("feedback.answer"),
    "feedback_requests.ask": _get("session.take_part"),
    "feedback_requests.make": _post("session.take_part"),
    "feedback_requests.withdraw": _post("own.decide"),
    "words.agree": _post("session.observe"),
    "awards.show": _get("award.read"),
    "awards.propose": _post("award.create"),
    "awards.issue": _post("award.issue"),
    "my_data.show": _get("own.read"),
    "my_data.ask_name": _get("own.read"),
    "my_data.correct_name": _post("own.decide"),
    "erasing.ask": _get("own.decide"),
    "erasing.erase": _post("own.decide"),
    "me.home": _get("own.read"),
    "me.proposal": _get("own.read"),
    "me.accept": _post("own.decide"),
    "me.decline": _post("own.decide"),
    "shares.index": _get("own.read"),
    "shares.choose": _get("own.read"),
    "shares.details": _get("own.read"),
    "shares.preview": _get("own.read"),
    "shares.make": _post("own.decide"),
    "shares.show": _get("own.read"),
    "shares.withdraw": _post("own.decide"),
    "cards.sheet": _get("own.read"),
    "cards.pocket": _get("own.read"),
    "shared.show": _get("public.read"),
    "shared.picture": _get("public.read"),
    "shared.embed": _get("public.read"),
    "shared.file": _get("public.read"),
    "presence.index": _get("presence.record"),
    "presence.open_session": _post("presence.record"),
    "presence.show": _get("presence.record"),
    "presence.accept": _post("presence.record"),
    "presence.decline": _post("presence.record"),
    "credentials.index": _get("credential.read"),
    "credentials.ask": _get("credential.revoke"),
    "credentials.revoke": _post("credential.revoke"),
    "suspensions.ask": _get("credential.suspend"),
    "suspensions.suspend": _post("credential.suspend"),
    "suspensions.lift": _post("credential.suspend"),
    "corrections.ask": _get("credential.correct"),
    "corrections.correct": _post("credential.correct"),
}

# No browser session is read or written by these: nothing to forge.
STATELESS: Final = frozenset({"verify_api.verify_credential", "partner_api.bring", *WALLET_POSTS})

# What a program's token must have been made for, by view: every view with "api.call" has a line.
API_SCOPES: Final = {
    "partner_api.achievements": "badges.read",
    "partner_api.observers": "awards.write",
    "partner_api.bring": "awards.write",
    "partner_api.award": "awards.write",
}


def access_of(endpoint: str | None) -> Access | None:
    """Return how `endpoint` may be reached, or None: then nobody may."""
    return VIEWS.get(endpoint or "")
