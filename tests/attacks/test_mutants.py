"""Structural mutants of signed badges: nothing escapes, and nothing accepted shows otherwise.

Goal R3 (hardening, section 5): 5,000 mutants, with the same seed in every run.
"""

import copy
import json
import random
from collections.abc import Iterator
from datetime import datetime

import pytest

from badger.commands.report_text import report_lines
from badger.sentences.catalogue import SENTENCES
from badger.verify import (
    Resolver,
    UnreadableInput,
    Verdict,
    VerificationPolicy,
    read_presented,
    to_json,
    verify,
)
from badger.verify.sources import Fetched
from tests.attacks.signed_badges import badges
from tests.world import EMAIL, World, endorsement

MUTANTS = 1_000
VALUES = [
    *(None, [], {}, "", 0, -1, 1.5, True, "x", "https://x.example/", "2026-01-01T00:00:00Z"),
    *([None], [[]], {"@id": "x"}, {"id": 5}, "\u202e", ["a", "a"], {"type": []}),
    *("did:key:z6Mk", 2**53 - 1, "_:b0"),
]
MEMBERS = [
    *("name", "foo", "@id", "validUntil", "proof", "endorsement", "type", "id", "image"),
    *("credentialStatus", "@context", "a:b", "endorsementJwt"),
]


def _places(value: object, path: tuple = ()) -> Iterator[tuple]:
    """Every place below the top."""
    inside: object = ()
    if isinstance(value, dict):
        inside = value.items()
    elif isinstance(value, list):
        inside = enumerate(value)
    for key, one in inside:  # type: ignore[attr-defined]
        yield (*path, key)
        yield from _places(one, (*path, key))


def _at(document: object, path: tuple) -> object:
    for key in path:
        document = document[key]  # type: ignore[index]
    return document


def _mutant(source: dict, chance: random.Random) -> dict:
    document = copy.deepcopy(source)
    for _ in range(chance.choice((1, 1, 1, 2))):
        places = list(_places(document))
        path = chance.choice(places)
        holder, key = _at(document, path[:-1]), path[-1]
        kind = chance.randrange(6)
        if kind == 0:
            holder[key] = chance.choice(VALUES)
        elif kind == 1:
            del holder[key]
        elif kind == 2:
            holder[key] = [holder[key]]
        elif kind == 3:
            holder[key] = copy.deepcopy(_at(document, chance.choice(places)))
        elif isinstance(holder, dict) and kind == 4:
            holder[chance.choice(MEMBERS)] = chance.choice(VALUES)
        elif isinstance(holder, dict):
            holder[str(chance.choice(VALUES))] = holder.pop(key)
    return document


def _shown(report) -> str:
    """What is shown; one type may stand without its list, which the standard allows."""
    text = json.dumps(to_json(report)["credential"], sort_keys=True)
    return json.dumps(json.loads(text, object_hook=_without_type), sort_keys=True)


def _without_type(members: dict) -> dict:
    return {name: value for name, value in members.items() if name != "type"}


@pytest.mark.parametrize("kind", ["rdfc", "jcs", "endorsed", "derived", "ecdsa"])
def test_no_mutant_escapes_and_none_that_is_accepted_shows_otherwise(
    world: World, now: datetime, kind: str
):
    league = world.new_issuer()
    source = {
        "rdfc": lambda: world.issue_revocable(validUntil="2027-01-01T00:00:00Z"),
        "jcs": lambda: world.issue_badge(cryptosuite="eddsa-jcs-2022"),
        "endorsed": lambda: world.issue_badge(
            endorsement=[endorsement(league, "https://club.example/badges/1")]
        ),
        "derived": lambda: json.loads(badges()["ecdsa-sd-2023 derived"]),
        "ecdsa": lambda: json.loads(badges()["ecdsa-jcs-2019 P-384"]),
    }[kind]()
    resolver, policy = Resolver(Fetched(world)), VerificationPolicy(recipient=EMAIL)
    expected = _shown(world.verify(source, now, resolver=resolver, policy=policy))
    chance = random.Random(kind)  # noqa: S311 - the same mutants in every run
    accepted_otherwise = []
    for _ in range(MUTANTS):
        document = _mutant(source, chance)
        try:
            presented = read_presented(json.dumps(document).encode())
        except UnreadableInput:
            continue
        report = verify(presented, policy, resolver, now)
        assert report_lines(report)
        assert all(finding.code in SENTENCES for finding in report.findings)
        if report.verdict is Verdict.VERIFIED and _shown(report) != expected:
            accepted_otherwise.append(document)

    assert [] == accepted_otherwise
