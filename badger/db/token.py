"""A key-encryption key that never leaves a token, asked through a process of its own (ADR 0055)."""

import base64
import hashlib
import importlib.util
import json
import os
import secrets
import select
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Final

from sqlalchemy.exc import DontWrapMixin

from badger.db.encryption import NONCE_BYTES, Undecipherable
from badger.db.token_address import TokenAddress
from badger.errors import BadgerError

PROGRAM: Final = (sys.executable, "-m", "badger.db.token_process")
# After a call that ran out of time nobody waits again for so many times as long.
REST: Final = 6
END_S: Final = 2.0


class TokenAway(BadgerError, DontWrapMixin):
    """The token cannot be asked. The code says why: away (or slow, or its session lost) comes
    back by itself; pin, key and library wait for somebody."""

    code = "keys.token_away"


class _LineLost(Exception):
    """The process ended, or its session with the token did."""


class TokenKey:
    """Encrypts and decrypts by an AES-256 key of a token (AES-GCM).

    timeout_s: how long one call may take, waiting for its turn included.
    """

    def __init__(
        self,
        address: TokenAddress,
        *,
        timeout_s: float,
        program: Sequence[str] = PROGRAM,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._address, self._program = address, program
        self._timeout_s, self._monotonic = timeout_s, monotonic
        self._turn = threading.Lock()
        self._line: _Line | None = None
        self._rests_until = float("-inf")
        self._refused_pin: bytes | None = None

    @property
    def name(self) -> str:
        """Name the key without telling it."""
        return self._address.name

    def encrypt(self, data: bytes, *, bound_to: bytes) -> bytes:
        """Encrypt; return the nonce, then what only this key opens. Raises: TokenAway."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._ask("encrypt", data, nonce=nonce, bound_to=bound_to)

    def decrypt(self, sealed: bytes, *, bound_to: bytes) -> bytes:
        """Open what `encrypt` gave. Raises: TokenAway, Undecipherable."""
        nonce, data = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        return self._ask("decrypt", data, nonce=nonce, bound_to=bound_to)

    def close(self) -> None:
        """End the process; the next call begins another."""
        line, self._line = self._line, None
        if line is not None and line.is_ours:
            line.end()

    def _ask(self, act: str, data: bytes, **more: bytes) -> bytes:
        request = {"act": act} | {
            name: base64.b64encode(value).decode() for name, value in {"data": data, **more}.items()
        }
        end = time.monotonic() + self._timeout_s
        if not self._turn.acquire(timeout=self._timeout_s):
            raise TokenAway
        try:
            if self._monotonic() < self._rests_until:
                raise TokenAway
            return base64.b64decode(self._answer(request, end))
        except TimeoutError as error:
            self._hang_up()
            self._rests_until = self._monotonic() + REST * self._timeout_s
            raise TokenAway from error
        except _LineLost as error:
            self._hang_up()
            raise TokenAway from error
        finally:
            self._turn.release()

    def _answer(self, request: Mapping[str, str], end: float) -> str:
        """Ask on the line that is there; one that was lost is opened again, once."""
        # Sessions with a token do not survive a fork: a child opens a line of its own.
        if self._line is not None and self._line.is_ours:
            with suppress(_LineLost):
                return self._told(self._line, request, end)
            self._hang_up()
        line = self._line = self._connected(end)
        return self._told(line, request, end)

    def _connected(self, end: float) -> "_Line":
        if importlib.util.find_spec("pkcs11") is None:
            raise TokenAway("keys.token_library")
        pin = self._pin()
        line = self._line = _Line(self._program)
        where = self._address
        hello = {"module": str(where.module), "token": where.token, "serial": where.serial}
        self._told(line, {**hello, "label": where.label, "pin": pin}, end)
        return line

    def _pin(self) -> str:
        """Read the PIN; one that was refused is not tried again, since tokens count the tries."""
        try:
            pin = self._address.pin_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise TokenAway("keys.token_pin") from error
        if _digest(pin) == self._refused_pin:
            raise TokenAway("keys.token_pin")
        return pin

    def _told(self, line: "_Line", request: Mapping[str, str], end: float) -> str:
        answer = line.exchange(request, end=end)
        refused = answer.get("refused")
        if refused is None:
            return answer["done"]
        if refused == "undecipherable":
            raise Undecipherable
        self._hang_up()
        if refused == "pin":
            self._refused_pin = _digest(request["pin"])
        if refused == "away":
            raise _LineLost
        raise TokenAway(f"keys.token_{refused}")

    def _hang_up(self) -> None:
        self.close()


class _Line:
    """The process that speaks to the token, and the pipes to it."""

    def __init__(self, program: Sequence[str]) -> None:
        self._maker = os.getpid()
        # The site's own secrets are none of its business.
        around = {name: text for name, text in os.environ.items() if not name.startswith("BADGER_")}
        self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
            program,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            env=around,
            start_new_session=True,
        )

    @property
    def is_ours(self) -> bool:
        """Tell whether this process began it, and not one that it was forked from."""
        return self._maker == os.getpid()

    def exchange(self, request: Mapping[str, str], *, end: float) -> Mapping[str, str]:
        """Ask and wait for the answer. Raises: _LineLost, TimeoutError (time.monotonic() > end)."""
        ask, answers = self._process.stdin, self._process.stdout
        if ask is None or answers is None:
            raise _LineLost
        try:
            ask.write(json.dumps(request).encode() + b"\n")
        except OSError as error:
            raise _LineLost from error
        text = b""
        poll = select.poll()
        poll.register(answers, select.POLLIN)
        while not text.endswith(b"\n"):
            if not poll.poll(max(0.0, end - time.monotonic()) * 1000):
                self._process.kill()
                raise TimeoutError
            part = os.read(answers.fileno(), 65_536)
            if not part:
                raise _LineLost
            text += part
        found: dict[str, str] = json.loads(text)
        return found

    def end(self) -> None:
        """Let it go, or end it."""
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                pipe.close()
        try:
            self._process.wait(timeout=END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def _digest(pin: str) -> bytes:
    return hashlib.sha256(pin.encode()).digest()
