"""Before a version is published, a sample of its badge is written, signed and verified.

The key is made for the sample and forgotten: nothing with the partner's name leaves unproven.
"""

from datetime import datetime

from badger.credentials.did import PublishedKey
from badger.credentials.did import issuer_document as did_document
from badger.credentials.errors import CredentialError
from badger.credentials.keys import SigningKey
from badger.db.base import Session, new_id
from badger.issuer.achievement_queries import version_by_id
from badger.issuer.achievements import AchievementUnknown
from badger.issuer.addresses import Addresses
from badger.issuer.compose import Award, Place, VersionText, compose_credential
from badger.issuer.errors import IssuerError
from badger.issuer.profiles import text_of
from badger.issuer.recognition.decide import AwardDecision
from badger.issuer.recognition.rules import Level
from badger.issuer.self_check import SelfCheck, SignatureRefused
from badger.issuer.signing import sign_document
from badger.issuer.status import to_bytes
from badger.verify import UnreadableInput


class SampleRefused(IssuerError):
    """Our own verifier would not accept a badge of this version."""

    code = "achievement.sample_refused"


def require_good_sample(
    db: Session, version_id: str, *, addresses: Addresses, now: datetime
) -> None:
    """Verify a badge as the version would give it: schema, closed vocabulary, proof.

    Raises: SampleRefused (the fact `findings` names the points), AchievementUnknown.
    """
    version = version_by_id(db, version_id)
    if version is None:
        raise AchievementUnknown(version=version_id)
    text = text_of(db, version)
    unsigned = compose_credential(_sample(text), addresses=addresses, now=now)
    # Its place in a status list would be given to nobody: the sample has none.
    unsigned.pop("credentialStatus", None)
    issuer, key = addresses.issuer_did(text.issuer.slug), SigningKey.generate()
    published = did_document(issuer, [PublishedKey(key.public)])
    try:
        signed = sign_document(unsigned, key, issuer=issuer, created=now)
        SelfCheck({issuer: to_bytes(published)}).require_verified(to_bytes(signed), now=now)
    except SignatureRefused as error:
        raise SampleRefused(**error.facts) from error
    except (CredentialError, UnreadableInput) as error:
        raise SampleRefused(findings=error.reason) from error


def _sample(text: VersionText) -> Award:
    """Everything that the grid has was seen, on one's own, by nobody in particular."""
    decision = AwardDecision(
        possible=True,
        reasons=(),
        levels={criterion.id: Level.ON_OWN for criterion in text.criteria},
        roles=(),
        evidence=(),
    )
    return Award(new_id(), text, decision, Place(new_id(), 0), sessions={}, hosts={})
