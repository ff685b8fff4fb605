"""QR codes as SVG, drawn once for each address."""

from base64 import b64encode
from functools import lru_cache
from typing import Final

import qrcode

QUIET_ZONE: Final = 4


@lru_cache(maxsize=512)
def qr_svg(address: str) -> str:
    """Draw the QR code of `address`: black on white, one path, no script, no style.

    Level M: a printed card may be scratched.
    """
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/>'
        f'<path fill="#000" d="{_dark_runs(rows)}"/></svg>'
    )


def qr_data(address: str) -> str:
    """Draw the QR code of `address` as a data address: no request tells which it is."""
    return "data:image/svg+xml;base64," + b64encode(qr_svg(address).encode()).decode()


def _dark_runs(rows: list[list[bool]]) -> str:
    """Write each run of dark modules of a row as one rectangle."""
    runs: list[str] = []
    for y, row in enumerate(rows):
        start: int | None = None
        for x, dark in enumerate([*row, False]):
            if dark and start is None:
                start = x
            elif not dark and start is not None:
                runs.append(f"M{start} {y}h{x - start}v1H{start}z")
                start = None
    return "".join(runs)
