"""What is presented to the verifier, before anything of it is believed."""

from dataclasses import dataclass

from badger.credentials.jwt import Jws
from badger.json_value import JsonObject


@dataclass(frozen=True, slots=True, kw_only=True)
class Presented:
    """What somebody showed us: nothing in it may be believed or displayed as true.

    data:     the credential's bytes, as they stood in the file or the image.
    document: its JSON; None when it is in a form that badger knows by name only.
    carrier:  "json", "jws", "png" or "svg": what it came in.
    jws:      the token that carried the document, when it was one.
    address:  where the badge is hosted, when an image of Open Badges 2 holds nothing else.
    """

    data: bytes
    document: "JsonObject | None"
    carrier: str = "json"
    jws: Jws | None = None
    address: str = ""
