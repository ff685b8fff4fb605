"""One proof as the suites see it, read strictly by `proof_options.read_proof`."""

from dataclasses import dataclass
from datetime import datetime

from badger.json_value import JsonObject

PROOF_TYPE = "DataIntegrityProof"


@dataclass(frozen=True, slots=True)
class ProofOptions:
    """One proof; `raw` is the proof as it stands in the document.

    cryptosuite: name of the suite, which is the type itself in proofs older than the member.
    """

    type: str
    cryptosuite: str
    verification_method: str
    proof_purpose: str
    created: datetime | None
    expires: datetime | None
    proof_value: bytes
    id: str | None
    previous: tuple[str, ...]
    raw: JsonObject
