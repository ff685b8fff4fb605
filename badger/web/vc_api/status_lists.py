"""The status lists of the test mode: one for each purpose, in memory, ended with the process."""

import json
import secrets
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from badger.clock import Clock
from badger.credentials.status_entries import ENTRY_TYPE
from badger.credentials.status_list import (
    LIST_LENGTH,
    new_bitstring,
    read_status_entry,
    status_list_credential,
    with_bit,
)
from badger.json_value import JsonObject, JsonValue
from badger.web.vc_api.errors import Malformed

PURPOSES = ("revocation", "suspension")
PATH = "/status-lists/"
Sign = Callable[[JsonObject], JsonObject]


@dataclass(slots=True)
class _List:
    """One list: its bits, and when they changed last."""

    changed: datetime
    bits: bytes = field(default_factory=new_bitstring)
    taken: set[int] = field(default_factory=set)
    signed: bytes = b""


class StatusLists:
    """Gives places in its lists, changes bits, and publishes what it signs anew each time.

    base:   address of the server, without a slash at its end.
    issuer: who signs.
    sign:   signs a list, whole.
    draw:   gives a number below another one, at random.
    """

    def __init__(
        self,
        base: str,
        *,
        issuer: str,
        sign: Sign,
        clock: Clock,
        draw: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        self._base = base
        self._issuer = issuer
        self._sign = sign
        self._clock = clock
        self._draw = draw
        self._lists: Mapping[str, _List] = MappingProxyType(
            {purpose: _List(clock()) for purpose in PURPOSES}
        )
        self._places: dict[tuple[str, str], int] = {}
        self._lock = threading.Lock()

    def new_entry(self, asked: JsonValue, *, credential: JsonValue) -> JsonObject:
        """Take a place in a list, at random, for a credential.

        asked:      `{"type": "BitstringStatusListEntry", "statusPurpose": …}`.
        credential: its id, under which `update` finds the place again.
        Raises: Malformed.
        """
        purpose = self._purpose(asked)
        with self._lock:
            taken = self._lists[purpose].taken
            index = self._draw(LIST_LENGTH)
            while index in taken:
                index = self._draw(LIST_LENGTH)
            taken.add(index)
            if isinstance(credential, str):
                self._places[(credential, purpose)] = index
        return {
            "type": ENTRY_TYPE,
            "statusPurpose": purpose,
            "statusListIndex": str(index),
            "statusListCredential": self._url(purpose),
        }

    def update(self, body: JsonObject) -> None:
        """Set or clear a status, as the VC-API asks.

        body:   `credentialId` or the entry's own `statusListIndex` in `credentialStatus`;
                `status` is true where it is not given.
        Raises: Malformed, StatusListError.
        Source: VC-API, "Update Status".
        """
        asked, status = body.get("credentialStatus"), body.get("status", True)
        purpose = self._purpose(asked)
        if not isinstance(status, bool):
            raise Malformed(member="status")
        index = self._index(asked, purpose, credential=body.get("credentialId"))
        with self._lock:
            changed = self._lists[purpose]
            changed.bits = with_bit(changed.bits, index, value=status)
            changed.changed, changed.signed = self._clock(), b""

    def lookup(self, address: str) -> bytes | None:
        """Give the signed list that stands at an address; None when it is none of ours."""
        purpose = address.removeprefix(f"{self._base}{PATH}")
        if purpose == address or purpose not in self._lists:
            return None
        with self._lock:
            found = self._lists[purpose]
            if not found.signed:
                found.signed = json.dumps(self._sign(self._unsigned(purpose, found))).encode()
            return found.signed

    def lookup_purpose(self, purpose: str) -> bytes | None:
        """Give the signed list of a purpose; None when there is none."""
        return self.lookup(self._url(purpose))

    def _unsigned(self, purpose: str, found: _List) -> JsonObject:
        return status_list_credential(
            self._url(purpose),
            issuer=self._issuer,
            bits=found.bits,
            valid_from=found.changed,
            purpose=purpose,
        )

    def _url(self, purpose: str) -> str:
        return f"{self._base}{PATH}{purpose}"

    def _purpose(self, asked: JsonValue) -> str:
        if not isinstance(asked, dict) or asked.get("type") != ENTRY_TYPE:
            raise Malformed(member="credentialStatus")
        purpose = asked.get("statusPurpose")
        if not isinstance(purpose, str) or purpose not in self._lists:
            raise Malformed(member="statusPurpose")
        return purpose

    def _index(self, asked: JsonValue, purpose: str, *, credential: JsonValue) -> int:
        if isinstance(asked, dict) and "statusListIndex" in asked:
            entry = read_status_entry(asked)
            if entry.list_url != self._url(purpose):
                raise Malformed(member="statusListCredential")
            return entry.index
        index = self._places.get((str(credential), purpose))
        if index is None:
            raise Malformed(member="credentialId")
        return index
