"""Modules that are imported when they are first used: a command that ends at once does not pay for
what its badge does not need (ADR 0009)."""

import importlib

_NAMES: list[str] = []


class LateModule:
    """Stands for a module, and imports it when one of its names is first asked for.

    Type checkers see the module itself: where one is made, an import under TYPE_CHECKING stands
    beside it.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        _NAMES.append(name)

    def __getattr__(self, name: str) -> object:
        value: object = getattr(importlib.import_module(self._name), name)
        # Kept, so that it is found without this function from now on.
        setattr(self, name, value)
        return value


def load_late_modules() -> None:
    """Import now what is late so far: for servers, which start once, and before limits hold."""
    for name in tuple(_NAMES):
        importlib.import_module(name)
