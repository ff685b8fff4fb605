"""ecdsa-sd-2023: P-256, SHA-256, and a holder who chooses what to show.

The issuer signs each statement that may be left out under a key of the proof alone, and signs
that key together with what must be shown. See docs/adr/0013.
Source: Data Integrity ECDSA Cryptosuites 1.0, sections 3.5 and 3.6.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from badger.credentials.context_tables import Load
from badger.credentials.cryptosuites.ecdsa_sd_2023.name import NAME
from badger.credentials.cryptosuites.options import ProofOptions
from badger.credentials.keys import Kind, PublicKey
from badger.json_value import JsonObject
from badger.late import LateModule
from badger.schemas import context

if TYPE_CHECKING:
    from badger.credentials.cryptosuites.ecdsa_sd_2023 import checks
else:
    # The parts that few badges need, CBOR among them, are loaded with the first that does.
    checks = LateModule("badger.credentials.cryptosuites.ecdsa_sd_2023.checks")

__all__ = ["ECDSA_SD_2023", "SelectiveSuite", "selective_form"]


@dataclass(frozen=True, slots=True)
class SelectiveSuite:
    """A suite whose proofs cover each statement of a document apart.

    load: gives a context document by its URL.
    """

    name: str = NAME
    kinds: frozenset[Kind] = frozenset(("P-256",))
    is_old: bool = False
    load: Load = context

    def read_value(self, text: str) -> bytes:
        """Read `proofValue`: u, base64url, and one of two headers. Raises: BadProofValue."""
        return checks.decode_value(text)

    def verify(self, document: JsonObject, *, proof: ProofOptions, key: PublicKey) -> None:
        """Verify a derived proof, or a base proof with all of its signatures.

        Raises: WrongSignature, BadProofValue, BadDisclosure, BadPreviousProof,
                ProofContextDiffers; the canonicalizer's errors.
        """
        checks.check_value(document, proof=proof, key=key, load=self.load)


ECDSA_SD_2023 = SelectiveSuite()


def selective_form(proof: ProofOptions) -> str | None:
    """Name the form of a proof of this suite, "base" or "derived"; None for other proofs."""
    if proof.cryptosuite != NAME:
        return None
    return "base" if checks.is_base(proof.proof_value) else "derived"
