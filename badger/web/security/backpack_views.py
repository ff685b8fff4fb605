"""The lines of the table of permissions about what a person keeps: method, permission."""

from typing import Final

BACKPACK_VIEWS: Final = {
    "my_answers.show": ("GET", "own.read"),
    "my_experiences.show": ("GET", "own.read"),
    "my_archive.show": ("GET", "own.read"),
    "my_archive.take": ("GET", "own.read"),
    "my_archive.bring": ("POST", "own.decide"),
    "my_collections.index": ("GET", "own.read"),
    "my_collections.make": ("POST", "own.decide"),
    "my_collections.show": ("GET", "own.read"),
    "my_collections.put": ("POST", "own.decide"),
    "my_collections.up": ("POST", "own.decide"),
    "my_collections.take_out": ("POST", "own.decide"),
    "my_collections.forget": ("POST", "own.decide"),
    "my_imports.ask": ("GET", "own.read"),
    "my_imports.look": ("POST", "own.decide"),
    "my_imports.keep": ("POST", "own.decide"),
    "my_imports.check": ("POST", "own.decide"),
    "my_imports.remove": ("POST", "own.decide"),
    "my_badges.show": ("GET", "own.read"),
    "my_badges.document": ("GET", "own.read"),
    "my_badges.png": ("GET", "own.read"),
    "my_badges.svg": ("GET", "own.read"),
    "my_badges.picture": ("GET", "own.read"),
}
