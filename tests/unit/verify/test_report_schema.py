"""The report is what docs/verification.md says."""

import json
import re
from datetime import datetime
from pathlib import Path

import jsonschema
import pytest

from badger.verify import read_presented, to_json, verify
from tests.world import INDEX, World, endorsement

PAGE = Path(__file__).parents[3] / "docs" / "verification.md"


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft202012Validator:
    """The JSON Schema in the page."""
    blocks = re.findall(r"```json\n(.*?)```", PAGE.read_text(), flags=re.DOTALL)
    text = next(block for block in blocks if '"$schema"' in block)
    return jsonschema.Draft202012Validator(json.loads(text))


def test_every_kind_of_report_fits_the_documented_schema(
    world: World, now: datetime, policy, schema: jsonschema.Draft202012Validator
):
    league = world.new_issuer()
    one = endorsement(league, "https://club.example/badges/1")
    revocable = world.issue_revocable(endorsement=[one])
    reports = [world.verify(revocable, now)]
    world.publish_list(revoked=(INDEX,))
    reports.append(world.verify(revocable, now))
    reports.append(world.verify({**revocable, "name": "x"}, now))
    reports.append(world.verify({"type": "Other"}, now))
    sd_jwt = read_presented(b"eyJhbGciOiJFZERTQSJ9.eyJpc3MiOiJ4In0.c2ln~")
    reports.append(verify(sd_jwt, policy, world.resolver, now))

    for report in reports:
        schema.validate(to_json(report))
    verdicts = [report.verdict.value for report in reports]
    assert ["verified", "not_verified", "not_verified", "not_verified", "inconclusive"] == verdicts
