"""From JSON to the objects of Open Badges 2, or an error that names the member."""

from collections.abc import Iterator
from types import MappingProxyType

from badger.credentials.old_contexts import CONTEXTS
from badger.credentials.openbadges_v2.members import Members, Reference, checked_address
from badger.credentials.openbadges_v2.model import (
    HOSTED,
    SIGNED,
    Alignment,
    Assertion,
    BadgeClass,
    CryptographicKey,
    Evidence,
    Profile,
    Recipient,
    RevocationList,
    Verification,
)
from badger.json_value import JsonObject, JsonValue

MAX_CONTEXTS = 8
MAX_REVOKED = 50_000
_WAYS = {"HostedBadge": HOSTED, HOSTED: HOSTED, "SignedBadge": SIGNED, SIGNED: SIGNED}
# Whatever is read here: no context may give it another meaning.
_READ = frozenset(
    (
        *("id", "type", "recipient", "badge", "verification", "issuedOn", "expires", "evidence"),
        *("narrative", "revoked", "revocationReason", "uid", "endorsement", "identity", "hashed"),
        *("salt", "creator", "name", "description", "criteria", "issuer", "alignment", "tags"),
        *("targetName", "targetUrl", "targetFramework", "targetCode", "genre", "url"),
        *("publicKey", "owner", "publicKeyPem", "revocationList", "revokedAssertions"),
        *("verificationProperty", "startsWith", "allowedOrigins"),
    )
)


def require_context(document: JsonObject) -> None:
    """Require the context of the standard; others may stand beside it, and are never fetched.

    A context written in place must not give another meaning to what is read.
    Raises: MalformedOpenBadge.
    """
    whole = Members(document)
    contexts = whole.several("@context")
    if len(contexts) > MAX_CONTEXTS or not any(
        isinstance(one, str) and one in CONTEXTS for one in contexts
    ):
        whole.refuse("@context", "context")
    for one in contexts:
        if not isinstance(one, str | dict) or (isinstance(one, dict) and _redefines(one)):
            whole.refuse("@context", "inline")


def read_assertion(document: JsonObject) -> Assertion:
    """Read an Assertion.

    Raises: MalformedOpenBadge.
    """
    whole = Members(document)
    whole.require_type("Assertion")
    issued_on = whole.instant("issuedOn")
    return Assertion(
        id=whole.identifier(),
        recipient=_recipient(whole),
        badge=whole.reference("badge"),
        verification=_verification(whole),
        issued_on=issued_on or whole.refuse("issuedOn", "missing"),
        expires=whole.instant("expires"),
        evidence=tuple(_evidence(one) for one in whole.objects("evidence")),
        narrative=whole.text("narrative"),
        revoked=whole.flag("revoked"),
        revocation_reason=whole.text("revocationReason"),
        uid=whole.text("uid"),
        endorsements=len(whole.several("endorsement")),
        document=document,
    )


def read_badge_class(document: JsonObject) -> BadgeClass:
    """Read a BadgeClass.

    Raises: MalformedOpenBadge.
    """
    whole = Members(document)
    whole.require_type("BadgeClass")
    criteria = next(whole.objects("criteria"), Members({}))
    return BadgeClass(
        id=whole.identifier(),
        name=whole.needed_text("name"),
        description=whole.text("description"),
        criteria_url=criteria.address("id"),
        criteria=criteria.text("narrative"),
        issuer=whole.reference("issuer"),
        alignment=tuple(_alignment(one) for one in whole.objects("alignment")),
        tags=whole.texts("tags"),
        endorsements=len(whole.several("endorsement")),
        document=document,
    )


def read_profile(document: JsonObject) -> Profile:
    """Read the Profile of an issuer.

    Raises: MalformedOpenBadge.
    """
    whole = Members(document)
    whole.require_type("Issuer", "Profile")
    scope = whole.lone("verification") or Members({})
    if scope.text("verificationProperty") not in ("", "id"):
        scope.refuse("verificationProperty", "unsupported")
    return Profile(
        id=whole.identifier(),
        name=whole.needed_text("name"),
        url=whole.address("url"),
        keys=tuple(_keys(whole)),
        revocation_list=_link(whole, "revocationList"),
        starts_with=scope.texts("startsWith"),
        allowed_origins=tuple(host.lower() for host in scope.texts("allowedOrigins")),
        endorsements=len(whole.several("endorsement")),
        document=document,
    )


def read_cryptographic_key(document: JsonObject) -> CryptographicKey:
    """Read a CryptographicKey.

    Raises: MalformedOpenBadge.
    """
    whole = Members(document)
    whole.require_type("CryptographicKey")
    return CryptographicKey(
        id=whole.identifier(),
        owner=whole.reference("owner").id,
        pem=whole.needed_text("publicKeyPem"),
    )


def read_revocation_list(document: JsonObject) -> RevocationList:
    """Read a RevocationList; an entry that names no assertion makes the whole unreadable.

    Raises: MalformedOpenBadge.
    """
    whole = Members(document)
    whole.require_type("RevocationList")
    listed = document.get("revokedAssertions", [])
    if not isinstance(listed, list) or len(listed) > MAX_REVOKED:
        whole.refuse("revokedAssertions", "list")
    return RevocationList(
        id=whole.address("id"),
        issuer=_link(whole, "issuer"),
        revoked=MappingProxyType(dict(_revoked(whole, one) for one in listed)),
    )


def _redefines(context: JsonObject) -> bool:
    return any(name.startswith("@") or name in _READ for name in context)


def _recipient(whole: Members) -> Recipient:
    recipient = whole.lone("recipient")
    if recipient is None or "hashed" not in recipient.values:
        whole.refuse("recipient", "missing")
    return Recipient(
        type=recipient.needed_text("type"),
        identity=recipient.needed_text("identity"),
        hashed=recipient.flag("hashed"),
        salt=recipient.text("salt"),
    )


def _verification(whole: Members) -> Verification:
    verification = whole.lone("verification") or Members({}, "/verification")
    ways = {_WAYS[name] for name in verification.texts("type") if name in _WAYS}
    if len(ways) != 1:
        verification.refuse("type", "verification")
    return Verification(ways.pop(), _link(verification, "creator"))


def _keys(whole: Members) -> Iterator[Reference]:
    """Yield the keys that have a name: a badge can ask for no other."""
    for one in whole.objects("publicKey"):
        if "id" in one.values:
            embedded = one.values if "publicKeyPem" in one.values else None
            yield Reference(one.identifier(), embedded)


def _evidence(one: Members) -> Evidence:
    return Evidence(
        id=one.address("id"),
        name=one.text("name"),
        narrative=one.text("narrative"),
        description=one.text("description"),
        genre=one.text("genre"),
    )


def _alignment(one: Members) -> Alignment:
    return Alignment(
        name=one.needed_text("targetName"),
        url=one.address("targetUrl"),
        framework=one.text("targetFramework"),
        code=one.text("targetCode"),
    )


def _link(holder: Members, name: str) -> str:
    """Return the id of what may be named here, "" where nothing is."""
    return holder.reference(name).id if name in holder.values else ""


def _revoked(whole: Members, entry: JsonValue) -> tuple[str, str]:
    if isinstance(entry, str):
        return checked_address(whole, "revokedAssertions", text=entry), ""
    if not isinstance(entry, dict):
        whole.refuse("revokedAssertions", "entry")
    one = Members(entry, "/revokedAssertions")
    name = one.text("id") or one.text("uid") or one.refuse("id", "missing")
    return name, one.text("revocationReason")
