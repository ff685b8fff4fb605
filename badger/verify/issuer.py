"""Step 3: did the key that signed belong to the issuer that the badge names, for this use?"""

from datetime import datetime

from badger.credentials.datetimes import format_timestamp
from badger.json_value import JsonValue
from badger.verify.case import Answer, Case, issuer_id, passed
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.memory import Seal
from badger.verify.registers import is_registered

_NOT_FOR = {
    "assertionMethod": "issuer.not_for_assertion",
    "authentication": "presentation.not_for_authentication",
}


def check_issuer(case: Case) -> Answer:
    """Check that every key that signed is the issuer's, for assertions, and was good then."""
    if case.unbound is not None:
        raise case.unbound
    try:
        check_authority(case.seals, now=case.now)
    except Undetermined as error:
        return _by_the_register(case, error)
    issuer = issuer_id(case.document)
    if is_only_a_key(issuer):
        return passed("issuer.self_asserted", issuer=issuer)
    return passed("issuer.bound", issuer=issuer, method=case.seals[0].method.id)


def _by_the_register(case: Case, error: Undetermined) -> Answer:
    """Let the register say what a revoked key had signed before (domain F6 AC5).

    One seal only: a register names the signature inside of the badge.
    Raises: CheckFailed (it is not in it), Undetermined (there is none, or it cannot be had).
    """
    if len(case.seals) != 1 or case.jws is not None:
        raise error
    key = case.seals[0].method.id
    registered = is_registered(case, key)
    if registered is None:
        raise error
    if not registered:
        raise CheckFailed("issuer.not_registered", **error.facts)
    return passed("issuer.registered", issuer=issuer_id(case.document), method=key, **_said(error))


def _said(error: Undetermined) -> dict[str, JsonValue]:
    return {name: str(value) for name, value in error.facts.items()}


def is_only_a_key(issuer: str) -> bool:
    """Tell whether an issuer id says nothing about its holder but a key."""
    return issuer.startswith(("did:key:", "did:jwk:"))


def check_authority(
    seals: tuple[Seal, ...], *, now: datetime, relationship: str = "assertionMethod"
) -> None:
    """Check what the issuer's document says about the keys that signed.

    relationship: what they must be published for.

    Raises: CheckFailed, Undetermined.
    """
    for seal in seals:
        if relationship not in seal.method.relationships:
            raise CheckFailed(_NOT_FOR[relationship], method=seal.method.id)
        _check_expiry(seal, now)
        _check_revocation(seal, now)


def _check_expiry(seal: Seal, now: datetime) -> None:
    """A key that was rotated out stays good for what it signed before (hardening D08)."""
    expires, created = seal.method.expires, seal.proof.created
    if expires is None or now < expires:
        return
    if created is None or created >= expires:
        raise CheckFailed("issuer.key_expired", expires=format_timestamp(expires))


def _check_revocation(seal: Seal, now: datetime) -> None:
    """A revoked key may be in the wrong hands, and whoever has it writes `created` as they
    like: a date before the revocation proves nothing, so the answer stays open."""
    revoked, created = seal.method.revoked, seal.proof.created
    if revoked is None or now < revoked:
        return
    facts = {"revoked": format_timestamp(revoked)}
    if created is None or created >= revoked:
        raise CheckFailed("issuer.key_revoked", **facts)
    raise Undetermined("issuer.key_revoked_since", **facts)
