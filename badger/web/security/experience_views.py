"""The lines of the one table of `permissions` for what a person tells of herself."""

from typing import Final

# View -> its one method and its permission, as `badger.web.security.permissions.GRANTS` has it.
EXPERIENCE_VIEWS: Final[dict[str, tuple[str, str]]] = {
    "experiences.new": ("GET", "own.read"),
    "experiences.tell": ("POST", "own.decide"),
    "experiences.when": ("GET", "own.read"),
    "experiences.place": ("POST", "own.decide"),
    "experiences.picture": ("GET", "own.read"),
    "experiences.illustrate": ("POST", "own.decide"),
    "experiences.file": ("GET", "own.read"),
    "experiences.show": ("GET", "own.read"),
    "experiences.forget": ("POST", "own.decide"),
    "experience_badges.choose": ("GET", "own.read"),
    "experience_badges.find": ("POST", "own.decide"),
    "experience_badges.show": ("GET", "own.read"),
    "experience_badges.place": ("POST", "own.decide"),
    "experience_badges.ask": ("POST", "own.decide"),
}
