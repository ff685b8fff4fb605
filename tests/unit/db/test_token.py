"""A key-encryption key in a token: asked, away, slow, lost and refused."""

import os
import signal
import sys
from pathlib import Path

import pytest

from badger.db.encryption import Undecipherable
from badger.db.token import TokenAway, TokenKey
from badger.db.token_address import read_token_address
from badger.settings import SettingInvalid
from tests.tokens import new_token

PLENTY_S = 60
ADDRESS = "pkcs11:token=badger;object=kek?module-path=/lib/x.so&pin-source=/run/pin"


@pytest.fixture
def token(tmp_path, monkeypatch):
    return new_token(tmp_path / "token", monkeypatch)


@pytest.fixture
def key(token):
    made = TokenKey(read_token_address(token.address, setting="X"), timeout_s=PLENTY_S)
    yield made
    made.close()


def test_q01_the_token_opens_what_it_sealed_and_nothing_that_was_changed_or_moved(key):
    sealed = key.encrypt(b"seed", bound_to=b"here")

    assert b"seed" == key.decrypt(sealed, bound_to=b"here")
    assert b"seed" not in sealed
    for other, place in ((sealed[:-1] + bytes([sealed[-1] ^ 1]), b"here"), (sealed, b"there")):
        with pytest.raises(Undecipherable):
            key.decrypt(other, bound_to=place)
    assert b"seed" == key.decrypt(sealed, bound_to=b"here")


def test_q08_a_token_that_was_away_opens_again_when_it_is_back(key, token):
    sealed = key.encrypt(b"seed", bound_to=b"")
    token.take_away()
    with pytest.raises(TokenAway) as refusal:
        key.decrypt(sealed, bound_to=b"")
    token.bring_back()

    assert "keys.token_away" == refusal.value.reason
    assert b"seed" == key.decrypt(sealed, bound_to=b"")


def test_q08_a_lost_session_is_opened_again(key):
    sealed = key.encrypt(b"seed", bound_to=b"")
    os.kill(key._line._process.pid, signal.SIGKILL)
    key._line._process.wait()

    assert b"seed" == key.decrypt(sealed, bound_to=b"")


def test_q08_a_process_after_a_fork_opens_a_session_of_its_own(key):
    sealed = key.encrypt(b"seed", bound_to=b"")
    child = os.fork()
    if child == 0:
        opened = b""
        try:
            opened = key.decrypt(sealed, bound_to=b"")
            key.close()
        finally:
            os._exit(0 if opened == b"seed" else 1)

    assert 0 == os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert b"seed" == key.decrypt(sealed, bound_to=b"")


def test_q08_a_pin_that_was_refused_is_not_tried_again(key, token):
    token.pin_file.write_text("9999")
    for _ in range(2):
        with pytest.raises(TokenAway) as refusal:
            key.encrypt(b"seed", bound_to=b"")
        assert "keys.token_pin" == refusal.value.reason
    assert key._line is None

    token.pin_file.write_text("1234")
    assert b"seed" == key.decrypt(key.encrypt(b"seed", bound_to=b""), bound_to=b"")


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [("object=kek", "object=other", "key"), ("token=badger", "token=other", "away")],
)
def test_q08_a_key_or_token_of_another_name_is_said(token, before, after, code):
    address = read_token_address(token.address.replace(before, after), setting="X")
    key = TokenKey(address, timeout_s=PLENTY_S)

    with pytest.raises(TokenAway) as refusal:
        key.encrypt(b"seed", bound_to=b"")

    assert f"keys.token_{code}" == refusal.value.reason


def test_q08_a_slow_token_is_let_go_and_rests_before_it_is_asked_again(tmp_path):
    pytest.importorskip("pkcs11")
    (tmp_path / "pin").write_text("1234")
    asked = tmp_path / "asked"
    silent = f"import sys, pathlib\nfor _ in sys.stdin:\n pathlib.Path({str(asked)!r}).touch()\n"
    address = read_token_address(ADDRESS.replace("/run", str(tmp_path)), setting="X")
    now = [0.0]
    slow = TokenKey(
        address,
        timeout_s=0.1,
        program=(sys.executable, "-c", silent),
        monotonic=lambda: now[0],
    )
    with pytest.raises(TokenAway) as first:
        slow.encrypt(b"seed", bound_to=b"")
    (tmp_path / "pin").unlink()

    with pytest.raises(TokenAway) as resting:
        slow.encrypt(b"seed", bound_to=b"")
    now[0] = 0.7
    with pytest.raises(TokenAway) as asked_again:
        slow.encrypt(b"seed", bound_to=b"")

    codes = [one.value.reason for one in (first, resting, asked_again)]
    assert ["keys.token_away", "keys.token_away", "keys.token_pin"] == codes


def test_the_name_of_the_key_stays_where_library_and_pin_move():
    moved = ADDRESS.replace("/lib", "/opt").replace("/run", "/etc")
    other = ADDRESS.replace("kek", "kek2")
    names = [read_token_address(text, setting="X").name for text in (ADDRESS, moved, other)]
    assert (True, False) == (names[0] == names[1], names[0] == names[2])
    assert Path("/run/pin") == read_token_address(ADDRESS, setting="X").pin_file


@pytest.mark.parametrize(
    "text",
    [
        ADDRESS.removeprefix("pkcs11:"),
        ADDRESS.replace("object=kek", ""),
        ADDRESS.replace("pin-source=/run/pin", "pin-value=1234"),
        f"{ADDRESS}&pin-value=1234",
        ADDRESS.replace("pkcs11:", "pkcs11:slot-id=1;"),
        ADDRESS.replace("pkcs11:", "pkcs11:type=private;"),
        ADDRESS.replace("pkcs11:", "pkcs11:token=other;"),
        "",
    ],
)
def test_q08_an_address_that_is_not_understood_is_refused(text):
    with pytest.raises(SettingInvalid):
        read_token_address(text, setting="BADGER_KEK_PKCS11")
