"""Many credentials of one achievement: written once, then filled in for each person.

What a template gives is the same, byte for byte, as what `compose_credential` and the general
path of canonicalization give; where it cannot be, they are taken. See docs/adr/0010.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from badger.credentials.template import DocumentTemplate, Path, template_of
from badger.issuer.addresses import Addresses
from badger.issuer.compose import (
    Award,
    compose_credential,
    new_subject_id,
    results_of,
    status_of,
)
from badger.issuer.recognition.decide import SessionEvidence
from badger.issuer.recognition.pieces import Piece
from badger.issuer.status import to_bytes
from badger.json_value import JsonValue

_PATHS: tuple[Path, ...] = (
    ("id",),
    ("credentialSubject", "id"),
    ("credentialStatus", "id"),
    ("credentialStatus", "statusListIndex"),
)

Sameness: TypeAlias = tuple[
    str, str, tuple[SessionEvidence, ...], tuple[str, ...], int, tuple[Piece, ...]
]
"""Version, status list, evidence, the criteria that were seen, on how many badges it rests, and
on which."""


@dataclass(frozen=True, slots=True)
class Written:
    """An unsigned credential.

    document:      its bytes.
    document_hash: SHA-256 of its canonical N-Quads when a template gave them.
    context:       its `@context`, then.
    """

    document: bytes
    document_hash: bytes | None = None
    context: JsonValue = None


class Composer:
    """Writes the credentials of one transaction, whose sessions and partners are loaded once."""

    def __init__(self, *, addresses: Addresses, now: datetime) -> None:
        self._addresses = addresses
        self._now = now
        self._templates: dict[Sameness, DocumentTemplate | None] = {}
        self._seen: set[Sameness] = set()

    def write(self, award: Award) -> Written:
        """Write one unsigned credential, the second of its kind and later from a template."""
        same = sameness(award)
        if same not in self._seen:
            self._seen.add(same)
            return self._compose(award)
        if same not in self._templates:
            self._templates[same] = self._new_template(award)
        template = self._templates[same]
        return (template and self._fill(template, award)) or self._compose(award)

    def _fill(self, template: DocumentTemplate, award: Award) -> Written | None:
        filled = template.fill(self._values(award))
        if filled is None:
            return None
        digest = hashlib.sha256(filled.nquads.encode()).digest()
        return Written(filled.document.encode(), digest, template.context)

    def _compose(self, award: Award) -> Written:
        document = compose_credential(award, addresses=self._addresses, now=self._now)
        return Written(to_bytes(document))

    def _new_template(self, award: Award) -> DocumentTemplate | None:
        document = compose_credential(award, addresses=self._addresses, now=self._now)
        levels = [
            ("credentialSubject", "result", number, "achievedLevel")
            for number, _ in enumerate(results_of(award, self._addresses))
        ]
        return template_of(document, (*_PATHS, *levels))

    def _values(self, award: Award) -> Sequence[str]:
        status = status_of(award.place, self._addresses)
        levels = [str(result.achieved_level) for result in results_of(award, self._addresses)]
        return (
            self._addresses.credential(award.credential_id),
            new_subject_id(),
            str(status.id),
            str(status.status_list_index),
            *levels,
        )


def sameness(award: Award) -> Sameness:
    """Tell which credentials say the same but for what is in the slots."""
    decision = award.decision
    seen = decision.evidence, tuple(decision.levels)
    pieces = len(decision.pieces), award.named_pieces
    return award.text.version.id, award.place.list_id, *seen, *pieces
