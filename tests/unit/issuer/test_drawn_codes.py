"""A printed code has a letter that tells a slip of the hand."""

import pytest

from badger.issuer.login_codes import ALPHABET, draw_code, is_mistyped

# By hand, Luhn over 32 letters (A is 8, 2 is 0): fifteen times "2" sums to 0, so "2" ends it.
WHOLE = "2222-2222-2222-2222"
# The last but one counts twice: A (8) gives 16, and 16 more make 32; the letter of 16 is J.
WITH_A = "2222-2222-2222-22AJ"


@pytest.mark.parametrize("code", [WHOLE, WITH_A, WITH_A.lower(), WITH_A.replace("-", " ")])
def test_a_whole_code_is_not_mistyped(code):
    assert not is_mistyped(code)


@pytest.mark.parametrize("code", ["2222-2222-2222-2223", "2222-2222-2222-2A2J", "3222222222222222"])
def test_a_wrong_letter_and_two_swapped_ones_are_noticed(code):
    assert is_mistyped(code)


@pytest.mark.parametrize("code", ["", "UN-77777777", "2222-2222-2222-222", "2222-2222-2222-222O"])
def test_what_was_never_drawn_so_is_not_called_mistyped(code):
    assert not is_mistyped(code)


def test_every_drawn_code_is_whole_and_any_one_letter_changed_is_noticed():
    code = draw_code()
    assert not is_mistyped(code)
    for place in (0, 3, 7, 12, 18):
        other = ALPHABET[(ALPHABET.index(code[place]) + 5) % 32]
        assert is_mistyped(code[:place] + other + code[place + 1 :])
