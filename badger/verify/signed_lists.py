"""Signed lists of recognised issuers: of this territory, or another's that it chose to import.

A list is plain JSON under an eddsa-jcs-2022 proof, which covers every byte that it says; a suite
that canonicalizes RDF would leave out the members that no context defines. Who must have signed
it is decided by whoever imports it, never by the list.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from badger.credentials.datetimes import format_timestamp
from badger.credentials.did import verification_method
from badger.credentials.errors import CredentialError
from badger.credentials.keys import Signer
from badger.credentials.proof import add_proof, proofs_of, read_proof, verify_proof
from badger.credentials.strict_json import parse_object
from badger.errors import BadgerError
from badger.json_value import JsonObject, JsonValue
from badger.verify.budget import Budget
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.resolve import Resolver
from badger.verify.trust import (
    IMPORTED,
    LIST_LIMITS,
    RecognisedIssuer,
    TrustList,
    TrustListUnreadable,
    trust_list_of,
)

SUITES = frozenset(("eddsa-jcs-2022", "ecdsa-jcs-2019"))
LIST_TYPE = "RecognisedIssuers"
# A list that nobody can fetch any more must not be believed for ever.
LIST_DAYS = 90
SKEW = timedelta(minutes=5)


class TrustListRefused(BadgerError):
    """A signed list is not what the party that was named has signed, or it is out of date."""

    code = "trust.refused"


class TrustListUnchecked(BadgerError):
    """The signature of a list could not be checked: its signer's document cannot be had."""

    code = "trust.unchecked"


def signed_list(
    issuers: Sequence[RecognisedIssuer],
    *,
    address: str,
    name: str,
    issuer: str,
    signer: Signer,
    now: datetime,
) -> JsonObject:
    """Write and sign the list of a territory.

    address: where it is published; issuer: DID of the territory, whose document has the key.
    """
    unsigned: JsonObject = {
        "id": address,
        "type": LIST_TYPE,
        "name": name,
        "issuer": issuer,
        "issued": format_timestamp(now),
        "validUntil": format_timestamp(now + timedelta(days=LIST_DAYS)),
        "issuers": [_entry(one) for one in issuers],
    }
    return add_proof(
        unsigned,
        signer=signer,
        verification_method=f"{issuer}#{signer.public.to_multikey()}",
        created=now,
        cryptosuite="eddsa-jcs-2022",
    )


def read_signed_list(
    data: bytes, *, signed_by: str, resolver: Resolver, now: datetime, kind: str = IMPORTED
) -> TrustList:
    """Read a list that `signed_by` (a DID) must have signed, and that still holds.

    Raises: TrustListUnreadable, TrustListRefused, TrustListUnchecked.
    """
    try:
        document = parse_object(data, limits=LIST_LIMITS)
    except CredentialError as error:
        raise TrustListUnreadable(cause=error.reason) from error
    if document.get("type") != LIST_TYPE or document.get("issuer") != signed_by:
        raise TrustListRefused(cause="issuer", signer=str(document.get("issuer"))[:200])
    found = trust_list_of(document, kind=kind)
    if found.issued is None or found.until is None or found.issued > now + SKEW:
        raise TrustListRefused(cause="issued", signer=signed_by)
    if not found.is_current(now):
        raise TrustListRefused(cause="validUntil", signer=signed_by)
    require_signature(document, signed_by=signed_by, resolver=resolver, budget=Budget())
    return found


def require_signature(
    document: JsonObject, *, signed_by: str, resolver: Resolver, budget: Budget
) -> None:
    """Check that every proof of a plain JSON document is of a good key of `signed_by`, a DID.

    Raises: TrustListRefused, TrustListUnchecked.
    """
    try:
        own = resolver.controller_document(signed_by, budget=budget)
    except Undetermined as error:
        raise TrustListUnchecked(signer=signed_by, cause=error.reason) from error
    except CheckFailed as error:
        raise TrustListRefused(cause=error.reason, signer=signed_by) from error
    try:
        proofs = proofs_of(document)
        for proof in proofs:
            _require_proof(document, proof, own=own)
    except CredentialError as error:
        raise TrustListRefused(cause=error.reason, signer=signed_by) from error


def _require_proof(document: JsonObject, proof: JsonObject, *, own: JsonObject) -> None:
    read = read_proof(proof)
    method = verification_method(own, read.verification_method)
    signed_late = method.expires is not None and (
        read.created is None or read.created >= method.expires
    )
    if read.cryptosuite not in SUITES:
        raise TrustListRefused(cause="cryptosuite", signer=method.controller)
    if "assertionMethod" not in method.relationships or method.revoked is not None or signed_late:
        raise TrustListRefused(cause="key", signer=method.controller)
    verify_proof(document, proof, key=method.key)


def _entry(issuer: RecognisedIssuer) -> JsonValue:
    entry: JsonObject = {"id": issuer.id, "name": issuer.name}
    if issuer.since is not None:
        entry["since"] = issuer.since.isoformat()
    if issuer.until is not None:
        entry["until"] = issuer.until.isoformat()
    return entry
