"""Step 2 for Open Badges 2: does the host show the badge now, or did the issuer's key sign it?"""

from badger.credentials.errors import CredentialError
from badger.credentials.jwt import Jws, verify_jws
from badger.credentials.jwt_claims import credential_in
from badger.credentials.jwt_errors import UnsupportedAlgorithm
from badger.credentials.keys import PublicKey
from badger.credentials.openbadges_v2 import HOSTED, Assertion, differing
from badger.credentials.proof_errors import NotSigned, WrongSignature
from badger.json_value import JsonObject
from badger.verify.case import Answer, Case, passed
from badger.verify.chain import OpenBadge2
from badger.verify.errors import CheckFailed, Undetermined
from badger.verify.open_badges_2.assertions import judged, period_of, published_assertion
from badger.verify.open_badges_2.hosting import host_of, shown_by_host
from badger.verify.open_badges_2.signing_key import signing_key
from badger.verify.report import Outcome


def check_proof(case: Case) -> Answer:
    """Verify the assertion by the way that it names (step 2)."""
    if judged(case).assertion.verification.way == HOSTED:
        return _check_hosted(case)
    return _check_signed(case)


def _check_hosted(case: Case) -> Answer:
    """Ask the host; from here on its own words are judged and shown, not those of the file."""
    presented = judged(case).assertion
    document = shown_by_host(case, presented.id)
    published = published_assertion(document)
    if published.id != presented.id:
        raise CheckFailed("proof.other_assertion", host=host_of(presented.id))
    if published.verification.way != HOSTED:
        raise CheckFailed(NotSigned.code)
    case.document, case.period = document, period_of(published)
    case.open_badge_2 = OpenBadge2(published)
    return _hosted_answer(presented, published)


def _hosted_answer(presented: Assertion, published: Assertion) -> Answer:
    host = host_of(published.id)
    others = differing(presented, published)
    if others:
        return passed("proof.hosted_otherwise", host=host, differing=list(others))
    return passed("proof.hosted", host=host)


def _check_signed(case: Case) -> Answer:
    """Verify the JWS by the key that the issuer's hosted profile lists.

    Where the documents do not lead to such a key, the signature is not checked at all: the
    next step says why.
    """
    if case.jws is None:
        raise CheckFailed(NotSigned.code)
    try:
        name, key = signing_key(case)
    except CheckFailed as error:
        case.unbound = error
        return Answer(Outcome.NOT_RUN, "proof.not_the_issuers_key", {})
    try:
        _verify_token(case.jws, key, document=case.document)
    except UnsupportedAlgorithm as error:
        raise Undetermined(error.reason, **error.facts) from error
    except CredentialError as error:
        raise CheckFailed(error.reason, **error.facts) from error
    return passed("proof.verified", cryptosuite=case.jws.alg, method=name, created=None)


def _verify_token(jws: Jws, key: PublicKey, *, document: JsonObject) -> None:
    if credential_in(jws.payload) != document:
        # A token proves the document that it carries, whoever put the two side by side.
        raise WrongSignature()
    verify_jws(jws, key)
