"""The host of an issuer: the one thing about her that a key proves (hardening H02)."""

import re
from typing import Final
from urllib.parse import unquote

# A browser ends the host at a backslash as well.
_AFTER_HOST: Final = re.compile(r"[/?#\\]")


def domain_of(issuer_id: str) -> str:
    """Return the host of a did:web or https issuer id, "" for others.

    The host alone: what an issuer writes before an @ or after / ? # is not her domain (H02).
    """
    if issuer_id.startswith("did:web:"):
        authority = unquote(issuer_id.split(":")[2])
    elif issuer_id.startswith("https://"):
        authority = issuer_id.removeprefix("https://")
    else:
        return ""
    return _AFTER_HOST.split(authority)[0].rpartition("@")[2]
