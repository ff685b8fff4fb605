"""The OpenAPI description is made from the routes, and real answers keep to it."""

from datetime import UTC, datetime

import jsonschema
import pytest

from badger.web.api.openapi import OPERATIONS
from tests.web_world import WebWorld, make_world

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
MACHINES = ("verify_api.", "partner_api.", "openapi.", "badges.", "documents.")


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> WebWorld:
    return make_world(tmp_path_factory.mktemp("openapi"), clock=lambda: NOW)


@pytest.fixture(scope="module")
def description(world):
    return world.client().get("/api/v1/openapi.json").get_json()


def schema_of(description, name):
    return {**description["components"]["schemas"][name], "$schema": DRAFT}


DRAFT = "https://json-schema.org/draft/2020-12/schema"


def test_every_address_for_machines_is_described(world, description):
    endpoints = {rule.endpoint for rule in world.app.url_map.iter_rules()}
    assert {name for name in endpoints if name.startswith(MACHINES)} == set(OPERATIONS)


def test_paths_and_parameters_are_those_of_the_routes(description):
    found = description["paths"]["/achievements/{achievement_id}/versions/{number}"]["get"]
    expected = [
        {"name": "achievement_id", "in": "path", "required": True, "schema": {"type": "string"}},
        {"name": "number", "in": "path", "required": True, "schema": {"type": "integer"}},
    ]
    assert expected == found["parameters"]


def test_each_operation_says_what_its_view_says(description):
    found = description["paths"]["/api/v1/verify"]["post"]
    assert "Answer 200 with the report" in found["summary"]
    assert {"200", "413", "422", "429"} == set(found["responses"])


def test_a_report_keeps_to_its_schema(world, description):
    unsigned = {"credential": {"@context": ["https://www.w3.org/ns/credentials/v2"]}}
    answer = world.client().post("/api/v1/verify", json=unsigned)
    assert 200 == answer.status_code
    jsonschema.validate(answer.get_json(), schema_of(description, "Report"))


def test_a_problem_keeps_to_its_schema(world, description):
    answer = world.client().post("/api/v1/verify", json={})
    assert 422 == answer.status_code
    jsonschema.validate(answer.get_json(), schema_of(description, "Problem"))


def test_a_report_with_a_verdict_of_its_own_breaks_the_schema(description):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"verdict": "fine"}, schema_of(description, "Report"))


def test_who_asks_whether_the_site_is_ready_is_told_in_plain_text_either_way(description):
    told = description["paths"]["/ready"]["get"]["responses"]
    assert ["text/plain"] == list(told["200"]["content"]) == list(told["503"]["content"])
