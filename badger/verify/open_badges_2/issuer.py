"""Step 3 for Open Badges 2: is it the issuer's own word?

For a hosted badge the issuer's profile says where its badges stand; unless it does, they stand
on its own host. For a signed one the key was found in the profile already.
Source: Open Badges 2.0, VerificationObject (`startsWith`, `allowedOrigins`).
"""

from urllib.parse import unquote

from badger.credentials.openbadges_v2 import HOSTED, Profile
from badger.verify.case import Answer, Case, passed
from badger.verify.chain import Chain
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.open_badges_2.assertions import judged
from badger.verify.open_badges_2.hosting import host_of
from badger.verify.open_badges_2.parties import chain_of
from badger.verify.targets import read_target

_STEPS = frozenset((".", ".."))


def check_issuer(case: Case) -> Answer:
    """Check that badge class and issuer are hosted, and that the assertion is theirs (step 3)."""
    if case.unbound is not None:
        raise case.unbound
    chain = chain_of(case)
    assertion = judged(case).assertion
    if assertion.verification.way == HOSTED:
        _require_scope(assertion.id, chain.profile)
        return _hosted_answer(chain)
    if chain.differing:
        raise CheckFailed("issuer.signed_otherwise", part=chain.differing[0])
    method = assertion.verification.creator or chain.profile.keys[0].id
    return passed("issuer.bound", issuer=chain.profile.id, method=method)


def _hosted_answer(chain: Chain) -> Answer:
    host = host_of(chain.profile.id)
    if chain.differing:
        return passed(
            "issuer.hosted_otherwise",
            issuer=chain.profile.id,
            host=host,
            differing=list(chain.differing),
        )
    return passed("issuer.hosted", issuer=chain.profile.id, host=host)


def _require_scope(assertion_id: str, profile: Profile) -> None:
    """Require that the assertion stands where the issuer says that its badges stand.

    Raises: CheckFailed "issuer.scope".
    """
    origins = tuple(map(_bare_host, profile.allowed_origins))
    if not profile.starts_with and not origins:
        origins = (host_of(profile.id),)
    is_below = any(_is_below(assertion_id, place) for place in profile.starts_with)
    if (profile.starts_with and not is_below) or (origins and host_of(assertion_id) not in origins):
        raise CheckFailed(
            "issuer.scope", host=host_of(assertion_id), issuer_host=host_of(profile.id)
        )


def _bare_host(origin: str) -> str:
    return origin.removeprefix("https://").rstrip("/").removesuffix(":443")


def _is_below(address: str, place: str) -> bool:
    """Tell whether an address begins by a place, on the very host of the place.

    The beginning of a host is another host, and `..` leads out of a folder.
    """
    try:
        inner, outer = read_target(address), read_target(place)
    except Undetermined:
        return False
    if _STEPS.intersection(unquote(inner.path).split("/")):
        return False
    return inner.authority == outer.authority and inner.path.startswith(outer.path)
