"""Full verification of the same badge under other recipes, and showing a part of it."""

from collections.abc import Iterator

from badger.credentials.did import PublishedKey, issuer_document
from badger.credentials.keys import EcdsaSigningKey
from badger.credentials.proof import add_proof
from badger.credentials.selective_proof import add_base_proof, derive_proof
from badger.json_value import JsonObject
from benchmarks.badge import ISSUER, KEY, METHOD, NOW, Realistic
from benchmarks.figures import Figure
from benchmarks.timing import Here, Task, interleaved
from benchmarks.verifying import VERIFY_RAW, raw_tasks, verification

P_256 = EcdsaSigningKey.from_secret("P-256", bytes(range(1, 33)))
P_256_METHOD = f"{ISSUER}#p-256"
SHOWN = ("/credentialSubject/result/1", "/evidence/0/name")

JCS = "badger: eddsa-jcs-2022, full verification"
ECDSA = "badger: ecdsa-rdfc-2019 on P-256, full verification"
WHOLE = "badger: ecdsa-sd-2023, the whole badge verified"
PART = "badger: ecdsa-sd-2023, a part verified"
DERIVED = "badger: ecdsa-sd-2023, a part derived"
GOALS = {JCS: 4.0, ECDSA: None, WHOLE: None, PART: None, DERIVED: None}


def measure(badge: Realistic, *, rounds: int) -> Iterator[Figure]:
    """Measure each recipe over the realistic badge; the status list is remembered."""
    tasks: dict[str, Task] = {**raw_tasks(), **recipe_tasks(badge)}
    times = interleaved(tasks, rounds=rounds)
    v = times[VERIFY_RAW]
    for name, goal in GOALS.items():
        yield Figure(name, times[name] * 1e3, times[name] / v, "V", at_most=goal)


def recipe_tasks(badge: Realistic) -> dict[str, Task]:
    """Give one task for each recipe, each checked once to be positive."""
    documents = {**badge.documents, ISSUER: _issuer()}
    jcs = add_proof(
        badge.unsigned,
        signer=KEY,
        verification_method=METHOD,
        created=NOW,
        cryptosuite="eddsa-jcs-2022",
    )
    ecdsa = add_proof(
        badge.unsigned,
        signer=P_256,
        verification_method=P_256_METHOD,
        created=NOW,
        cryptosuite="ecdsa-rdfc-2019",
    )
    whole = add_base_proof(
        badge.unsigned, signer=P_256, verification_method=P_256_METHOD, created=NOW
    )
    shown = {JCS: jcs, ECDSA: ecdsa, WHOLE: whole, PART: derive_proof(whole, SHOWN)}
    return {
        **{name: verification(one, documents=documents) for name, one in shown.items()},
        DERIVED: Here(lambda: derive_proof(whole, SHOWN)),
    }


def _issuer() -> JsonObject:
    """Publish both keys: the status list is signed by the first."""
    return issuer_document(
        ISSUER, [PublishedKey(KEY.public, "key-1"), PublishedKey(P_256.public, "p-256")]
    )
