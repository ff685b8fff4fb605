"""The closed tables of cryptosuites: a name that is not here is unsupported, never guessed."""

from collections.abc import Mapping
from types import MappingProxyType

from badger.credentials.cryptosuites.ecdsa_2019 import ECDSA_JCS_2019, ECDSA_RDFC_2019
from badger.credentials.cryptosuites.ecdsa_sd_2023 import ECDSA_SD_2023
from badger.credentials.cryptosuites.ed25519_signature_2020 import ED25519_SIGNATURE_2020
from badger.credentials.cryptosuites.eddsa_jcs_2022 import EDDSA_JCS_2022
from badger.credentials.cryptosuites.eddsa_rdfc_2022 import EDDSA_2022, EDDSA_RDFC_2022
from badger.credentials.cryptosuites.options import ProofOptions
from badger.credentials.cryptosuites.suite import Cryptosuite, WholeDocumentSuite
from badger.credentials.proof_errors import UnsupportedSuite

# Recipes that sign a whole document at once, by the value of `cryptosuite`.
SIGNING_SUITES: Mapping[str, WholeDocumentSuite] = MappingProxyType(
    {
        suite.name: suite
        for suite in (EDDSA_RDFC_2022, EDDSA_JCS_2022, ECDSA_RDFC_2019, ECDSA_JCS_2019)
    }
)
# Every recipe that is verified, by the value of `cryptosuite`.
SUITES: Mapping[str, Cryptosuite] = MappingProxyType(
    {**SIGNING_SUITES, EDDSA_2022.name: EDDSA_2022, ECDSA_SD_2023.name: ECDSA_SD_2023}
)
# Those that are older than `cryptosuite`, by the value of `type`.
OLD_TYPES: Mapping[str, Cryptosuite] = MappingProxyType(
    {ED25519_SIGNATURE_2020.proof_type: ED25519_SIGNATURE_2020}
)


def suite_named(name: object) -> Cryptosuite:
    """Find a cryptosuite by the exact value of `cryptosuite`.

    Raises: UnsupportedSuite for any other value, a string or not.
    """
    suite = SUITES.get(name) if isinstance(name, str) else None
    if suite is None:
        raise UnsupportedSuite(cryptosuite=str(name)[:64])
    return suite


def suite_of(proof: ProofOptions) -> Cryptosuite:
    """Find the suite of a proof that was read. Raises: UnsupportedSuite."""
    return OLD_TYPES.get(proof.type) or suite_named(proof.cryptosuite)


def signing_suite(name: str) -> WholeDocumentSuite:
    """Find a cryptosuite that new proofs of whole documents are made by.

    Raises: UnsupportedSuite.
    """
    suite = SIGNING_SUITES.get(name)
    if suite is None:
        raise UnsupportedSuite(cryptosuite=name[:64])
    return suite
