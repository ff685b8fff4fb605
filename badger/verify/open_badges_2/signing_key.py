"""The key of a signed Open Badges 2 badge: the one that it names, among the issuer's own.

Key and profile must name each other (Open Badges 2.0, CryptographicKey, `owner`): whoever has a
key can write any owner, and whoever has a page can list any key.
"""

from badger.credentials.errors import CredentialError
from badger.credentials.keys import PublicKey
from badger.credentials.openbadges_v2 import (
    CryptographicKey,
    MalformedOpenBadge,
    Profile,
    Reference,
    read_cryptographic_key,
)
from badger.credentials.pem_keys import key_from_pem
from badger.verify.case import Case
from badger.verify.errors import CheckFailed, KeyNotTheIssuers
from badger.verify.open_badges_2.assertions import judged
from badger.verify.open_badges_2.hosting import hosted
from badger.verify.open_badges_2.parties import chain_of


def signing_key(case: Case) -> tuple[str, PublicKey]:
    """Return the id of the key that must have signed, and the key.

    Raises: KeyNotTheIssuers, CheckFailed, Undetermined.
    """
    profile = chain_of(case).profile
    reference = _listed(profile, judged(case).assertion.verification.creator)
    key = _published(case, reference)
    if key.id != reference.id or key.owner != profile.id:
        raise KeyNotTheIssuers(issuer=profile.id[:200], method=reference.id[:200])
    try:
        return key.id, key_from_pem(key.pem)
    except CredentialError as error:
        raise CheckFailed(error.reason, **error.facts) from error


def _listed(profile: Profile, creator: str) -> Reference:
    """Choose among the keys of the profile; a badge that names none means the only one."""
    named = [one for one in profile.keys if creator in ("", one.id)]
    if len(named) != 1:
        raise KeyNotTheIssuers(issuer=profile.id[:200], method=creator[:200])
    return named[0]


def _published(case: Case, reference: Reference) -> CryptographicKey:
    document = reference.embedded or hosted(case, reference.id)
    try:
        return read_cryptographic_key(document)
    except MalformedOpenBadge as error:
        raise CheckFailed("key.malformed", **error.facts) from error
