"""A QR code made of letters, for a terminal: two rows of modules in one line of text."""

import qrcode

QUIET_ZONE = 2
# Upper and lower module, dark or light. Light is drawn, so that a dark terminal works as paper.
BLOCKS = {(True, True): " ", (True, False): "▄", (False, True): "▀", (False, False): "█"}


def terminal_qr(address: str) -> str:
    """Draw the QR code of `address` for a dark terminal."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_L, border=QUIET_ZONE)
    code.add_data(address)
    code.make(fit=True)
    rows = code.get_matrix()
    # A QR code has an odd number of rows: one light row makes the last pair whole.
    rows.append([False] * len(rows[0]))
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join(_line(upper, lower) for upper, lower in pairs)


def _line(upper: list[bool], lower: list[bool]) -> str:
    return "".join(BLOCKS[pair] for pair in zip(upper, lower, strict=True))
