"""The lines of the one table of `permissions` for who accompanies whom, and for messages."""

from typing import Final

# View -> its one method and its permission, as `badger.web.security.permissions.GRANTS` has it.
BESIDE_VIEWS: Final[dict[str, tuple[str, str]]] = {
    "companions.index": ("GET", "own.read"),
    "companions.ask": ("GET", "own.read"),
    "companions.allow": ("POST", "own.decide"),
    "companions.end": ("POST", "own.decide"),
    "companions.agree": ("POST", "own.decide"),
    "companions.refuse": ("POST", "own.decide"),
    "journey.show": ("GET", "own.read"),
    "journey.save_goal": ("POST", "own.decide"),
    "journey.add": ("POST", "own.decide"),
    "journey.mark": ("POST", "own.decide"),
    "journey.remove": ("POST", "own.decide"),
    "journey.commit": ("POST", "own.decide"),
    "journey.pause": ("POST", "own.decide"),
    "journey.resume": ("POST", "own.decide"),
    "caseload.index": ("GET", "person.accompany"),
    "caseload.ask": ("GET", "person.accompany"),
    "caseload.allow_beside": ("POST", "person.accompany"),
    "caseload.show": ("GET", "person.accompany"),
    "caseload.leave": ("POST", "person.accompany"),
    "caseload_steps.save_goal": ("POST", "person.accompany"),
    "caseload_steps.add": ("POST", "person.accompany"),
    "caseload_steps.mark": ("POST", "person.accompany"),
    "caseload_steps.remove": ("POST", "person.accompany"),
    "caseload_steps.pause": ("POST", "person.accompany"),
    "caseload_steps.resume": ("POST", "person.accompany"),
    "relays.ask": ("GET", "person.accompany"),
    "relays.propose": ("POST", "person.accompany"),
}
