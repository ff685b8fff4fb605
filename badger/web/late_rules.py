"""Routes that learn to write their address when a page first asks for it.

Werkzeug compiles two functions for each route as it is added: for hundreds of routes nearly all
of the time in which the application is made, a tenth of a second, of which a visitor who meets
a process that has just started waits. The first address written pays for its own route alone.
"""

from collections.abc import Callable

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class LateRule(Rule):
    """A route like any other; where Werkzeug no longer asks this, it is compiled at once."""

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        compile_now, compiled = super()._compile_builder, list[Builder]()

        # Two threads may both compile it: either result is as good.
        def build(rule: Rule, **values: object) -> tuple[str, str]:
            if not compiled:
                compiled.append(compile_now(append_unknown))
            return compiled[0](rule, **values)

        return build
