"""300 documents, 200 of them bad, before another verifier as well (hardening, R20).

openbadgeslib is a library of others: where it refuses what we verify, one of the two is wrong,
and the reason must be written here. What it verifies and we refuse is told as well.
"""

import copy
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.ldp import OB3LdpVerifier

from badger.credentials.did import did_key
from badger.credentials.keys import SigningKey
from badger.credentials.proof import add_proof
from badger.json_value import JsonObject, JsonValue
from badger.verify import (
    Resolver,
    UnreadableInput,
    Verdict,
    VerificationPolicy,
    verify,
)
from badger.verify.fetching import OfflineFetcher
from badger.verify.sources import Fetched
from tests.world import ISSUED, badge_document, presented

KEY = SigningKey.from_seed(bytes(range(32)))
DID = did_key(KEY.public)
METHOD = f"{DID}#{KEY.public.to_multikey()}"
NOW = datetime.now(UTC)
GOOD, BAD = 100, 200
SUBJECT = "urn:uuid:0b3cbb44-3b6a-4d8e-8f8f-2c4b4a6f4a11"


def _sign(document: JsonObject, *, method: str = METHOD, **more: JsonValue) -> JsonObject:
    signed = add_proof(document, signer=KEY, verification_method=method, created=ISSUED)
    return {**signed, **more}


def _badge(**members: JsonValue) -> JsonObject:
    document = badge_document(DID)
    subject = document["credentialSubject"]
    assert isinstance(subject, dict)
    subject["id"] = SUBJECT
    return {**document, **members}


def _good() -> Iterator[tuple[str, JsonObject]]:
    """Badges that differ in their values, in the members that they have and in their shape."""
    chance = random.Random("good")  # noqa: S311 - the same documents in every run
    for number in range(GOOD):
        document = _badge(id=f"urn:uuid:00000000-0000-4000-8000-{number:012}")
        subject = document["credentialSubject"]
        assert isinstance(subject, dict)
        achievement = subject["achievement"]
        assert isinstance(achievement, dict)
        achievement["name"] = chance.choice(("Écoute", "Ça marche", "الإصغاء", "聴く", "a\tb", "’"))
        if number % 3 == 0:
            document["validUntil"] = (NOW + timedelta(days=number + 1)).strftime(
                "%Y-%m-%dT%H:%M:%SZ"
            )
        if number % 4 == 0:
            achievement["tag"] = [f"mot {n}" for n in range(number % 5 + 1)]
        if number % 5 == 0:
            subject.pop("result", None)
        if number % 7 == 0:
            document["awardedDate"] = "2026-02-01T08:00:00+01:00"
        yield f"good {number}", _sign(document)


def _bad() -> Iterator[tuple[str, JsonObject]]:
    yield from _signed_and_wrong()
    chance = random.Random("bad")  # noqa: S311 - the same documents in every run
    source = _sign(_badge())
    places = list(_places(source))
    for number in range(BAD - len(list(_signed_and_wrong()))):
        document = copy.deepcopy(source)
        path = chance.choice(places)
        holder: JsonValue = document
        for key in path[:-1]:
            holder = holder[key]  # type: ignore[index, call-overload]
        if number % 4 == 0 and isinstance(holder, dict):
            del holder[path[-1]]
        else:
            holder[path[-1]] = chance.choice(  # type: ignore[index, call-overload]
                ("x", "https://evil.example/", 5, True, {"id": "urn:x"}, "2026-01-01T00:00:00Z")
            )
        if document != source:
            yield f"changed {number} {'/'.join(map(str, path))}", document


def _signed_and_wrong() -> Iterator[tuple[str, JsonObject]]:
    """Badges whose signature holds and that must not be relied on."""
    other = SigningKey.from_seed(bytes(range(1, 33)))
    yield "expired", _sign(_badge(validUntil="2026-03-02T00:00:00Z"))
    yield "not yet valid", _sign(_badge(validFrom="2099-01-01T00:00:00Z"))
    yield "reversed", _sign(_badge(validUntil="2026-01-01T00:00:00Z"))
    yield (
        "issuer of another key",
        _sign(_badge(issuer={"id": did_key(other.public), "type": ["Profile"]})),
    )
    yield (
        "key of another document",
        _sign(_badge(), method=f"{did_key(other.public)}#{KEY.public.to_multikey()}"),
    )
    yield "no proof", {name: v for name, v in _sign(_badge()).items() if name != "proof"}
    yield "empty proofs", _sign(_badge(), proof=[])
    yield "no badge type", _sign(_badge(type=["VerifiableCredential"]))


def _places(value: JsonValue, path: tuple = ()) -> Iterator[tuple]:
    inside = value.items() if isinstance(value, dict) else ()
    if isinstance(value, list):
        inside = enumerate(value)  # type: ignore[assignment]
    for key, one in inside:
        yield (*path, key)
        yield from _places(one, (*path, key))


def _ours(document: JsonObject) -> Verdict | None:
    try:
        shown = presented(document)
    except UnreadableInput:
        return None
    resolver = Resolver(Fetched(OfflineFetcher()))
    return verify(shown, VerificationPolicy(), resolver, NOW).verdict


def _theirs(document: JsonObject) -> bool:
    try:
        OB3LdpVerifier().verify(copy.deepcopy(document))
    except LibOpenBadgesException:
        return False
    return True


# Documents that we verify and openbadgeslib refuses, with the reason.
EXPLAINED: dict[str, str] = {}
# What openbadgeslib verifies and we refuse, with the reason.
STRICTER_HERE = {
    "changed 168 issuer/type": "the creator of the same id still says the type, so the signature "
    "holds; the published schema requires it on the issuer",
}


@pytest.mark.slow
def test_r20_nothing_that_another_library_calls_invalid_is_verified_without_a_reason():
    documents = [*_good(), *_bad()]
    ours = {name: _ours(document) for name, document in documents}
    theirs = {name: _theirs(document) for name, document in documents}
    verified = {name for name, verdict in ours.items() if verdict is Verdict.VERIFIED}

    assert 290 <= len(documents) <= GOOD + BAD
    assert {f"good {number}" for number in range(GOOD)} <= verified
    refused_by_them = {name for name in verified if not theirs[name]}
    assert set(EXPLAINED) == refused_by_them
    accepted_by_them = {name for name, is_valid in theirs.items() if is_valid} - verified
    assert STRICTER_HERE.keys() == accepted_by_them
    assert not any(name in verified for name, _ in _signed_and_wrong())
