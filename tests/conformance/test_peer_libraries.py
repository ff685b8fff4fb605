"""The libraries that the W3C's suites are written on, against running test modes, over TLS.

Both sides sign, derive and verify what the other made: `npm` packages in tests only.
"""

import json
import os
import subprocess

import pytest

from badger.schemas import context, known_contexts
from tests.conformance.oracles import FOLDER, node_home
from tests.vc_api_server import served

WHOLE = {
    "theirs, verified here": 200,
    "theirs with a direction, verified here": 200,
    "their presentation, verified here": 200,
    "their presentation, shown again": 400,
    "ours, verified there": True,
}
PARTS = {
    "their base proof, here": 400,
    "theirs, derived there, verified here": 200,
    "theirs, derived here, verified there": True,
    "ours, derived there, verified here": 200,
    "ours, derived there, verified there": True,
}


@pytest.fixture(scope="module", autouse=True)
def _libraries() -> None:
    if not (FOLDER / "node_modules" / "@digitalbazaar" / "vc").is_dir():
        if os.environ.get("BADGER_REQUIRE_ORACLES") == "1":
            pytest.fail("BADGER_REQUIRE_ORACLES is set and the libraries are not installed")
        pytest.skip("the libraries are not installed: python -m tests.conformance.oracles")


def test_what_one_side_makes_the_other_verifies():
    ecdsa = ("--cryptosuite", "ecdsa-rdfc-2019")
    with (
        served() as (first, _),
        served(*ecdsa) as (second, _),
        served(*ecdsa, "--curve", "P-384") as (third, _),
        served("--cryptosuite", "ecdsa-sd-2023") as (fourth, _),
    ):
        ports = {"eddsa": first, "ecdsa": second, "p384": third, "sd": fourth}
        asked = {
            "contexts": {url: context(url) for url in sorted(known_contexts())},
            "bases": {name: f"https://127.0.0.1:{port}" for name, port in ports.items()},
        }
        done = subprocess.run(
            [node_home()[0], "peer.mjs"],
            cwd=FOLDER,
            input=json.dumps(asked).encode(),
            capture_output=True,
            check=False,
            timeout=120,
        )

    assert 0 == done.returncode, done.stderr.decode()[-2000:]
    expected = {f"{key}: {q}": a for key in ("Ed25519", "P-256", "P-384") for q, a in WHOLE.items()}
    assert {**expected, **{f"parts: {q}": a for q, a in PARTS.items()}} == json.loads(done.stdout)
