"""Files and pipes of the commands: `-` is standard input or output; reading is bounded."""

import os
import sys
from pathlib import Path

STANDARD = "-"


def read_bytes(name: str, max_bytes: int) -> bytes:
    """Read a file, or standard input for `-`.

    max_bytes: one byte more is read, so that whoever knows the limit can refuse it.
    Raises:    OSError.
    """
    if name == STANDARD:
        return sys.stdin.buffer.read(max_bytes + 1)
    with Path(name).open("rb") as file:
        return file.read(max_bytes + 1)


def write_bytes(name: str, data: bytes) -> None:
    """Write a file, or standard output for `-`.

    Raises: OSError.
    """
    if name == STANDARD:
        sys.stdout.buffer.write(data)
    else:
        Path(name).write_bytes(data)


def write_secret(name: str, data: bytes) -> None:
    """Write a new file that only its owner can read, or standard output for `-`.

    Raises: OSError, FileExistsError above all: a key is never overwritten.
    """
    if name == STANDARD:
        write_bytes(name, data)
        return
    with os.fdopen(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
