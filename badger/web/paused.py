"""Whether signing waits for the keys, said to those who sign."""

from badger.issuer.key_sealing import KeyringLocked
from badger.web.presenters.spoken_findings import say
from badger.web.services import services


def paused() -> str:
    """Say why nothing can be signed at this moment; "" where all is well."""
    try:
        services().keyring.require_reachable()
    except KeyringLocked as error:
        return say(error.reason, error.facts)
    return ""
