"""Routes that learn to write their address when a page first asks for it.

Werkzeug compiles two functions for each route as it is added: for hundreds of routes nearly all
of the time in which the application is made, a tenth of a second, of which a visitor who meets
a process that has just started waits. The first address written pays for its own route alone.

What a route was read into is kept: the next application of the same process, of which the tests
make thousands, reads none anew.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from werkzeug.routing import BaseConverter, Rule
from werkzeug.routing.rules import RulePart

Builder = Callable[..., tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Read:
    """What Werkzeug makes of the text of a route."""

    parts: tuple[RulePart, ...]
    trace: tuple[tuple[bool, str], ...]
    converters: dict[str, BaseConverter]


# By the text of the route and the converters of its map, which decide what it takes.
_READ: Final[dict[tuple[str, tuple[type[BaseConverter], ...]], _Read]] = {}


class LateRule(Rule):
    """A route like any other; where Werkzeug no longer asks this, it is compiled at once."""

    def _parse_rule(self, rule: str) -> Iterable[RulePart]:
        key = (rule, tuple(self.map.converters.values()))
        read = _READ.get(key)
        if read is None:
            before = len(self._trace)
            parts = tuple(super()._parse_rule(rule))
            _READ[key] = _Read(parts, tuple(self._trace[before:]), dict(self._converters))
            return parts
        self._trace.extend(read.trace)
        self._converters.update(read.converters)
        self.arguments.update(read.converters)
        return read.parts

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        compile_now, compiled = super()._compile_builder, list[Builder]()

        # Two threads may both compile it: either result is as good.
        def build(rule: Rule, **values: object) -> tuple[str, str]:
            if not compiled:
                compiled.append(compile_now(append_unknown))
            return compiled[0](rule, **values)

        return build
