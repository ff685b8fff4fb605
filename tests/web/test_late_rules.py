"""Routes compiled late write the addresses that Werkzeug's own write."""

from werkzeug.routing import BaseConverter, Map, Rule

from badger.web.late_rules import LateRule
from tests.test_routes import PLACEHOLDERS, address_of, rules_of


def test_every_address_is_the_one_of_a_plain_route(world):
    late = rules_of(world.app)
    plain = Map(
        [Rule(rule.rule, endpoint=rule.endpoint, methods=rule.methods) for rule in late],
        converters=world.app.url_map.converters,
    ).bind("localhost")
    assert {LateRule} == {type(rule) for rule in late}
    for rule in late:
        values = {name: PLACEHOLDERS[name] for name in rule.arguments}
        assert plain.build(rule.endpoint, values) == address_of(world.app, rule.endpoint)


def test_what_a_route_does_not_know_becomes_a_question_and_nothing_is_remembered(world):
    with world.app.test_request_context():
        adapter = world.app.url_map.bind("localhost")
        assert "/verify?lang=en" == adapter.build("verify.ask", {"lang": "en"})
        assert "/verify" == adapter.build("verify.ask", {})
        assert "/issuers/club" == adapter.build("documents.issuer", {"slug": "club"})
        assert "/issuers/atelier" == adapter.build("documents.issuer", {"slug": "atelier"})


def test_a_route_that_was_read_before_takes_and_writes_the_same():
    for _ in range(2):
        adapter = Map([LateRule("/read/<int:number>/end", endpoint="end")]).bind("localhost")
        assert ("end", {"number": 7}) == adapter.match("/read/7/end")
        assert "/read/8/end" == adapter.build("end", {"number": 8})


class Capitals(BaseConverter):
    regex = "[A-Z]+"


def test_a_route_takes_what_the_converters_of_its_own_map_take():
    routes = [
        Map([LateRule("/own/<name>", endpoint="own")], converters=converters).bind("localhost")
        for converters in ({}, {"default": Capitals})
    ]
    assert [True, False] == [route.test("/own/small") for route in routes]
    assert [True, True] == [route.test("/own/LARGE") for route in routes]
