"""The API under drawn requests: no server error, and no answer that breaks its description.

A few of each here; `make api-fuzz` draws five thousand.
"""

import pytest
from flask import Flask, Response, jsonify

from tests.web.api_fuzz import draw_requests, fuzz

SOME = 60


def test_drawn_requests_meet_no_server_error_and_no_broken_promise(tmp_path):
    found = fuzz(tmp_path, cases=SOME, seed=1)
    assert [] == found.problems
    assert SOME <= found.cases
    assert {200, 401, 404, 422} <= set(found.statuses)


@pytest.mark.parametrize(
    "answer",
    [
        Response("{}", status=500, content_type="application/json"),
        Response("{}", status=404, content_type="application/json"),
        Response("{}", status=200, content_type="text/plain"),
        Response("[]", status=200, content_type="application/json"),
    ],
    ids=["server error", "untold status", "untold kind", "untold shape"],
)
def test_a_broken_promise_is_seen(world, answer):
    app = Flask("promises")
    told = {"description": "OK", "content": {"application/json": {"schema": {"type": "object"}}}}
    description = {
        "openapi": "3.1.0",
        "info": {"title": "promises", "version": "1"},
        "paths": {"/kept": {"get": {"responses": {"200": told}}}},
    }
    app.add_url_rule("/api/v1/openapi.json", "told", lambda: jsonify(description))
    app.add_url_rule("/kept", "kept", lambda: answer)
    found = draw_requests(app, world, token="none", cases=1, seed=1)
    assert found.problems
