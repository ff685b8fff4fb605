"""The QR code of the terminal shows exactly the modules of the code."""

import qrcode

from badger.demo.terminal_qr import BLOCKS, QUIET_ZONE, terminal_qr

ADDRESS = "http://localhost:8000/badges/7XtGsMftMYY8S6TyNG49C3"


def test_the_letters_are_the_modules():
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_L, border=QUIET_ZONE)
    code.add_data(ADDRESS)
    pairs = {letter: pair for pair, letter in BLOCKS.items()}
    rows = []
    for line in terminal_qr(ADDRESS).splitlines():
        rows.append([pairs[letter][0] for letter in line])
        rows.append([pairs[letter][1] for letter in line])
    assert code.get_matrix() == rows[:-1]


def test_light_is_drawn_all_around():
    lines = terminal_qr(ADDRESS).splitlines()
    assert {"█"} == set(lines[0])
    assert {"██"} == {line[:2] for line in lines[:-1]}
