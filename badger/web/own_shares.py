"""Shares of this installation, found by the address that their link and their QR code show."""

import re
from typing import Final

from flask import request

from badger.web.own_badges import SCHEME
from badger.web.services import services

SHARE_CODE: Final = re.compile(r"[0-9a-f]{32}")


def own_share_code(address: str) -> str | None:
    """Return the code of our share in `address`, None where it cannot be one of ours.

    Whether it is open is told by its page alone. The address may lack its scheme.
    """
    typed = SCHEME.sub("", address.strip(), count=1)
    ours = SCHEME.sub("", services().addresses.share(""), count=1)
    code = typed.removeprefix(ours).removeprefix(f"{request.host}/shares/")
    return code if code != typed and SHARE_CODE.fullmatch(code) else None
