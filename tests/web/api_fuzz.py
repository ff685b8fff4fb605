"""Draws requests from the OpenAPI description and asks them of the application, in one process.

    python -m tests.web.api_fuzz 5000 [seed]

Half of what is drawn keeps the description, half breaks it; bodies for `POST /api/v1/awards` name
real badges, observers and people half of the time, so that they get through to the rules.
"""

import sys
import tempfile
import warnings
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import hypothesis
import schemathesis
from hypothesis import HealthCheck
from schemathesis.core.failures import Failure, FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from badger.app import create_app
from badger.verify.fetching import OfflineFetcher
from tests.web.play import award
from tests.web.test_api_tokens import give_token
from tests.web_world import WebWorld, make_world

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
CHECKS = [
    schemathesis.checks.not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
MANY = 1_000_000
# What programs send is drawn more often than what everybody may read.
OFTEN = {"POST /api/v1/awards": 12, "POST /api/v1/verify": 4, "GET /api/v1/awards/{award_id}": 2}
MOST_PROBLEMS = 20


@dataclass
class Fuzzed:
    """What came of a run: requests, answers by status, broken promises in words."""

    cases: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)


def fuzz(folder: Path, *, cases: int, seed: int) -> Fuzzed:
    """Ask at least `cases` drawn requests of a territory in `folder`."""
    world = make_world(folder, clock=lambda: NOW)
    award(world, now=NOW)
    settings = replace(world.settings, verify_per_minute=MANY, api_per_minute=MANY)
    app = create_app(settings, clock=lambda: NOW, fetcher=OfflineFetcher())
    token = give_token(world, NOW)
    return draw_requests(app, world, token=token, cases=cases, seed=seed)


def draw_requests(app: Any, world: WebWorld, *, token: str, cases: int, seed: int) -> Fuzzed:
    """Ask at least `cases` requests, drawn from the description that `app` gives of itself."""
    found, turn = Fuzzed(), 0
    with warnings.catch_warnings():
        # The library's own notices about its strategies; ours are errors in every other test.
        warnings.simplefilter("ignore")
        schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
        operations = [result.ok() for result in schema.get_all_operations()]
        shares = sum(2 * OFTEN.get(one.label, 1) for one in operations)
        while found.cases < cases and len(found.problems) < MOST_PROBLEMS:
            each = max(1, -(-(cases - found.cases) // shares))
            for operation in operations:
                for mode in GenerationMode:
                    turn += 1
                    _draw(
                        operation,
                        mode=mode,
                        count=each * OFTEN.get(operation.label, 1),
                        seed=seed * 1_000_000 + turn,
                        world=world,
                        token=token,
                        found=found,
                    )
    return found


def _draw(
    operation: Any,
    *,
    mode: GenerationMode,
    count: int,
    seed: int,
    world: WebWorld,
    token: str,
    found: Fuzzed,
) -> None:
    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=count,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[hypothesis.Phase.generate],
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        if "/awards" in operation.label or operation.label.endswith(("achievements", "observers")):
            _let_in(case, world, token=token, number=found.cases)
        _ask(case, found)

    try:
        ask()
    except hypothesis.errors.Unsatisfiable:
        # Nothing breaks an address that takes nothing.
        return


def _let_in(case: Any, world: WebWorld, *, token: str, number: int) -> None:
    """Give nine of ten requests a token, and half of them a key and names that exist."""
    if number % 10:
        case.headers = {**(case.headers or {}), "Authorization": f"Bearer {token}"}
    body = case.body
    if number % 2 or not isinstance(body, dict):
        return
    case.headers = {**(case.headers or {}), "Idempotency-Key": f"fuzz-{number}"}
    body |= {"achievement": world.achievement_id, "version": 1}
    evidence = body.get("evidence")
    for one in evidence if isinstance(evidence, list) else []:
        seen = one.get("observations") if isinstance(one, dict) else None
        for place, observation in enumerate(seen if isinstance(seen, list) else []):
            if isinstance(observation, dict):
                observation["observer"] = world.people["coach"]
                observation["criterion"] = 1 + place % len(world.criteria)
                observation["role"] = "coach sportif"


def _ask(case: Any, found: Fuzzed) -> None:
    found.cases += 1
    answer = case.call()
    found.statuses[answer.status_code] += 1
    try:
        case.validate_response(answer, checks=CHECKS)
    except (Failure, FailureGroup) as error:
        said = getattr(error, "exceptions", [error])
        found.problems.append(
            f"{case.method} {case.formatted_path} -> {answer.status_code}: "
            f"{[str(one)[:300] for one in said]}"
        )


def main() -> int:
    """Run as a command; 0 where nothing was found."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as folder:
        found = fuzz(Path(folder), cases=cases, seed=seed)
    print(f"{found.cases} requests: {dict(sorted(found.statuses.items()))}")
    for problem in found.problems:
        print(problem)
    print(f"{len(found.problems)} broken promises")
    return 1 if found.problems else 0


if __name__ == "__main__":
    sys.exit(main())
