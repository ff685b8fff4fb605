"""An internet in memory: issuers, their documents and status lists, badges signed for real.

The world is itself a Fetcher. What stands in `pages` is what the network would answer; what
stands in `down` is how it would fail, in `gone` what it says with its 410; `fetched` is every
address that was asked, in order.
"""

import copy
import json
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

from badger.credentials.build import credential_document, endorsement_document
from badger.credentials.did import PublishedKey, did_key, did_web_url, issuer_document
from badger.credentials.identity import identity_object
from badger.credentials.keys import SigningKey
from badger.credentials.model import (
    Achievement,
    AchievementSubject,
    Criteria,
    EndorsementCredential,
    EndorsementSubject,
    Evidence,
    IdentityObject,
    OpenBadgeCredential,
    Profile,
    Result,
    ResultDescription,
    RubricCriterionLevel,
)
from badger.credentials.proof import DEFAULT_SUITE, add_proof
from badger.credentials.status_list import new_bitstring, status_list_credential, with_bits
from badger.json_value import JsonObject, JsonValue
from badger.verify import Presented, Report, Resolver, VerificationPolicy, read_presented, verify
from badger.verify.errors import Missing, Undetermined
from badger.verify.sources import Fetched

ISSUED = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
EMAIL = "personne@exemple.fr"
MODEL = "https://club.example/achievements/encourager/versions/1"
INDEX = 94_567

_SEEDS = count(1)


def new_key() -> SigningKey:
    """A key that differs from every other of the run, and is the same in every run."""
    return SigningKey.from_seed(next(_SEEDS).to_bytes(32, "big"))


def presented(document: JsonObject) -> Presented:
    """Present a document as the file that it would be."""
    return read_presented(json.dumps(document).encode())


class Issuer:
    """Somebody who signs: an id, a key, and the document that the world serves for it."""

    def __init__(self, world: "World", identifier: str, *, key: SigningKey | None = None) -> None:
        self.world = world
        self.id = identifier
        self.key = key or new_key()
        self.published: tuple[PublishedKey, ...] = (PublishedKey(self.key.public),)

    @property
    def method(self) -> str:
        """The address of its key."""
        return f"{self.id}#{self.key.public.to_multikey()}"

    def document(self) -> JsonObject:
        """Its own document, as it publishes it."""
        return issuer_document(self.id, self.published)

    def publish(self, document: "JsonObject | None" = None) -> None:
        """Put its document, or another one in its place, where a verifier looks for it."""
        if not self.id.startswith("did:key:"):
            address = did_web_url(self.id) if self.id.startswith("did:") else self.id
            self.world.publish(address, document or self.document())

    def sign(
        self,
        document: JsonObject,
        *,
        created: datetime = ISSUED,
        cryptosuite: str = DEFAULT_SUITE,
        method: str | None = None,
    ) -> JsonObject:
        """Sign any document as it is."""
        return add_proof(
            document,
            signer=self.key,
            verification_method=method or self.method,
            created=created,
            cryptosuite=cryptosuite,
        )


class World:
    """Everything outside of the verifier."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.down: dict[str, str] = {}
        self.gone: dict[str, bytes] = {}
        self.fetched: list[str] = []
        self.resolver = self.new_resolver()
        self.club = self.new_issuer("did:web:club.example")

    def fetch(self, url: str, *, timeout_s: float = 8.0) -> bytes:  # noqa: ARG002
        """Answer like the network."""
        self.fetched.append(url)
        if url in self.down:
            raise Undetermined(self.down[url], host=url)
        if url in self.gone:
            raise Missing(body=self.gone[url], host=url, status=410)
        if url not in self.pages:
            raise Missing(host=url, status=404)
        return self.pages[url]

    def fetch_on_host(self, url: str, *, timeout_s: float = 8.0) -> bytes:
        """Answer the same: nothing redirects in this world."""
        return self.fetch(url, timeout_s=timeout_s)

    def new_resolver(self) -> Resolver:
        """A verifier's resolver that has seen nothing yet and asks anew each time."""
        return Resolver(Fetched(self, max_age_s=0, failure_age_s=0))

    def publish(self, url: str, document: JsonObject) -> None:
        """Put a document on the network."""
        self.pages[url] = json.dumps(document).encode()

    def new_issuer(self, identifier: str = "") -> Issuer:
        """An issuer with a published document; a did:key when no id is given."""
        key = new_key()
        issuer = Issuer(self, identifier or did_key(key.public), key=key)
        issuer.publish()
        return issuer

    def issue_badge(
        self,
        by: Issuer | None = None,
        *,
        change: Callable[[JsonObject], object] | None = None,
        created: datetime = ISSUED,
        cryptosuite: str = DEFAULT_SUITE,
        **members: JsonValue,
    ) -> JsonObject:
        """Sign a badge; `change` alters the unsigned document, `members` are put into it."""
        signer = by or self.club
        document = {**badge_document(signer.id), **members}
        if change is not None:
            change(document)
        return signer.sign(document, created=created, cryptosuite=cryptosuite)

    def issue_revocable(
        self, by: Issuer | None = None, *, purpose: str = "revocation", **members: JsonValue
    ) -> JsonObject:
        """Sign a badge whose status is read in a list, and publish the list with no bit set."""
        self.publish_list(by, purpose=purpose)
        entry = status_entry(self.list_url(by, purpose), purpose=purpose)
        return self.issue_badge(by, **{"credentialStatus": entry, **members})

    def list_url(self, issuer: Issuer | None = None, purpose: str = "revocation") -> str:
        """Where the list of an issuer stands."""
        name = (issuer or self.club).id.rpartition(":")[2].removeprefix("//")
        return f"https://{name.lower().replace('/', '.')[:60]}/status/{purpose}"

    def publish_list(
        self,
        issuer: Issuer | None = None,
        *,
        purpose: str = "revocation",
        revoked: tuple[int, ...] = (),
        valid_from: datetime = ISSUED,
        valid_until: datetime | None = None,
        signer: Issuer | None = None,
        change: Callable[[JsonObject], object] | None = None,
    ) -> str:
        """Sign and publish a status list; `change` alters it before it is signed."""
        owner = issuer or self.club
        url = self.list_url(owner, purpose)
        document = status_list_credential(
            url,
            issuer=owner.id,
            bits=with_bits(new_bitstring(), revoked),
            valid_from=valid_from,
            valid_until=valid_until,
            purpose=purpose,
        )
        if change is not None:
            change(document)
        self.publish(url, (signer or owner).sign(document))
        return url

    def verify(
        self,
        document: JsonObject,
        now: datetime,
        *,
        policy: VerificationPolicy | None = None,
        resolver: Resolver | None = None,
    ) -> Report:
        """Present a document to the verifier of this world."""
        return verify(
            presented(document), policy or VerificationPolicy(), resolver or self.resolver, now
        )


def status_entry(url: str, *, index: str = str(INDEX), purpose: str = "revocation") -> JsonObject:
    """An entry of `credentialStatus`."""
    return {
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": index,
        "statusListCredential": url,
    }


def endorsement(
    issuer: Issuer,
    endorsed: str,
    *,
    comment: str = "Un club sérieux.",
    issuer_name: str = "La ligue",
    **members: JsonValue,
) -> JsonObject:
    """A signed endorsement of whatever has the id `endorsed`."""
    document = endorsement_document(
        EndorsementCredential(
            id=f"https://ligue.example/endorsements/{len(comment)}",
            name="Endossement",
            issuer=Profile(id=issuer.id, name=issuer_name),
            credential_subject=EndorsementSubject(id=endorsed, endorsement_comment=comment),
            valid_from=ISSUED,
        )
    )
    return issuer.sign({**document, **members})


def badge_document(issuer: str, *, badge_id: str = "https://club.example/badges/1") -> JsonObject:
    """The unsigned badge of a person who encourages the others."""
    return copy.deepcopy(credential_document(_badge(issuer, badge_id)))


def _badge(issuer: str, badge_id: str) -> OpenBadgeCredential:
    criteria = tuple(_criterion(number) for number in (1, 2, 3))
    achievement = Achievement(
        id=MODEL,
        name="Esprit d'équipe",
        description="Agit avec et pour son équipe.",
        criteria=Criteria(narrative="Trois gestes observés par deux personnes."),
        creator=Profile(id=issuer, name="Le club"),
        in_language="fr",
        result_description=criteria,
    )
    results = tuple(
        Result(
            result_description=one.id,
            achieved_level=one.rubric_criterion_level[1].id,
            value="en autonomie",
        )
        for one in criteria
    )
    hashed = identity_object(EMAIL, "sel")
    return OpenBadgeCredential(
        id=badge_id,
        issuer=Profile(id=issuer, name="Le club", url="https://club.example/"),
        credential_subject=AchievementSubject(
            id="urn:uuid:7d1f5d6e-9a3b-4f0e-8f6e-0a1b2c3d4e5f",
            achievement=achievement,
            identifier=(
                IdentityObject(
                    hashed=True,
                    identity_hash=str(hashed["identityHash"]),
                    identity_type="emailAddress",
                    salt="sel",
                ),
            ),
            result=results,
        ),
        valid_from=ISSUED,
        name="Esprit d'équipe",
        evidence=(Evidence(name="Tournoi", narrative="Observée par un coach et une formatrice."),),
    )


def _criterion(number: int) -> ResultDescription:
    name = f"{MODEL}#criterion-{number}"
    levels = tuple(
        RubricCriterionLevel(id=f"{name}-level-{place}", name=level, level=str(place))
        for place, level in enumerate(("avec appui", "en autonomie"), start=1)
    )
    return ResultDescription(
        id=name,
        name=f"Geste {number}",
        result_type="RubricCriterionLevel",
        rubric_criterion_level=levels,
    )
