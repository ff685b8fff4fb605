"""Runs openvc-core on request, in an environment of its own: see worker.mjs for the protocol."""

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from openvc.keys import Ed25519SigningKey
from openvc.proof.data_integrity import DataIntegrityProofSuite
from openvc.verify import VerificationPolicy, verify_credential

GIVEN = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
POLICY = VerificationPolicy(now=datetime(2026, 3, 14, 9, 30, tzinfo=UTC))
KEY = Ed25519SigningKey.generate("key-1")
SUITE = DataIntegrityProofSuite()


def verify() -> None:
    """Verify the badge; it raises when it is not valid."""
    verify_credential(GIVEN["badge"], policy=POLICY, extra_contexts=GIVEN["contexts"])


def sign() -> None:
    """Sign the unsigned badge."""
    SUITE.add_proof(
        GIVEN["unsigned"],
        signing_key=KEY,
        verification_method="did:web:club.example#key-1",
        extra_contexts=GIVEN["contexts"],
    )


OPERATIONS = {"openvc.verify": verify, "openvc.sign": sign}

for line in sys.stdin:
    name, count = line.split()
    begin = time.perf_counter()
    for _ in range(int(count)):
        OPERATIONS[name]()
    print((time.perf_counter() - begin) * 1e3, flush=True)
