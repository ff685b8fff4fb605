"""Modules that are imported when they are first used."""

import colorsys
import subprocess
import sys

import pytest

from badger.credentials import keys
from badger.late import LateModule


def test_a_late_module_gives_what_the_module_has():
    late = LateModule("colorsys")

    assert colorsys.rgb_to_hsv is late.rgb_to_hsv
    assert colorsys.rgb_to_hsv is late.rgb_to_hsv


def test_a_late_module_has_nothing_that_the_module_has_not():
    with pytest.raises(AttributeError):
        _ = LateModule("colorsys").no_such_name


def test_a_late_module_is_imported_when_it_is_used_and_not_before():
    program = (
        "import sys; from badger.late import LateModule; late = LateModule('colorsys');"
        "before = 'colorsys' in sys.modules; late.rgb_to_hsv;"
        "print(before, 'colorsys' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert b"False True" == done.stdout.strip()


def test_a_server_loads_all_late_modules_at_once():
    program = (
        "import sys, badger.verify; from badger.late import load_late_modules;"
        "before = 'cryptography' in sys.modules; load_late_modules();"
        "print(before, *(name in sys.modules for name in ('cryptography', 'cbor2')))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert b"False True True" == done.stdout.strip()


def test_keys_have_no_name_that_is_not_theirs():
    with pytest.raises(AttributeError):
        _ = keys.no_such_name
