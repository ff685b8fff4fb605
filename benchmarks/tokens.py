"""Full verification of a badge that comes as a signed token, by kind of key, beside a peer."""

from collections.abc import Iterator

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from openbadgeslib.ob3.verifier import OB3Verifier

from badger.credentials.did import PublishedKey, issuer_document
from badger.credentials.jwt_signing import sign_jwt
from badger.credentials.keys import EcdsaSigningKey, RsaSigningKey, Signer
from badger.json_value import JsonObject
from badger.verify import Report, Resolver, VerificationPolicy, read_presented, verify
from benchmarks.badge import ISSUER, KEY, NOW, Realistic, peer_method
from benchmarks.figures import Figure
from benchmarks.timing import Here, Task, interleaved
from benchmarks.verifying import VERIFY_RAW, Published, raw_tasks

# The signature itself takes 0.7 V with Ed25519, 0.8 V on P-256 and 0.2 V with RSA.
AT_MOST_V = 4.0
PEER = "openbadgeslib: a token, no status, no schema (Ed25519)"


def token_verification(badge: Realistic, signer: Signer) -> Here:
    """Give the full verification of a badge as a token, checked once to be positive."""
    documents = {**badge.documents, ISSUER: _issuer(signer)}
    data = sign_jwt(badge.unsigned, signer=signer, kid=f"{ISSUER}#token").encode()
    resolver, policy = Resolver(Published(documents)), VerificationPolicy()

    def run() -> Report:
        return verify(read_presented(data), policy, resolver, NOW)

    assert run().verdict.value == "verified", run()
    return Here(run)


def measure(badge: Realistic, *, rounds: int) -> Iterator[Figure]:
    """Measure tokens under each kind of key; the status list is remembered, as for documents."""
    signers: dict[str, Signer] = {
        "EdDSA": KEY,
        "ES256": EcdsaSigningKey.generate("P-256"),
        "RS256": RsaSigningKey.generate(),
    }
    names = {name: f"badger: a token ({name}), full verification" for name in signers}
    ours = {names[name]: token_verification(badge, signer) for name, signer in signers.items()}
    tasks: dict[str, Task] = {**raw_tasks(), **ours, PEER: _peer(badge)}
    times = interleaved(tasks, rounds=rounds)
    v = times[VERIFY_RAW]
    for name in ours:
        yield Figure(name, times[name] * 1e3, times[name] / v, "V", at_most=AT_MOST_V)
    yield Figure(PEER, times[PEER] * 1e3, times[PEER] / times[names["EdDSA"]], "x")


def _issuer(signer: Signer) -> JsonObject:
    """Publish both keys: the status list is signed by the first, whatever signs the token."""
    return issuer_document(
        ISSUER, [PublishedKey(KEY.public, "key-1"), PublishedKey(signer.public, "token")]
    )


def _peer(badge: Realistic) -> Here:
    """Give it the key and the same badge, without the status that it would have to fetch."""
    token = sign_jwt(badge.peer, signer=KEY, kid=peer_method())
    public = Ed25519PublicKey.from_public_bytes(KEY.public.raw)
    verifier = OB3Verifier(public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    verifier.verify(token)
    return Here(lambda: verifier.verify(token))
