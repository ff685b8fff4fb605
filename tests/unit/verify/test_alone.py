"""The verifier stands alone: a stranger's program, no web framework, no database, no network."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from badger.credentials.did import did_key
from badger.credentials.proof import add_proof
from tests.attacks.signed_badges import ED25519, badges
from tests.world import ISSUED, World, badge_document, status_entry

REPOSITORY = Path(__file__).parents[3]
BADGES = 500
# Whatever touches the network ends the run; what was imported is told at its end.
VERIFIER = """
import sys
from pathlib import Path

def refuse(event, arguments):
    if event.startswith("socket."):
        raise SystemExit(f"a socket was asked for: {event} {arguments}")

sys.addaudithook(refuse)

from badger.clock import utc_now
from badger.credentials.datetimes import parse_timestamp
from badger.verify import Resolver, VerificationPolicy, read_presented, verify
from badger.verify.sources import DocumentsFolder

folder = Path(sys.argv[1])
resolver = Resolver(DocumentsFolder(folder / "documents"))
now = parse_timestamp("2026-03-14T09:30:00Z")
verdicts = {}
for file in sorted((folder / "badges").iterdir()):
    report = verify(read_presented(file.read_bytes()), VerificationPolicy(), resolver, now)
    key = (str(report.verdict), report.finding("issuer").code, report.finding("status").code)
    verdicts[key] = verdicts.get(key, 0) + 1
loaded = {name.partition(".")[0] for name in sys.modules}
unwanted = loaded & {"flask", "werkzeug", "sqlalchemy", "alembic", "httpcore", "pyld", "click"}
print(sorted(verdicts.items()), sorted(unwanted))
"""


def _write_badges(folder: Path) -> None:
    """Write 500 badges of a did:key, and 500 of a partner with a status list."""
    world = World()
    world.publish_list(world.club)
    (folder / "badges").mkdir()
    (folder / "documents").mkdir()
    documents = {
        "club": json.dumps(world.club.document()).encode(),
        "list": world.pages[world.list_url()],
    }
    for name, data in documents.items():
        (folder / "documents" / f"{name}.json").write_bytes(data)
    did = did_key(ED25519.public)
    for number in range(BADGES):
        own = badge_document(did, badge_id=f"urn:uuid:00000000-0000-4000-8000-{number:012}")
        signed = add_proof(
            own,
            signer=ED25519,
            verification_method=f"{did}#{ED25519.public.to_multikey()}",
            created=ISSUED,
        )
        (folder / "badges" / f"key-{number}.json").write_text(json.dumps(signed))
        entry = status_entry(world.list_url(), index=str(number))
        partner = world.issue_badge(
            id=f"https://club.example/badges/{number}", credentialStatus=entry
        )
        (folder / "badges" / f"web-{number}.json").write_text(json.dumps(partner))


def test_r19_own_and_did_key_badges_verify_with_sockets_forbidden(tmp_path: Path):
    """1,000 of 1,000, and nothing of the web, the database or the HTTP client is loaded."""
    _write_badges(tmp_path)

    done = subprocess.run(
        [sys.executable, "-c", VERIFIER, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert "" == done.stderr
    assert done.stdout.strip() == (
        f"[(('verified', 'issuer.bound', 'status.clear'), {BADGES}), "
        f"(('verified', 'issuer.self_asserted', 'status.none'), {BADGES})] []"
    )


@pytest.mark.parametrize("page", ["docs/verification.md"])
def test_the_example_of_the_documentation_runs_as_printed(page: str, tmp_path: Path):
    text = (REPOSITORY / page).read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)
    (tmp_path / "badge.png").write_bytes(badges()["PNG"])

    assert examples
    for example in examples:
        done = subprocess.run(
            [sys.executable, "-c", example],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert ("", 0) == (done.stderr, done.returncode)
        assert done.stdout.startswith("verified {'verdict': 'verified'")
