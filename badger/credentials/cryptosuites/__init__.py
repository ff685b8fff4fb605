"""The closed table of cryptosuites: a name that is not here is unsupported, never guessed."""

from collections.abc import Mapping
from types import MappingProxyType

from badger.credentials.cryptosuites.eddsa_jcs_2022 import EDDSA_JCS_2022
from badger.credentials.cryptosuites.eddsa_rdfc_2022 import EDDSA_RDFC_2022
from badger.credentials.cryptosuites.suite import Cryptosuite
from badger.credentials.proof_errors import UnsupportedSuite

SUITES: Mapping[str, Cryptosuite] = MappingProxyType(
    {suite.name: suite for suite in (EDDSA_RDFC_2022, EDDSA_JCS_2022)}
)


def suite_named(name: object) -> Cryptosuite:
    """Find a cryptosuite by the exact value of `cryptosuite`.

    Raises: UnsupportedSuite for any other value, a string or not.
    """
    suite = SUITES.get(name) if isinstance(name, str) else None
    if suite is None:
        raise UnsupportedSuite(cryptosuite=str(name)[:64])
    return suite
